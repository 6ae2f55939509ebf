"""The rehearsal: runs Neo4j once on a temporary graph, so that the JVM can write its ahead-of-time cache.

A process with the lowest priority, which the service starts during its first run. It takes about a minute on two cores
and ends with its parent; an unfinished rehearsal is repeated at the next run of the service.
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
from graphdb.embedded.aot_cache import install
from graphdb.embedded.locks import try_lock
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

#: Time limit in seconds for a statement, and for the JVM to write the cache.
LIMIT: Final = 300.0

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
    cypher("CALL db.index.fulltext.queryNodes('peergraph_awaited', 'W1') YIELD node RETURN collect(node.id)"),
)


async def rehearse(server: EmbeddedNeo4j, cache: Path) -> None:
    """Run typical statements of the service; the JVM writes the cache when it ends."""
    async with await Store.open(*server.start(f"-XX:AOTCacheOutput={cache}")) as store:
        await bootstrap(store)
        for statement in WRITES:
            await store.write(statement, {}, within=LIMIT)
        for statement in READS * 20:
            await store.read(statement, {"ids": ["W1", "W2"]}, within=LIMIT)
    server.stop(LIMIT)


def end_with_parent(server: EmbeddedNeo4j, folder: Path) -> None:
    """End immediately when standard input ends, together with the child and its JVM."""

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
    """Rehearse, unless the cache exists or another process is writing it."""
    cache, path = map(Path, sys.argv[1:])
    os.nice(19)
    # The cache is used by every later start, whatever the options of this one.
    os.environ.pop("JAVA_TOOL_OPTIONS", None)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (path.parent / "rehearsal.log").open("ab") as log:
        os.dup2(log.fileno(), 2)
    lock = try_lock(path.parent / "lock")
    if lock is None or path.exists():
        return
    folder = path.parent / "rehearsal"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    server = EmbeddedNeo4j(folder / "data", cache=cache)
    end_with_parent(server, folder)
    try:
        asyncio.run(rehearse(server, folder / "made.aot"))
        install(folder / "made.aot", path)
    finally:
        server.stop(LIMIT)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

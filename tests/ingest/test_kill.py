"""kill -9 during an ingest, followed by the same ingest."""

import random
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.generated import write
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from tests.conftest import wipe
from tests.ingest.records import read_graph

WORKS = 500
#: Works per transaction, so that an ingest has several transactions of each kind.
CHUNK_WORKS = 200
INGEST = """
import asyncio, sys
from pathlib import Path
from graphdb.ingest import links
from graphdb.store import Store
from ingest import sources
from ingest.jsonl import file_source
from ingest.pipeline import ingest
sources.MAX_CHUNK_RECORDS = links.BATCH = int(sys.argv[4])
async def main():
    async with await Store.open(sys.argv[1], ("neo4j", sys.argv[2])) as store:
        await ingest(store, [file_source(Path(sys.argv[3]))])
asyncio.run(main())
"""
PAPERS = cypher("RETURN COUNT { (:Paper) } + COUNT { ()-[:CITES]->() }")


def start_ingest(neo4j: Address, path: Path) -> subprocess.Popen[bytes]:
    """An ingest of the file in a separate process."""
    assert neo4j.auth is not None
    return subprocess.Popen([sys.executable, "-c", INGEST, neo4j.uri, neo4j.auth[1], str(path), str(CHUNK_WORKS)])


async def kill_ingest(store: Store, neo4j: Address, path: Path, amount: int) -> int:
    """Start an ingest and kill it when the graph has `amount` papers and citations; its exit code."""
    process = start_ingest(neo4j, path)
    until = time.monotonic() + 120
    # Each read of the store takes time, so no sleep is needed.
    while await store.read(PAPERS, {}) < amount and process.poll() is None and time.monotonic() < until:
        pass
    process.kill()
    return process.wait()


async def test_a_killed_ingest_continues_to_the_same_graph(empty_store: Store, neo4j: Address, tmp_path: Path) -> None:
    path = write(tmp_path / "works.jsonl.gz", WORKS)
    await ingest(empty_store, [file_source(path)])
    undisturbed = await read_graph(empty_store)
    await wipe(empty_store)
    chance = random.Random(4)  # noqa: S311
    # The first is killed while it stores papers, the second while it links citations.
    for amount in (chance.randint(1, WORKS - CHUNK_WORKS), chance.randint(WORKS + 1, WORKS + 600)):
        assert await kill_ingest(empty_store, neo4j, path, amount) == -9
    report = await ingest(empty_store, [file_source(path)])
    assert report.records == WORKS
    assert await read_graph(empty_store) == undisturbed
    again = await ingest(empty_store, [file_source(path)])
    assert (again.changed, again.counts) == (False, {("Paper", "unchanged"): WORKS})

"""kill -9 in the middle of an ingest, and the same command again."""

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
from tests.ingest.records import whole

WORKS = 500
#: Works of one transaction: three of each kind, as with thousands of works by default.
AT_ONCE = 200
INGEST = """
import asyncio, sys
from pathlib import Path
from graphdb.ingest import links
from graphdb.store import Store
from ingest import sources
from ingest.jsonl import file_source
from ingest.pipeline import ingest
sources.RECORDS = links.BATCH = int(sys.argv[4])
async def main():
    async with await Store.open(sys.argv[1], ("neo4j", sys.argv[2])) as store:
        await ingest(store, [file_source(Path(sys.argv[3]))])
asyncio.run(main())
"""
PAPERS = cypher("RETURN COUNT { (:Paper) } + COUNT { ()-[:CITES]->() }")


def started(neo4j: Address, path: Path) -> subprocess.Popen[bytes]:
    """An ingest of the file in a process of its own."""
    assert neo4j.auth is not None
    return subprocess.Popen([sys.executable, "-c", INGEST, neo4j.uri, neo4j.auth[1], str(path), str(AT_ONCE)])


async def killed(store: Store, neo4j: Address, path: Path, amount: int) -> int:
    """Start an ingest and kill it when the graph holds so many papers and citations; its exit code."""
    process = started(neo4j, path)
    until = time.monotonic() + 120
    # Each look at the store is a pause of its own.
    while await store.read(PAPERS, {}) < amount and process.poll() is None and time.monotonic() < until:
        pass
    process.kill()
    return process.wait()


async def test_a_killed_ingest_goes_on_to_the_same_graph(empty_store: Store, neo4j: Address, tmp_path: Path) -> None:
    path = write(tmp_path / "works.jsonl.gz", WORKS)
    await ingest(empty_store, [file_source(path)])
    undisturbed = await whole(empty_store)
    await wipe(empty_store)
    chance = random.Random(4)  # noqa: S311
    # While papers come in, and, by the one that goes on, while they are linked.
    for amount in (chance.randint(1, WORKS - AT_ONCE), chance.randint(WORKS + 1, WORKS + 600)):
        assert await killed(empty_store, neo4j, path, amount) == -9
    report = await ingest(empty_store, [file_source(path)])
    assert report.records == WORKS
    assert await whole(empty_store) == undisturbed
    again = await ingest(empty_store, [file_source(path)])
    assert (again.changed, again.counts) == (False, {("Paper", "unchanged"): WORKS})

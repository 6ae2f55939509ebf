"""The graph that libraries are matched with: the demo, and the sets of real records where they are."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from exports.reference import Reference
from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.demo import load_demo
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from ingest.snapshot import snapshot_sources
from resolvers.listing import Listing

DATA: Final = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
PMCIDS: Final = cypher("MATCH (p:Paper) WHERE p.pmcid IS NOT NULL RETURN collect([p.id, p.pmcid])")


@dataclass(frozen=True)
class Library:
    """The store, every paper of it as exports have it, and whether the real sets are among them."""

    store: Store
    rows: list[list[object]]
    real: bool

    @property
    def references(self) -> list[Reference]:
        """The papers."""
        return [Reference.from_row(row) for row in self.rows]


@pytest_asyncio.fixture(scope="module")
async def library(graph: Store, tmp_path_factory: pytest.TempPathFactory) -> Library:
    real = DATA.exists()
    if real:
        works = [file_source(path) for path in sorted((DATA / "openalex").glob("works-*.jsonl.gz"))]
        sources = [*works, *snapshot_sources(DATA / "openalex-snapshot")]
        await ingest(graph, sources, rejects=tmp_path_factory.mktemp("rejects") / "rejects.jsonl")
    await load_demo(graph)
    listing = Listing.of(graph, None, None, 1_000_000)
    page = await listing.first()
    rows = page.rows
    async for each in listing.rest(page):
        rows += each.rows
    return Library(graph, [row[0] for row in rows], real)

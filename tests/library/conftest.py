"""The graph that libraries are matched with: the demo, and the sets of real records if present."""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

import pytest_asyncio

from exports.reference import Reference
from graphdb.cypher import cypher
from graphdb.store import Store
from resolvers.listing import Listing
from tests.records.awkward import FIRST
from tests.records.shared import Real

PMCIDS: Final = cypher("MATCH (p:Paper) WHERE p.pmcid IS NOT NULL RETURN collect([p.id, p.pmcid])")


@dataclass(frozen=True)
class Library:
    """The store, a row of the export for each paper, and whether it has all of the real sets."""

    store: Store
    rows: list[list[object]]
    real: bool

    @property
    def references(self) -> list[Reference]:
        """The papers."""
        return [Reference.from_row(row) for row in self.rows]


@pytest_asyncio.fixture(scope="session")
async def library(real: Real) -> Library:
    listing = Listing.of(real.store, None, None, 1_000_000)
    page = await listing.first()
    rows = page.rows
    async for further in listing.remaining(page, nullcontext):
        rows += further.rows
    return Library(real.store, [row[0] for row in rows if not _is_invented(str(row[0][0]))], real.is_complete)


def _is_invented(paper: str) -> bool:
    """Whether the record of the paper is one of `tests.records.awkward`."""
    return paper.removeprefix("W").isdigit() and int(paper[1:]) >= FIRST

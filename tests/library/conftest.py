"""The graph that libraries are matched with: the demo, and the sets of real records where they are."""

from dataclasses import dataclass

import pytest_asyncio

from exports.reference import Reference
from graphdb.store import Store
from resolvers.listing import Listing
from tests.records.awkward import FIRST
from tests.records.shared import Real


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
async def library(real: Real) -> Library:
    listing = Listing.of(real.store, None, None, 1_000_000)
    page = await listing.first()
    rows = page.rows
    async for each in listing.rest(page):
        rows += each.rows
    # Awkward records have titles that no library has: none at all, a full stop, the title of another.
    awkward = f"W{FIRST}"[:6]
    return Library(real.store, [row[0] for row in rows if not str(row[0][0]).startswith(awkward)], real.whole)

"""A whole list of papers, page by page, as `Query.papers` would answer it."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphdb.fragments import Sort
from graphdb.paper import ALL, CITATION_COUNT, IS_OPEN, REFERENCE, REFERENCE_COUNT, RETRACTED
from graphdb.references import Listed, listed
from graphdb.store import Store
from loaders import filters, ordering

#: Papers of one statement.
PAGE: Final = 500
#: What each paper is told with, as `exports.paper_lists` reads it.
COLUMNS: Final = (REFERENCE, CITATION_COUNT, REFERENCE_COUNT, IS_OPEN, RETRACTED)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to read, `limit` papers of it at most."""

    store: Store
    filter: Mapping[str, Any]
    sorts: tuple[Sort, ...]
    limit: int

    @classmethod
    def of(
        cls,
        store: Store,
        given: Mapping[str, Any] | None,
        order: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None,
        limit: int,
    ) -> "Listing":
        """The list that these arguments of `Query.papers` mean. Raises BadInput."""
        return cls(store, filters.normal(ALL, given), ordering.sorts(ALL, order), limit)

    async def first(self) -> Listed:
        """The first page, with the number of all."""
        return await self._page(min(PAGE, self.limit), None, total=True)

    async def rest(self, page: Listed) -> AsyncGenerator[Listed]:
        """The pages behind the first one. Whoever stops listening stops the reading: each is read when it is asked
        for."""
        left = self.limit - len(page.rows)
        while page.next is not None and left > 0:
            page = await self._page(min(PAGE, left), page.next, total=False)
            left -= len(page.rows)
            yield page

    async def _page(self, size: int, after: list[object] | None, *, total: bool) -> Listed:
        return await listed(self.store, ALL, COLUMNS, self.filter, self.sorts, size=size, after=after, total=total)

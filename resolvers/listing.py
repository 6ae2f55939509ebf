"""All pages of a list of papers, equal to those of `Query.papers`."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final

from graphdb.fragments import Sort
from graphdb.paper import ALL, CITATION_COUNT, IS_OPEN, REFERENCE, REFERENCE_COUNT, RETRACTED
from graphdb.references import ListPage, list_page
from graphdb.store import Store
from loaders import filters, ordering

#: Papers in one statement.
PAGE: Final = 500
#: The columns of each paper, in the order of `exports.paper_lists`.
COLUMNS: Final = (REFERENCE, CITATION_COUNT, REFERENCE_COUNT, IS_OPEN, RETRACTED)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of at most `limit` papers."""

    store: Store
    filter: Mapping[str, Any]
    sorts: tuple[Sort, ...]
    limit: int

    @classmethod
    def of(
        cls,
        store: Store,
        condition: Mapping[str, Any] | None,
        order: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None,
        limit: int,
    ) -> "Listing":
        """The list for these arguments of `Query.papers`. Raises BadInput."""
        return cls(store, filters.normalize(ALL, condition), ordering.sorts(ALL, order), limit)

    async def first(self) -> ListPage:
        """The first page, with the total."""
        return await self._page(min(PAGE, self.limit), None, total=True)

    async def remaining(
        self, page: ListPage, turn: Callable[[], AbstractAsyncContextManager[None]]
    ) -> AsyncGenerator[ListPage]:
        """The pages after the first one, each read on demand and within a `turn`."""
        left = self.limit - len(page.rows)
        while page.next is not None and left > 0:
            async with turn():
                page = await self._page(min(PAGE, left), page.next, total=False)
            left -= len(page.rows)
            yield page

    async def _page(self, size: int, after: list[object] | None, *, total: bool) -> ListPage:
        return await list_page(self.store, ALL, COLUMNS, self.filter, self.sorts, size=size, after=after, total=total)

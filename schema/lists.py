"""Lists of papers: their common arguments."""

from typing import Any

import strawberry

from graphdb.fragments import PagedList
from schema.fields import with_arguments
from schema.filters import PaperFilter
from schema.orders import PaperOrder

CURSORS = "`first` and `after` page forwards, `last` and `before` backwards."


def papers(fragment: PagedList, description: str) -> Any:
    """A connection of papers with arguments for filter, order and pages, read by a fetch group."""
    return with_arguments(fragment, _papers, f"{description} {CURSORS}")


def _papers(
    filter: PaperFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[PaperOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments."""

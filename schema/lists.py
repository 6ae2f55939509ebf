"""Lists of papers, authors, institutions and topics: their arguments."""

from typing import Any

import strawberry

from graphdb.fragments import PagedList
from schema.fields import with_arguments
from schema.filters import AuthorFilter, InstitutionFilter, PaperFilter, TopicFilter
from schema.orders import AuthorOrder, InstitutionOrder, PaperOrder, TopicOrder

CURSORS = "`first` and `after` page forwards, `last` and `before` backwards."


def papers(fragment: PagedList, description: str) -> Any:
    """A connection of papers with arguments for filter, order and pages, read by a fetch group."""
    return with_arguments(fragment, _papers, f"{description} {CURSORS}")


def authors(fragment: PagedList, description: str) -> Any:
    """As `papers`, of authors."""
    return with_arguments(fragment, authors_arguments, f"{description} {CURSORS}")


def institutions(fragment: PagedList, description: str) -> Any:
    """As `papers`, of institutions."""
    return with_arguments(fragment, institutions_arguments, f"{description} {CURSORS}")


def topics(fragment: PagedList, description: str) -> Any:
    """As `papers`, of topics."""
    return with_arguments(fragment, topics_arguments, f"{description} {CURSORS}")


def _papers(
    filter: PaperFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[PaperOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments."""


def authors_arguments(
    filter: AuthorFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[AuthorOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments."""


def institutions_arguments(
    filter: InstitutionFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[InstitutionOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments."""


def topics_arguments(
    filter: TopicFilter | None = strawberry.UNSET,  # noqa: A002
    order_by: list[TopicOrder] | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    last: int | None = strawberry.UNSET,
    before: str | None = strawberry.UNSET,
) -> Any:
    """The arguments."""

"""Reads papers for citations: one paper, or pages of a list, with the statements of fetch groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphdb import composing
from graphdb.fragments import Column, PagedList, Sort
from graphdb.lookups import LOOKUPS
from graphdb.paper import REFERENCE
from graphdb.projection import ListProjection, Projection, Window
from graphdb.store import Store


async def reference(store: Store, scheme: str, key: str) -> list[Any] | None:
    """The values of a paper by scheme and key of `graphdb.lookups`, in the order of `exports.reference`."""
    root = Projection()
    root.place(REFERENCE)
    statement = composing.fetch_group(root, LOOKUPS["Paper"][scheme])
    answer = await store.read(statement.text, statement.parameters_for([key]))
    return next((row for _, (row,) in answer), None)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list: the values of each node, the start of the next page (None for the last one), and the total if
    it was requested."""

    rows: list[list[Any]]
    next: list[object] | None
    total: int | None


async def list_page(
    store: Store,
    connection: PagedList,
    columns: Sequence[Column],
    condition: Mapping[str, Any],
    sorts: tuple[Sort, ...],
    *,
    size: int,
    after: list[object] | None,
    total: bool,
) -> ListPage:
    """At most `size` nodes of a root list. `condition`: a filter of `loaders.filters.normalize`; `after`: `next` of the
    previous page."""
    window = Window(size, backwards=False, after=after, before=None)
    projection = ListProjection(window, sorts, dict(condition), rows=True, total=total, keys=True, more=True)
    for column in columns:
        projection.node.place(column)
    root = Projection()
    root.place(connection, child=projection)
    statement = composing.rootless(root)
    ((rows, count),) = await store.read(statement.text, statement.parameters)
    more = len(rows) > size
    return ListPage([values for *values, _ in window.cut(rows)], rows[size - 1][-1] if more else None, count)


async def page_of_node(
    store: Store,
    label: str,
    node: str,
    connection: PagedList,
    columns: Sequence[Column],
    *,
    size: int,
    after: list[object] | None,
    viewer: str | None,
) -> ListPage | None:
    """As `list_page`, of a list of a node, with its total; None for a node that the viewer cannot read."""
    window = Window(size, backwards=False, after=after, before=None)
    projection = ListProjection(window, connection.sort, {}, rows=True, total=True, keys=True, more=True)
    for column in columns:
        projection.node.place(column)
    root = Projection()
    root.place(connection, child=projection)
    statement = composing.fetch_group(root, LOOKUPS[label]["id"])
    answer = await store.read(statement.text, statement.parameters_for([node], viewer))
    if not answer:
        return None
    ((_, ((rows, count),)),) = answer
    more = len(rows) > size
    return ListPage([values for *values, _ in window.cut(rows)], rows[size - 1][-1] if more else None, count)

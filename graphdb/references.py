"""Papers as citations need them: one, or a whole list page by page, through the statements that fetch groups use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphdb import composing
from graphdb.fragments import Column, Many, Sort
from graphdb.lookups import LOOKUPS
from graphdb.paper import REFERENCE
from graphdb.projection import ListProjection, Projection, Window
from graphdb.store import Store


async def reference(store: Store, scheme: str, key: str) -> list[Any] | None:
    """The paper that an identifier of a scheme of `graphdb.lookups` names, in the order of `exports.reference`."""
    ask = Projection()
    ask.place(REFERENCE)
    statement = composing.fetch_group(ask, LOOKUPS["Paper"][scheme])
    answer = await store.read(statement.text, statement.asking([key]))
    return next((row for _, (row,) in answer), None)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a whole list: the values of each node, where the next page begins (None: there is none), and the number
    of nodes in the whole list where it was asked for."""

    rows: list[list[Any]]
    next: list[object] | None
    total: int | None


async def listed(
    store: Store,
    many: Many,
    columns: Sequence[Column],
    wanted: Mapping[str, Any],
    sorts: tuple[Sort, ...],
    *,
    size: int,
    after: list[object] | None,
    total: bool,
) -> Listed:
    """At most `size` nodes of a list that begins at no node. `wanted` is a filter as `loaders.filters.normal` returns
    it; `after` is a page's `next`."""
    window = Window(size, backwards=False, after=after, before=None)
    asked = ListProjection(window, sorts, dict(wanted), rows=True, total=total, keys=True, more=True)
    for column in columns:
        asked.node.place(column)
    ask = Projection()
    ask.place(many, child=asked)
    statement = composing.rootless(ask)
    ((rows, count),) = await store.read(statement.text, statement.parameters)
    more = len(rows) > size
    return Listed([values for *values, _ in window.cut(rows)], rows[size - 1][-1] if more else None, count)

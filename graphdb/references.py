"""Papers as citations need them: one, or a whole list page by page, through the statements that islands use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphdb import composing
from graphdb.asks import Ask, ListAsk, Window
from graphdb.entries import ENTRIES
from graphdb.fragments import Column, Many, Sort
from graphdb.paper import REFERENCE
from graphdb.store import Store


async def reference(store: Store, scheme: str, key: str) -> list[Any] | None:
    """The paper that an identifier of a scheme of `graphdb.entries` names, in the order of `exports.reference`."""
    ask = Ask()
    ask.place(REFERENCE)
    statement = composing.island(ask, ENTRIES["Paper"][scheme])
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
    asked = ListAsk(window, sorts, dict(wanted), rows=True, total=total, keys=True, more=True)
    for column in columns:
        asked.node.place(column)
    ask = Ask()
    ask.place(many, child=asked)
    statement = composing.whole(ask)
    ((rows, count),) = await store.read(statement.text, statement.parameters)
    more = len(rows) > size
    return Listed([values for *values, _ in rows[:size]], rows[size - 1][-1] if more else None, count)

"""Runs fetch groups: one statement for all ids at one response path, and at paths of the same shape."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphdb.composing import Statement
from graphdb.lookups import LOOKUPS
from graphdb.node import label_of
from graphdb.store import Store
from loaders.batching import Batcher
from loaders.deferred_params import bind
from loaders.plan import FetchGroup, Plan
from loaders.reading import Row
from loaders.selection import Path

Values = asyncio.Future["list[Any] | None"]


class FetchGroups:
    """The fetch groups of one request. Results are cached until the request ends or writes."""

    def __init__(self, store: Store, viewer: str | None = None) -> None:
        self._store = store
        self._viewer = viewer
        self._groups: dict[Path, dict[str, FetchGroup]] = {}
        self._variables: Mapping[str, Any] = {}
        self._batcher = Batcher.of(store)
        self._statements: dict[tuple[int, str], Statement] = {}
        self._values: dict[tuple[tuple[str, bytes], str], Values] = {}

    def begin(self, plan: Plan, variables: Mapping[str, Any]) -> None:
        """Sets the plan of the request and its variables."""
        self._groups = plan.fetch_groups
        self._variables = variables
        self._statements.clear()

    def set_viewer(self, viewer: str | None) -> None:
        """Changes the viewer after signing in or out."""
        self._viewer = viewer
        self.clear()

    def clear(self) -> None:
        """Clears cached reads."""
        self._values.clear()

    def end(self) -> None:
        """Cancels the pending reads of this request that no other request waits for."""
        pending = [read for read, values in self._values.items() if not values.done()]
        for read in pending:
            self._values.pop(read).cancel()
        if pending:
            self._batcher.end_abandoned()

    async def node(self, path: Path, id: str) -> Row | None:  # noqa: A002
        """The node of any kind with this id in normal form, with the selection at the path, or None."""
        label = label_of(id)
        return None if label is None else await self.find(path, label, "id", id)

    async def nodes(self, path: Path, ids: Sequence[str]) -> list[Row | None]:
        """As `node`, for many ids without a task for each, which would cost more than everything else. Raises the first
        error."""
        outcomes = await self.outcomes(path, ids)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome
        return cast("list[Row | None]", outcomes)

    async def outcomes(self, path: Path, ids: Sequence[str]) -> list[Row | Exception | None]:
        """As `nodes`, with the error of an id in its position."""
        pending = [self._pending(path, label_of(id_), "id", id_) for id_ in ids]
        return [await _outcome(*each) if each else None for each in pending]

    async def find(self, path: Path, label: str, scheme: str, key: str) -> Row | None:
        """The node with an identifier, with the selection at the path, or None."""
        pending = self._pending(path, label, scheme, key)
        return None if pending is None else _row(pending[0], await asyncio.shield(pending[1]))

    async def root_value(self, path: Path) -> Any:
        """The value of a stored field of the root."""
        (group,) = self._groups[path].values()
        return group.selection[path[-1]].read(await self.values(path))

    async def values(self, path: Path) -> Any:
        """The values from which a stored field of the root is read."""
        (group,) = self._groups[path].values()
        if (nothing := group.projection.nothing) is not None:
            return nothing
        statement = self._statement(group, "")
        return await self._store.read(statement.text, statement.values(self._viewer))

    def _statement(self, group: FetchGroup, scheme: str) -> Statement:
        """The statement of a fetch group, with the variables of this request."""
        key = (id(group), scheme)
        if key not in self._statements:
            self._statements[key] = bind(group.statement(scheme), self._variables)
        return self._statements[key]

    def _pending(self, path: Path, label: str | None, scheme: str, key: str) -> "tuple[FetchGroup, Values] | None":
        """A fetch group and the pending values of a node in it, which all readers in the request share: `shield` them
        from cancellation. None where no node can have the identifier."""
        group = self._groups.get(path, {}).get(label) if label is not None else None
        if group is None or scheme not in LOOKUPS.get(group.label, {}):
            return None
        statement = self._statement(group, scheme)
        read = (statement.key, key)
        if read not in self._values:
            self._values[read] = self._batcher.read(statement, self._viewer, key)
        return group, self._values[read]


async def _outcome(group: FetchGroup, values: Values) -> Row | Exception | None:
    if not values.done():
        await asyncio.wait((values,))
    failure = cast("Exception | None", values.exception())
    return failure or _row(group, values.result())


def _row(group: FetchGroup, values: list[Any] | None) -> Row | None:
    return None if values is None else Row(group.label, group.selection, values)

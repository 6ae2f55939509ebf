"""Runs fetch groups: all ids that are asked for at one place, and at places of the same shape, in one statement."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphdb.composing import Statement
from graphdb.lookups import LOOKUPS
from graphdb.node import label_of
from graphdb.store import Store
from loaders.batching import Batcher
from loaders.deferred_params import bound
from loaders.planning import FetchGroup, Path, Plan
from loaders.reading import Row


class FetchGroups:
    """The fetch groups of one request. Answers are kept for as long as the request lasts, or until it writes."""

    def __init__(self, store: Store, viewer: str | None = None) -> None:
        self._store = store
        self._viewer = viewer
        self._islands: dict[Path, dict[str, FetchGroup]] = {}
        self._variables: Mapping[str, Any] = {}
        self._turn = Batcher.of(store)
        self._statements: dict[tuple[int, str], Statement] = {}
        self._asked: dict[tuple[tuple[str, bytes], str], asyncio.Future[list[Any] | None]] = {}

    def begin(self, plan: Plan, variables: Mapping[str, Any]) -> None:
        """The fetch groups that the request has, and its variables."""
        self._islands = plan.fetch_groups
        self._variables = variables
        self._statements.clear()

    def become(self, viewer: str | None) -> None:
        """From now on somebody else asks, or anybody."""
        self._viewer = viewer
        self.forget()

    def forget(self) -> None:
        """Answers so far are read anew when they are asked for again."""
        self._asked.clear()

    async def node(self, path: Path, id: str) -> Row | None:  # noqa: A002
        """The node of any kind with this id in normal form, as it is selected at the path; null where there is none."""
        label = label_of(id)
        return None if label is None else await self.find(path, label, "id", id)

    async def nodes(self, path: Path, ids: Sequence[str]) -> list[Row | None]:
        """As `node`, for many: a task for each would cost more than all else. Raises what is wrong with the first."""
        outcomes = await self.outcomes(path, ids)
        for each in outcomes:
            if isinstance(each, Exception):
                raise each
        return cast("list[Row | None]", outcomes)

    async def outcomes(self, path: Path, ids: Sequence[str]) -> list[Row | Exception | None]:
        """As `nodes`; what is wrong with one stands in its place."""
        waiting = [self._waiting(path, label_of(each), "id", each) for each in ids]
        return [await _outcome(*each) if each else None for each in waiting]

    async def find(self, path: Path, label: str, scheme: str, key: str) -> Row | None:
        """The node that an identifier names, as it is selected at the path; null where there is none."""
        waiting = self._waiting(path, label, scheme, key)
        return None if waiting is None else _row(waiting[0], await asyncio.shield(waiting[1]))

    async def whole(self, path: Path) -> Any:
        """What a stored field of the root answers."""
        (fetch_group,) = self._islands[path].values()
        return fetch_group.view[path[-1]](await self.values(path))

    async def values(self, path: Path) -> Any:
        """The values that a stored field of the root is read from."""
        (fetch_group,) = self._islands[path].values()
        statement = self._statement(fetch_group, "")
        return await self._store.read(statement.text, statement.values(self._viewer))

    def _statement(self, fetch_group: FetchGroup, scheme: str) -> Statement:
        """The statement of a fetch group, with the values of this request."""
        place = (id(fetch_group), scheme)
        if place not in self._statements:
            self._statements[place] = bound(fetch_group.statement(scheme), self._variables)
        return self._statements[place]

    def _waiting(self, path: Path, label: str | None, scheme: str, key: str) -> "tuple[FetchGroup, Values] | None":
        """A fetch group and the values of a node in it, to come; whoever stops waiting leaves them to the others of the
        request. None where nothing is to be found."""
        fetch_group = self._islands.get(path, {}).get(label) if label is not None else None
        if fetch_group is None or scheme not in LOOKUPS.get(fetch_group.label, {}):
            return None
        statement = self._statement(fetch_group, scheme)
        asked = (statement.key, key)
        if asked not in self._asked:
            self._asked[asked] = self._turn.ask(statement, self._viewer, key)
        return fetch_group, self._asked[asked]


Values = asyncio.Future["list[Any] | None"]


async def _outcome(fetch_group: FetchGroup, values: Values) -> Row | Exception | None:
    if not values.done():
        await asyncio.wait((values,))
    failed = cast("Exception | None", values.exception())
    return failed or _row(fetch_group, values.result())


def _row(fetch_group: FetchGroup, values: list[Any] | None) -> Row | None:
    return None if values is None else Row(fetch_group.label, fetch_group.view, values)

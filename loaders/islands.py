"""Runs islands: all ids that a request asks for at one place, and at places of the same shape, in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiodataloader import DataLoader

from graphdb.composing import Statement
from graphdb.entries import ENTRIES
from graphdb.node import label_of
from graphdb.store import Store
from loaders.late import bound
from loaders.planning import Island, Path, Plan
from loaders.reading import Row


class Islands:
    """The islands of one request. Answers are kept for as long as the request lasts, or until it writes."""

    def __init__(self, store: Store, viewer: str | None = None) -> None:
        self._store = store
        self._viewer = viewer
        self._islands: dict[Path, dict[str, Island]] = {}
        self._variables: Mapping[str, Any] = {}
        self._loaders: dict[tuple[str, bytes], DataLoader[str, list[Any] | None]] = {}
        self._places: dict[tuple[int, str], DataLoader[str, list[Any] | None]] = {}

    def begin(self, plan: Plan, variables: Mapping[str, Any]) -> None:
        """The islands that the request has, and its variables."""
        self._islands = plan.islands
        self._variables = variables

    def become(self, viewer: str | None) -> None:
        """From now on somebody else asks, or anybody."""
        self._viewer = viewer
        self.forget()

    def forget(self) -> None:
        """Answers so far are read anew when they are asked for again."""
        self._loaders.clear()
        self._places.clear()

    async def node(self, path: Path, id: str) -> Row | None:  # noqa: A002
        """The node of any kind with this id in normal form, as it is selected at the path; null where there is none."""
        label = label_of(id)
        return None if label is None else await self.find(path, label, "id", id)

    async def find(self, path: Path, label: str, scheme: str, key: str) -> Row | None:
        """The node that an identifier names, as it is selected at the path; null where there is none."""
        island = self._islands.get(path, {}).get(label)
        if island is None or label not in ENTRIES:
            return None
        values = await self._loader(island, scheme).load(key)
        return None if values is None else Row(label, island.view, values)

    async def whole(self, path: Path) -> Any:
        """What a stored field of the root answers."""
        (island,) = self._islands[path].values()
        return island.view[path[-1]](await self.values(path))

    async def values(self, path: Path) -> Any:
        """The values that a stored field of the root is read from."""
        (island,) = self._islands[path].values()
        statement = bound(island.statement(""), self._variables)
        return await self._store.read(statement.text, statement.values(self._viewer))

    def _loader(self, island: Island, scheme: str) -> DataLoader[str, list[Any] | None]:
        """The loader of an island; islands whose statement is the same share one."""
        place = (id(island), scheme)
        if place not in self._places:
            statement = bound(island.statement(scheme), self._variables)
            self._places[place] = self._loaders.setdefault(statement.key, _Batch(self._store, statement, self._viewer))
        return self._places[place]


class _Batch(DataLoader[str, "list[Any] | None"]):
    """The ids of one statement that a turn of the event loop collects."""

    def __init__(self, store: Store, statement: Statement, viewer: str | None) -> None:
        super().__init__()
        self._store = store
        self._text = statement.text
        self._parameters: Mapping[str, Any] = statement.values(viewer)

    async def batch_load_fn(self, keys: Sequence[str]) -> Sequence[list[Any] | None]:  # pyright: ignore
        found: dict[str, list[Any]] = dict(await self._store.read(self._text, {**self._parameters, "ids": list(keys)}))
        return [found.get(key) for key in keys]

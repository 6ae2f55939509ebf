"""The context of a request: store, fetch groups, loaders and services."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import strawberry
from aiodataloader import DataLoader
from graphql import GraphQLResolveInfo

from graphdb.store import Store
from loaders.cost import Limits
from loaders.fetch_groups import FetchGroups
from loaders.graphql_core import Path as ResponsePath
from loaders.plan import Plan
from loaders.reading import Row
from loaders.selection import Path
from loaders.viewer import Viewer
from telemetry import tracing

Batch = Callable[..., Awaitable[Sequence[Any]]]
Service = TypeVar("Service")


class Context:
    """The context of every resolver: one for each request, and for each event of a subscription.

    `address` is the public address of the service, without a slash at its end; `viewer` is the signed-in user, None for
    an anonymous reader. `services` are objects that resolvers get by their type: `context.service(Accounts)`.
    """

    def __init__(
        self,
        store: Store,
        limits: Limits,
        address: str = "",
        viewer: Viewer | None = None,
        services: Iterable[object] = (),
    ) -> None:
        self.store = store
        self.address = address
        self.limits = limits
        self.viewer = viewer
        self.fetch_groups = FetchGroups(store, viewer.id if viewer else None)
        self.plan: Plan | None = None
        self._services: dict[type[Any], Any] = {type(each): each for each in services}
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}
        self._cache_key_references: list[Any] = []
        self._batches: set[asyncio.Task[Any]] = set()
        self._ended = False
        self.large = False

    def service(self, kind: type[Service]) -> Service | None:
        """The object of this type that was passed to the context, or None."""
        return self._services.get(kind)

    def state(self, kind: type[Service]) -> Service:
        """The object of this type that belongs to the context, created at its first use."""
        if kind not in self._services:
            self._services[kind] = kind()
        return self._services[kind]

    def begin(self, plan: Plan, variables: Mapping[str, Any], *, large: bool = False) -> None:
        """Sets the plan of the request and its variables. `large`: its response takes long to build."""
        self.plan, self.large, self._ended = plan, large, False
        self.fetch_groups.begin(plan, variables)

    def set_viewer(self, viewer: Viewer | None) -> None:
        """Changes the viewer after signing in or out."""
        self.viewer = viewer
        self.fetch_groups.set_viewer(viewer.id if viewer else None)

    def clear(self) -> None:
        """Clears cached reads after a write."""
        self.fetch_groups.clear()
        self._loaders.clear()

    async def end(self) -> None:
        """Cancels the remaining work of the request: reads that no other request waits for, and batch resolvers."""
        self._ended = True
        self.fetch_groups.end()
        batches = list(self._batches)
        for task in batches:
            task.cancel()
        if batches:
            await asyncio.wait(batches)

    def loader(self, batch: Batch, *arguments: Hashable) -> DataLoader[Any, Any]:
        """The loader of a batch resolver: `batch(keys, *arguments)` resolves the field for all parents of a turn of the
        event loop."""
        key = (batch, *arguments)
        if key not in self._loaders:

            async def load(keys: list[Any]) -> list[Any]:
                if self._ended:  # A loader starts its batches some turns of the event loop later.
                    raise asyncio.CancelledError
                task = cast("asyncio.Task[Any]", asyncio.current_task())
                self._batches.add(task)
                try:
                    with tracing.span(_name(batch), {"peergraph.batch.size": len(keys)}):
                        return list(await batch(keys, *arguments))
                finally:
                    self._batches.discard(task)

            self._loaders[key] = DataLoader(load, get_cache_key=self._cache_key)
        return self._loaders[key]

    def _cache_key(self, key: Any) -> Hashable:
        """Ids by their value; all other keys by their identity, with a reference so that the identity is not reused."""
        if isinstance(key, str):
            return key
        self._cache_key_references.append(key)
        return id(key)


def _name(batch: Batch) -> str:
    """The name of the span of a batch resolver."""
    return f"resolve {getattr(batch, '__name__', 'batch').strip('_')}"


Info = strawberry.Info[Context, None]


def path_of(info: Info | GraphQLResolveInfo[Context]) -> Path:
    """The path of a field in the response: response keys, without list indexes."""
    keys: list[str] = []
    path: ResponsePath | None = info.path
    while path is not None:
        if isinstance(path.key, str):
            keys.append(path.key)
        path = path.prev
    return tuple(reversed(keys))


def needed(source: Any, info: Info) -> Any:
    """The stored value that the field declares as needed (`FieldSpec.needs`)."""
    return cast("Row", source).needed(str(info.path.key))

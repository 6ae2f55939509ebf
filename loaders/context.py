"""What a request has at hand: the store, its fetch groups, its batch resolvers, and services by their type."""

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

Batch = Callable[..., Awaitable[Sequence[Any]]]
Service = TypeVar("Service")


class Context:
    """The context of every resolver: one for each request, and for each event of a subscription.

    `address` is the public address of the service, without a slash at its end; `viewer` is the person who asks, None
    for an anonymous reader. `services` are objects that resolvers get by their type: `context.service(Accounts)`.
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
        self._seams: dict[Hashable, DataLoader[Any, Any]] = {}
        self._kept: list[Any] = []
        self._batches: set[asyncio.Task[Any]] = set()
        self._ended = False
        self.large = False

    def service(self, kind: type[Service]) -> Service | None:
        """The object of this type that the context was created with; None for none."""
        return self._services.get(kind)

    def state(self, kind: type[Service]) -> Service:
        """The object of this type that lasts as long as the context, created at its first use."""
        if kind not in self._services:
            self._services[kind] = kind()
        return self._services[kind]

    def begin(self, plan: Plan, variables: Mapping[str, Any], *, large: bool = False) -> None:
        """The fetch groups that this request has, and its variables. `large`: its response takes long to build."""
        self.plan, self.large, self._ended = plan, large, False
        self.fetch_groups.begin(plan, variables)

    def become(self, viewer: Viewer | None) -> None:
        """From now on somebody else asks, or anybody: the request has signed them in or out."""
        self.viewer = viewer
        self.fetch_groups.become(viewer.id if viewer else None)

    def forget(self) -> None:
        """Nothing that was read before counts any more: the request has written."""
        self.fetch_groups.forget()
        self._seams.clear()

    async def end(self) -> None:
        """Ends the work that the request has left: reads that no other request waits for, and batch resolvers."""
        self._ended = True
        self.fetch_groups.end()
        batches = list(self._batches)
        for task in batches:
            task.cancel()
        if batches:
            await asyncio.wait(batches)

    def loader(self, batch: Batch, *arguments: Hashable) -> DataLoader[Any, Any]:
        """The loader of a batch resolver: `batch(keys, *arguments)` answers for all the parents of a turn of the event
        loop."""
        key = (batch, *arguments)
        if key not in self._seams:

            async def answer(keys: list[Any]) -> list[Any]:
                if self._ended:  # A loader starts its batches some turns of the event loop later.
                    raise asyncio.CancelledError
                task = cast("asyncio.Task[Any]", asyncio.current_task())
                self._batches.add(task)
                try:
                    return list(await batch(keys, *arguments))
                finally:
                    self._batches.discard(task)

            self._seams[key] = DataLoader(answer, get_cache_key=self._cache_key)
        return self._seams[key]

    def _cache_key(self, key: Any) -> Hashable:
        """Ids by their value; everything else by its identity, and kept so that this stays its own."""
        if isinstance(key, str):
            return key
        self._kept.append(key)
        return id(key)


Info = strawberry.Info[Context, None]


def path_of(info: Info | GraphQLResolveInfo[Context]) -> Path:
    """Where a field stands in the answer: response keys, without the places in lists."""
    keys: list[str] = []
    path: ResponsePath | None = info.path
    while path is not None:
        if isinstance(path.key, str):
            keys.append(path.key)
        path = path.prev
    return tuple(reversed(keys))


def needed(source: Any, info: Info) -> Any:
    """What the field's definition says that it needs of the store (`FieldSpec.needs`)."""
    return cast("Row", source).needed(str(info.path.key))

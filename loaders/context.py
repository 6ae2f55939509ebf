"""What one request has at hand: the store, its fetch groups, and its batch resolvers."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Any, cast

import strawberry
from aiodataloader import DataLoader
from graphql import GraphQLResolveInfo
from graphql.pyutils import Path as ResponsePath

from accounts.accounts import Accounts
from accounts.caller import Caller
from citations.refreshing import Keeper
from errors import BadInput
from graphdb.store import Store
from live.follower import Follower
from loaders.cost import Limits
from loaders.fetch_groups import FetchGroups
from loaders.planning import Plan
from loaders.reading import Row
from loaders.selection import Path
from loaders.viewer import Viewer

Batch = Callable[..., Awaitable[Sequence[Any]]]


class Context:
    """The context of every resolver. Made anew for each request; the plan comes once the document is valid.

    `address` is where the service is for the world, without a slash at its end; `viewer` is who asks, None for anybody.
    `follower` follows what people do, for subscriptions; `resume` is the cursor with which a client reconnects.
    """

    def __init__(self, store: Store, limits: Limits, address: str = "", viewer: Viewer | None = None) -> None:
        self.store = store
        self.address = address
        self.limits = limits
        self.viewer = viewer
        self.citations: Keeper | None = None
        self.accounts: Accounts | None = None
        self.caller = Caller()
        self.follower: Follower | None = None
        self.resume: str | None = None
        self.fetch_groups = FetchGroups(store, viewer.id if viewer else None)
        self.plan: Plan | None = None
        self._seams: dict[Hashable, DataLoader[Any, Any]] = {}
        self._kept: list[Any] = []
        self._map_nodes = 0

    def begin(self, plan: Plan, variables: Mapping[str, Any]) -> None:
        """The fetch groups that this request has, and its variables."""
        self.plan = plan
        self.fetch_groups.begin(plan, variables)

    def become(self, viewer: Viewer | None) -> None:
        """From now on somebody else asks, or anybody: the request has signed them in or out."""
        self.viewer = viewer
        self.fetch_groups.become(viewer.id if viewer else None)

    def forget(self) -> None:
        """Nothing that was read before counts any more: the request has written."""
        self.fetch_groups.forget()
        self._seams.clear()

    def charge_map(self, nodes: int) -> None:
        """Counts the nodes of a map that the request asks for, before any is drawn."""
        self._map_nodes += nodes

    def check_maps(self) -> None:
        """Raises BadInput when drawing all maps that the request asks for would take long."""
        if self._map_nodes > self.limits.map_nodes:
            raise BadInput(
                f"The request asks for maps of more than {self.limits.map_nodes} nodes in all, which is the limit: ask"
                " for fewer maps, or give a smaller `options.nodes`."
            )

    def loader(self, batch: Batch, *arguments: Hashable) -> DataLoader[Any, Any]:
        """The loader of a batch resolver: `batch(keys, *arguments)` answers for all the parents of a turn of the event
        loop."""
        key = (batch, *arguments)
        if key not in self._seams:

            async def answer(keys: list[Any]) -> list[Any]:
                return list(await batch(keys, *arguments))

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

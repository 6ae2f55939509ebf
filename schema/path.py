"""Paths: how two nodes are connected."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, cast

import strawberry

from graphdb.paths import HUB, SECONDS, Edge, Path
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP
from maps.records import LABELS, EdgeName
from resolvers.paths import DEFAULT_LENGTH, DEFAULT_PATHS, bounds, connections
from schema.map_edge import MapEdge, MapEdgeKind
from schema.node import Node

CONNECTIONS: Final = (
    "Shortest paths between two nodes of any kind: how are these two connected? `maxLength` and `paths` are at most 10."
    " A path leads through papers, authors, institutions and topics, whichever way their edges point, but through"
    f" nothing that joins nearly everything: no venue, no field of research, nothing with more than {HUB} papers or"
    " citations. Of equally short paths those through the least crowded nodes come first. Empty where there is none, or"
    f" where an id is unknown; an error with code TIMEOUT after {SECONDS:g} s."
)


@strawberry.type(description="A path from one node to another.")
class GraphPath:
    path: strawberry.Private[Path]

    @strawberry.field(description="The nodes from one end to the other.", metadata=LOOKS_UP)
    async def nodes(self, info: Info) -> list[Node]:
        """All nodes of a kind by one statement."""
        return await info.context.fetch_groups.nodes(path_of(info), self.path.nodes)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="The edges between the nodes, in order, each with its direction.")
    def edges(self) -> list[MapEdge]:
        """One fewer than nodes."""
        return [_edge(each) for each in self.path.edges]

    @strawberry.field(description="The number of edges; 0 from a node to itself.")
    def length(self) -> int:
        """At most `maxLength`."""
        return len(self.path.edges)


async def resolve_connections(
    info: Info,
    from_: Annotated[strawberry.ID, strawberry.argument(name="from")],
    to: strawberry.ID,
    max_length: int | None = DEFAULT_LENGTH,
    paths: int | None = DEFAULT_PATHS,
) -> list[GraphPath] | None:
    """Raises BadInput beyond the limits."""
    longest, number = bounds({"maxLength": max_length, "paths": paths})
    return [GraphPath(path=path) for path in await connections(info.context.store, from_, to, longest, number)]


def length_of(arguments: Mapping[str, Any]) -> int:
    """How many nodes the paths can have."""
    longest, number = bounds(arguments)
    return number * (longest + 1)


def _edge(edge: Edge) -> MapEdge:
    weight = 1.0 if edge.score is None else min(max(edge.score, 0.0), 1.0)
    return MapEdge(
        source=strawberry.ID(edge.source),
        target=strawberry.ID(edge.target),
        kind=MapEdgeKind[edge.type],
        weight=weight,
        label=LABELS[cast("EdgeName", edge.type)],
    )

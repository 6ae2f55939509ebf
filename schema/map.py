"""Research maps."""

import asyncio
from collections.abc import Mapping
from enum import Enum
from operator import attrgetter
from typing import Any, Final

import strawberry

from exports.map_formats import MapFormat, export
from loaders.context import Info, path_of
from loaders.field_spec import FieldSpec
from maps import options as wishes
from maps.links import embed_html, permalink
from maps.options import USUAL
from maps.research_map import ResearchMap as Drawn
from resolvers import maps
from schema.enumeration import enumeration
from schema.filters import IntRange
from schema.map_edge import MapEdge
from schema.node import Node
from schema.scalars import URL


@enumeration(
    "The kinds of nodes that stand on a map.",
    PAPER="Papers.",
    AUTHOR="Authors.",
    INSTITUTION="Institutions.",
    TOPIC="Topics.",
    VENUE="Venues.",
)
class MapNodeKind(Enum):
    PAPER = "PAPER"
    AUTHOR = "AUTHOR"
    INSTITUTION = "INSTITUTION"
    TOPIC = "TOPIC"
    VENUE = "VENUE"


enumeration(
    "The formats that a map comes in.",
    GRAPHML="GraphML, for graph programs.",
    GEXF="GEXF, for Gephi.",
    CSV="Two tables, nodes and edges.",
    JSON="Nodes and edges, for programs.",
    SVG="A picture.",
)(MapFormat)

_KINDS: Final = [MapNodeKind[kind] for kind in USUAL.kinds]


@strawberry.input(description="What a map shows.")
class MapOptions:
    kinds: list[MapNodeKind] | None = strawberry.field(
        default_factory=lambda: list(_KINDS),
        description="Which kinds of nodes, apart from its centre. The way to a node leads through these kinds alone.",
    )
    nodes: int | None = strawberry.field(
        default=USUAL.nodes, description=f"How many nodes at most, the centre among them: 1 to {wishes.MAX_NODES}."
    )
    hops: int | None = strawberry.field(
        default=USUAL.hops, description=f"How many edges away from the centre at most: 1 to {wishes.MAX_HOPS}."
    )
    year: IntRange | None = strawberry.field(
        default=strawberry.UNSET,
        description="Papers of these years alone. Of a hub, its first 5,000 papers are looked through.",
    )
    layout: bool | None = strawberry.field(
        default=True, description="Whether to compute `x` and `y`, the same on every call for the same graph."
    )


@strawberry.type(description="A node on a map.")
class MapNode:
    id: strawberry.ID = strawberry.field(description="The id of the node that it stands for.")
    kind: MapNodeKind = strawberry.field(description="What it is.")
    label: str = strawberry.field(description="Its title or its name.")
    subtitle: str | None = strawberry.field(description="A second line: who and when, or how many papers.")
    weight: float = strawberry.field(
        description="From 0 to 1, against the greatest of its kind on the map: how often a paper is cited, how many"
        " papers all else has, on a logarithmic scale."
    )
    distance: int = strawberry.field(description="How many edges it is away from the centre.")
    cluster: int | None = strawberry.field(description="The id of its cluster; null where it is in none.")
    x: float | None = strawberry.field(
        description="Where it lies, from left to right. Nodes with a radius of 5 (weight 0) to 16 (weight 1, and the"
        " centre) do not overlap."
    )
    y: float | None = strawberry.field(description="Where it lies, downwards.")

    @strawberry.field(description="The node itself.", metadata=FieldSpec(finds=attrgetter("id")).metadata)
    async def node(self, info: Info) -> Node:
        """All nodes of a map at once."""
        return await info.context.fetch_groups.node(path_of(info), self.id)  # pyright: ignore[reportReturnType]


@strawberry.type(description="Nodes of a map that are linked more among themselves than with the rest.")
class MapCluster:
    id: int = strawberry.field(description="Its number, 0 for the largest.")
    label: str = strawberry.field(description="The topic that tells it apart.")
    size: int = strawberry.field(description="How many nodes it has.")


@strawberry.type(description="How much a map shows of what there is.")
class MapTally:
    kind: MapNodeKind = strawberry.field(description="The kind that is counted.")
    shown: int = strawberry.field(description="How many nodes of the kind the map shows.")
    available: int = strawberry.field(
        description="How many there are within the hops, at least: those around one node are counted exactly, those"
        " that only nodes left out lead to are not."
    )


@strawberry.type(description="A slice of the research graph.")
class ResearchMap:
    centre: list[MapNode] = strawberry.field(description="What the map is around.")
    nodes: list[MapNode] = strawberry.field(description="All nodes: centre first, then by distance, kind and weight.")
    edges: list[MapEdge] = strawberry.field(description="All edges among the nodes.")
    clusters: list[MapCluster] = strawberry.field(description="How the nodes fall into groups, largest first.")
    available: list[MapTally] = strawberry.field(
        description="How many nearby nodes of each kind there are, shown or not: a map never hides that it was cut."
    )
    complete: bool = strawberry.field(description="Whether it shows all that there is within the hops.")
    description: str = strawberry.field(
        description="A sentence or two that a screen reader can say instead of the picture."
    )

    @strawberry.field(description="The page of the explorer that shows this map.")
    def permalink(self, info: Info) -> URL:
        """An absolute address."""
        return URL(permalink(info.context.address, _map_of(self)))

    @strawberry.field(description="HTML that puts this map into another page.")
    def embed_html(self, info: Info) -> str:
        """One element, its attributes escaped."""
        return embed_html(info.context.address, _map_of(self))

    @strawberry.field(description="The map as a file. SVG is a picture that needs no script.")
    async def export(self, info: Info, format: MapFormat) -> str:  # noqa: A002
        """Written in a thread."""
        return await asyncio.to_thread(export, _map_of(self), format, info.context.address)


def _map_of(source: Any) -> Drawn:
    """What the fields of a map are read from."""
    return source


def length(arguments: Mapping[str, Any]) -> int:
    """How many nodes a map can have. Raises BadInput for what cannot be drawn, before anything runs."""
    wanted = wishes.options(arguments.get("options"))
    wishes.check_seeds("around", arguments.get("around") or (), wanted)
    return wanted.nodes


async def research_map(info: Info, around: tuple[str, ...], given: MapOptions | None) -> ResearchMap:
    """The map around these public ids; all that one turn of the event loop asks for in the same statements."""
    request = info.context
    wanted = wishes.options({name: _plain(value) for name, value in vars(given or MapOptions()).items()})
    request.state(maps.MapBudget).charge(wanted.nodes)
    return await request.loader(maps.research_maps, request, wanted).load(around)


def _plain(value: object) -> object:
    if isinstance(value, IntRange):
        ends = (("from", value.from_), ("to", value.to))
        return {name: end for name, end in ends if end is not strawberry.UNSET}
    return None if value is strawberry.UNSET else value


async def _map(self: Any, info: Info, options: MapOptions | None = strawberry.UNSET) -> ResearchMap:
    """The map around a node."""
    return await research_map(info, (self.id,), options or None)


def around(description: str) -> Any:
    """The field `map` of a node's type."""
    return strawberry.field(resolver=_map, description=description, metadata=FieldSpec(length=length).metadata)

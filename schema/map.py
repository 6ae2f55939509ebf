"""Research maps."""

from collections.abc import Mapping
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Any, Final

import strawberry

from citations.map_works import Direction
from exports.map_formats import MapFormat, export
from loaders.context import Info, path_of
from loaders.field_spec import LOOKUP, FieldSpec
from maps import options as wishes
from maps.links import embed_html, permalink
from maps.options import DEFAULTS
from maps.research_map import ResearchMap as Drawn
from resolvers import maps
from schema.enumeration import enumeration
from schema.filters import IntRange
from schema.map_edge import MapEdge
from schema.map_works import MapWork, works
from schema.node import Node
from schema.scalars import URL
from thread_pools import MAPS


@enumeration(
    "The kinds of nodes on a map.",
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
    "The file formats of maps.",
    GRAPHML="GraphML, for graph programs.",
    GEXF="GEXF, for Gephi.",
    CSV="Two tables, nodes and edges.",
    JSON="Nodes and edges, for programs.",
    SVG="A picture.",
)(MapFormat)


@enumeration(
    "What the edges of a map are.",
    RELATIONS="All relations of the graph between nodes of all kinds.",
    CO_CITATION="Papers that are cited together. Around a node that is no paper: its most cited papers.",
    CO_AUTHORSHIP="Authors who wrote papers together. Around a node that is no author: the authors of its papers.",
)
class MapNetwork(Enum):
    RELATIONS = "RELATIONS"
    CO_CITATION = "CO_CITATION"
    CO_AUTHORSHIP = "CO_AUTHORSHIP"


#: The weight of each node in the file of a map.
_FILE_NODE: Final = 80
_KINDS: Final = [MapNodeKind[kind] for kind in DEFAULTS.kinds]


@strawberry.input(description="The options of a map.")
class MapOptions:
    kinds: list[MapNodeKind] | None = strawberry.field(
        default_factory=lambda: list(_KINDS),
        description="The kinds of nodes besides the centre. Paths to a node use only these kinds.",
    )
    nodes: int | None = strawberry.field(
        default=DEFAULTS.nodes,
        description=f"The largest number of nodes, including the centre: 1 to {wishes.MAX_NODES}.",
    )
    hops: int | None = strawberry.field(
        default=DEFAULTS.hops, description=f"The largest distance from the centre in edges: 1 to {wishes.MAX_HOPS}."
    )
    year: IntRange | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only papers of these years. For a hub, only its first 5,000 papers are considered.",
    )
    layout: bool | None = strawberry.field(
        default=True, description="Whether to compute `x` and `y`, the same on every call for the same graph."
    )
    network: MapNetwork | None = strawberry.field(
        default=MapNetwork.RELATIONS,
        description="What the edges are. In a network, `kinds` has no effect, and `hops` is 1.",
    )


@strawberry.type(description="A node on a map.")
class MapNode:
    id: strawberry.ID = strawberry.field(name="nodeId", description="The id of `node`.")
    kind: MapNodeKind = strawberry.field(description="The kind of node.")
    label: str = strawberry.field(description="Its title or its name.")
    subtitle: str | None = strawberry.field(description="A second line: authors and year, or the number of papers.")
    weight: float = strawberry.field(
        description="The weight from 0 to 1, relative to the greatest of its kind on the map, on a logarithmic scale:"
        " the citations of a paper, the papers of other nodes."
    )
    distance: int = strawberry.field(description="The distance from the centre in edges.")
    cluster: int | None = strawberry.field(description="The `index` of its cluster; null without one.")
    year: int | None = strawberry.field(description="The year of a paper.")
    x: float | None = strawberry.field(
        description="The horizontal position. Nodes with a radius of 5 (weight 0) to 16 (weight 1, and the centre) do"
        " not overlap."
    )
    y: float | None = strawberry.field(description="The vertical position, downwards.")

    @strawberry.field(
        description="The node itself.", metadata=FieldSpec(finds=attrgetter("id"), weight=LOOKUP).metadata
    )
    async def node(self, info: Info) -> Node:
        """All nodes of a map at once."""
        return await info.context.fetch_groups.node(path_of(info), self.id)  # pyright: ignore[reportReturnType]


@strawberry.type(description="Nodes of a map with more links among each other than with other nodes.")
class MapCluster:
    id: int = strawberry.field(name="index", description="Its index, 0 for the largest.")
    label: str = strawberry.field(description="The topic that distinguishes it.")
    size: int = strawberry.field(description="How many nodes it has.")


@strawberry.type(description="The visible and available nodes of a kind.")
class MapTally:
    kind: MapNodeKind = strawberry.field(description="The kind of node.")
    shown: int = strawberry.field(description="How many nodes of the kind the map shows.")
    available: int = strawberry.field(
        description="The number of nodes within the hops, at least: exact around a single node, without those that are"
        " reached only through omitted nodes."
    )


@strawberry.type(description="A map of a part of the research graph.")
class ResearchMap:
    centre: list[MapNode] = strawberry.field(description="The centre of the map.")
    nodes: list[MapNode] = strawberry.field(description="All nodes: centre first, then by distance, kind and weight.")
    edges: list[MapEdge] = strawberry.field(description="All edges among the nodes.")
    clusters: list[MapCluster] = strawberry.field(description="The clusters of nodes, largest first.")
    available: list[MapTally] = strawberry.field(
        description="The number of nodes of each kind within the hops, on the map or omitted."
    )
    complete: bool = strawberry.field(description="Whether it shows all nodes within the hops.")
    description: str = strawberry.field(description="A text alternative of the picture, in one or two sentences.")
    prior_works: list[MapWork] = works(
        Direction.PRIOR,
        "Papers that are not on the map and that papers on it cite: the foundations of its subject.",
    )
    derivative_works: list[MapWork] = works(
        Direction.DERIVATIVE,
        "Papers that are not on the map and that cite papers on it: surveys and later work.",
    )

    @strawberry.field(description="The page of the explorer that shows this map.")
    def permalink(self, info: Info) -> URL:
        """An absolute address."""
        return URL(permalink(info.context.address, _map_of(self)))

    @strawberry.field(description="HTML that embeds this map in another page.")
    def embed_html(self, info: Info) -> str:
        """One element, its attributes escaped."""
        return embed_html(info.context.address, _map_of(self))

    @strawberry.field(
        description="The map as a file. SVG is a picture that needs no script.",
        metadata=FieldSpec(weight=_FILE_NODE, each=True).metadata,
    )
    async def export(self, info: Info, format: MapFormat) -> str | None:  # noqa: A002
        """Written in a thread."""
        return await MAPS.run(partial(export, _map_of(self), format, info.context.address))


def _map_of(source: Any) -> Drawn:
    """The object behind the fields of a map."""
    return source


def length(arguments: Mapping[str, Any]) -> int:
    """The largest number of nodes of a map, for its cost. Raises BadInput for invalid arguments."""
    values = wishes.options(arguments.get("options"))
    wishes.check_seeds("around", arguments.get("around") or (), values)
    return values.nodes


async def research_map(info: Info, around: tuple[str, ...], map_options: MapOptions | None) -> ResearchMap:
    """The map around these public ids; maps of one batch share their statements."""
    request = info.context
    values = wishes.options({name: _plain(value) for name, value in vars(map_options or MapOptions()).items()})
    return await request.loader(maps.research_maps, request, values).load(around)


def _plain(value: object) -> object:
    if isinstance(value, IntRange):
        ends = (("from", value.from_), ("to", value.to))
        return {name: end for name, end in ends if end is not strawberry.UNSET}
    return None if value is strawberry.UNSET else value


async def _map(self: Any, info: Info, options: MapOptions | None = strawberry.UNSET) -> ResearchMap | None:
    """The map around a node."""
    return await research_map(info, (self.id,), options or None)


def around(description: str) -> Any:
    """The field `map` of a node's type."""
    return strawberry.field(
        resolver=_map, description=description, metadata=FieldSpec(length=length, weight=maps.work).metadata
    )

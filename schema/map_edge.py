"""Edges between nodes of any kind: in research maps, and in the paths between two nodes."""

from enum import Enum

import strawberry


@strawberry.enum(description="The meaning of an edge, read from its source to its target.")
class MapEdgeKind(Enum):
    CITES = strawberry.enum_value("CITES", description="A paper cites a paper.")
    AUTHORED = strawberry.enum_value("AUTHORED", description="An author wrote a paper.")
    FROM = strawberry.enum_value("FROM", description="A paper has authors at an institution.")
    AFFILIATED_WITH = strawberry.enum_value("AFFILIATED_WITH", description="An author worked at an institution.")
    ABOUT = strawberry.enum_value("ABOUT", description="A paper is about a topic.")
    WITHIN = strawberry.enum_value("WITHIN", description="A paper is about a topic below the topic.")
    BROADER = strawberry.enum_value("BROADER", description="A topic is directly below a topic.")
    PUBLISHED_IN = strawberry.enum_value("PUBLISHED_IN", description="A paper was published in a venue.")
    NEIGHBOUR = strawberry.enum_value("NEIGHBOUR", description="A paper is related to a paper.")
    CO_CITED = strawberry.enum_value("CO_CITED", description="Papers cite both papers.")
    CO_AUTHORED = strawberry.enum_value("CO_AUTHORED", description="Both authors wrote papers together.")


@strawberry.type(description="An edge from one node to another.")
class MapEdge:
    source: strawberry.ID = strawberry.field(description="The id of the source node.")
    target: strawberry.ID = strawberry.field(description="The id of the target node.")
    kind: MapEdgeKind = strawberry.field(description="The kind of edge.")
    weight: float = strawberry.field(description="The strength from 0 to 1; 1 for edges without one.")
    label: str = strawberry.field(description="The text of the edge, e.g. `cites`.")
    count: int | None = strawberry.field(
        default=None,
        description="The number of papers that an edge of a co-citation or co-authorship network stands for; otherwise"
        " null.",
    )

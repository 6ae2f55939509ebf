"""The parts of a map. Field names are those of the GraphQL types."""

from dataclasses import dataclass
from typing import Final, Literal, cast

Kind = Literal["PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE"]
EdgeName = Literal[
    "CITES",
    "AUTHORED",
    "FROM",
    "AFFILIATED_WITH",
    "ABOUT",
    "WITHIN",
    "BROADER",
    "PUBLISHED_IN",
    "NEIGHBOUR",
    "CO_CITED",
    "CO_AUTHORED",
]

#: All kinds, in the order in which a map names them.
KINDS: Final[tuple[Kind, ...]] = ("PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE")
#: Singular and plural of each kind.
NAMES: Final[dict[Kind, tuple[str, str]]] = {
    "PAPER": ("paper", "papers"),
    "AUTHOR": ("author", "authors"),
    "INSTITUTION": ("institution", "institutions"),
    "TOPIC": ("topic", "topics"),
    "VENUE": ("venue", "venues"),
}
#: Labels of edges, from source to target.
LABELS: Final[dict[EdgeName, str]] = {
    "CITES": "cites",
    "AUTHORED": "wrote",
    "FROM": "comes from",
    "AFFILIATED_WITH": "worked at",
    "ABOUT": "is about",
    "WITHIN": "is in the area of",
    "BROADER": "is part of",
    "PUBLISHED_IN": "was published in",
    "NEIGHBOUR": "is close to",
    "CO_CITED": "is cited together with",
    "CO_AUTHORED": "wrote together with",
}


def kind_of(label: str) -> Kind:
    """The kind of a store label, one of the five research labels."""
    return cast("Kind", label.upper())


@dataclass(frozen=True, slots=True)
class MapNode:
    """A node. `weight`: 0 to 1, the citations of a paper or the papers of another node on a logarithmic scale, relative
    to the largest of its kind on the map. `distance`: edges to the nearest centre. `x` and `y`: in the unit of
    `maps.layout.radius`, the centre at 0, `y` downwards. Papers have the year, the number of citations and the DOI."""

    id: str
    kind: Kind
    label: str
    subtitle: str | None
    weight: float
    distance: int
    cluster: int | None = None
    x: float | None = None
    y: float | None = None
    year: int | None = None
    citations: int | None = None
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class MapEdge:
    """An edge. `weight`: 0 to 1, the score of a topic, of a neighbour or of an edge of a network, 1 for other edges;
    `count`: the papers that an edge of a network stands for."""

    source: str
    target: str
    kind: EdgeName
    weight: float
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class MapCluster:
    """A group of densely linked nodes, labelled with its most distinctive topic."""

    id: int
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class MapTally:
    """The number of nodes of a kind on the map, and of those available within its hops."""

    kind: Kind
    shown: int
    available: int


@dataclass(frozen=True, slots=True)
class MapRecord:
    """A selected node from the store. `size`: citations of a paper, papers of another node; `topics`: the names of a
    paper's topics with their scores."""

    id: str
    kind: Kind
    label: str
    subtitle: str | None
    size: int
    topics: tuple[tuple[str, float], ...] = ()
    year: int | None = None
    doi: str | None = None

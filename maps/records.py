"""What a map is made of. Field names are those of the GraphQL types, so that a schema reads them as they are."""

from dataclasses import dataclass
from typing import Final, Literal, cast

Kind = Literal["PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE"]
EdgeName = Literal[
    "CITES", "AUTHORED", "FROM", "AFFILIATED_WITH", "ABOUT", "WITHIN", "BROADER", "PUBLISHED_IN", "NEIGHBOUR"
]

#: All kinds, in the order in which a map names them.
KINDS: Final[tuple[Kind, ...]] = ("PAPER", "AUTHOR", "INSTITUTION", "TOPIC", "VENUE")
#: One and several of each, as people say it.
NAMES: Final[dict[Kind, tuple[str, str]]] = {
    "PAPER": ("paper", "papers"),
    "AUTHOR": ("author", "authors"),
    "INSTITUTION": ("institution", "institutions"),
    "TOPIC": ("topic", "topics"),
    "VENUE": ("venue", "venues"),
}
#: What an edge says, read from its source to its target.
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
}


def kind_of(label: str) -> Kind:
    """The kind of node that a label of the store means. `label` is one of the five of research."""
    return cast("Kind", label.upper())


@dataclass(frozen=True, slots=True)
class MapNode:
    """A node. `weight` is from 0 to 1: how much it is cited (a paper) or how many papers it has, on a logarithmic
    scale, against the greatest of its kind on the map. `distance` counts edges to the nearest centre. `x` and `y` are
    in the unit of `maps.layout.radius`, the centre at 0, `y` downwards."""

    id: str
    kind: Kind
    label: str
    subtitle: str | None
    weight: float
    distance: int
    cluster: int | None = None
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class MapEdge:
    """An edge. `weight` is from 0 to 1: the fit of a topic, the score of a neighbour, 1 for all else."""

    source: str
    target: str
    kind: EdgeName
    weight: float
    label: str


@dataclass(frozen=True, slots=True)
class MapCluster:
    """Nodes that are linked more among themselves than with the rest; its label is their most telling topic."""

    id: int
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class MapTally:
    """How many nodes of a kind the map shows, of how many that there are within its reach."""

    kind: Kind
    shown: int
    available: int


@dataclass(frozen=True, slots=True)
class MapRecord:
    """A chosen node as the store knows it. `size` counts citations of a paper, papers of all else; `topics` are the
    names of a paper's topics with their scores."""

    id: str
    kind: Kind
    label: str
    subtitle: str | None
    size: int
    topics: tuple[tuple[str, float], ...] = ()

"""The vocabulary in which stored fields are declared: each carries the constant piece of Cypher that answers it.

Holes that `graphdb.composing` fills: `{n}` the node that the field is of, `{m}` the node at the far end, `{r}` the
relationship between them (or whatever `match` binds under that name: a count, say), `{p}` a parameter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from graphdb.cypher import Cypher, cypher


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """A value of the node or of the edge."""

    text: Cypher


@dataclass(frozen=True, eq=False, slots=True)
class Inline:
    """An object made of columns of the same node."""


@dataclass(frozen=True, eq=False, slots=True)
class One:
    """The one node at the far end, or null."""

    match: Cypher


@dataclass(frozen=True, eq=False, slots=True)
class Every:
    """All nodes at the far end, for lists that stay short."""

    match: Cypher


class Way(Enum):
    """Which way a list is sorted."""

    ASC = cypher("ASC")
    DESC = cypher("DESC")


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key. The expression is never null, because a cursor compares with it."""

    text: Cypher
    way: Way = Way.ASC


@dataclass(frozen=True, slots=True)
class Predicate:
    """What one field of a filter means. `anchor` finds the nodes from the parameter's side: a whole list that is
    filtered so begins there and reads nothing else. `ids`: the parameter is a list of references, also merged ids.
    `folded`: the parameter is compared in the form of the names that lists are sorted by. `keyed`: the parameter is a
    list of names, compared in the form under which titles are found."""

    where: Cypher
    anchor: Cypher | None = None
    ids: bool = False
    folded: bool = False
    keyed: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Many:
    """A list that can grow: a connection with keyset cursors.

    `match` binds `{m}` (and `{r}`, where its edges say more); `then` follows the filter, to group. `total` is the
    number of edges without a filter. `top` names the property of `{n}` that holds the first ids of the list when it is
    sorted by `top_sort`, for nodes of many edges; null on nodes of few.
    """

    match: Cypher
    total: Cypher
    sort: tuple[Sort, ...] = ()
    then: Cypher | None = None
    orders: Mapping[str, Cypher] = field(default_factory=dict[str, Cypher])
    filters: Mapping[str, Predicate] = field(default_factory=dict[str, Predicate])
    top: Cypher | None = None
    top_label: Cypher | None = None
    """The label of the nodes in `top`, where they are no papers."""
    numbers: Cypher | None = None
    """The property of `{n}` with `{r}` of each id in `top`, where the list is grouped."""
    only: Cypher | None = None
    """What must hold of `{n}` for there to be a list at all: null where it does not."""
    whole: bool = False
    """It begins at no node: all nodes of a label, so that an anchor of the filter can replace `match`."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where a fetch group begins: binds `{n}` for each `id` of `$asked.ids`."""

    match: Cypher


Stored = Column | Inline | One | Every | Many

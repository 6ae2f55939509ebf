"""Declarations of stored fields: each contains the constant Cypher fragment that answers the field.

`graphdb.composing` fills the placeholders: `{n}` is the node of the field, `{m}` the node at the far end, `{r}` the
relationship between them (or another value that `match` binds to the name, such as a count), `{p}` a parameter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import LiteralString

from graphdb.cypher import Cypher, cypher


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """A value of the node or of the edge."""

    text: Cypher


@dataclass(frozen=True, eq=False, slots=True)
class Inline:
    """An object whose fields are columns of the same node."""


@dataclass(frozen=True, eq=False, slots=True)
class ToOne:
    """The single node at the far end, or null."""

    match: Cypher


@dataclass(frozen=True, eq=False, slots=True)
class ShortList:
    """All nodes at the far end, for short lists without pages, of usually at most `length` objects."""

    match: Cypher
    length: int = 4


class Direction(Enum):
    """The direction of a sort key."""

    ASC = cypher("ASC")
    DESC = cypher("DESC")


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key. Its expression is never null, because cursors are compared with it."""

    text: Cypher
    direction: Direction = Direction.ASC


class ValueForm(Enum):
    """The form in which a filter compares texts and numbers with stored values."""

    COUNTRY = "COUNTRY"
    """ISO 3166-1 alpha-2, in upper case."""
    LANGUAGE = "LANGUAGE"
    """A language tag, in lower case."""
    DATABASE = "DATABASE"
    """The name of a database, in lower case."""
    GOAL = "GOAL"
    """The number of a Sustainable Development Goal."""
    COUNT = "COUNT"
    """An end of a range of counts."""
    DAY = "DAY"
    """A day in ISO 8601."""
    MOMENT = "MOMENT"
    """A time as the store writes it (`graphdb.timestamps`)."""
    WORDS = "WORDS"
    """A query of the full-text index (`graphdb.search.lucene`)."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """The condition of one field of a filter. `anchor` matches the nodes from the parameter, so that a filtered list of
    all nodes starts there and reads no others. `ids`: the parameter is a list of references to nodes with this
    label, which can be merged ids. `folded`: the parameter is compared in the form of sort keys
    (`identifiers.title.sort_key`). `keyed`: the parameter is a list of names, compared in the form of title keys
    (`identifiers.title.title_key`). `form`: the form of other values (`loaders.filters` brings them into it). `matches`
    reads the ids of all nodes that match the parameter; the condition compares with them instead of the parameter."""

    where: Cypher
    anchor: Cypher | None = None
    ids: LiteralString = ""
    folded: bool = False
    keyed: bool = False
    form: ValueForm | None = None
    matches: Cypher | None = None


def count_range(name: str, value: Cypher) -> dict[str, Predicate]:
    """The conditions of a range of counts."""
    return {
        f"{name}.from": Predicate(value + cypher(" >= {p}"), form=ValueForm.COUNT),
        f"{name}.to": Predicate(value + cypher(" <= {p}"), form=ValueForm.COUNT),
    }


@dataclass(frozen=True, eq=False, slots=True)
class PagedList:
    """A list of any length: a connection with keyset cursors.

    `match` binds `{m}` (and `{r}`, if its edges have fields); `then` follows the filter and groups the rows. `total` is
    the number of edges without a filter. `top` is the property of `{n}` with the ids of the most cited papers of the
    list (`graphdb.denormalized`); it is null on nodes with few edges.
    """

    match: Cypher
    total: Cypher
    sort: tuple[Sort, ...] = ()
    then: Cypher | None = None
    orders: Mapping[str, Cypher] = field(default_factory=dict[str, Cypher])
    unknown: Mapping[str, Cypher] = field(default_factory=dict[str, Cypher])
    """The least value of some orders, which stands for an unknown one."""
    filters: Mapping[str, Predicate] = field(default_factory=dict[str, Predicate])
    top: Cypher | None = None
    top_label: Cypher | None = None
    """The label of the nodes in `top`; None for papers."""
    numbers: Cypher | None = None
    """The property of `{n}` with the value of `{r}` for each id in `top`, in grouped lists."""
    only: Cypher | None = None
    """A condition on `{n}`; the list is null if it is false."""
    whole: bool = False
    """The list contains all nodes of a label, so that an anchor of the filter can replace `match`."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The start of a fetch group: binds `{n}` for each `id` of `$keys.ids`."""

    match: Cypher


Stored = Column | Inline | ToOne | ShortList | PagedList

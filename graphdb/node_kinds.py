"""Kinds of nodes and edges, and the types of values that most of them have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graphdb.value_types import (
    INDEXED,
    Address,
    Day,
    Flag,
    Integer,
    Moment,
    Real,
    Several,
    Text,
    Timestamp,
    ValueType,
)

Types = Mapping[str, ValueType]

#: A value in a range index: an identifier or a sort key.
KEY: Final = Text(INDEXED)
TEXT: Final = Text()
KEYS: Final = Several(KEY)
TEXTS: Final = Several(TEXT)
FLAG: Final = Flag()
REALS: Final = Several(Real())
DAY: Final = Day()
MOMENT: Final = Moment()
TIMESTAMP: Final = Timestamp()
URL: Final = Address()
COUNT: Final = Integer(0)
YEAR: Final = Integer(1000, 2199)
LONG: Final = Integer(-(2**63), 2**63 - 1)


@dataclass(frozen=True, eq=False)
class NodeKind:
    """One label. `id` is unique and never null. `keys` are other identifiers, indexed but not unique, because sources
    have several valid records with the same DOI. `unique` are unique identifiers. `sort` are the sort keys of lists,
    never null. `text` names the properties in the search index, `always` those that are never null besides `id` and
    `sort`."""

    label: str
    prefixes: tuple[str, ...]
    keys: Types = field(default_factory=dict[str, ValueType])
    properties: Types = field(default_factory=dict[str, ValueType])
    sort: Types = field(default_factory=dict[str, ValueType])
    derived: Types = field(default_factory=dict[str, ValueType])
    text: tuple[str, ...] = ()
    unique: Types = field(default_factory=dict[str, ValueType])
    always: tuple[str, ...] = ()

    @property
    def types(self) -> dict[str, ValueType]:
        """All properties with their types."""
        return {"id": KEY, **self.keys, **self.unique, **self.properties, **self.sort, **self.derived}


@dataclass(frozen=True, eq=False)
class EdgeKind:
    """One relationship type from `source` labels to `target` labels."""

    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    properties: Types = field(default_factory=dict[str, ValueType])

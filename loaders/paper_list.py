"""A list of papers of an operation, as a resolver reads all of it: for its groups and measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from graphdb.fragments import PagedList


@dataclass(frozen=True)
class PaperList:
    """The Cypher of a list, the label of its parents (empty: it begins at no node), and its filter in normal form, as
    JSON. Equal for lists that differ in their parents."""

    connection: PagedList
    label: str
    filter: bytes

    @classmethod
    def of(cls, connection: PagedList, label: str, condition: Mapping[str, Any]) -> "PaperList":
        """The list with this filter."""
        return cls(connection, label, orjson.dumps(condition) if condition else b"")

    @cached_property
    def conditions(self) -> Mapping[str, Any]:
        """The filter."""
        return orjson.loads(self.filter) if self.filter else {}

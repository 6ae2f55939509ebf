"""What a selection wants of the store, free of how the client spells it: no aliases, equal wants once."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from graphdb.fragments import Sort, Stored


@dataclass(frozen=True, slots=True)
class Window:
    """A page: at most `size` edges from `after` on, or (`backwards`) the last ones up to `before`. Both are sort keys,
    the id of the node last, as a cursor holds them."""

    size: int
    backwards: bool
    after: list[object] | None
    before: list[object] | None

    @property
    def begins_at_the_start(self) -> bool:
        """Whether the page is the first of its list."""
        return not self.backwards and self.after is None and self.before is None

    def cut(self, rows: list[Any] | None) -> list[Any]:
        """The rows of the page in the order of the list, of the rows that the statement read: a statement may read one
        row more, and reads the last page backwards."""
        page = rows[: self.size] if rows else []
        return page[::-1] if self.backwards else page


@dataclass(slots=True)
class Projection:
    """What is wanted of one object: its answer is a list, one value a want, in this order."""

    wants: list["ProjectedColumn"] = field(default_factory=list["ProjectedColumn"])
    _slots: dict[Hashable, int] = field(default_factory=dict[Hashable, int])

    def place(self, fragment: Stored, arguments: str = "", child: "Projection | ListProjection | None" = None) -> int:
        """The slot of a want. The same one asked for again (by an alias, by another fragment) keeps its slot."""
        key = (id(fragment), arguments)
        if key not in self._slots:
            self._slots[key] = len(self.wants)
            self.wants.append(ProjectedColumn(fragment, child))
        return self._slots[key]

    def child(self, slot: int) -> "Projection":
        """What is wanted of the object in a slot."""
        child = self.wants[slot].child
        assert isinstance(child, Projection)  # noqa: S101 - tells the type checker what `place` was given
        return child


@dataclass(frozen=True, slots=True)
class ProjectedColumn:
    """One value: its fragment, and what is wanted below it."""

    fragment: Stored
    child: "Projection | ListProjection | None"


@dataclass(slots=True)
class ListProjection:
    """What is wanted of a connection: a page of edges, their number, or both.

    An edge is the values of its node, among them those of the edge itself; behind them stands the list of its sort
    keys, where `keys` says that somebody reads it. What lies beyond the page takes one edge `more` to tell.
    """

    window: Window
    sorts: tuple[Sort, ...]
    filter: dict[str, Any]
    rows: bool = False
    total: bool = False
    keys: bool = False
    more: bool = False
    node: Projection = field(default_factory=Projection)

"""Projections: the values that a selection reads from the store, without aliases and without duplicates."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from graphdb.fragments import Sort, Stored


@dataclass(frozen=True, slots=True)
class Window:
    """A page: at most `size` edges after `after`, or (`backwards`) the last ones before `before`. Both are the values
    of a cursor: the sort keys, then the id of the node."""

    size: int
    backwards: bool
    after: list[object] | None
    before: list[object] | None

    @property
    def begins_at_the_start(self) -> bool:
        """Whether the page is the first page of its list."""
        return not self.backwards and self.after is None and self.before is None

    def cut(self, rows: list[Any] | None) -> list[Any]:
        """The rows of the page in the order of the list. `rows` is the result of the statement, which can have one row
        more, and is in reverse order for a `backwards` page."""
        page = rows[: self.size] if rows else []
        return page[::-1] if self.backwards else page


@dataclass(slots=True)
class Projection:
    """The values to read of one object; the store returns them as a list in this order."""

    columns: list["ProjectedColumn"] = field(default_factory=list["ProjectedColumn"])
    _slots: dict[Hashable, int] = field(default_factory=dict[Hashable, int])

    def place(self, fragment: Stored, arguments: str = "", child: "Projection | ListProjection | None" = None) -> int:
        """The slot of a value, added if it is new. Aliases and GraphQL fragments that repeat a field share its slot."""
        key = (id(fragment), arguments)
        if key not in self._slots:
            self._slots[key] = len(self.columns)
            self.columns.append(ProjectedColumn(fragment, child))
        return self._slots[key]

    @property
    def nothing(self) -> list[Any] | None:
        """The result for lists that begin at no node and of which only groups are selected; None if a value is read."""
        children = [column.child for column in self.columns]
        if all(isinstance(child, ListProjection) and child.parent and not child.reads for child in children):
            return [[None, None, None] for _ in children]
        return None

    def child(self, slot: int) -> "Projection":
        """The projection of the object in a slot."""
        child = self.columns[slot].child
        assert isinstance(child, Projection)  # noqa: S101 - narrows the type
        return child


@dataclass(frozen=True, slots=True)
class ProjectedColumn:
    """One value: its fragment, and the projection of the objects in it."""

    fragment: Stored
    child: "Projection | ListProjection | None"


@dataclass(slots=True)
class ListProjection:
    """The projection of a connection: a page of edges, the number of edges, or both.

    The row of an edge has the values of its node and of the edge; if `keys`, the list of its sort keys follows them,
    for cursors. If `more`, the statement reads one edge beyond the page, for `hasNextPage` and `hasPreviousPage`. If
    `parent`, the id of the node that has the list follows.
    """

    window: Window
    sorts: tuple[Sort, ...]
    filter: dict[str, Any]
    rows: bool = False
    total: bool = False
    keys: bool = False
    more: bool = False
    parent: bool = False
    node: Projection = field(default_factory=Projection)

    @property
    def reads(self) -> bool:
        """Whether the statement reads edges or their number."""
        return self.rows or self.total

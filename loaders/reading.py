"""Reads the results of the store: each object is a list of values, and each stored field has the slot of its value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphdb.projection import Window
from loaders import cursors
from loaders.paper_list import PaperList
from loaders.selection import Selection


class Row:
    """One object of a result: the list of its values, and the selection that reads them."""

    __slots__ = ("label", "selection", "values")

    def __init__(self, label: str, selection: Selection, values: Sequence[Any]) -> None:
        self.label = label
        self.selection = selection
        self.values = values

    def read(self, key: str) -> Any:
        """The value of a stored field, by its response key."""
        return self.selection[key].read(self.values)

    def needed(self, key: str) -> Any:
        """The stored value that a resolver needs (`FieldSpec.needs`), by the response key of its field."""
        slot = self.selection[key].needed
        return None if slot is None else self.values[slot]

    @property
    def id(self) -> str:
        """The public id of a node, which is always its first value."""
        return str(self.values[0])


class Page:
    """One page of a connection: `[rows, total]`, and the id of its parent if a resolver reads the list. A row is the
    values of an edge and of its node, in the order of `graphdb.projection.ListProjection`.

    For `pageInfo` the statement reads one edge more than the page holds.
    """

    __slots__ = ("more", "order", "papers", "parent", "rows", "selection", "total", "window")

    def __init__(
        self, selection: Selection, values: Sequence[Any], window: Window, order: int, papers: PaperList | None = None
    ) -> None:
        rows, self.total, *parent = values
        self.parent = str(parent[0]) if parent and parent[0] else ""
        self.papers = papers
        self.selection = selection
        self.window = window
        self.order = order
        self.more = rows is not None and len(rows) > window.size
        self.rows = window.cut(rows)

    def read(self, key: str) -> Any:
        """The value of a field, by its response key."""
        return self.selection[key].read(self)


class PageInfo:
    """Whether there are pages before and after, as Relay defines it. Against the direction of the page, the cursor
    alone decides."""

    __slots__ = ("end_cursor", "has_next_page", "has_previous_page", "start_cursor")

    def __init__(self, page: Page) -> None:
        window, cursor = page.window, EdgeCursor(page.order)
        self.has_next_page = window.before is not None if window.backwards else page.more
        self.has_previous_page = page.more if window.backwards else window.after is not None
        self.start_cursor = cursor(page.rows[0]) if page.rows else None
        self.end_cursor = cursor(page.rows[-1]) if page.rows else None


@dataclass(frozen=True, slots=True)
class Slot:
    """Reads a value as it is stored."""

    slot: int

    def __call__(self, values: Sequence[Any]) -> Any:
        return values[self.slot]


@dataclass(frozen=True, slots=True)
class Computed:
    """Reads a value that a function computes from the stored one."""

    slot: int
    compute: Callable[..., Any]
    arguments: Mapping[str, Any]

    def __call__(self, values: Sequence[Any]) -> Any:
        return self.compute(values[self.slot], **self.arguments)


@dataclass(frozen=True, slots=True)
class Nested:
    """Reads an object, or null."""

    slot: int
    label: str
    selection: Selection

    def __call__(self, values: Sequence[Any]) -> Row | None:
        value = values[self.slot]
        return None if value is None else Row(self.label, self.selection, value)


@dataclass(frozen=True, slots=True)
class NestedList:
    """Reads a list of objects."""

    slot: int
    label: str
    selection: Selection

    def __call__(self, values: Sequence[Any]) -> list[Row]:
        return [Row(self.label, self.selection, value) for value in values[self.slot]]


@dataclass(frozen=True, slots=True)
class Connection:
    """Reads a page of a list; null where the viewer may not see the list."""

    slot: int
    selection: Selection
    window: Window
    order: int
    papers: PaperList | None = None

    def __call__(self, values: Sequence[Any]) -> Page | None:
        value = values[self.slot]
        return None if value is None else Page(self.selection, value, self.window, self.order, self.papers)


@dataclass(frozen=True, slots=True)
class Total:
    """Reads how many edges the whole list of a page has."""

    def __call__(self, page: Page) -> Any:
        return page.total


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the edges of a page, or their nodes."""

    label: str
    selection: Selection

    def __call__(self, page: Page) -> list[Row]:
        return [Row(self.label, self.selection, row) for row in page.rows]


@dataclass(frozen=True, slots=True)
class Far:
    """Reads the node of an edge."""

    label: str
    selection: Selection

    def __call__(self, row: Sequence[Any]) -> Row:
        return Row(self.label, self.selection, row)


@dataclass(frozen=True, slots=True)
class EdgeCursor:
    """Reads the cursor of an edge."""

    order: int

    def __call__(self, row: Sequence[Any]) -> str:
        return cursors.encode(self.order, row[-1])

"""Answers read by position. A view says, for each response key of a selection, where in the list its value stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphdb.projection import Window
from loaders import cursors

Getter = Callable[[Any], Any]
RowMapper = dict[str, Getter]


class Row:
    """One object of an answer: the list of its values, and how the selection at hand reads it."""

    __slots__ = ("label", "values", "view")

    def __init__(self, label: str, view: Mapping[str, Getter], values: Sequence[Any]) -> None:
        self.label = label
        self.view = view
        self.values = values

    def read(self, key: str) -> Any:
        """The value of a response key."""
        return self.view[key](self.values)

    @property
    def id(self) -> str:
        """The public id of a node: it always comes first."""
        return str(self.values[0])


class Page:
    """One page of a connection: `[rows, total]`. A row is the values of an edge and of its node, as
    `graphdb.projection.ListAsk` has them.

    Where it is asked what lies beyond the page, the statement read one edge more than the page holds.
    """

    __slots__ = ("more", "order", "rows", "total", "view", "window")

    def __init__(self, view: Mapping[str, Getter], values: Sequence[Any], window: Window, order: int) -> None:
        rows, self.total = values
        self.view = view
        self.window = window
        self.order = order
        self.more = rows is not None and len(rows) > window.size
        self.rows: list[Any] = (rows or [])[: window.size]
        if window.backwards:
            self.rows.reverse()

    def read(self, key: str) -> Any:
        """The value of a response key."""
        return self.view[key](self)


class PageInfo:
    """What is beyond a page, as Relay defines it. The way not asked for is answered by the cursor alone."""

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
    """Reads what a function makes of a value."""

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
    view: RowMapper

    def __call__(self, values: Sequence[Any]) -> Row | None:
        value = values[self.slot]
        return None if value is None else Row(self.label, self.view, value)


@dataclass(frozen=True, slots=True)
class NestedList:
    """Reads a list of objects."""

    slot: int
    label: str
    view: RowMapper

    def __call__(self, values: Sequence[Any]) -> list[Row]:
        return [Row(self.label, self.view, value) for value in values[self.slot]]


@dataclass(frozen=True, slots=True)
class Connection:
    """Reads a page of a list; null where there is none for who asks."""

    slot: int
    view: RowMapper
    window: Window
    order: int

    def __call__(self, values: Sequence[Any]) -> Page | None:
        value = values[self.slot]
        return None if value is None else Page(self.view, value, self.window, self.order)


@dataclass(frozen=True, slots=True)
class Total:
    """Reads how many edges the whole list of a page has."""

    def __call__(self, page: Page) -> Any:
        return page.total


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the edges of a page, or the nodes that they lead to."""

    label: str
    view: RowMapper

    def __call__(self, page: Page) -> list[Row]:
        return [Row(self.label, self.view, row) for row in page.rows]


@dataclass(frozen=True, slots=True)
class Far:
    """Reads the node that an edge leads to."""

    label: str
    view: RowMapper

    def __call__(self, row: Sequence[Any]) -> Row:
        return Row(self.label, self.view, row)


@dataclass(frozen=True, slots=True)
class EdgeCursor:
    """Reads the cursor of an edge."""

    order: int

    def __call__(self, row: Sequence[Any]) -> str:
        return cursors.encode(self.order, row[-1])

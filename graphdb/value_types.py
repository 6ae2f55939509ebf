"""The types of property values: `graphdb.model` assigns one to each property."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol, cast
from urllib.parse import urlsplit

#: Maximal UTF-8 bytes of a value in a range index: Neo4j rejects index keys above 8,167 bytes.
INDEXED: Final = 8_000
#: Maximal UTF-8 bytes of a text that is not in a range index.
MAX_TEXT: Final = 4_000_000

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMESTAMP: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}.*)?")
#: The form of most addresses, which needs no parser.
_PLAIN_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-~]*)?")
_SPACE_OR_CONTROL: Final = re.compile(r"[\s\x00-\x1f\x7f]")


class ValueType(Protocol):
    """A set of values. `graphql`: the GraphQL scalar that can represent all of them, "" for an enumeration."""

    @property
    def graphql(self) -> str:
        """The name of the scalar."""
        ...

    def fault(self, value: object) -> str | None:
        """Why the value is not of the type, as the end of the sentence "The value …"; None for a value of the type.
        No type includes null, because a property that is null is absent."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """Text of at most `most` bytes in UTF-8."""

    most: int = MAX_TEXT
    graphql: str = "String"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        if type(value) is str and value.isascii() and len(value) <= self.most:
            return None  # almost every text
        if not isinstance(value, str):
            return "is not text"
        if value.isascii():
            size = len(value)
        else:
            try:
                size = len(value.encode())
            except UnicodeEncodeError:
                return "has half of a surrogate pair, or bytes that are not UTF-8"
        return None if size <= self.most else f"has {size:,} bytes: {self.most:,} are the most"


@dataclass(frozen=True, slots=True)
class Integer:
    """An integer between `least` and `most`; the defaults are those of a GraphQL Int."""

    least: int = -(2**31)
    most: int = 2**31 - 1
    graphql: str = "Int"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        if type(value) is not int:
            return "is not a whole number"
        return None if self.least <= value <= self.most else f"is not between {self.least} and {self.most}"


@dataclass(frozen=True, slots=True)
class Real:
    """A finite number between `least` and `most`."""

    least: float = -math.inf
    most: float = math.inf
    graphql: str = "Float"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        if type(value) is not float and type(value) is not int:
            return "is not a number"
        if not math.isfinite(value):
            return "is not a finite number"
        return None if self.least <= value <= self.most else f"is not between {self.least:g} and {self.most:g}"


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    graphql: str = "Boolean"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        return None if isinstance(value, bool) else "is neither true nor false"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date in ISO 8601: `2024-07-15`."""

    graphql: str = "Date"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                date.fromisoformat(value)
                return None
        except ValueError:
            pass
        return "is not a day of the calendar as ISO 8601 writes it (2024-07-15)"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time with an offset, in RFC 3339."""

    graphql: str = "DateTime"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        try:
            if isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None:
                return None
        except ValueError:
            pass
        return "is not a moment as RFC 3339 writes it (2024-07-15T09:30:00Z)"


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A date, or a date and time with or without offset, in the extended format of ISO 8601, which sorts as text. The
    empty text sorts before all others."""

    graphql: str = "String"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        try:
            if value == "" or (
                isinstance(value, str) and _TIMESTAMP.fullmatch(value) and datetime.fromisoformat(value)
            ):
                return None
        except ValueError:
            pass
        return "is neither a day nor a moment as ISO 8601 writes them"


@dataclass(frozen=True, slots=True)
class Address:
    """An absolute web address (`http` or `https`) with a host, without white space and control characters."""

    most: int = INDEXED
    graphql: str = "URL"

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        if (fault := Text(self.most).fault(value)) is not None:
            return fault
        text = str(value)
        if _PLAIN_ADDRESS.fullmatch(text):
            return None
        try:
            host = urlsplit(text).hostname if text.startswith(("https://", "http://")) else None
        except ValueError:
            host = None
        return "is not a web address" if not host or _SPACE_OR_CONTROL.search(text) else None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the values of an enumeration."""

    values: tuple[str, ...]
    graphql: str = ""

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        return None if value in self.values else f"is not one of {', '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Several:
    """A list of at most `most` values of one type."""

    of: ValueType
    most: int = 1_000_000

    @property
    def graphql(self) -> str:
        """The scalar of one value of the list."""
        return self.of.graphql

    def fault(self, value: object) -> str | None:
        """See `ValueType`."""
        if not isinstance(value, list):
            return "is not a list"
        items = cast("list[object]", value)
        if len(items) > self.most:
            return f"has {len(items):,} values: {self.most:,} are the most"
        fault_of = self.of.fault
        for item in items:
            if (fault := fault_of(item)) is not None:
                return f"has a value that {fault}"
        return None

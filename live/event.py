"""Events of a paper's log, and cursors."""

from dataclasses import dataclass
from typing import Self

from errors import BadInput


class Expired(BadInput):
    """The log no longer holds the entry after the cursor."""

    code = "CURSOR_EXPIRED"


@dataclass(frozen=True, slots=True)
class Event:
    """`position` increases by one for each paper, without gaps. `at` is RFC 3339; `subject` is the id of the review,
    comment or resource, if there is one."""

    paper: str
    position: int
    kind: str
    at: str
    subject: str | None

    @property
    def cursor(self) -> str:
        """The cursor after this event."""
        return f"{self.paper}/{self.position}"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in the log of a paper."""

    paper: str
    position: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Parses a cursor. Raises BadInput for invalid text."""
        paper, _, position = text.rpartition("/")
        if not paper or not (position.isascii() and position.isdecimal()) or len(position) > 15:
            raise BadInput("`after` is not a cursor of `paperActivity`: use a cursor of an event, or omit it.")
        return cls(paper, int(position))

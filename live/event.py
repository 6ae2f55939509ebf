"""What happened to a paper, and its place in the paper's log."""

from dataclasses import dataclass
from typing import Self

from errors import BadInput


class Expired(BadInput):
    """A cursor of which the log no longer holds what came next."""

    code = "CURSOR_EXPIRED"


@dataclass(frozen=True, slots=True)
class Event:
    """`position` counts up by one per paper, without gaps. `at` is RFC 3339; `subject` is the id of the review, comment
    or resource, if there is one."""

    paper: str
    position: int
    kind: str
    at: str
    subject: str | None

    @property
    def cursor(self) -> str:
        """Where to go on after this one."""
        return f"{self.paper}/{self.position}"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the log of a paper."""

    paper: str
    position: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises BadInput for what is no cursor."""
        paper, _, position = text.rpartition("/")
        if not paper or not (position.isascii() and position.isdecimal()) or len(position) > 15:
            raise BadInput("`after` is no cursor of `paperActivity`: give one that it has sent, or none.")
        return cls(paper, int(position))

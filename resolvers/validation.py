"""Inputs that a person can mend are not errors of the request: they are told as `userErrors`, all of them at once."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from resolvers.input_limits import Length

_PLAIN: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"\\^`{|}]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an input: where, a code for programs, a sentence for people."""

    field: tuple[str, ...]
    code: str
    message: str


class Refused(Exception):
    """Nothing was written, for these reasons."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(slots=True)
class Problems:
    """Collects what is wrong with one input; `check` ends it."""

    found: list[Problem] = field(default_factory=list[Problem])

    def add(self, where: str, code: str, message: str) -> None:
        """Something is wrong with a field, `where` as in `points.0.text`."""
        self.found.append(Problem(tuple(where.split(".")), code, message))

    def text(self, where: str, given: str | None, limit: Length) -> str:
        """The text without white space at its ends, empty where none was given."""
        text = (given or "").strip().replace("\x00", "")
        if len(text) < limit.least:
            self.add(where, "TOO_SHORT" if text else "REQUIRED", f"`{where}` must have {limit}.")
        elif len(text) > limit.most:
            self.add(where, "TOO_LONG", f"`{where}` has {len(text):,} characters: it must have {limit}.")
        return text

    def link(self, where: str, given: str, limit: Length) -> str | None:
        """The absolute http or https address, without a user's name in it (RFC 3986); None where it is none."""
        text = self.text(where, given, limit)
        if _is_address(text):
            return text
        if limit.least <= len(text) <= limit.most:
            self.add(
                where, "NOT_AN_ADDRESS", f"`{where}` must be a whole address that begins with https:// or http://."
            )
        return None

    def count(self, where: str, given: int, limit: Length) -> None:
        """The number of values of a list."""
        if not limit.least <= given <= limit.most:
            self.add(where, "WRONG_COUNT", f"`{where}` has {given:,} values: it must have {limit}.")

    def check(self) -> None:
        """Raises Refused where anything was wrong."""
        if self.found:
            raise Refused(*self.found)


def unknown(where: str, what: str) -> Refused:
    """The input names something that is not there, or not for this person, which is the same."""
    return Refused(Problem(tuple(where.split(".")), "NOT_FOUND", f"There is no {what} with this id."))


def _is_address(text: str) -> bool:
    """A user's name before the host makes an address look like one of another host."""
    if not _PLAIN.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False

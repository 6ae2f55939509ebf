"""Validation of user input. Validation errors are returned in `userErrors`, all at once, not as errors of the
request."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from plaintext.names import visible_name
from resolvers.input_limits import Length

_ADDRESS: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"\\^`{|}]+", re.IGNORECASE)


Code = Literal[
    "ALREADY_ENABLED",
    "ALREADY_REVIEWED",
    "ALREADY_THERE",
    "CODE_REQUIRED",
    "CONFLICT",
    "EXPIRED",
    "KEY_REUSED",
    "LAST",
    "MALFORMED",
    "NOT_AN_ADDRESS",
    "NOT_ENABLED",
    "NOT_FOUND",
    "NO_ENTRIES",
    "ONE_OF",
    "OUT_OF_RANGE",
    "OWN",
    "OWN_PAPER",
    "OWN_REVIEW",
    "REAUTHENTICATION_REQUIRED",
    "REQUIRED",
    "RESERVED",
    "TAKEN",
    "TOO_DEEP",
    "TOO_EASY",
    "TOO_LARGE",
    "TOO_LONG",
    "TOO_MANY",
    "TOO_SHORT",
    "UNDONE",
    "WRONG_COUNT",
    "WRONG_CREDENTIALS",
]
"""The codes of validation errors, described in `schema.user_error`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A validation error: the path of the field, a code for programs, a sentence for people."""

    field: tuple[str, ...]
    code: Code
    message: str


class Refused(Exception):
    """The input is invalid; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(slots=True)
class Problems:
    """Collects the validation errors of one input; `check` raises them."""

    problems: list[Problem] = field(default_factory=list[Problem])

    def add(self, path: str, code: Code, message: str) -> None:
        """Add an error for a field; `path` as in `points.0.text`."""
        self.problems.append(Problem(tuple(path.split(".")), code, message))

    def text(self, path: str, value: str | None, limit: Length) -> str:
        """The trimmed text, empty for None."""
        text = (value or "").strip().replace("\x00", "")
        if len(text) < limit.least:
            self.add(path, "TOO_SHORT" if text else "REQUIRED", f"`{path}` must have {limit}.")
        elif len(text) > limit.most:
            self.add(path, "TOO_LONG", f"`{path}` has {len(text):,} characters: it must have {limit}.")
        return text

    def name(self, path: str, value: str | None, limit: Length) -> str:
        """The text of one line that cannot disguise itself: trimmed, without control, direction and zero-width
        characters (`plaintext.names`)."""
        return self.text(path, visible_name(value or ""), limit)

    def link(self, path: str, value: str, limit: Length) -> str | None:
        """The absolute http or https address without user information (RFC 3986); None if it is invalid."""
        text = self.text(path, value, limit)
        if _is_address(text):
            return text
        if limit.least <= len(text) <= limit.most:
            self.add(path, "NOT_AN_ADDRESS", f"`{path}` must be a full address that begins with https:// or http://.")
        return None

    def count(self, path: str, value: int, limit: Length) -> None:
        """Check the number of values of a list."""
        if not limit.least <= value <= limit.most:
            self.add(path, "WRONG_COUNT", f"`{path}` has {value:,} values: it must have {limit}.")

    def check(self) -> None:
        """Raises Refused if there are errors."""
        if self.problems:
            raise Refused(*self.problems)


def not_found(path: str, what: str) -> Refused:
    """The error for an object that does not exist or is not visible to the viewer."""
    return Refused(Problem(tuple(path.split(".")), "NOT_FOUND", f"There is no {what} with this id."))


def _is_address(text: str) -> bool:
    """Excludes user information before the host, which can disguise the host."""
    if not _ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False

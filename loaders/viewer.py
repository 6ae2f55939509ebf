"""The signed-in person of a request."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What a person may do; each role includes those before it."""

    MEMBER = 0
    MODERATOR = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who sends the request. `session` is the id of their session, None for a token; `may_write` is false
    for a token that only reads. `quota` is a token with its own cost per minute, and that cost."""

    id: str
    handle: str
    role: Role = Role.MEMBER
    may_write: bool = True
    session: str | None = None
    quota: tuple[str, int] | None = None

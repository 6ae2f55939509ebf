"""The signed-in person, as far as a request needs to know them."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What a person may do beyond what everybody signed in may; each includes those before it."""

    MEMBER = 0
    MODERATOR = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. `session` names the session that they came with, None for a token; `may_write` is false for a token
    that only reads."""

    id: str
    handle: str
    role: Role = Role.MEMBER
    may_write: bool = True
    session: str | None = None

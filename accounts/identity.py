"""The identity of an authenticated request."""

from typing import NamedTuple


class Identity(NamedTuple):
    """The user and the permissions. `role`: a name of `loaders.viewer.Role`; `session`: None for a token; `may_write`:
    False for a read-only token; `quota`: a token with its own cost per minute, and that cost."""

    id: str
    handle: str
    role: str
    session: str | None = None
    may_write: bool = True
    quota: tuple[str, int] | None = None

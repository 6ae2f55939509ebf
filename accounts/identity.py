"""Somebody whom the service knows again."""

from typing import NamedTuple


class Identity(NamedTuple):
    """Who it is. `role` is a name of `loaders.viewer.Role`; `session` is None where they came with a token; a token
    may be one that only reads."""

    id: str
    handle: str
    role: str
    session: str | None = None
    may_write: bool = True

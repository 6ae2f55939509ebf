"""Somebody who has no account yet."""

from accounts import handles
from graphdb import timestamps
from graphdb.user import NewUser
from identifiers.sortable import sortable


def newcomer(handle: str, name: str, email: str | None) -> NewUser:
    """A person who is not stored yet, and has no password; without a name they have their handle for one."""
    at = timestamps.written()
    return NewUser(sortable("usr_"), handle, handles.key(handle), name or handle, email, None, at)

"""The data of a new account."""

from accounts import handles
from graphdb import timestamps
from graphdb.user import NewUser
from identifiers.sortable import sortable


def new_user(handle: str, name: str, email: str | None) -> NewUser:
    """A new user without a password; the default name is the handle."""
    at = timestamps.to_text()
    return NewUser(sortable("usr_"), handle, handles.key(handle), name or handle, email, None, at)

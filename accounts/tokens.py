"""Personal access tokens, for programs that act for a person."""

from datetime import timedelta
from typing import Final

from accounts import secret
from accounts.identity import Identity
from graphdb import access_token, timestamps
from graphdb.access_token import NewToken
from graphdb.store import Store
from identifiers.sortable import sortable

#: How many a person may have.
MAX_TOKENS: Final = 50
MAX_DAYS: Final = 3_650


async def create(store: Store, user: str, name: str, scope: str, days: int | None) -> tuple[str, str] | None:
    """A new token: its id and the token itself, which nobody sees again. None where the person has `MOST`."""
    now = timestamps.now()
    value, key = secret.new_secret(secret.TOKEN)
    expires = None if days is None else timestamps.written(now + timedelta(days=days))
    made = NewToken(user, sortable("tok_"), key, name, scope, timestamps.written(now), expires)
    return (made.id, value) if await access_token.create(store, made, MAX_TOKENS) else None


async def find(store: Store, value: str) -> tuple[Identity, str, str | None] | None:
    """Who the token stands for, its id, and when it was last used; None where it stands for nobody, or no longer."""
    found = await access_token.active(store, secret.digest(value), timestamps.written())
    if found is None:
        return None
    user, handle, role, scope, token, used_at = found
    return Identity(user, handle, role, None, scope == "WRITE"), token, used_at

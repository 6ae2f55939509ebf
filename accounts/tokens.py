"""Personal access tokens, for programs that act for a user."""

from datetime import timedelta
from typing import Final

from accounts import secret
from accounts.identity import Identity
from graphdb import access_token, timestamps
from graphdb.access_token import NewToken
from graphdb.store import Store
from identifiers.sortable import sortable

#: Tokens of one user.
MAX_TOKENS: Final = 50
MAX_DAYS: Final = 3_650


async def create(store: Store, user: str, name: str, scope: str, days: int | None) -> tuple[str, str] | None:
    """Creates a token: its id and the token, which is not stored. None if the user has `MAX_TOKENS`."""
    now = timestamps.now()
    value, key = secret.new_secret(secret.TOKEN)
    expires = None if days is None else timestamps.to_text(now + timedelta(days=days))
    new = NewToken(user, sortable("tok_"), key, name, scope, timestamps.to_text(now), expires)
    return (new.id, value) if await access_token.create(store, new, MAX_TOKENS) else None


async def find(store: Store, value: str) -> tuple[Identity, str, str | None] | None:
    """The identity of the token, its id, and the last use; None if it is invalid or expired."""
    row = await access_token.active(store, secret.digest(value), timestamps.to_text())
    if row is None:
        return None
    user, handle, role, scope, token, used_at, cost = row
    quota = None if cost is None else (token, cost)
    return Identity(user, handle, role, None, scope == "WRITE", quota), token, used_at

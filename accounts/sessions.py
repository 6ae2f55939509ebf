"""Browser sessions: a secret in a cookie that identifies the user."""

from datetime import datetime
from typing import Final

from accounts import secret
from accounts.identity import Identity
from graphdb import session, timestamps
from graphdb.session import NewSession
from graphdb.store import Store, Transaction
from identifiers.sortable import sortable

#: Sessions of one user; a further one ends the least recently used.
MAX_SESSIONS: Final = 50
_AGENT: Final = 200


async def begin(transaction: Transaction, user: str, agent: str, days: int) -> tuple[str, Identity]:
    """Begins a session; its secret and its identity."""
    now: datetime = timestamps.now()
    value, key = secret.new_secret()
    new = NewSession(
        user, sortable("ses_"), key, agent[:_AGENT], timestamps.to_text(now), timestamps.later(now, days=days)
    )
    handle, role = await session.begin(transaction, new, MAX_SESSIONS)
    return value, Identity(user, handle, role, new.id)


async def find(store: Store, value: str) -> tuple[Identity, str] | None:
    """The identity of the secret, and the last use; None if it is invalid or expired."""
    row = await session.active(store, secret.digest(value), timestamps.to_text())
    if row is None:
        return None
    user, handle, role, name, used_at = row
    return Identity(user, handle, role, name), used_at

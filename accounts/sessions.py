"""Sessions: a secret in a cookie, and who it stands for."""

from datetime import datetime
from typing import Final

from accounts import secret
from accounts.identity import Identity
from graphdb import session, timestamps
from graphdb.session import NewSession
from graphdb.store import Store, Transaction
from identifiers.sortable import sortable

#: How many a person may have; the longest unused one ends for a further one.
MAX_SESSIONS: Final = 50
_AGENT: Final = 200


async def begin(transaction: Transaction, user: str, agent: str, days: int) -> tuple[str, Identity]:
    """A new session of the person: its secret, and who it stands for."""
    now: datetime = timestamps.now()
    value, key = secret.new_secret()
    made = NewSession(
        user, sortable("ses_"), key, agent[:_AGENT], timestamps.written(now), timestamps.later(now, days=days)
    )
    handle, role = await session.begin(transaction, made, MAX_SESSIONS)
    return value, Identity(user, handle, role, made.id)


async def find(store: Store, value: str) -> tuple[Identity, str] | None:
    """Who the secret stands for, and when it was last used; None where it stands for nobody, or no longer."""
    found = await session.active(store, secret.digest(value), timestamps.written())
    if found is None:
        return None
    user, handle, role, name, used_at = found
    return Identity(user, handle, role, name), used_at

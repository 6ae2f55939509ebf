"""Browser sessions: a secret in a cookie that identifies the user."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from accounts import secret
from accounts.identity import Identity
from graphdb import session, timestamps
from graphdb.session import NewSession
from graphdb.store import Store, Transaction
from identifiers.sortable import sortable

#: Sessions of one user; a further one ends the least recently used.
MAX_SESSIONS: Final = 50
_AGENT: Final = 200


class Lifetime(NamedTuple):
    """Days without use, and days from the beginning, after which a session ends."""

    idle: int
    longest: int

    def end(self, now: datetime, began: datetime) -> str:
        """When a session that is used now ends if it is not used again."""
        return timestamps.to_text(min(now + timedelta(days=self.idle), began + timedelta(days=self.longest)))


async def begin(transaction: Transaction, user: str, agent: str, lifetime: Lifetime) -> tuple[str, Identity]:
    """Begins a session; its secret and its identity."""
    now = timestamps.now()
    value, key = secret.new_secret()
    new = NewSession(user, sortable("ses_"), key, agent[:_AGENT], timestamps.to_text(now), lifetime.end(now, now))
    handle, role = await session.begin(transaction, new, MAX_SESSIONS)
    return value, Identity(user, handle, role, new.id)


async def find(store: Store, value: str, lifetime: Lifetime) -> tuple[Identity, str, str] | None:
    """The identity of the secret, the last use, and the beginning; None if it is invalid or expired."""
    now = timestamps.now()
    oldest = timestamps.later(now, days=-lifetime.longest)
    row = await session.active(store, secret.digest(value), timestamps.to_text(now), oldest)
    if row is None:
        return None
    user, handle, role, name, used_at, created_at = row
    return Identity(user, handle, role, name), used_at, created_at

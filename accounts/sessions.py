"""Sessions: a secret in a cookie, and who it stands for."""

from datetime import datetime
from typing import Final

from accounts import secret
from accounts.known import Known
from graphdb import moments, session
from graphdb.session import NewSession
from graphdb.store import Store, Transaction
from identifiers.sortable import sortable

#: How many a person may have; the longest unused one ends for a further one.
MOST: Final = 50
_AGENT: Final = 200


async def begin(transaction: Transaction, user: str, agent: str, days: int) -> tuple[str, Known]:
    """A new session of the person: its secret, and who it stands for."""
    now: datetime = moments.now()
    value, key = secret.fresh()
    made = NewSession(user, sortable("ses_"), key, agent[:_AGENT], moments.written(now), moments.later(now, days=days))
    handle, role = await session.begin(transaction, made, MOST)
    return value, Known(user, handle, role, made.id)


async def find(store: Store, value: str) -> tuple[Known, str] | None:
    """Who the secret stands for, and when it was last used; None where it stands for nobody, or no longer."""
    found = await session.known(store, secret.digest(value), moments.written())
    if found is None:
        return None
    user, handle, role, name, used_at = found
    return Known(user, handle, role, name), used_at

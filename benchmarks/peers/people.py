"""People who vote: accounts in the store, and the tokens with which they sign in."""

from collections.abc import Mapping
from typing import Final

from accounts import tokens
from errors import CannotStart
from graphdb import timestamps, user
from graphdb.store import Store
from graphdb.user import NewUser

#: At least the number of clients, so that no two of them act for one user at once.
NUMBER: Final = 32


async def people(store: Store) -> Mapping[str, str]:
    """The Authorization header of each, by id. Those of an earlier run are there already, and get another token."""
    return dict([await _person(store, f"voter{number}") for number in range(NUMBER)])


async def _person(store: Store, handle: str) -> tuple[str, str]:
    new = NewUser(f"usr_{handle}", handle, handle, handle, None, None, timestamps.to_text())
    await store.transact(lambda transaction: user.create(transaction, new))
    token = await tokens.create(store, new.id, "benchmark", "WRITE", 1)
    if token is None:
        raise CannotStart(f"{handle} has all tokens that one may have: import the graph anew.")
    return new.id, f"Bearer {token[1]}"

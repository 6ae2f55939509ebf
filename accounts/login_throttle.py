"""How often somebody may try to log in: by account and by address, each in the store, so that all processes count
together. Accounts that do not exist are counted as those that do."""

import time
from hashlib import sha256
from typing import Final

from errors import RateLimited
from graphdb import login_attempt
from graphdb.store import Store

#: Attempts that may fail before each further one doubles the time to the next. Many people share an address.
FREE_BY_ACCOUNT: Final = 5
FREE_BY_ADDRESS: Final = 30
FREE_SIGN_UPS: Final = 50
#: Milliseconds that a counter lasts after its last attempt, and the longest time between two.
WINDOW: Final = 60 * 60 * 1_000
MAX_WAIT: Final = 15 * 60 * 1_000


def by_account(handle_key: str) -> dict[str, int]:
    """The counter of an account, there or not."""
    return {_counter_key("account", handle_key): FREE_BY_ACCOUNT}


def by_address(address: str) -> dict[str, int]:
    """The counter of a network address."""
    return {_counter_key("address", address): FREE_BY_ADDRESS}


def sign_ups(address: str) -> dict[str, int]:
    """The counter of accounts that a network address makes."""
    return {_counter_key("sign-up", address): FREE_SIGN_UPS}


async def count_attempt(store: Store, counters: dict[str, int]) -> None:
    """Counts an attempt. Raises RateLimited, counting nothing, where it comes too early."""
    now = time.time_ns() // 1_000_000
    until = await login_attempt.count(store, counters, now, kept=WINDOW, longest=MAX_WAIT)
    if until > now:
        seconds = -(-(until - now) // 1_000)
        raise RateLimited(f"Too many attempts: try again in {seconds} {'second' if seconds == 1 else 'seconds'}.")


async def succeeded(store: Store, counters: dict[str, int]) -> None:
    """The attempt that was counted last need not be held against anybody."""
    await login_attempt.succeed(store, list(counters))


def _counter_key(kind: str, name: str) -> str:
    return f"{kind} {sha256(name.encode()).hexdigest()}"

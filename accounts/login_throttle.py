"""Throttles login attempts by account and by address. The counters are in the store, shared by all processes. Attempts
on accounts that do not exist are counted in the same way. Attempts in a browser in which the user signed in before have
a counter of their own, so that the attempts of others do not lock the user out."""

import time
from hashlib import sha256
from typing import Final

from errors import RateLimited
from graphdb import login_attempt
from graphdb.store import Store

#: Failed attempts before each further one doubles the wait. Many users share an address.
FREE_BY_ACCOUNT: Final = 5
FREE_BY_HANDLE: Final = 50
FREE_BY_DEVICE: Final = 10
FREE_BY_ADDRESS: Final = 30
FREE_SIGN_INS: Final = 100
FREE_SIGN_UPS: Final = 50
FREE_RESETS: Final = 3
FREE_RESETS_BY_ACCOUNT: Final = 10
FREE_MAILS: Final = 5
#: Lifetime of a counter after its last attempt, and maximum wait, in milliseconds.
WINDOW: Final = 60 * 60 * 1_000
MAX_WAIT: Final = 15 * 60 * 1_000


def by_account(handle_key: str, address: str) -> dict[str, int]:
    """The counters of an account, which need not exist: from one network address, and from all."""
    return {
        _counter_key("account", f"{address} {handle_key}"): FREE_BY_ACCOUNT,
        _counter_key("handle", handle_key): FREE_BY_HANDLE,
    }


def by_device(device: str) -> dict[str, int]:
    """The counter of a user in a browser in which they signed in before."""
    return {_counter_key("device", device): FREE_BY_DEVICE}


def by_code(person: str) -> dict[str, int]:
    """The counter of second factors, which only follow a correct password."""
    return {_counter_key("code", person): FREE_BY_ACCOUNT}


def by_address(address: str) -> dict[str, int]:
    """The counter of a network address."""
    return {_counter_key("address", address): FREE_BY_ADDRESS}


def by_session(session: str) -> dict[str, int]:
    """The counter of the checks of a password in a session, which nobody else can exhaust."""
    return {_counter_key("session", session): FREE_BY_ACCOUNT}


def sign_ins(address: str) -> dict[str, int]:
    """The counter of sign-ins at issuers that begin from a network address, and are not completed."""
    return {_counter_key("sign-in", address): FREE_SIGN_INS}


def sign_ups(address: str) -> dict[str, int]:
    """The counter of new accounts of a network address."""
    return {_counter_key("sign-up", address): FREE_SIGN_UPS}


def resets(account: str, address: str) -> dict[str, int]:
    """The counters of requests for a new password, of an account by handle or e-mail address, which need not exist:
    from one network address, from all, and of the network address."""
    return {
        _counter_key("reset", f"{address} {account}"): FREE_RESETS,
        _counter_key("reset-account", account): FREE_RESETS_BY_ACCOUNT,
        _counter_key("reset-address", address): FREE_BY_ADDRESS,
    }


def mails(person: str) -> dict[str, int]:
    """The counter of messages to a user."""
    return {_counter_key("mail", person): FREE_MAILS}


def by_link(address: str) -> dict[str, int]:
    """The counter of invalid links from a network address."""
    return {_counter_key("link", address): FREE_BY_ADDRESS}


async def count_attempt(store: Store, counters: dict[str, int]) -> None:
    """Counts an attempt. Raises RateLimited, and counts nothing, if it is too early."""
    now = time.time_ns() // 1_000_000
    until = await login_attempt.count(store, counters, now, window=WINDOW, max_wait=MAX_WAIT)
    if until > now:
        seconds = -(-(until - now) // 1_000)
        raise RateLimited(
            f"Too many attempts: try again in {seconds} {'second' if seconds == 1 else 'seconds'}.", seconds
        )


async def forgive_attempt(store: Store, counters: dict[str, int]) -> None:
    """Uncounts the last attempt, which succeeded."""
    await login_attempt.succeed(store, list(counters))


def _counter_key(kind: str, name: str) -> str:
    return f"{kind} {sha256(name.encode()).hexdigest()}"

"""Two-factor authentication: time-based one-time passwords of an authenticator app, and recovery codes.

Sources: RFC 6238; NIST SP 800-63B, sections 5.1.2 and 5.1.4.
"""

import secrets
import time
from collections.abc import Callable
from typing import Final

from pyotp import random_base32
from pyotp.totp import TOTP

from accounts import secret
from accounts.caller import Caller
from graphdb import second_factor, security_event
from graphdb.store import Store, Transaction

#: The name of the service in authenticator apps.
ISSUER: Final = "Peergraph"
#: Length of a time step in seconds, and the accepted steps around the current one, for clocks that differ.
STEP: Final = 30
_STEPS: Final = (0, -1, 1)
RECOVERY_CODES: Final = 10
#: Letters and digits that are not mistaken for one another; ten of them have 49 bits.
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH: Final = 10


class SecondFactors:
    """The second factors of the users of a store. `clock` returns seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    async def begin(self, person: str) -> tuple[str, str] | None:
        """A new key and its `otpauth:` address, which authenticator apps read as a QR code. It has no effect until
        `confirm`. None if the user has a second factor."""
        stored = await second_factor.read(self._store, person)
        if stored.key is not None:
            return None
        key = random_base32()
        await second_factor.set_pending(self._store, person, key)
        return key, TOTP(key).provisioning_uri(name=stored.handle, issuer_name=ISSUER)

    async def confirm(self, person: str, code: str, caller: Caller) -> list[str] | None:
        """Enables the key of `begin` with its current code. The recovery codes, or None if the code is wrong."""
        stored = await second_factor.read(self._store, person)
        step = None if stored.pending is None else self._step(stored.pending, code)
        if stored.pending is None or step is None:
            return None
        key, codes = stored.pending, _new_codes()

        async def work(transaction: Transaction) -> bool:
            digests = [secret.digest(each) for each in codes]
            if not await second_factor.enable(transaction, person, key, step, digests):
                return False
            await security_event.append(transaction, person, caller.event("SECOND_FACTOR_ADDED"))
            return True

        return [_format_code(each) for each in codes] if await self._store.transact(work) else None

    async def check(self, person: str, code: str, caller: Caller) -> bool:
        """Uses a code of the app, or a recovery code. Each is valid once. True if the user has no second factor."""
        stored = await second_factor.read(self._store, person)
        if stored.key is None:
            return True
        step = self._step(stored.key, code)
        if step is not None:
            return await second_factor.use_step(self._store, person, step)
        if not await second_factor.use_code(self._store, person, secret.digest(_normal(code))):
            return False
        await security_event.record(self._store, person, caller.event("RECOVERY_CODE_USED"))
        return True

    async def remove(self, person: str, caller: Caller) -> None:
        """Removes the second factor."""

        async def work(transaction: Transaction) -> None:
            await second_factor.remove(transaction, person)
            await security_event.append(transaction, person, caller.event("SECOND_FACTOR_REMOVED"))

        await self._store.transact(work)

    async def renew_codes(self, person: str, caller: Caller) -> list[str] | None:
        """New recovery codes in place of the old ones; None if the user has no second factor."""
        if (await second_factor.read(self._store, person)).key is None:
            return None
        codes = _new_codes()

        async def work(transaction: Transaction) -> None:
            await second_factor.set_codes(transaction, person, [secret.digest(each) for each in codes])
            await security_event.append(transaction, person, caller.event("RECOVERY_CODES_RENEWED"))

        await self._store.transact(work)
        return [_format_code(each) for each in codes]

    def _step(self, key: str, code: str) -> int | None:
        """The time step of a code; None if it is not valid now."""
        totp, now, code = TOTP(key, interval=STEP), int(self._clock()) // STEP, code.replace(" ", "")
        steps = (now + each for each in _STEPS)
        return next((step for step in steps if secrets.compare_digest(totp.at(step * STEP), _ascii(code))), None)


def _new_codes() -> list[str]:
    return ["".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(RECOVERY_CODES)]


def _format_code(code: str) -> str:
    """A recovery code in two groups."""
    return f"{code[: _LENGTH // 2]}-{code[_LENGTH // 2 :]}"


def _normal(code: str) -> str:
    return "".join(each for each in code.lower() if each.isalnum())


def _ascii(code: str) -> str:
    return code if code.isascii() else ""

"""Passwords, as Argon2id hashes with the parameters of RFC 9106 for little memory (64 MiB).

Text is brought into NFKC first, as NIST SP 800-63B section 5.1.1.2 has it, so that every keyboard writes the same one.
"""

import asyncio
import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER: Final = PasswordHasher()
#: Each hash takes a core and 64 MiB for some 50 ms: more than these wait.
_AT_ONCE: Final = 2


class Passwords:
    """Hashes and compares beside the event loop, few at a time."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def hashed(self, password: str) -> str:
        """What is stored."""
        async with self._room:
            return await asyncio.to_thread(_HASHER.hash, _normal(password))

    async def fits(self, password: str, stored: str | None) -> bool:
        """Whether it is the one that is stored. Takes the same time where there is none."""
        async with self._room:
            return await asyncio.to_thread(_fits, _normal(password), stored)

    @staticmethod
    def is_outdated(stored: str) -> bool:
        """Whether it was stored with weaker parameters than today's."""
        return _HASHER.check_needs_rehash(stored)


def _fits(password: str, stored: str | None) -> bool:
    try:
        _HASHER.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)

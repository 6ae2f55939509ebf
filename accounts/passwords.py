"""Passwords, as Argon2id hashes with the parameters of RFC 9106 for little memory (64 MiB).

Passwords are normalised to NFKC (NIST SP 800-63B section 5.1.1.2), so that they do not depend on the keyboard.
"""

import asyncio
import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER: Final = PasswordHasher()
#: Concurrent hashes; each takes a core and 64 MiB for some 50 ms.
_MAX_CONCURRENT: Final = 2


class Passwords:
    """Hashes and verifies in threads, few at a time."""

    def __init__(self) -> None:
        self._semaphore = asyncio.Semaphore(_MAX_CONCURRENT)

    async def hash(self, password: str) -> str:
        """The hash of a password."""
        async with self._semaphore:
            return await asyncio.to_thread(_HASHER.hash, _normal(password))

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password matches the stored hash. Takes the same time without a hash."""
        async with self._semaphore:
            return await asyncio.to_thread(_verify, _normal(password), stored)

    @staticmethod
    def is_outdated(stored: str) -> bool:
        """Whether the hash has weaker parameters than the current ones."""
        return _HASHER.check_needs_rehash(stored)


def _verify(password: str, stored: str | None) -> bool:
    try:
        _HASHER.verify(stored or _dummy_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _dummy_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)

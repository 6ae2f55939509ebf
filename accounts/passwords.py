"""Passwords, as Argon2id hashes with the parameters of RFC 9106 for little memory (64 MiB).

Passwords are normalised to NFKC (NIST SP 800-63B section 5.1.1.2), so that they do not depend on the keyboard.
"""

import secrets
import unicodedata
from functools import cache, partial
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from thread_pools import PASSWORDS

_HASHER: Final = PasswordHasher()
#: Characters that the estimate reads; its time grows with their square.
_ESTIMATED: Final = 25
#: The lowest accepted score: a million guesses.
_STRONG: Final = 2
#: Texts that passwords of this service are likely to contain.
_SERVICE: Final = ("peergraph", "research graph")


class Passwords:
    """Hashes and verifies in threads, few at a time."""

    async def hash(self, password: str) -> str:
        """The hash of a password."""
        return await PASSWORDS.run(partial(_HASHER.hash, _normal(password)))

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password matches the stored hash. Takes the same time without a hash."""
        return await PASSWORDS.run(partial(_verify, _normal(password), stored))

    async def is_common(self, password: str, *about: str) -> bool:
        """Whether the password is in lists of common and breached ones, or made of few such words, dates and sequences,
        or of the texts `about` its user: an attacker needs less than a million guesses. Source: NIST SP 800-63B,
        section 5.1.1.2; D. Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", 2016."""
        return await PASSWORDS.run(partial(_is_common, password, [*_SERVICE, *(text for text in about if text)]))

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


def _is_common(password: str, about: list[str]) -> bool:
    score: int = zxcvbn(_normal(password)[:_ESTIMATED], user_inputs=about)["score"]
    return score < _STRONG


@cache
def _dummy_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)

"""Secrets of sessions and tokens: 256 random bits, stored as SHA-256.

A secret of 256 bits cannot be guessed, so a fast digest without salt is sufficient.
"""

import secrets
from hashlib import sha256

#: Prefix of access tokens, which lets users and secret scanners recognise them.
TOKEN = "pg_"  # noqa: S105
BYTES = 32


def new_secret(prefix: str = "") -> tuple[str, str]:
    """A new secret, and its digest."""
    secret = prefix + secrets.token_urlsafe(BYTES)
    return secret, digest(secret)


def digest(secret: str) -> str:
    """The stored digest of a secret."""
    return sha256(secret.encode()).hexdigest()

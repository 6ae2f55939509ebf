"""What sessions and tokens are known by: 256 random bits, of which the SHA-256 alone is stored.

So many bits cannot be guessed or tried out, so that a fast digest without salt is as good as a slow one.
"""

import secrets
from hashlib import sha256

#: What begins an access token, so that people and scanners of leaked secrets see what it is.
TOKEN = "pg_"  # noqa: S105
BYTES = 32


def new_secret(prefix: str = "") -> tuple[str, str]:
    """A new secret, and its digest."""
    secret = prefix + secrets.token_urlsafe(BYTES)
    return secret, digest(secret)


def digest(secret: str) -> str:
    """What is stored of a secret."""
    return sha256(secret.encode()).hexdigest()

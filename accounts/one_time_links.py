"""Links that a person opens once, within an hour. The store has only the digest of their secret."""

from typing import Final

from accounts import secret
from graphdb import one_time_link, timestamps
from graphdb.store import Store

#: Purposes of links, as in `graphdb.vocabulary.LINK_PURPOSES`, and the paths of their pages.
RESET_PASSWORD: Final = "RESET_PASSWORD"  # noqa: S105
CONFIRM_EMAIL: Final = "CONFIRM_EMAIL"
_PATHS: Final = {RESET_PASSWORD: "/reset-password", CONFIRM_EMAIL: "/confirm-email"}
MINUTES: Final = 60


async def create(store: Store, person: str, purpose: str, email: str | None = None) -> str:
    """The path and query of a new link of a user; `email`: the address to which it is sent."""
    value, key = secret.new_secret()
    now = timestamps.now()
    expires = timestamps.later(now, minutes=MINUTES)
    await one_time_link.create(store, person, key, purpose, email, timestamps.to_text(now), expires)
    return f"{_PATHS[purpose]}?token={value}"

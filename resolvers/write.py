"""What every write has in common: who may, and once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from hashlib import sha256
from typing import Final, TypeVar

from accounts.accounts import Accounts
from errors import Forbidden, Unauthenticated
from graphdb import idempotency, timestamps
from graphdb.store import Transaction
from loaders.context import Context
from loaders.viewer import Role, Viewer
from resolvers.input_limits import IDEMPOTENCY_KEY
from resolvers.keys import reference_of
from resolvers.validation import Problem, Problems, Refused, unknown

Answer = TypeVar("Answer")

#: How long the key of a write is kept.
KEY_LIFETIME: Final = timedelta(days=1)


def signed_in(context: Context) -> Viewer:
    """Who asks. Raises Unauthenticated for anybody."""
    if context.viewer is None:
        raise Unauthenticated("Sign in first: this is only for people who are signed in.")
    return context.viewer


def writer(context: Context, role: Role = Role.MEMBER) -> Viewer:
    """Who asks, if they may write, have the role, and do not write too often. Raises Unauthenticated, Forbidden or
    RateLimited."""
    viewer = signed_in(context)
    if not viewer.may_write:
        raise Forbidden("This access token only reads: make one with the scope WRITE.")
    if viewer.role < role:
        raise Forbidden(f"This is only for people with the role {role.name}.")
    if (accounts := context.service(Accounts)) is not None:
        accounts.pace.step(viewer.id)
    return viewer


def paper_key(given: str) -> tuple[str, str]:
    """What names a paper as a scheme and a key of `graphdb.lookups`. Raises Refused for what names none."""
    paper = reference_of(given, "Paper")
    if paper is None:
        raise unknown("paper", "paper")
    return paper


async def write(
    context: Context, key: str | None, about: str, work: Callable[[Transaction], Awaitable[Answer]]
) -> Answer:
    """Runs a write of the viewer, once for its idempotency key; `about` is the whole input as text, to tell a
    repetition from another write under the same key."""
    try:
        return await idempotency.write(context.store, _claim(context, key, about), work)
    except idempotency.KeyReused:
        message = "This key was used before, for another input: a new write needs a new key."
        raise Refused(Problem(("idempotencyKey",), "KEY_REUSED", message)) from None


def _claim(context: Context, key: str | None, about: str) -> idempotency.IdempotencyKey | None:
    if not key:
        return None
    problems = Problems()
    problems.text("idempotencyKey", key, IDEMPOTENCY_KEY)
    problems.check()
    moment = timestamps.now()
    name = f"{signed_in(context).id} {key}"
    digest = sha256(about.encode()).hexdigest()
    return idempotency.IdempotencyKey(
        name, digest, timestamps.written(moment), timestamps.written(moment - KEY_LIFETIME)
    )

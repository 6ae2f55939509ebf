"""Common parts of all writes: permissions, rate limit and idempotency."""

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
from resolvers.validation import Problem, Problems, Refused, not_found

Answer = TypeVar("Answer")

#: Lifetime of an idempotency key.
KEY_LIFETIME: Final = timedelta(days=1)


def signed_in(context: Context) -> Viewer:
    """The viewer. Raises Unauthenticated for an anonymous request."""
    if context.viewer is None:
        raise Unauthenticated("Sign in first: this is only for people who are signed in.")
    return context.viewer


def writer(context: Context, role: Role = Role.MEMBER) -> Viewer:
    """The viewer, with write permission, the role, and within the rate limit. Raises Unauthenticated, Forbidden or
    RateLimited."""
    viewer = signed_in(context)
    if not viewer.may_write:
        raise Forbidden("This access token is read-only: create one with the scope WRITE.")
    if viewer.role < role:
        raise Forbidden(f"This requires the role {role.name}.")
    if (accounts := context.service(Accounts)) is not None:
        accounts.write_limit.step(viewer.id)
    return viewer


def paper_key(text: str) -> tuple[str, str]:
    """The scheme and key of `graphdb.lookups` of a paper reference. Raises Refused for invalid text."""
    paper = reference_of(text, "Paper")
    if paper is None:
        raise not_found("paper", "paper")
    return paper


async def write(
    context: Context,
    key: str | None,
    about: str,
    work: Callable[[Transaction], Awaitable[Answer]],
    *,
    repeatable: bool = False,
) -> Answer:
    """Runs a write of the viewer, once for each idempotency key. `about`: the full input as text, to detect another
    write with the same key. `repeatable`: see `idempotency.write`."""
    try:
        return await idempotency.write(context.store, _claim(context, key, about), work, repeatable=repeatable)
    except idempotency.KeyReused:
        message = "This key was used before with another input: use a new key for a new write."
        raise Refused(Problem(("idempotencyKey",), "KEY_REUSED", message)) from None


def _claim(context: Context, key: str | None, about: str) -> idempotency.IdempotencyKey | None:
    if not key:
        return None
    problems = Problems()
    problems.text("idempotencyKey", key, IDEMPOTENCY_KEY)
    problems.check()
    now = timestamps.now()
    name = f"{signed_in(context).id} {key}"
    digest = sha256(about.encode()).hexdigest()
    return idempotency.IdempotencyKey(name, digest, timestamps.to_text(now), timestamps.to_text(now - KEY_LIFETIME))

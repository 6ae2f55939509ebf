"""What every write has in common: who may, and once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from hashlib import sha256
from typing import Final, TypeVar

from errors import Forbidden, Unauthenticated
from graphdb import moments, once
from graphdb.store import Transaction
from loaders.request import Request
from loaders.viewer import Role, Viewer
from resolvers.checking import Problem, Problems, Refused, unknown
from resolvers.keys import named
from resolvers.limits import IDEMPOTENCY_KEY

Answer = TypeVar("Answer")

#: How long the key of a write is kept.
KEPT: Final = timedelta(days=1)


def signed_in(request: Request) -> Viewer:
    """Who asks. Raises Unauthenticated for anybody."""
    if request.viewer is None:
        raise Unauthenticated("Sign in first: this is only for people who are signed in.")
    return request.viewer


def writer(request: Request, role: Role = Role.MEMBER) -> Viewer:
    """Who asks, if they may write, have the role, and do not write too often. Raises Unauthenticated, Forbidden or
    RateLimited."""
    viewer = signed_in(request)
    if not viewer.may_write:
        raise Forbidden("This access token only reads: make one with the scope WRITE.")
    if viewer.role < role:
        raise Forbidden(f"This is only for people with the role {role.name}.")
    if request.accounts is not None:
        request.accounts.pace.step(viewer.id)
    return viewer


def paper_key(given: str) -> tuple[str, str]:
    """What names a paper as a scheme and a key of `graphdb.entries`. Raises Refused for what names none."""
    paper = named(given, "Paper")
    if paper is None:
        raise unknown("paper", "paper")
    return paper


async def write(
    request: Request, key: str | None, about: str, work: Callable[[Transaction], Awaitable[Answer]]
) -> Answer:
    """Runs a write of the viewer, once for its idempotency key; `about` is the whole input as text, to tell a
    repetition from another write under the same key."""
    try:
        return await once.write(request.store, _claim(request, key, about), work)
    except once.Reused:
        message = "This key was used before, for another input: a new write needs a new key."
        raise Refused(Problem(("idempotencyKey",), "KEY_REUSED", message)) from None


def _claim(request: Request, key: str | None, about: str) -> once.Claim | None:
    if not key:
        return None
    problems = Problems()
    problems.text("idempotencyKey", key, IDEMPOTENCY_KEY)
    problems.check()
    moment = moments.now()
    name = f"{signed_in(request).id} {key}"
    digest = sha256(about.encode()).hexdigest()
    return once.Claim(name, digest, moments.written(moment), moments.written(moment - KEPT))

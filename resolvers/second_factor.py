"""Two-factor authentication of the viewer."""

from accounts.caller import Caller
from graphdb import security_event
from loaders.context import Context
from loaders.viewer import Viewer
from resolvers.account import accounts_of, session_viewer, wrong_code
from resolvers.reauthentication import reauthenticate
from resolvers.validation import Problem, Refused


async def begin(context: Context, password: str | None) -> tuple[str, str]:
    """A new key for an authenticator app, and its `otpauth:` address. Raises Refused, RateLimited."""
    viewer = await _authenticated(context, password)
    started = await accounts_of(context).second_factors.begin(viewer.id)
    if started is None:
        message = "Your account has two-factor authentication already: remove it first to use another app."
        raise Refused(Problem((), "ALREADY_ENABLED", message))
    return started


async def confirm(context: Context, code: str) -> list[str]:
    """Enables the key of `begin`. The recovery codes. Raises Refused, RateLimited."""
    viewer, accounts = session_viewer(context), accounts_of(context)
    async with accounts.code_attempt(viewer.id):
        codes = await accounts.second_factors.confirm(viewer.id, code, context.state(Caller))
        if codes is None:
            raise wrong_code()
    return codes


async def remove(context: Context, password: str | None, code: str) -> str:
    """Removes the second factor, which a code confirms. The user's id. Raises Refused, RateLimited."""
    viewer, accounts = await _authenticated(context, password), accounts_of(context)
    async with accounts.code_attempt(viewer.id):
        if not await accounts.second_factors.check(viewer.id, code, context.state(Caller)):
            await security_event.record(context.store, viewer.id, context.state(Caller).event("SECOND_FACTOR_FAILED"))
            raise wrong_code()
    await accounts.second_factors.remove(viewer.id, context.state(Caller))
    return viewer.id


async def renew_codes(context: Context, password: str | None) -> list[str]:
    """New recovery codes; the old ones are invalid. Raises Refused, RateLimited."""
    viewer = await _authenticated(context, password)
    codes = await accounts_of(context).second_factors.renew_codes(viewer.id, context.state(Caller))
    if codes is None:
        raise Refused(Problem((), "NOT_ENABLED", "Your account has no two-factor authentication."))
    return codes


async def _authenticated(context: Context, password: str | None) -> Viewer:
    viewer = session_viewer(context)
    await reauthenticate(accounts_of(context), viewer, password)
    return viewer

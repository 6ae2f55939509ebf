"""Links identities at issuers to the viewer's account, and removes them."""

from accounts.caller import Caller
from graphdb import identity, security_event, session
from loaders.context import Context
from resolvers.account import accounts_of, session_viewer
from resolvers.reauthentication import reauthenticate
from resolvers.validation import Problem, Refused, not_found

#: The page of the service after linking.
_BACK = "/settings"


async def link_identity(context: Context, issuer: str, password: str | None) -> str:
    """Begins to link an identity: the issuer's address for the browser. Raises Refused, RateLimited,
    IssuerUnavailable."""
    viewer, accounts = session_viewer(context), accounts_of(context)
    await reauthenticate(accounts, viewer, password)
    redirect = f"{context.address}/sign-in/{issuer}/callback"
    address = await accounts.begin_at(context.state(Caller), issuer, redirect, _BACK, session=viewer.session)
    if address is None:
        raise Refused(Problem(("issuer",), "NOT_FOUND", "There is no issuer with this name."))
    return address


async def unlink_identity(context: Context, issuer: str, subject: str, password: str | None) -> str:
    """Removes an identity of the viewer, whose id it returns, and ends the other sessions. Raises Refused,
    RateLimited."""
    viewer = session_viewer(context)
    await reauthenticate(accounts_of(context), viewer, password)
    removed = await identity.unlink(context.store, viewer.id, issuer, subject)
    if removed is None:
        raise not_found("subject", "identity of yours")
    if not removed:
        message = "This is the only way to sign in to your account: set a password or link another identity first."
        raise Refused(Problem(("subject",), "LAST", message))
    # Some of them may have begun with the identity.
    await session.end(context.store, viewer.id, but=viewer.session)
    await security_event.record(context.store, viewer.id, context.state(Caller).event("IDENTITY_REMOVED"))
    return viewer.id

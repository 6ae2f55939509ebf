"""Confirmation of the viewer's e-mail address."""

from accounts.caller import Caller
from accounts.mail_server import is_deliverable
from graphdb import user
from loaders.context import Context
from resolvers.account import accounts_of, session_viewer
from resolvers.input_limits import LINK_TOKEN
from resolvers.reauthentication import reauthenticate
from resolvers.validation import Problem, Refused


async def request(context: Context, password: str | None) -> str:
    """Sends a link to the address in the viewer's profile. The user's id. Raises Refused, RateLimited, Overloaded,
    Forbidden."""
    viewer, accounts = session_viewer(context), accounts_of(context)
    await reauthenticate(accounts, viewer, password)
    handle, _, email, _ = await user.read_account(context.store, viewer.id)
    if email is None:
        raise Refused(Problem((), "REQUIRED", "Your profile has no e-mail address: add one first."))
    if not is_deliverable(email):
        raise Refused(Problem((), "MALFORMED", "Mail cannot be sent to this address: use the form `name@example.org`."))
    await accounts.email_confirmations.request(viewer.id, handle, email)
    return viewer.id


async def confirm(context: Context, token: str) -> str:
    """Confirms the viewer's address by a link. The user's id. Raises Refused."""
    viewer = session_viewer(context)
    caller = context.state(Caller)
    if not await accounts_of(context).email_confirmations.confirm(caller, viewer.id, token[: LINK_TOKEN.most]):
        message = "This link is expired, was used before, or is for another account or address."
        raise Refused(Problem(("token",), "EXPIRED", message))
    return viewer.id

"""New passwords by links."""

from accounts.caller import Caller
from graphdb import user
from loaders.context import Context
from resolvers.account import accounts_of, check_password
from resolvers.input_limits import EMAIL, LINK_TOKEN
from resolvers.validation import Problem, Problems, Refused

_EXPIRED = Problem(("token",), "EXPIRED", "This link is expired, or was used before: ask for a new one.")


async def request(context: Context, account: str) -> None:
    """Sends a link to the confirmed address of an account, if there is one. Raises Refused, RateLimited, Overloaded,
    Forbidden."""
    problems = Problems()
    account = problems.text("account", account, EMAIL)
    if not account:
        problems.add("account", "REQUIRED", "`account` is empty: enter a handle or an e-mail address.")
    problems.check()
    await accounts_of(context).password_resets.request(context.state(Caller), account)


async def complete(context: Context, token: str, password: str) -> None:
    """Sets a new password by a link. Raises Refused, RateLimited."""
    resets, caller, token = accounts_of(context).password_resets, context.state(Caller), token[: LINK_TOKEN.most]
    person = await resets.owner(caller, token)
    if person is None:
        raise Refused(_EXPIRED)
    handle, name, email, _ = await user.read_account(context.store, person)
    problems = Problems()
    await check_password(context, problems, "newPassword", password, handle, name, email)
    problems.check()
    if not await resets.complete(caller, person, token, password):
        raise Refused(_EXPIRED)

"""Sign-up, log-in and log-out, and changes of one's account."""

import re
from typing import Final

from accounts import handles, tokens
from accounts.accounts import Accounts, CodeRequired, WrongCode
from accounts.caller import Caller
from accounts.identity import Identity
from accounts.new_user import new_user
from errors import Forbidden
from graphdb import access_token, security_event, session, user
from loaders.context import Context
from loaders.viewer import Role, Viewer
from resolvers.input_limits import EMAIL, HANDLE, PASSWORD, PERSON_NAME, TOKEN_DAYS, TOKEN_NAME
from resolvers.reauthentication import reauthenticate
from resolvers.validation import Problem, Problems, Refused, not_found
from resolvers.write import signed_in, writer

#: One `@` with text on both sides; only sending mail can verify an address.
_ADDRESS: Final = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")


async def sign_up(context: Context, handle: str, password: str, name: str | None, email: str | None) -> str:
    """Creates an account and begins a session; the user's id. Raises Refused, RateLimited, Forbidden."""
    accounts = accounts_of(context)
    if not accounts.may_sign_up:
        raise Forbidden("Sign-up is disabled: only the operator of this service can create accounts.")
    problems = Problems()
    handle = _handle(problems, handle)
    name = problems.name("name", name, PERSON_NAME)
    email = _email(problems, email)
    await check_password(context, problems, "password", password, handle, name, email)
    problems.check()
    identity = await accounts.sign_up(
        context.state(Caller), _old_session(context), new_user(handle, name, email), password
    )
    if identity is None:
        raise Refused(Problem(("handle",), "TAKEN", f"The handle `{handle}` is taken: choose another."))
    return _start_session(context, identity)


async def log_in(context: Context, handle: str, password: str, code: str) -> str:
    """Begins a session for this handle and password, and the code of a second factor; the user's id. Raises Refused,
    RateLimited, Forbidden."""
    handle = handle.strip().removeprefix("@")
    if len(password) > PASSWORD.most:
        password = ""
    caller, old = context.state(Caller), _old_session(context)
    try:
        identity = await accounts_of(context).log_in(caller, old, handle, password, code)
    except CodeRequired:
        raise Refused(Problem(("code",), "CODE_REQUIRED", "Enter the code of your authenticator app.")) from None
    except WrongCode:
        raise wrong_code() from None
    if identity is None:
        raise Refused(Problem(("password",), "WRONG_CREDENTIALS", "Wrong handle or password."))
    return _start_session(context, identity)


async def complete_log_in(context: Context, code: str) -> str:
    """Begins the session of a log-in that waits for its code; the user's id. Raises Refused, RateLimited, Forbidden."""
    try:
        identity = await accounts_of(context).complete_log_in(context.state(Caller), _old_session(context), code)
    except WrongCode:
        raise wrong_code() from None
    if identity is None:
        raise Refused(Problem(("code",), "EXPIRED", "This sign-in took too long: start again."))
    return _start_session(context, identity)


def wrong_code() -> Refused:
    """The error for a code that is wrong or was used before."""
    return Refused(Problem(("code",), "WRONG_CREDENTIALS", "This code is wrong, or was used before."))


async def log_out(context: Context, everywhere: bool, keep_tokens: bool) -> None:
    """Ends the session of the request, or all sessions and, unless `keep_tokens`, access tokens of the user."""
    viewer = signed_in(context)
    if everywhere:
        person, caller = session_viewer(context).id, context.state(Caller)
        await accounts_of(context).end_everything(caller, person, keep_tokens=keep_tokens)
    elif viewer.session is not None:
        await session.end(context.store, viewer.id, only=viewer.session)
    _end_here(context)


async def end_session(context: Context, id: str) -> str:  # noqa: A002
    """Ends a session of the user. The user's id. Raises Refused."""
    viewer = session_viewer(context)
    if not await session.end(context.store, viewer.id, only=id):
        raise not_found("session", "session of yours")
    if id == viewer.session:
        _end_here(context)
    return viewer.id


async def change_password(context: Context, current: str | None, new: str, keep_tokens: bool) -> str:
    """Sets the user's password and ends the other sessions and, unless `keep_tokens`, the access tokens. The user's id.
    Raises Refused, RateLimited."""
    viewer, accounts = session_viewer(context), accounts_of(context)
    handle, name, email, has_password = await user.read_account(context.store, viewer.id)
    problems = Problems()
    await check_password(context, problems, "newPassword", new, handle, name, email)
    problems.check()
    if not has_password:
        await reauthenticate(accounts, viewer, None)
    current = (current or "")[: PASSWORD.most + 1]
    if not await accounts.change_password(
        context.state(Caller), viewer.id, viewer.session or "", current, new, keep_tokens=keep_tokens
    ):
        message = "This is not the current password."
        raise Refused(Problem(("currentPassword",), "WRONG_CREDENTIALS", message))
    return viewer.id


async def update_profile(context: Context, name: str | None, email: str | None) -> str:
    """Changes the user's name and e-mail: None leaves a value unchanged, "" removes it. The user's id."""
    viewer = session_viewer(context)
    handle, old_name, old_email, _ = await user.read_account(context.store, viewer.id)
    problems = Problems()
    new_name = old_name if name is None else problems.name("name", name, PERSON_NAME) or handle
    new_email = old_email if email is None else _email(problems, email)
    problems.check()
    await user.set_profile(context.store, viewer.id, new_name, new_email)
    return viewer.id


async def create_access_token(
    context: Context, name: str, scope: str, days: int | None, password: str | None
) -> tuple[str, str]:
    """Creates an access token: its id, and the token. One that can write needs re-authentication. Raises Refused,
    RateLimited."""
    viewer = session_viewer(context)
    problems = Problems()
    name = problems.name("name", name, TOKEN_NAME)
    if days is not None and not TOKEN_DAYS.least <= days <= TOKEN_DAYS.most:
        problems.add("expiresInDays", "OUT_OF_RANGE", f"`expiresInDays` is {days}: it must be {TOKEN_DAYS}.")
    problems.check()
    if scope == "WRITE":
        await reauthenticate(accounts_of(context), viewer, password)
    token = await tokens.create(context.store, viewer.id, name, scope, days)
    if token is None:
        message = f"You have {tokens.MAX_TOKENS} access tokens, which is the limit: revoke one first."
        raise Refused(Problem(("name",), "TOO_MANY", message))
    await security_event.record(context.store, viewer.id, context.state(Caller).event("TOKEN_CREATED"))
    return token


async def revoke_access_token(context: Context, id: str) -> None:  # noqa: A002
    """Revokes an access token of the user. Raises Refused."""
    viewer = session_viewer(context)
    if not await access_token.revoke(context.store, viewer.id, id):
        raise not_found("token", "access token of yours")
    await security_event.record(context.store, viewer.id, context.state(Caller).event("TOKEN_REVOKED"))


def session_viewer(context: Context) -> Viewer:
    """The viewer of a session. An access token cannot manage tokens, passwords and sessions. Raises Unauthenticated or
    Forbidden."""
    viewer = writer(context)
    if viewer.session is None:
        raise Forbidden("Sign in for this: an access token cannot change its account.")
    return viewer


def accounts_of(context: Context) -> Accounts:
    """The accounts of the service."""
    accounts = context.service(Accounts)
    if accounts is None:
        raise RuntimeError("`Accounts` is required for sign-in.")
    return accounts


def _start_session(context: Context, identity: Identity) -> str:
    context.set_viewer(Viewer(identity.id, identity.handle, Role[identity.role], identity.may_write, identity.session))
    return identity.id


def _end_here(context: Context) -> None:
    """Signs the browser of the request out."""
    caller = context.state(Caller)
    caller.cookie, caller.signed_out = "", True
    context.set_viewer(None)


def _old_session(context: Context) -> str | None:
    return context.viewer.session if context.viewer else None


def _handle(problems: Problems, text: str) -> str:
    handle = problems.text("handle", text.strip().removeprefix("@"), HANDLE)
    if HANDLE.least <= len(handle) <= HANDLE.most and not handles.is_handle(handle):
        problems.add("handle", "MALFORMED", f"A handle consists of {handles.FORM}.")
    elif handles.is_reserved(handle):
        problems.add("handle", "RESERVED", f"The handle `{handle}` is reserved: choose another.")
    return handle


def _email(problems: Problems, text: str | None) -> str | None:
    email = problems.text("email", text, EMAIL)
    if email and len(email) <= EMAIL.most and _ADDRESS.fullmatch(email) is None:
        problems.add("email", "MALFORMED", "This is not an e-mail address: use the form `name@example.org`.")
    return email or None


async def check_password(
    context: Context, problems: Problems, where: str, password: str, handle: str, name: str, email: str | None
) -> None:
    """Validates the password without trimming. Source of the rules: NIST SP 800-63B, section 5.1.1.2."""
    if not PASSWORD.least <= len(password) <= PASSWORD.most:
        code = "TOO_SHORT" if len(password) < PASSWORD.least else "TOO_LONG"
        problems.add(where, code, f"`{where}` has {len(password):,} characters: it must have {PASSWORD}.")
    elif await accounts_of(context).passwords.is_common(password, handle, name, email or ""):
        message = "This password is common, or easy to guess from a few words or your name: choose another."
        problems.add(where, "TOO_EASY", message)

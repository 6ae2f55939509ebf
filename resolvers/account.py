"""Signing up, in and out, and what people change of their own accounts."""

import re
from typing import Final

from accounts import handles, tokens
from accounts.accounts import Accounts
from accounts.caller import Caller
from accounts.identity import Identity
from accounts.newcomer import newcomer
from errors import Forbidden
from graphdb import access_token, session, user
from loaders.context import Context
from loaders.viewer import Role, Viewer
from resolvers.input_limits import EMAIL, HANDLE, PASSWORD, PERSON_NAME, TOKEN_DAYS, TOKEN_NAME
from resolvers.validation import Problem, Problems, Refused, unknown
from resolvers.write import signed_in, writer

#: One `@` with something on either side: whether mail arrives there, mail alone can tell.
_ADDRESS: Final = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")


async def sign_up(context: Context, handle: str, password: str, name: str | None, email: str | None) -> str:
    """A new person, signed in: their id. Raises Refused, RateLimited, Forbidden."""
    accounts = accounts_of(context)
    if not accounts.may_sign_up:
        raise Forbidden("New accounts are made by this service's operator alone.")
    problems = Problems()
    handle = _handle(problems, handle)
    name = problems.text("name", name, PERSON_NAME)
    email = _email(problems, email)
    _password(problems, "password", password, handle, name, email)
    problems.check()
    known = await accounts.sign_up(context.state(Caller), _old(context), newcomer(handle, name, email), password)
    if known is None:
        raise Refused(Problem(("handle",), "TAKEN", f"Somebody else has the handle `{handle}`: choose another."))
    return _start_session(context, known)


async def log_in(context: Context, handle: str, password: str) -> str:
    """Who has this handle and password, signed in: their id. Raises Refused, RateLimited, Forbidden."""
    given = handle.strip().removeprefix("@")
    if len(password) > PASSWORD.most:
        password = ""
    known = await accounts_of(context).log_in(context.state(Caller), _old(context), given, password)
    if known is None:
        raise Refused(Problem(("password",), "WRONG_CREDENTIALS", "There is no such handle with this password."))
    return _start_session(context, known)


async def log_out(context: Context, everywhere: bool) -> None:
    """Ends the session that the request came with, or all of the person's."""
    viewer = signed_in(context)
    if everywhere:
        await session.end(context.store, session_viewer(context).id)
    elif viewer.session is not None:
        await session.end(context.store, viewer.id, only=viewer.session)
    context.state(Caller).cookie = ""
    context.become(None)


async def end_session(context: Context, given: str) -> str:
    """Ends another session of the person, or this one. Their id. Raises Refused."""
    viewer = session_viewer(context)
    if not await session.end(context.store, viewer.id, only=given):
        raise unknown("session", "session of yours")
    if given == viewer.session:
        context.state(Caller).cookie = ""
        context.become(None)
    return viewer.id


async def change_password(context: Context, current: str | None, new: str) -> str:
    """Gives the person a password, and ends their other sessions. Their id. Raises Refused, RateLimited."""
    viewer = session_viewer(context)
    handle, name, email, _ = await user.held(context.store, viewer.id)
    problems = Problems()
    _password(problems, "newPassword", new, handle, name, email)
    problems.check()
    given = (current or "")[: PASSWORD.most + 1]
    if not await accounts_of(context).change_password(viewer.id, viewer.session or "", given, new):
        message = "This is not the password that the account has."
        raise Refused(Problem(("currentPassword",), "WRONG_CREDENTIALS", message))
    return viewer.id


async def update_profile(context: Context, name: str | None, email: str | None) -> str:
    """Changes what is given of the person's name and e-mail, None leaves it, "" takes it away. Their id."""
    viewer = session_viewer(context)
    handle, old_name, old_email, _ = await user.held(context.store, viewer.id)
    problems = Problems()
    new_name = old_name if name is None else problems.text("name", name, PERSON_NAME) or handle
    new_email = old_email if email is None else _email(problems, email)
    problems.check()
    await user.set_profile(context.store, viewer.id, new_name, new_email)
    return viewer.id


async def create_access_token(context: Context, name: str, scope: str, days: int | None) -> tuple[str, str]:
    """A new token of the person: its id, and the token. Raises Refused."""
    viewer = session_viewer(context)
    problems = Problems()
    name = problems.text("name", name, TOKEN_NAME)
    if days is not None and not TOKEN_DAYS.least <= days <= TOKEN_DAYS.most:
        problems.add("expiresInDays", "OUT_OF_RANGE", f"`expiresInDays` is {days}: it may be {TOKEN_DAYS}.")
    problems.check()
    made = await tokens.create(context.store, viewer.id, name, scope, days)
    if made is None:
        message = f"You have {tokens.MAX_TOKENS} access tokens, which is the limit: revoke one first."
        raise Refused(Problem(("name",), "TOO_MANY", message))
    return made


async def revoke_access_token(context: Context, given: str) -> None:
    """Revokes a token of the person. Raises Refused."""
    if not await access_token.revoke(context.store, session_viewer(context).id, given):
        raise unknown("token", "access token of yours")


def session_viewer(context: Context) -> Viewer:
    """Who asks, in a session: a token is no way to more tokens, other passwords, or other people's sessions. Raises
    Unauthenticated or Forbidden."""
    viewer = writer(context)
    if viewer.session is None:
        raise Forbidden("Sign in for this: an access token cannot change the account that it belongs to.")
    return viewer


def accounts_of(context: Context) -> Accounts:
    """The accounts of the service that the request came to."""
    accounts = context.service(Accounts)
    if accounts is None:
        raise RuntimeError("A context that signs people in is created with the `Accounts` of the service.")
    return accounts


def _start_session(context: Context, known: Identity) -> str:
    context.become(Viewer(known.id, known.handle, Role[known.role], known.may_write, known.session))
    return known.id


def _old(context: Context) -> str | None:
    return context.viewer.session if context.viewer else None


def _handle(problems: Problems, given: str) -> str:
    handle = problems.text("handle", given.strip().removeprefix("@"), HANDLE)
    if HANDLE.least <= len(handle) <= HANDLE.most and not handles.is_handle(handle):
        problems.add("handle", "MALFORMED", f"A handle is made of {handles.FORM}.")
    return handle


def _email(problems: Problems, given: str | None) -> str | None:
    email = problems.text("email", given, EMAIL)
    if email and len(email) <= EMAIL.most and _ADDRESS.fullmatch(email) is None:
        problems.add("email", "MALFORMED", "This is no e-mail address: it has the form `name@example.org`.")
    return email or None


def _password(problems: Problems, where: str, password: str, handle: str, name: str, email: str | None) -> None:
    """As it is given, white space included. Source of the rules: NIST SP 800-63B, section 5.1.1.2."""
    if not PASSWORD.least <= len(password) <= PASSWORD.most:
        code = "TOO_SHORT" if len(password) < PASSWORD.least else "TOO_LONG"
        problems.add(where, code, f"`{where}` has {len(password):,} characters: it must have {PASSWORD}.")
    elif len(set(password)) < 4 or password.casefold() in {each.casefold() for each in (handle, name, email or "")}:
        problems.add(where, "TOO_EASY", "This password is easily guessed: choose another.")

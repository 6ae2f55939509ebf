"""Mutations for sign-up, sign-in, sign-out and account settings."""

from typing import Final

import strawberry

from accounts import handles
from accounts.cost_limit import SIGN_IN
from loaders.context import Info
from resolvers import account
from resolvers.input_limits import EMAIL, HANDLE, PASSWORD, PERSON_NAME
from schema.mutations_base import Payload, changed, mutation
from schema.user import User

_PASSWORD = f"The password: {PASSWORD}."


@strawberry.input(description="A new account.")
class SignUpInput:
    handle: str = strawberry.field(description=f"The handle: {HANDLE}, {handles.FORM}. Unique, ignoring case.")
    password: str = strawberry.field(description=_PASSWORD)
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"The public name: {PERSON_NAME}. Default: the handle."
    )
    email: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"An e-mail address, visible only to the user: {EMAIL}."
    )


@strawberry.input(description="The credentials of a user.")
class LogInInput:
    handle: str = strawberry.field(description="The handle.")
    password: str = strawberry.field(description="The password.")
    code: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The code of the second factor, if the account has one. Without it the answer is the user error"
        " CODE_REQUIRED, and `completeLogIn` continues.",
    )


@strawberry.input(description="The second step of signing in.")
class CompleteLogInInput:
    code: str = strawberry.field(description="The current code of the authenticator app, or a recovery code.")


@strawberry.input(description="A session to end.")
class EndSessionInput:
    session: strawberry.ID = strawberry.field(description="The id of a session of the signed-in user.")


@strawberry.input(description="A new password.")
class ChangePasswordInput:
    current_password: str | None = strawberry.field(
        default=strawberry.UNSET, description="The current password; not needed if the account has none."
    )
    new_password: str = strawberry.field(description=_PASSWORD)
    keep_tokens: bool = strawberry.field(default=False, description="Whether access tokens stay valid.")


@strawberry.input(description="Changes to the profile; omitted fields are not changed.")
class UpdateProfileInput:
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"The public name: {PERSON_NAME}. Empty: the handle."
    )
    email: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"An e-mail address, visible only to the user: {EMAIL}. Empty: none."
    )


#: The weight of hashing a password.
HASHING: Final = 70_000


@strawberry.type(description="The signed-in user. The response sets the session cookie.")
class SessionPayload(Payload):
    viewer: User | None = changed("User", "The signed-in user; null after signing out.")


async def _sign_up(info: Info, input: SignUpInput) -> SessionPayload:  # noqa: A002
    signed = await account.sign_up(info.context, input.handle, input.password, input.name or None, input.email or None)
    return SessionPayload(ids={"viewer": signed})


async def _log_in(info: Info, input: LogInInput) -> SessionPayload:  # noqa: A002
    return SessionPayload(
        ids={"viewer": await account.log_in(info.context, input.handle, input.password, input.code or "")}
    )


async def _complete_log_in(info: Info, input: CompleteLogInInput) -> SessionPayload:  # noqa: A002
    return SessionPayload(ids={"viewer": await account.complete_log_in(info.context, input.code)})


async def _log_out(info: Info, everywhere: bool = False, keep_tokens: bool = False) -> SessionPayload:
    await account.log_out(info.context, everywhere, keep_tokens)
    return SessionPayload()


async def _end_session(info: Info, input: EndSessionInput) -> SessionPayload:  # noqa: A002
    await account.end_session(info.context, input.session)
    return SessionPayload(ids={"viewer": info.context.viewer and info.context.viewer.id})


async def _change_password(info: Info, input: ChangePasswordInput) -> SessionPayload:  # noqa: A002
    current = input.current_password or None
    person = await account.change_password(info.context, current, input.new_password, input.keep_tokens)
    return SessionPayload(ids={"viewer": person})


async def _update_profile(info: Info, input: UpdateProfileInput) -> SessionPayload:  # noqa: A002
    name, email = (None if each is strawberry.UNSET else each or "" for each in (input.name, input.email))
    return SessionPayload(ids={"viewer": await account.update_profile(info.context, name, email)})


@strawberry.type
class Sessions:
    sign_up: SessionPayload | None = mutation(
        _sign_up, "Creates an account and signs the user in.", weight=2 * HASHING, allowance=SIGN_IN
    )
    log_in: SessionPayload | None = mutation(
        _log_in,
        "Signs a user in. Failed attempts delay further ones: RATE_LIMITED says how long.",
        weight=HASHING,
        allowance=SIGN_IN,
    )
    complete_log_in: SessionPayload | None = mutation(
        _complete_log_in,
        "Signs a user in whose password, or issuer, is checked, with the code of the second factor.",
        allowance=SIGN_IN,
    )
    log_out: SessionPayload | None = mutation(
        _log_out,
        "Signs the user out of this browser, or everywhere, which also revokes all access tokens unless `keepTokens`.",
    )
    end_session: SessionPayload | None = mutation(_end_session, "Ends one session of the user.")
    change_password: SessionPayload | None = mutation(
        _change_password,
        "Changes the password, ends all other sessions of the user and revokes the access tokens unless `keepTokens`.",
        weight=3 * HASHING,
    )
    update_profile: SessionPayload | None = mutation(_update_profile, "Changes the profile of the user.")

"""Signing up, in and out, and what people change of their own accounts."""

import strawberry

from accounts import handles
from loaders.context import Info
from resolvers import account
from resolvers.input_limits import EMAIL, HANDLE, PASSWORD, PERSON_NAME
from schema.mutations_base import Payload, changed, mutation
from schema.user import User

_PASSWORD = f"The password: {PASSWORD}."


@strawberry.input(description="A new account.")
class SignUpInput:
    handle: str = strawberry.field(
        description=f"What to be called by: {HANDLE}, {handles.FORM}. No two people's differ in case alone."
    )
    password: str = strawberry.field(description=_PASSWORD)
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"The name that others see: {PERSON_NAME}. Without one, the handle."
    )
    email: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"An e-mail address, which nobody else sees: {EMAIL}."
    )


@strawberry.input(description="Who signs in.")
class LogInInput:
    handle: str = strawberry.field(description="The handle.")
    password: str = strawberry.field(description="The password.")


@strawberry.input(description="A session to end.")
class EndSessionInput:
    session: strawberry.ID = strawberry.field(description="The id of a session of one's own.")


@strawberry.input(description="Another password.")
class ChangePasswordInput:
    current_password: str | None = strawberry.field(
        default=strawberry.UNSET, description="The password so far; not needed where the account has none."
    )
    new_password: str = strawberry.field(description=_PASSWORD)


@strawberry.input(description="What a person says of themselves. What is left out stays.")
class UpdateProfileInput:
    name: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"The name that others see: {PERSON_NAME}. Empty: the handle."
    )
    email: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"An e-mail address, which nobody else sees: {EMAIL}. Empty: none."
    )


@strawberry.type(description="Who is signed in now. The session itself is a cookie of the answer.")
class SessionPayload(Payload):
    viewer: User | None = changed("User", "The signed-in person; null for nobody.")


async def _sign_up(info: Info, input: SignUpInput) -> SessionPayload:  # noqa: A002
    signed = await account.sign_up(info.context, input.handle, input.password, input.name or None, input.email or None)
    return SessionPayload(ids={"viewer": signed})


async def _log_in(info: Info, input: LogInInput) -> SessionPayload:  # noqa: A002
    return SessionPayload(ids={"viewer": await account.log_in(info.context, input.handle, input.password)})


async def _log_out(info: Info, everywhere: bool = False) -> SessionPayload:
    await account.log_out(info.context, everywhere)
    return SessionPayload()


async def _end_session(info: Info, input: EndSessionInput) -> SessionPayload:  # noqa: A002
    await account.end_session(info.context, input.session)
    return SessionPayload(ids={"viewer": info.context.viewer and info.context.viewer.id})


async def _change_password(info: Info, input: ChangePasswordInput) -> SessionPayload:  # noqa: A002
    current = input.current_password or None
    return SessionPayload(ids={"viewer": await account.change_password(info.context, current, input.new_password)})


async def _update_profile(info: Info, input: UpdateProfileInput) -> SessionPayload:  # noqa: A002
    name, email = (None if each is strawberry.UNSET else each or "" for each in (input.name, input.email))
    return SessionPayload(ids={"viewer": await account.update_profile(info.context, name, email)})


@strawberry.type
class Sessions:
    sign_up: SessionPayload = mutation(_sign_up, "Makes an account, and signs its person in.")
    log_in: SessionPayload = mutation(
        _log_in, "Signs somebody in. Failed attempts make the next ones wait: RATE_LIMITED says how long."
    )
    log_out: SessionPayload = mutation(
        _log_out, "Signs the person out of this browser, or everywhere. Access tokens stay."
    )
    end_session: SessionPayload = mutation(_end_session, "Signs the person out of one browser.")
    change_password: SessionPayload = mutation(
        _change_password, "Gives the account another password, and signs the person out of every other browser."
    )
    update_profile: SessionPayload = mutation(_update_profile, "Changes what the person says of themselves.")

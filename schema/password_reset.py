"""Mutations that set a new password by a link."""

import strawberry

from accounts.cost_limit import SIGN_IN
from loaders.context import Info
from resolvers import password_reset
from resolvers.input_limits import EMAIL, PASSWORD
from schema.mutations_base import Payload, mutation
from schema.session import HASHING


@strawberry.input(description="The account that needs a new password.")
class RequestPasswordResetInput:
    account: str = strawberry.field(description=f"Its handle, or its confirmed e-mail address: {EMAIL}.")


@strawberry.input(description="A new password, and the link that permits it.")
class ResetPasswordInput:
    token: str = strawberry.field(description="The `token` in the address of the link.")
    new_password: str = strawberry.field(description=f"The password: {PASSWORD}.")


@strawberry.type(description="The answer, which is the same whether there is such an account or not.")
class RequestPasswordResetPayload(Payload):
    pass


@strawberry.type(description="The result of setting a new password. Nobody is signed in by it.")
class ResetPasswordPayload(Payload):
    pass


async def _request(info: Info, input: RequestPasswordResetInput) -> RequestPasswordResetPayload:  # noqa: A002
    await password_reset.request(info.context, input.account)
    return RequestPasswordResetPayload()


async def _reset(info: Info, input: ResetPasswordInput) -> ResetPasswordPayload:  # noqa: A002
    await password_reset.complete(info.context, input.token, input.new_password)
    return ResetPasswordPayload()


@strawberry.type
class PasswordResets:
    request_password_reset: RequestPasswordResetPayload | None = mutation(
        _request,
        "Sends a link to set a new password to the confirmed address of an account. FORBIDDEN where the service sends"
        " no mail (`signIn.resetByMail`): then its operator can create a link.",
        allowance=SIGN_IN,
    )
    reset_password: ResetPasswordPayload | None = mutation(
        _reset,
        "Sets a new password by a link, which works once and for an hour. Ends all sessions and revokes all access"
        " tokens of the user; a second factor remains.",
        weight=2 * HASHING,
        allowance=SIGN_IN,
    )

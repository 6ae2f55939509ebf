"""Mutations that confirm the e-mail address of the viewer."""

import strawberry

from loaders.context import Info
from resolvers import email_confirmation
from schema.identity import REAUTHENTICATION
from schema.mutations_base import mutation
from schema.session import HASHING, SessionPayload


@strawberry.input(description="The user whose address is to be confirmed.")
class RequestEmailConfirmationInput:
    current_password: str | None = strawberry.field(default=strawberry.UNSET, description=REAUTHENTICATION)


@strawberry.input(description="The link that was sent to the address.")
class ConfirmEmailInput:
    token: str = strawberry.field(description="The `token` in the address of the link.")


async def _request(info: Info, input: RequestEmailConfirmationInput) -> SessionPayload:  # noqa: A002
    person = await email_confirmation.request(info.context, input.current_password or None)
    return SessionPayload(ids={"viewer": person})


async def _confirm(info: Info, input: ConfirmEmailInput) -> SessionPayload:  # noqa: A002
    return SessionPayload(ids={"viewer": await email_confirmation.confirm(info.context, input.token)})


@strawberry.type
class EmailConfirmations:
    request_email_confirmation: SessionPayload | None = mutation(
        _request,
        "Sends a link to the address in the user's profile. A confirmed address can receive links to set a new"
        " password. FORBIDDEN where the service sends no mail.",
        weight=HASHING,
    )
    confirm_email: SessionPayload | None = mutation(
        _confirm, "Confirms the address by the link, which works once, for an hour, and for the signed-in user."
    )

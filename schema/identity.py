"""Mutations of identities at OpenID Connect issuers."""

import strawberry

from loaders.context import Info
from resolvers import identity
from schema.mutations_base import Payload, changed, mutation
from schema.scalars import URL
from schema.session import HASHING
from schema.user import User

#: The description of a field for re-authentication.
REAUTHENTICATION = (
    "The current password. Not needed within ten minutes of signing in; an account without a password signs in again"
    " at its issuer instead."
)


@strawberry.input(description="An issuer whose identity the signed-in user links.")
class LinkIdentityInput:
    issuer: str = strawberry.field(description="The `name` of an issuer of `signIn`.")
    current_password: str | None = strawberry.field(default=strawberry.UNSET, description=REAUTHENTICATION)


@strawberry.input(description="An identity to remove from the account.")
class UnlinkIdentityInput:
    issuer: URL = strawberry.field(description="The URL of the issuer.")
    subject: str = strawberry.field(description="The subject identifier of the user at the issuer.")
    current_password: str | None = strawberry.field(default=strawberry.UNSET, description=REAUTHENTICATION)


@strawberry.type(description="The result of `linkIdentity`.")
class LinkIdentityPayload(Payload):
    url: URL | None = strawberry.field(
        default=None, description="The page of the issuer, to which the same browser must go within ten minutes."
    )


@strawberry.type(description="The result of `unlinkIdentity`.")
class UnlinkIdentityPayload(Payload):
    viewer: User | None = changed("User", "The user, whose identities are in `account.identities`.")


async def _link(info: Info, input: LinkIdentityInput) -> LinkIdentityPayload:  # noqa: A002
    password = input.current_password or None
    return LinkIdentityPayload(url=URL(await identity.link_identity(info.context, input.issuer, password)))


async def _unlink(info: Info, input: UnlinkIdentityInput) -> UnlinkIdentityPayload:  # noqa: A002
    password = input.current_password or None
    person = await identity.unlink_identity(info.context, input.issuer, input.subject, password)
    return UnlinkIdentityPayload(ids={"viewer": person})


@strawberry.type
class Identities:
    link_identity: LinkIdentityPayload | None = mutation(
        _link,
        "Begins to link an identity at an issuer to the account, with which the user can then sign in too.",
        weight=HASHING,
    )
    unlink_identity: UnlinkIdentityPayload | None = mutation(
        _unlink,
        "Removes an identity and the ORCID iD that it verified from the account, and ends all other sessions.",
        weight=HASHING,
    )

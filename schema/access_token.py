"""Access tokens: made, and revoked."""

import strawberry

from loaders.context import Info
from resolvers import account
from resolvers.input_limits import TOKEN_DAYS, TOKEN_NAME
from schema.mutations_base import Payload, changed, mutation
from schema.user import TokenScope, User


@strawberry.input(description="A new access token.")
class CreateAccessTokenInput:
    name: str = strawberry.field(description=f"What to call it: {TOKEN_NAME}.")
    scope: TokenScope = strawberry.field(default=TokenScope.READ, description="What it is good for.")
    expires_in_days: int | None = strawberry.field(
        default=strawberry.UNSET, description=f"How long it lasts: {TOKEN_DAYS}. Without: until it is revoked."
    )


@strawberry.input(description="An access token to revoke.")
class RevokeAccessTokenInput:
    token: strawberry.ID = strawberry.field(description="The id of an access token of one's own.")


@strawberry.type(description="What happened to an access token.")
class AccessTokenPayload(Payload):
    viewer: User | None = changed("User", "The person whose it is: `account.accessTokens` lists what they have now.")
    id: strawberry.ID | None = strawberry.field(default=None, description="The token's id.")
    token: str | None = strawberry.field(
        default=None, description="The new token itself, `pg_…`: shown here, and never again."
    )


async def _create(info: Info, input: CreateAccessTokenInput) -> AccessTokenPayload:  # noqa: A002
    days = None if input.expires_in_days is strawberry.UNSET else input.expires_in_days
    made, token = await account.create_access_token(info.context, input.name, input.scope.value, days)
    return AccessTokenPayload(ids=_viewer(info), id=strawberry.ID(made), token=token)


async def _revoke(info: Info, input: RevokeAccessTokenInput) -> AccessTokenPayload:  # noqa: A002
    await account.revoke_access_token(info.context, input.token)
    return AccessTokenPayload(ids=_viewer(info), id=input.token)


def _viewer(info: Info) -> dict[str, str | None]:
    return {"viewer": info.context.viewer and info.context.viewer.id}


@strawberry.type
class AccessTokens:
    create_access_token: AccessTokenPayload = mutation(
        _create, "Makes a token with which a program acts for the person, as `Authorization: Bearer pg_…`."
    )
    revoke_access_token: AccessTokenPayload = mutation(_revoke, "Ends a token at once.")

"""Mutations of access tokens."""

import strawberry

from loaders.context import Info
from resolvers import account
from resolvers.input_limits import TOKEN_DAYS, TOKEN_NAME
from schema.identity import REAUTHENTICATION
from schema.mutations_base import Payload, changed, mutation
from schema.session import HASHING
from schema.user import TokenScope, User


@strawberry.input(description="A new access token.")
class CreateAccessTokenInput:
    name: str = strawberry.field(description=f"The name: {TOKEN_NAME}.")
    scope: TokenScope = strawberry.field(default=TokenScope.READ, description="The scope.")
    expires_in_days: int | None = strawberry.field(
        default=strawberry.UNSET, description=f"Days until it expires: {TOKEN_DAYS}. Default: until it is revoked."
    )
    current_password: str | None = strawberry.field(
        default=strawberry.UNSET, description=f"For the scope WRITE. {REAUTHENTICATION}"
    )


@strawberry.input(description="An access token to revoke.")
class RevokeAccessTokenInput:
    token: strawberry.ID = strawberry.field(description="The `tokenId` of an access token of the signed-in user.")


@strawberry.type(description="The result of a write to an access token.")
class AccessTokenPayload(Payload):
    viewer: User | None = changed("User", "The owner, whose tokens are in `account.accessTokens`.")
    token_id: strawberry.ID | None = strawberry.field(default=None, description="The `tokenId` of the token.")
    token: str | None = strawberry.field(
        default=None, description="The new token, `pg_…`, which is returned only once."
    )


async def _create(info: Info, input: CreateAccessTokenInput) -> AccessTokenPayload:  # noqa: A002
    days = None if input.expires_in_days is strawberry.UNSET else input.expires_in_days
    token_id, token = await account.create_access_token(
        info.context, input.name, input.scope.value, days, input.current_password or None
    )
    return AccessTokenPayload(ids=_viewer(info), token_id=strawberry.ID(token_id), token=token)


async def _revoke(info: Info, input: RevokeAccessTokenInput) -> AccessTokenPayload:  # noqa: A002
    await account.revoke_access_token(info.context, input.token)
    return AccessTokenPayload(ids=_viewer(info), token_id=input.token)


def _viewer(info: Info) -> dict[str, str | None]:
    return {"viewer": info.context.viewer and info.context.viewer.id}


@strawberry.type
class AccessTokens:
    create_access_token: AccessTokenPayload | None = mutation(
        _create,
        "Creates a token with which a program acts on behalf of the user: `Authorization: Bearer pg_…`.",
        weight=HASHING,
    )
    revoke_access_token: AccessTokenPayload | None = mutation(_revoke, "Revokes a token immediately.")

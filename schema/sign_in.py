"""The ways to sign in, for sign-in pages."""

from typing import Self

import strawberry

from accounts.accounts import Accounts
from loaders.context import Info
from schema.scalars import URL


@strawberry.type(description="An OpenID Connect issuer for sign-in.")
class SignInIssuer:
    name: str = strawberry.field(description="Its name in the settings.")
    label: str = strawberry.field(description="Its label.")
    url: URL = strawberry.field(
        description="The URL for sign-in; `?back=/…` sets the path of this service to return to."
    )


@strawberry.type(description="The ways to sign in.")
class SignInOptions:
    sign_up: bool = strawberry.field(description="Whether anyone can create an account with a password.")
    reset_by_mail: bool = strawberry.field(
        description="Whether `requestPasswordReset` and `requestEmailConfirmation` can send mail."
    )
    issuers: list[SignInIssuer] = strawberry.field(description="The OpenID Connect issuers.")

    @classmethod
    def of(cls, accounts: Accounts | None, address: str) -> Self:
        """The options of the service at an address."""
        issuers = [each.issuer for each in accounts.providers.values()] if accounts else []
        listed = [
            SignInIssuer(name=each.name, label=each.label, url=URL(f"{address}/sign-in/{each.name}"))
            for each in issuers
        ]
        return cls(
            sign_up=accounts is not None and accounts.may_sign_up,
            reset_by_mail=accounts is not None and accounts.password_resets.by_mail,
            issuers=listed,
        )


async def resolve_sign_in_options(info: Info) -> SignInOptions | None:
    """From the settings."""
    return SignInOptions.of(info.context.service(Accounts), info.context.address)

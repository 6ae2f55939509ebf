"""How people can sign in, for the pages that ask them to."""

from typing import Self

import strawberry

from accounts.accounts import Accounts
from loaders.context import Info
from schema.scalars import URL


@strawberry.type(description="A service that signs people in.")
class SignInIssuer:
    name: str = strawberry.field(description="Its name here.")
    label: str = strawberry.field(description="What people call it.")
    url: URL = strawberry.field(
        description="Where the browser goes, with `?back=/…` for where it goes on to then: a path of this service."
    )


@strawberry.type(description="How people can sign in.")
class SignInOptions:
    sign_up: bool = strawberry.field(description="Whether people may make an account with a password by themselves.")
    issuers: list[SignInIssuer] = strawberry.field(description="The services that sign people in.")

    @classmethod
    def of(cls, accounts: Accounts | None, address: str) -> Self:
        """Of the service at an address."""
        issuers = [each.issuer for each in accounts.providers.values()] if accounts else []
        listed = [
            SignInIssuer(name=each.name, label=each.label, url=URL(f"{address}/sign-in/{each.name}"))
            for each in issuers
        ]
        return cls(sign_up=accounts is not None and accounts.may_sign_up, issuers=listed)


async def options(info: Info) -> SignInOptions:
    """Set by the operator."""
    return SignInOptions.of(info.context.service(Accounts), info.context.address)

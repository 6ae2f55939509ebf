"""Mutations of two-factor authentication."""

import strawberry

from loaders.context import Info
from resolvers import second_factor
from schema.identity import REAUTHENTICATION
from schema.mutations_base import Payload, changed, mutation
from schema.session import HASHING
from schema.user import User

_CODE = "The current code of the authenticator app"


@strawberry.input(description="The user who sets up two-factor authentication.")
class BeginSecondFactorInput:
    current_password: str | None = strawberry.field(default=strawberry.UNSET, description=REAUTHENTICATION)


@strawberry.input(description="A code that shows that the authenticator app has the key.")
class ConfirmSecondFactorInput:
    code: str = strawberry.field(description=f"{_CODE}.")


@strawberry.input(description="The second factor to remove.")
class RemoveSecondFactorInput:
    code: str = strawberry.field(description=f"{_CODE}, or a recovery code.")
    current_password: str | None = strawberry.field(default=strawberry.UNSET, description=REAUTHENTICATION)


@strawberry.input(description="The user who needs new recovery codes.")
class RenewRecoveryCodesInput:
    current_password: str | None = strawberry.field(default=strawberry.UNSET, description=REAUTHENTICATION)


@strawberry.type(description="A key for an authenticator app. It has no effect until `confirmSecondFactor`.")
class BeginSecondFactorPayload(Payload):
    key: str | None = strawberry.field(default=None, description="The key in Base32, to enter by hand.")
    uri: str | None = strawberry.field(
        default=None, description="The key as an `otpauth:` URI, to display as a QR code."
    )


@strawberry.type(description="The result of a write to the second factor.")
class SecondFactorPayload(Payload):
    viewer: User | None = changed("User", "The user.")
    recovery_codes: list[str] | None = strawberry.field(
        default=None,
        description="New recovery codes, which are returned only once. Each replaces a code of the app once.",
    )


async def _begin(info: Info, input: BeginSecondFactorInput) -> BeginSecondFactorPayload:  # noqa: A002
    key, uri = await second_factor.begin(info.context, input.current_password or None)
    return BeginSecondFactorPayload(key=key, uri=uri)


async def _confirm(info: Info, input: ConfirmSecondFactorInput) -> SecondFactorPayload:  # noqa: A002
    codes = await second_factor.confirm(info.context, input.code)
    return SecondFactorPayload(ids=_viewer(info), recovery_codes=codes)


async def _remove(info: Info, input: RemoveSecondFactorInput) -> SecondFactorPayload:  # noqa: A002
    await second_factor.remove(info.context, input.current_password or None, input.code)
    return SecondFactorPayload(ids=_viewer(info))


async def _renew(info: Info, input: RenewRecoveryCodesInput) -> SecondFactorPayload:  # noqa: A002
    codes = await second_factor.renew_codes(info.context, input.current_password or None)
    return SecondFactorPayload(ids=_viewer(info), recovery_codes=codes)


def _viewer(info: Info) -> dict[str, str | None]:
    return {"viewer": info.context.viewer and info.context.viewer.id}


@strawberry.type
class SecondFactors:
    begin_second_factor: BeginSecondFactorPayload | None = mutation(
        _begin, "Creates a key for an authenticator app (time-based one-time passwords, RFC 6238).", weight=HASHING
    )
    confirm_second_factor: SecondFactorPayload | None = mutation(
        _confirm, "Enables two-factor authentication: signing in then needs a code after the password or the issuer."
    )
    remove_second_factor: SecondFactorPayload | None = mutation(
        _remove, "Disables two-factor authentication.", weight=HASHING
    )
    renew_recovery_codes: SecondFactorPayload | None = mutation(_renew, "Replaces the recovery codes.", weight=HASHING)

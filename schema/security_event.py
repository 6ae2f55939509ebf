"""The security log of a user."""

from enum import Enum

import strawberry

from graphdb import security_event
from schema.enumeration import enumeration
from schema.fields import stored
from schema.scalars import DateTime


@enumeration(
    "What happened to the access to an account.",
    SIGNED_IN="A session began.",
    SECOND_FACTOR_FAILED="The password was correct, and the code was not.",
    SIGNED_OUT_EVERYWHERE="All sessions were ended.",
    PASSWORD_CHANGED="The user changed the password.",  # noqa: S106
    PASSWORD_RESET="The operator set a new password.",  # noqa: S106
    RESET_LINK_CREATED="A link to set a new password was sent to the confirmed address, or created by the operator.",
    PASSWORD_RESET_BY_LINK="A new password was set by such a link.",  # noqa: S106
    EMAIL_CONFIRMED="The e-mail address was confirmed by a link that was sent to it.",
    TOKEN_CREATED="An access token was created.",  # noqa: S106
    TOKEN_REVOKED="An access token was revoked.",  # noqa: S106
    IDENTITY_LINKED="An identity at an issuer was linked.",
    IDENTITY_REMOVED="An identity at an issuer was removed.",
    SECOND_FACTOR_ADDED="Two-factor authentication was enabled.",
    SECOND_FACTOR_REMOVED="Two-factor authentication was disabled.",
    RECOVERY_CODE_USED="A recovery code was used.",
    RECOVERY_CODES_RENEWED="The recovery codes were replaced.",
    SUSPENDED="The operator suspended the account.",
    REINSTATED="The operator ended the suspension.",
)
class SecurityEventKind(Enum):
    SIGNED_IN = "SIGNED_IN"
    SECOND_FACTOR_FAILED = "SECOND_FACTOR_FAILED"
    SIGNED_OUT_EVERYWHERE = "SIGNED_OUT_EVERYWHERE"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105
    RESET_LINK_CREATED = "RESET_LINK_CREATED"
    PASSWORD_RESET_BY_LINK = "PASSWORD_RESET_BY_LINK"  # noqa: S105
    EMAIL_CONFIRMED = "EMAIL_CONFIRMED"
    TOKEN_CREATED = "TOKEN_CREATED"  # noqa: S105
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105
    IDENTITY_LINKED = "IDENTITY_LINKED"
    IDENTITY_REMOVED = "IDENTITY_REMOVED"
    SECOND_FACTOR_ADDED = "SECOND_FACTOR_ADDED"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED"
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED"
    RECOVERY_CODES_RENEWED = "RECOVERY_CODES_RENEWED"
    SUSPENDED = "SUSPENDED"
    REINSTATED = "REINSTATED"


@strawberry.type(description="An entry in the security log of a user.")
class SecurityEvent:
    kind: SecurityEventKind = stored(security_event.KIND, "What happened.", compute=SecurityEventKind.__getitem__)
    at: DateTime = stored(security_event.AT, "When it happened.")
    address: str = stored(
        security_event.ADDRESS, "The network address of the request, a /64 network for IPv6; `operator` for a command."
    )
    agent: str = stored(security_event.AGENT, "The user agent of the request.")

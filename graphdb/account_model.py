"""The part of the model on users: accounts, and what lets them in."""

from typing import Final

from graphdb import vocabulary
from graphdb.node_kinds import FLAG, KEY, LONG, MOMENT, TEXT, TEXTS, URL, NodeKind
from graphdb.value_types import OneOf

USER: Final = NodeKind(
    "User", ("usr_",), {"orcid": KEY, "confirmedEmail": KEY}, {
        "handle": TEXT, "name": TEXT, "joinedAt": MOMENT, "writes": LONG, "email": TEXT, "password": TEXT,
        "role": OneOf(vocabulary.ROLES), "placeholder": FLAG, "totp": TEXT, "totpPending": TEXT, "totpStep": LONG,
        "recoveryCodes": TEXTS, "suspendedAt": MOMENT, "suspendedFor": TEXT, "deletedAt": MOMENT,
        "notificationsReadAt": MOMENT,
    },
    unique={"handleKey": KEY},
    always=("handle", "name", "joinedAt"),
)  # fmt: skip
#: Credentials (`accounts`). The `key` of a session or token is the SHA-256 of its secret.
SESSION: Final = NodeKind(
    "Session", (), {"key": KEY, "expiresAt": MOMENT}, {
        "agent": TEXT, "createdAt": MOMENT, "usedAt": MOMENT, "authenticatedAt": MOMENT,
    },
    always=("agent", "createdAt", "usedAt", "expiresAt"),
)  # fmt: skip
ACCESS_TOKEN: Final = NodeKind(
    "AccessToken", (), {"key": KEY}, {
        "name": TEXT, "scope": OneOf(vocabulary.TOKEN_SCOPES), "createdAt": MOMENT, "usedAt": MOMENT,
        "expiresAt": MOMENT, "costPerMinute": LONG,
    },
    always=("name", "scope", "createdAt"),
)  # fmt: skip
#: The identity of a user at an OpenID Connect issuer: `id` is the issuer's URL, a space, and the subject.
IDENTITY: Final = NodeKind(
    "Identity", (), {}, {"issuer": URL, "subject": TEXT, "orcid": KEY, "createdAt": MOMENT},
    always=("issuer", "subject"),
)  # fmt: skip
#: A pending sign-in at an issuer, and a counter of failed log-ins.
SIGN_IN: Final = NodeKind(
    "SignIn", (), {"expiresAt": MOMENT}, {"issuer": URL, "nonce": TEXT, "verifier": TEXT, "back": TEXT, "session": TEXT}
)
#: A browser in which a user signed in before, a log-in that waits for its second factor, and the security log.
DEVICE: Final = NodeKind("Device", (), {}, {"createdAt": MOMENT, "usedAt": MOMENT})
LOGIN_CHALLENGE: Final = NodeKind("LoginChallenge", (), {"expiresAt": MOMENT}, {})
#: A link that a person opens once: `id` is the SHA-256 of its secret, `email` the address to which it was sent.
ONE_TIME_LINK: Final = NodeKind(
    "OneTimeLink", (), {"expiresAt": MOMENT}, {"purpose": OneOf(vocabulary.LINK_PURPOSES), "email": TEXT},
    always=("purpose", "expiresAt"),
)  # fmt: skip
SECURITY_EVENT: Final = NodeKind(
    "SecurityEvent", (), {},
    {"kind": OneOf(vocabulary.SECURITY_EVENTS), "at": MOMENT, "agent": TEXT, "address": TEXT},
    always=("kind", "at", "agent", "address"),
)  # fmt: skip
ATTEMPT: Final = NodeKind("Attempt", (), {"expiresAt": LONG}, {"failures": LONG, "until": LONG})

ACCOUNTS: Final = (
    USER,
    SESSION,
    ACCESS_TOKEN,
    IDENTITY,
    SIGN_IN,
    ATTEMPT,
    DEVICE,
    LOGIN_CHALLENGE,
    ONE_TIME_LINK,
    SECURITY_EVENT,
)

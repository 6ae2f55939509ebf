"""Handles of users, such as `@ada`, compared without case."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MIN_LENGTH: Final = 3
MAX_LENGTH: Final = 30
PATTERN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", re.ASCII)
#: The pattern in words.
FORM: Final = "Latin letters, digits, `-` and `_`, with a letter or digit first and last"
#: Handles that a reader could take for the service or its operators, compared without digits and punctuation at the
#: ends. Source of the names of mailboxes: RFC 2142.
_RESERVED: Final = frozenset(
    [
        "abuse",
        "account",
        "accounts",
        "admin",
        "administrator",
        "admins",
        "anonymous",
        "api",
        "billing",
        "collection",
        "collections",
        "contact",
        "deleted",
        "editor",
        "everyone",
        "explore",
        "export",
        "feedback",
        "graphql",
        "health",
        "help",
        "helpdesk",
        "home",
        "hostmaster",
        "info",
        "login",
        "logout",
        "mail",
        "mailer-daemon",
        "me",
        "metrics",
        "moderation",
        "moderator",
        "moderators",
        "nobody",
        "noc",
        "noreply",
        "no-reply",
        "null",
        "official",
        "operator",
        "operators",
        "peergraph",
        "postmaster",
        "privacy",
        "register",
        "root",
        "search",
        "security",
        "settings",
        "sign-in",
        "sign-out",
        "sign-up",
        "signin",
        "signout",
        "signup",
        "sitemap",
        "staff",
        "status",
        "superuser",
        "support",
        "sysadmin",
        "system",
        "team",
        "trust",
        "undefined",
        "webmaster",
        "widget",
        "www",
    ]
)
_DEFAULT: Final = "reader"
#: Punctuation is left out of the comparison, and digits are read as the letters that they resemble.
_JOINED: Final = str.maketrans("", "", "-_")
_LOOKALIKES: Final = (str.maketrans("013457", "oleast"), str.maketrans("013457", "oieast"))
_JOINED_RESERVED: Final = frozenset(word.translate(_JOINED) for word in _RESERVED)
_ENDS: Final = re.compile(r"^[0-9_-]+|[0-9_-]+$")
_OTHER: Final = re.compile(r"[^A-Za-z0-9]+")


def is_handle(text: str) -> bool:
    """Whether the text is a valid handle."""
    return MIN_LENGTH <= len(text) <= MAX_LENGTH and PATTERN.fullmatch(text) is not None


def is_reserved(handle: str) -> bool:
    """Whether a new user cannot choose the handle."""
    plain = handle.casefold()
    forms = {plain, _ENDS.sub("", plain)}
    forms |= {form.translate(table) for form in forms for table in _LOOKALIKES}
    return not forms.isdisjoint(_RESERVED) or not _JOINED_RESERVED.isdisjoint(form.translate(_JOINED) for form in forms)


def key(handle: str) -> str:
    """The normalised form for comparison."""
    return handle.casefold()


def suggest(*names: str | None) -> Iterator[str]:
    """Handles for these names, best first: from each name, then numbered ones without end."""
    stems = [stem for name in names if name and (stem := _stem(name))]
    stems = [stem for stem in stems if not is_reserved(stem)]
    yield from (stem for stem in stems if is_handle(stem))
    base = (stems or [_DEFAULT])[0][: MAX_LENGTH - 7]
    number = 2
    while True:
        yield f"{base}-{number}"
        number = number + 1 if number < 5 else number * 3


def _stem(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain)[:MAX_LENGTH].strip("-").lower()

"""Sentences for people in the place of the API's, which name arguments and settings."""

import re
from typing import Final

from errors import PeergraphError

#: Names of input fields as the pages write them, by the last part of the path that is no number.
_FIELDS: Final = {
    "text": "Point", "about": "Location", "summary": "Summary", "points": "Points", "body": "Comment", "link": "Link",
    "title": "Title", "description": "Description", "handle": "Handle", "name": "Name", "email": "E-mail",
    "password": "Password", "newPassword": "New password", "currentPassword": "Current password", "code": "Code",
    "paper": "Paper", "expiresInDays": "Days", "confidence": "Confidence", "papers": "Papers",
    "url": "Address", "note": "Note", "evidence": "Evidence",
}  # fmt: skip
#: The sentence by field and code, where the general one would not help.
_SENTENCES: Final = {
    ("points", "WRONG_COUNT"): "Add at least one point (30 at most).",
    ("link", "REQUIRED"): "A replication needs a link to its results.",
    ("link", "NOT_AN_ADDRESS"): "Enter the whole address of the link, beginning with https:// or http://.",
    ("url", "NOT_AN_ADDRESS"): "Enter the whole address, beginning with https:// or http://.",
    ("text", "NO_ENTRIES"): "This text has no entry of a format that can be read here.",
    ("paper", "NOT_FOUND"): "This graph has no such paper. Enter a DOI, an arXiv id or an OpenAlex id.",
}
#: The sentence of an error page by code.
_ERRORS: Final = {
    "TIMEOUT": "This page took too long. Try again, or ask for less: a shorter list, fewer years, a smaller map.",
    "OVERLOADED": "Many people are using the service right now. Try again in a moment.",
    "STORE_UNAVAILABLE": "The database does not answer at the moment. Try again in a minute.",
    "STORE_FULL": "The disk of this service is full: it can be read, but takes no changes at the moment.",
}
_LIMIT: Final = re.compile(r"it must have (?:at most )?(.+?)\.?$")
_QUOTED: Final = re.compile(r"`([^`]*)`")


def form_sentence(path: str, code: str, message: str) -> str:
    """The sentence of a validation error, from its field (`points.0.text`), its code and its message."""
    name, number = _name(path)
    if sentence := _SENTENCES.get((name, code)):
        return sentence
    label = _FIELDS.get(name)
    if label is None:
        return plain(message)
    label = f"{label} {number + 1}" if number is not None else label
    limit = _LIMIT.search(message)
    match code:
        case "REQUIRED":
            return f"{label} is empty."
        case "TOO_SHORT" | "TOO_LONG" if limit:
            return f"{label} is too {'short' if code == 'TOO_SHORT' else 'long'}: enter {limit[1]}."
        case _:
            return plain(message.replace(f"`{path}`", label))


def error_sentence(error: PeergraphError, message: str) -> str:
    """The sentence of an error page: `message` is that of the API."""
    return _ERRORS.get(error.code) or plain(message)


def plain(message: str) -> str:
    """The message with quotation marks around what is code for programs."""
    return _QUOTED.sub(r"“\1”", message)


def _name(path: str) -> tuple[str, int | None]:
    """The last name of a path, and the number before it."""
    name, number = "", None
    for part in path.split("."):
        if part.isdecimal():
            number = int(part)
        else:
            name = part
    return name, number

"""A note of OpenReview's API version 2: its fields, kinds, venue, signature, time and text.

Source: OpenReview, "API V2 reference", Note.
"""

import re
from datetime import UTC, datetime
from typing import Any, Final, cast

from ingest.values import Unusable

Json = dict[str, Any]

#: Fields with the text of a note, in the order in which forms have them.
_TEXTS: Final = (
    "title", "metareview", "justification_for_why_not_higher_score", "justification_for_why_not_lower_score",
    "additional_comments_on_reviewer_discussion", "summary", "comment", "rebuttal", "response", "text", "reply",
    "desk_reject_comments", "ethics_review",
)  # fmt: skip
#: Those without a heading.
_PLAIN: Final = frozenset(("comment", "rebuttal", "response", "text", "reply", "metareview"))
#: Of an invitation: `NeurIPS.cc/2023/Conference/Submission7/-/Official_Review`.
_VENUE: Final = re.compile(r"(?P<name>[A-Za-z]+)[^/]*/(?P<year>20[0-9]{2})/")


def text(note: Json) -> str:
    """The text of a note, with a heading for each field that does not say what it is."""
    parts = list[str]()
    for name in _TEXTS:
        value = value_of(note, name)
        if isinstance(value, str) and value.strip():
            heading = "" if name in _PLAIN else f"**{name.replace('_', ' ').capitalize()}.** "
            parts.append(f"**{value.strip()}**" if name == "title" else heading + value.strip())
    return "\n\n".join(parts)


def venue(note: Json) -> tuple[str, int | None]:
    """The name of the venue and the year."""
    match = next((match for each in invitations(note) if (match := _VENUE.match(each))), None)
    return (match["name"], int(match["year"])) if match else ("OpenReview", None)


def invitations(note: Json) -> list[str]:
    """The invitations that the note answers."""
    value = note.get("invitations")
    return [each for each in cast("list[Any]", value) if isinstance(each, str)] if isinstance(value, list) else []


def details(record: Json) -> Json:
    """The details of a submission, such as its replies."""
    value = record.get("details")
    return cast("Json", value) if isinstance(value, dict) else {}


def value_of(note: Json, name: str) -> Any:
    """The value of a field of the form."""
    content = note.get("content")
    field = cast("Json", content).get(name) if isinstance(content, dict) else None
    return cast("Json", field).get("value") if isinstance(field, dict) else field


def kinds(note: Json) -> list[str]:
    """The last parts of the invitations of a note."""
    return [each.rpartition("/-/")[2] for each in invitations(note)]


def signature(note: Json) -> str | None:
    """`Reviewer aB3x` of the signature `…/Reviewer_aB3x`; `Authors` for those of the paper; None for an unknown one."""
    signatures = note.get("signatures")
    if not isinstance(signatures, list):
        return None
    names = [str(each).rpartition("/")[2].replace("_", " ") for each in cast("list[Any]", signatures)]
    return next((name for name in names if name and not name.startswith("~")), None)


def date(note: Json) -> str:
    """The time of the note."""
    return time(stamp(note))


def stamp(note: Json) -> int | None:
    """The time in milliseconds."""
    names = ("pdate", "cdate", "tcdate", "mdate")
    return next((stamp for name in names if isinstance(stamp := note.get(name), int)), None)


def time(stamp: Any) -> str:
    """The time, in ISO 8601, of a number of milliseconds. Raises Unusable."""
    try:
        return datetime.fromtimestamp(stamp / 1_000, UTC).isoformat()
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise Unusable("it has no date in `cdate`") from error

"""What becomes of an author, institution, topic or venue when records speak of it.

Its own record stands above what works say of it in passing; of several such mentions the longer value stands
(`rows.joined`), so that their order does not matter; and no empty value erases what a mention can give.
"""

from typing import Final

from graphdb.ingest.rows import EntityRow, Label, Properties, joined
from graphdb.model import PROFILE
from identifiers.title import sort_key

#: Properties that a mention in a work can give.
MENTIONED: Final[dict[Label, tuple[str, ...]]] = {
    "Author": ("name", "orcid"),
    "Institution": ("name", "ror", "country", "kind"),
    "Topic": ("name", "level"),
    "Venue": ("name", "issn", "kind", "publisher"),
}
#: What is shown of a thing that no source names.
NAMELESS: Final[dict[Label, str]] = {
    "Author": "Unknown author",
    "Institution": "Unknown institution",
    "Topic": "Unknown topic",
    "Venue": "Unknown venue",
}
#: Beginnings of ids that are not OpenAlex's.
_LOCAL: Final = frozenset({"author", "institution", "topic", "venue"})
#: Names besides `name`, which together are `searchNames`.
_OTHER_NAMES: Final = ("acronyms", "abbreviation", "otherNames", "translations")
#: Properties that follow from the name.
_OF_NAME: Final = ("sortName", "nameKey")


def by_mention(row: EntityRow, stored: Properties) -> Properties:
    """The properties to change where a work mentions it."""
    given = MENTIONED[row.label]
    said = {key: row.properties.get(key) for key in given}
    known = {key: stored.get(key) for key in given}
    if known["name"] in (NAMELESS[row.label], row.id):
        known["name"] = None
    if stored.get("source") is None:
        wanted = joined(said, known)
    else:
        wanted = {key: known[key] if known[key] is not None else said[key] for key in given}
    wanted |= {key: known[key] for key in _registered(stored) if key in given}
    if wanted["name"] is None:
        del wanted["name"]
    return _with_name(row, _changes(wanted, stored))


def by_record(row: EntityRow, stored: Properties) -> Properties:
    """The properties to change where its own record describes it; nothing when that record is older. Numbers of a
    record without a date only fill what is missing: nobody can tell whether they are newer."""
    if is_older(row.updated, stored.get("updated")):
        return {}
    given, registered = MENTIONED[row.label], _registered(stored)
    wanted = {
        key: value
        for key, value in row.properties.items()
        if key not in _OF_NAME
        and key not in registered
        and not (value is None and key in given)
        and not (row.updated is None and key in PROFILE and stored.get(key) is not None)
    }
    changes = _changes({"source": "openalex", **wanted}, stored)
    if any(name in changes for name in _OTHER_NAMES):
        changes |= _searched({**stored, **changes})
    return _with_name(row, changes)


def by_registry(said: Properties, stored: Properties, modified: str | None) -> Properties:
    """The properties to change where a registry describes an institution. What it says is listed in `rorFields`, and
    stands above every other source; what it said and says no longer goes."""
    fields = sorted(key for key, value in said.items() if value is not None and key not in _OF_NAME)
    dropped = [key for key in _registered(stored) if key not in fields and key != "name"]
    wanted: Properties = {**{key: said[key] for key in fields}, **dict.fromkeys(dropped), "rorFields": fields}
    changes = _changes({**wanted, "rorModified": modified}, stored)
    if any(name in changes for name in _OTHER_NAMES):
        changes |= _searched({**stored, **changes})
    if "name" in changes:
        changes |= {key: said[key] for key in _OF_NAME if key in said}
    return changes


def _registered(stored: Properties) -> list[str]:
    """The properties that a registry gave."""
    fields = stored.get("rorFields")
    return [str(name) for name in fields] if isinstance(fields, list) else []


def is_older(updated: str | None, stored: object) -> bool:
    """Whether a record of that date comes after one that is newer. Without a date it counts as said now."""
    return updated is not None and isinstance(stored, str) and updated < stored


def _changes(wanted: Properties, stored: Properties) -> Properties:
    return {key: value for key, value in wanted.items() if stored.get(key) != value}


def _with_name(row: EntityRow, changes: Properties) -> Properties:
    if "name" in changes:
        changes |= {key: row.properties[key] for key in _OF_NAME if key in row.properties}
    return changes


def _searched(properties: Properties) -> Properties:
    """All other names as one list, which search reads: each field of its own would cost every query a clause."""
    held = [properties.get(name) for name in _OTHER_NAMES]
    names = [name for value in held for name in (value if isinstance(value, list) else [value]) if name]
    return {"searchNames": [str(name) for name in dict.fromkeys(names)] or None}


def made(row: EntityRow) -> Properties:
    """The properties of a node that is made: a name, the one for things without a name where nobody said one, and its
    OpenAlex key."""
    nameless = NAMELESS[row.label]
    named = {"name": nameless, "sortName": sort_key(nameless), "source": "openalex" if row.own else None}
    known = {"openalex": row.id} if row.id.partition(":")[0] not in _LOCAL else {}
    said: Properties = {key: value for key, value in row.properties.items() if value is not None}
    properties: Properties = {**named, **known, **said, **_searched(said)}
    return {key: value for key, value in properties.items() if value is not None}

"""What becomes of an author, institution, topic, venue, funder, publisher or award when records describe it.

Its own record stands above what works say of it in passing (`graphdb.ingest.newest_mention`). Of an institution that a
registry describes, too, claims are kept and combined as those of papers are (`graphdb.ingest.registry_claims`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graphdb.ingest import newest_mention, registry_claims
from graphdb.ingest.rows import OF_NAME, Claim, EntityRow, Label, Properties, Scalar
from graphdb.ingest.state import StoredEntity
from graphdb.model import PROFILE
from identifiers.title import sort_key, title_key

#: What is shown of a thing that no source names.
NAMELESS: Final[dict[Label, str]] = {
    "Author": "Unknown author",
    "Institution": "Unknown institution",
    "Topic": "Unknown topic",
    "Venue": "Unknown venue",
    "Funder": "Unknown funder",
    "Publisher": "Unknown publisher",
    "Award": "Unknown award",
}
#: Beginnings of ids that are not OpenAlex's.
_LOCAL: Final = frozenset({"author", "institution", "topic", "venue", "funder", "publisher", "award"})
#: Names besides `name`, which together are `searchNames`.
_OTHER_NAMES: Final = ("acronyms", "abbreviation", "otherNames", "translations")


#: Properties that tell of a thing's own record.
_RECORD: Final = frozenset({"source", "updated"})


@dataclass(slots=True)
class Description:
    """The properties to change, the claims to write, and the topic above a topic."""

    changes: Properties = field(default_factory=Properties)
    claims: list[Claim] = field(default_factory=list[Claim])
    broader: str | None = None

    def __bool__(self) -> bool:
        return bool(self.changes or self.claims)


def described(row: EntityRow, mention: EntityRow | None, stored: StoredEntity | None) -> Description:
    """What changes where `row`, a record of the thing or a mention, and `mention` in the same batch describe it. A
    record that is older than the stored one changes nothing; one without a date only adds to the numbers that are
    there, because nobody can say whether they are newer."""
    properties = stored.properties if stored is not None else Properties()
    broader = stored.broader if stored is not None else None
    shown: dict[str, Scalar] = {**properties, "broader": broader}
    if properties.get("source") is None and shown.get("name") in (NAMELESS[row.label], row.id):
        shown["name"] = None
    own, works = newest_mention.divided(row.label, properties, shown)
    claims = stored.claims if stored is not None else []
    record = registry_claims.record(claims)
    if record is not None:
        own = {name: value for name in newest_mention.MENTIONED[row.label] if (value := record.get(name)) is not None}
    for each in (row, mention):
        if each is not None and not each.own:
            works = newest_mention.merge_facts(works, each)
    news: Properties = {}
    if row.own and not is_older(row.updated, properties.get("updated")):
        news = _record(row, properties)
        own |= {name: value for name, value in _facts(row).items() if name in newest_mention.MENTIONED[row.label]}
    elif not row.own:
        news = {name: value for name, value in _facts(row).items() if properties.get(name) is None}
    wanted = _desired(row.label, own, works)
    topic = wanted.pop("broader", None)
    result = Description(broader=topic if isinstance(topic, str) else broader)
    rest = {name: value for name, value in news.items() if name not in newest_mention.MENTIONED[row.label]}
    if record is not None:
        after = registry_claims.revised(claims, row, {**record, **rest, **own})
        wanted, after = registry_claims.combined(after, wanted, properties)
        result.claims = [claim for claim in after if claim not in claims]
        rest = {name: value for name, value in rest.items() if name not in wanted and name in _RECORD}
    wanted |= rest
    wanted["mentioned"] = newest_mention.written(works, own, alone=record is None)
    result.changes = changed(row.label, wanted, properties, row)
    return result


def registered_by(
    institution: str, registry: Claim, properties: Properties, claims: list[Claim]
) -> tuple[Properties, list[Claim]]:
    """What changes about an institution, and its claims, where a registry's record of it is `registry` now."""
    own, works = newest_mention.divided("Institution", properties, properties)
    record = registry_claims.record(claims)
    if record is None:
        first = registry_claims.implied(institution, properties, own, newest_mention.MENTIONED["Institution"])
        after = [first]
    else:
        own = {name: record.get(name) for name in newest_mention.MENTIONED["Institution"]}
        after = [claim for claim in claims if claim.source != registry.source]
    wanted, after = registry_claims.combined([*after, registry], _desired("Institution", own, works), properties)
    wanted["mentioned"] = newest_mention.written(works, own, alone=False)
    return changed("Institution", wanted, properties), [claim for claim in after if claim not in claims]


def _facts(row: EntityRow) -> dict[str, Scalar]:
    """The values of the row, with the topic above, where the row names it."""
    above: dict[str, Scalar] = {} if row.broader is None else {"broader": row.broader}
    return {**{name: value for name, value in row.properties.items() if name not in OF_NAME}, **above}


def _record(row: EntityRow, properties: Properties) -> Properties:
    """What a record of the thing says."""
    return {
        "source": "openalex",
        **{
            name: value
            for name, value in row.properties.items()
            if name not in OF_NAME
            and not (row.updated is None and name in PROFILE and properties.get(name) is not None)
        },
    }


def _desired(label: Label, own: Mapping[str, Scalar], works: newest_mention.Facts) -> Properties:
    """Of each fact that works give, too, what its own record says; else what the newest work says."""
    return {
        name: own[name] if own.get(name) is not None else works.get(name, ("", None))[1]
        for name in newest_mention.MENTIONED[label]
    }


def changed(label: Label, wanted: Properties, properties: Properties, row: EntityRow | None = None) -> Properties:
    """The properties that differ from those of the node, with what follows from them. No name erases one."""
    if wanted.get("name", "") is None:
        wanted = {name: value for name, value in wanted.items() if name != "name"}
    changes: Properties = {name: value for name, value in wanted.items() if properties.get(name) != value}
    if any(name in changes for name in _OTHER_NAMES):
        changes |= _searched({**properties, **changes})
    if isinstance(name := changes.get("name"), str):
        same = row.properties if row is not None and row.properties.get("name") == name else {}
        changes["sortName"] = same.get("sortName") or sort_key(name)
        if label == "Topic":
            changes["nameKey"] = same.get("nameKey") or title_key(name) or None
    return changes


def is_older(updated: str | None, stored: object) -> bool:
    """Whether a record of that date comes after one that is newer. Without a date it counts as said now."""
    return updated is not None and isinstance(stored, str) and updated < stored


def _searched(properties: Properties) -> Properties:
    """All other names as one list, which search reads: each field of its own would cost every query a clause."""
    held = [properties.get(name) for name in _OTHER_NAMES]
    names = [name for value in held for name in (value if isinstance(value, list) else [value]) if name]
    return {"searchNames": [str(name) for name in dict.fromkeys(names)] or None}


def initial_properties(row: EntityRow, changes: Properties) -> Properties:
    """The properties of a node that is made: a name, the one for things without a name where nobody said one, and its
    OpenAlex key."""
    nameless = NAMELESS[row.label]
    known = {"openalex": row.id} if row.id.partition(":")[0] not in _LOCAL else {}
    properties: Properties = {"name": nameless, "sortName": sort_key(nameless), **known, **changes}
    return {name: value for name, value in properties.items() if value is not None}

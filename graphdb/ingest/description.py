"""Computes the changes to an author, institution, topic, venue, funder, publisher or award from its records.

The entity's record takes precedence over mentions in works (`graphdb.ingest.newest_mention`). An institution that a
registry describes has claims, which are combined as those of papers are (`graphdb.ingest.registry_claims`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graphdb.ingest import newest_mention, registry_claims
from graphdb.ingest.rows import DERIVED_FROM_NAME, Claim, EntityRow, Label, Properties, Scalar
from graphdb.ingest.state import StoredEntity
from graphdb.model import PROFILE
from identifiers.title import sort_key, title_key

#: Displayed names of entities without a name.
NAMELESS: Final[dict[Label, str]] = {
    "Author": "Unknown author",
    "Institution": "Unknown institution",
    "Topic": "Unknown topic",
    "Venue": "Unknown venue",
    "Funder": "Unknown funder",
    "Publisher": "Unknown publisher",
    "Award": "Unknown award",
}
#: Prefixes of ids that are not OpenAlex ids.
_LOCAL: Final = frozenset({"author", "institution", "topic", "venue", "funder", "publisher", "award"})
#: Further names, which together make up `searchNames`.
_OTHER_NAMES: Final = ("acronyms", "abbreviation", "otherNames", "translations")


#: Properties about the entity's record.
_RECORD: Final = frozenset({"source", "updated"})


@dataclass(slots=True)
class Description:
    """The properties to change, the claims to write, and the topic above a topic."""

    changes: Properties = field(default_factory=Properties)
    claims: list[Claim] = field(default_factory=list[Claim])
    broader: str | None = None

    def __bool__(self) -> bool:
        return bool(self.changes or self.claims)


def describe(row: EntityRow, mention: EntityRow | None, stored: StoredEntity | None) -> Description:
    """The changes from `row`, a record or a mention of the entity, and from `mention` in the same batch. A record that
    is older than the stored one changes nothing. An undated record only adds numbers that are missing, because its age
    is unknown."""
    properties = stored.properties if stored is not None else Properties()
    broader = stored.broader if stored is not None else None
    current: dict[str, Scalar] = {**properties, "broader": broader}
    if properties.get("source") is None and current.get("name") in (NAMELESS[row.label], row.id):
        current["name"] = None
    shared_names = newest_mention.MENTIONED_FACTS[row.label]
    facts, mentioned = newest_mention.split_facts(row.label, properties, current)
    claims = stored.claims if stored is not None else []
    record = registry_claims.record(claims)
    if record is not None:
        facts = {name: value for name in shared_names if (value := record.get(name)) is not None}
    for entity in (row, mention):
        if entity is not None and not entity.is_record:
            mentioned = newest_mention.merge_facts(mentioned, entity)
    updates: Properties = {}
    if row.is_record and not is_older(row.updated, properties.get("updated")):
        updates = _record_facts(row, properties)
        facts |= {name: value for name, value in _facts(row).items() if name in shared_names}
    elif not row.is_record:
        updates = {name: value for name, value in _facts(row).items() if properties.get(name) is None}
    desired = _desired(row.label, facts, mentioned)
    topic = desired.pop("broader", None)
    result = Description(broader=topic if isinstance(topic, str) else broader)
    further = {name: value for name, value in updates.items() if name not in shared_names}
    if record is not None:
        after = registry_claims.revise(claims, row, {**record, **further, **facts})
        desired, after = registry_claims.combine(after, desired, properties)
        result.claims = [claim for claim in after if claim not in claims]
        further = {name: value for name, value in further.items() if name not in desired and name in _RECORD}
    desired |= further
    desired["mentioned"] = newest_mention.serialize(mentioned, facts, alone=record is None)
    result.changes = diff(row.label, desired, properties, row)
    return result


def describe_from_registry(
    institution: str, registry: Claim, properties: Properties, claims: list[Claim]
) -> tuple[Properties, list[Claim]]:
    """The changes to an institution, and its changed claims, with `registry` as the registry's record."""
    shared_names = newest_mention.MENTIONED_FACTS["Institution"]
    facts, mentioned = newest_mention.split_facts("Institution", properties, properties)
    record = registry_claims.record(claims)
    if record is None:
        after = [registry_claims.implied(institution, properties, facts, shared_names)]
    else:
        facts = {name: record.get(name) for name in shared_names}
        after = [claim for claim in claims if claim.source != registry.source]
    desired = _desired("Institution", facts, mentioned)
    desired, after = registry_claims.combine([*after, registry], desired, properties)
    desired["mentioned"] = newest_mention.serialize(mentioned, facts, alone=False)
    return diff("Institution", desired, properties), [claim for claim in after if claim not in claims]


def _facts(row: EntityRow) -> dict[str, Scalar]:
    """The values of the row, with the broader topic if the row names one."""
    broader: dict[str, Scalar] = {} if row.broader is None else {"broader": row.broader}
    return {**{name: value for name, value in row.properties.items() if name not in DERIVED_FROM_NAME}, **broader}


def _record_facts(row: EntityRow, properties: Properties) -> Properties:
    """The values that a record of the entity sets."""
    return {
        "source": "openalex",
        **{
            name: value
            for name, value in row.properties.items()
            if name not in DERIVED_FROM_NAME
            and not (row.updated is None and name in PROFILE and properties.get(name) is not None)
        },
    }


def _desired(label: Label, facts: Mapping[str, Scalar], mentioned: newest_mention.Facts) -> Properties:
    """Each fact that works can give: the value of the entity's record, else that of the newest work."""
    return {
        name: facts[name] if facts.get(name) is not None else mentioned.get(name, ("", None))[1]
        for name in newest_mention.MENTIONED_FACTS[label]
    }


def diff(label: Label, desired: Properties, properties: Properties, row: EntityRow | None = None) -> Properties:
    """The properties that differ from those of the node, and properties derived from them. An empty name replaces
    nothing."""
    if desired.get("name", "") is None:
        desired = {name: value for name, value in desired.items() if name != "name"}
    changes: Properties = {name: value for name, value in desired.items() if properties.get(name) != value}
    if any(name in changes for name in _OTHER_NAMES):
        changes |= _search_names({**properties, **changes})
    if isinstance(name := changes.get("name"), str):
        same = row.properties if row is not None and row.properties.get("name") == name else {}
        changes["sortName"] = same.get("sortName") or sort_key(name)
        if label == "Topic":
            changes["nameKey"] = same.get("nameKey") or title_key(name) or None
    return changes


def is_older(updated: str | None, stored: object) -> bool:
    """Whether a record with the date `updated` is older than the stored one. An undated record is as new as
    possible."""
    return updated is not None and isinstance(stored, str) and updated < stored


def _search_names(properties: Properties) -> Properties:
    """All further names in one list for the search index: a field for each would add a clause to every query."""
    values = [properties.get(name) for name in _OTHER_NAMES]
    names = [name for value in values for name in (value if isinstance(value, list) else [value]) if name]
    return {"searchNames": [str(name) for name in dict.fromkeys(names)] or None}


def initial_properties(row: EntityRow, changes: Properties) -> Properties:
    """The properties of a new node: a name, which is that of `NAMELESS` if the source gives none, and its OpenAlex
    key."""
    nameless = NAMELESS[row.label]
    key = {"openalex": row.id} if row.id.partition(":")[0] not in _LOCAL else {}
    properties: Properties = {"name": nameless, "sortName": sort_key(nameless), **key, **changes}
    return {name: value for name, value in properties.items() if value is not None}

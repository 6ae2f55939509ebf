"""Facts that works give of the entities they mention, with the date of the newest work.

The node holds the current values. Its property `mentioned`, a JSON object, holds the date of each fact that works gave,
by name, or [date, value] if the node has the value of its record or of a registry instead. The result is therefore
independent of the order of the records, and a fact that the node's record drops reverts to that of the works.
"""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from graphdb.ingest.rows import EntityRow, Fact, Label, Properties, Scalar, newer

#: The facts that a work gives of the entities it mentions.
MENTIONED_FACTS: Final[dict[Label, tuple[str, ...]]] = {
    "Author": ("name", "orcid"),
    "Institution": ("name", "ror", "country", "kind", "lineage"),
    "Topic": ("name", "broader"),
    "Venue": ("name", "issn", "kind", "publisher", "publisherId"),
    "Funder": ("name",),
    "Publisher": ("name", "parentId"),
    "Award": ("name", "number", "doi", "funderId", "openalex"),
}
#: Older than every date.
_UNDATED: Final = ""
Facts = dict[str, Fact]


def split_facts(label: Label, properties: Properties, current: Mapping[str, Scalar]) -> tuple[dict[str, Scalar], Facts]:
    """Splits `current` into the values of the node's record and the facts from works. All values of a node without a
    record and without `mentioned` come from works of unknown date."""
    text = properties.get("mentioned")
    entries: dict[str, Any] = orjson.loads(text) if isinstance(text, str) else {}
    is_described = properties.get("source") is not None or properties.get("sources") is not None
    record: dict[str, Scalar] = {}
    facts: Facts = {}
    for name in MENTIONED_FACTS[label]:
        entry, value = entries.get(name), current.get(name)
        if isinstance(entry, list):
            facts[name] = (entry[0], entry[1])
        if value is not None and (isinstance(entry, str) or not is_described):
            facts[name] = (entry if isinstance(entry, str) else _UNDATED, value)
        elif value is not None:
            record[name] = value
    return record, facts


def merge_facts(facts: Facts, row: EntityRow) -> Facts:
    """The facts, updated with those of a mention."""
    names = MENTIONED_FACTS[row.label]
    result = dict(facts)
    for name, fact in row.facts.items():
        if name in names:
            result[name] = newer(result[name], fact) if name in result else fact
    return result


def serialize(facts: Facts, record: Mapping[str, Scalar], *, alone: bool) -> str | None:
    """The property `mentioned`. `record`: the values of the node's record; `alone`: whether no registry describes the
    node."""
    entries = {
        name: date if alone and record.get(name) is None else [date, value]
        for name, (date, value) in facts.items()
        if date or record or not alone
    }
    return orjson.dumps(entries, option=orjson.OPT_SORT_KEYS).decode() if entries else None

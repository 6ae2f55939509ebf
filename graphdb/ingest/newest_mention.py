"""What works say in passing of what they name: facts with the date of the newest work.

A node holds the facts that count. Its property `mentioned`, a JSON object, holds by name the date of each fact that
works gave, and [date, value] where the node shows another value: that of its own record, or of a registry. So the
order in which records come does not matter, and what its own record drops comes back.
"""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from graphdb.ingest.rows import EntityRow, Fact, Label, Properties, Scalar, newer

#: The facts that a work gives of what it names.
MENTIONED: Final[dict[Label, tuple[str, ...]]] = {
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


def divided(label: Label, properties: Properties, shown: Mapping[str, Scalar]) -> tuple[dict[str, Scalar], Facts]:
    """What the node's own record says of `shown`, and the facts that works gave. Of a node that has no record and no
    `mentioned`, all comes from works of unknown age."""
    text = properties.get("mentioned")
    listed: dict[str, Any] = orjson.loads(text) if isinstance(text, str) else {}
    is_described = properties.get("source") is not None or properties.get("sources") is not None
    own: dict[str, Scalar] = {}
    facts: Facts = {}
    for name in MENTIONED[label]:
        entry, value = listed.get(name), shown.get(name)
        if isinstance(entry, list):
            facts[name] = (entry[0], entry[1])
        if value is not None and (isinstance(entry, str) or not is_described):
            facts[name] = (entry if isinstance(entry, str) else _UNDATED, value)
        elif value is not None:
            own[name] = value
    return own, facts


def merge_facts(facts: Facts, row: EntityRow) -> Facts:
    """The facts with those of a mention."""
    given = MENTIONED[row.label]
    result = dict(facts)
    for name, fact in row.facts.items():
        if name in given:
            result[name] = newer(result[name], fact) if name in result else fact
    return result


def written(facts: Facts, own: Mapping[str, Scalar], *, alone: bool) -> str | None:
    """The property `mentioned`. `own`: what the node's own record says; `alone`: whether that is the only source that
    stands above works."""
    entries = {
        name: date if alone and own.get(name) is None else [date, value]
        for name, (date, value) in facts.items()
        if date or own or not alone
    }
    return orjson.dumps(entries, option=orjson.OPT_SORT_KEYS).decode() if entries else None

"""What stands where several sources describe one thing: a rule for each part, in one table (`docs/openalex.md`).

A part is a set of fields that belong together and come from one source whole: a year with its date, a byline with the
institutions on it. A field is a property of the node or one of a row's lists (`bylines`, `references` …). A field that
no part names is a part of its own, with the rule FIRST, so that new fields need no line here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from graphdb.ingest import funding

Fields = dict[str, Any]


class Rule(Enum):
    """How the values of several sources become one."""

    FIRST = "the first source that has it, in order of precedence"
    UNION = "what any source has"
    ANY = "yes if any source says so"
    ORIGINAL = "an original abstract before a summary, then the first source that has one"
    WHOLE = "the first source that has it, unless that one cut it short and another has more"


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that stand or fall together. `title` is what documentation and API call the part."""

    title: str
    rule: Rule
    fields: tuple[str, ...]


PAPER: Final = (
    Part("title", Rule.FIRST, ("title", "titleKey", "sortTitle")),
    Part("abstract", Rule.ORIGINAL, ("abstract", "abstractKind")),
    Part("date", Rule.FIRST, ("year", "sortYear", "publishedOn", "sortDate")),
    Part("byline", Rule.WHOLE, ("bylines", "origins", "truncated", "bylinesOn", "credits")),
    Part("topics", Rule.FIRST, ("topics",)),
    Part("venue", Rule.FIRST, ("venues",)),
    Part("pages", Rule.FIRST, ("volume", "issue", "firstPage", "lastPage")),
    Part("open access", Rule.FIRST, ("isOpen", "oaStatus", "oaUrl", "inRepository")),
    Part("keywords", Rule.FIRST, ("keywords", "keywordIds", "keywordKeys", "keywordScores")),
    Part(
        "MeSH", Rule.FIRST, ("meshDescriptors", "meshDescriptorIds", "meshQualifiers", "meshQualifierIds", "meshMajor")
    ),
    Part("goals", Rule.FIRST, ("sdgs", "sdgNames", "sdgScores")),
    Part("citations by year", Rule.FIRST, ("citationYears", "citationsInYears")),
    Part("percentile of the year", Rule.FIRST, ("yearPercentileFrom", "yearPercentileTo")),
    Part("charge listed", Rule.FIRST, ("apcListValue", "apcListCurrency", "apcListUsd", "apcListSource")),
    Part("charge paid", Rule.FIRST, ("apcPaidValue", "apcPaidCurrency", "apcPaidUsd", "apcPaidSource")),
    Part("funding", Rule.FIRST, funding.FIELDS),
    Part("retraction", Rule.ANY, ("retracted",)),
    Part("references", Rule.UNION, ("references",)),
)

INSTITUTION: Final = (
    Part("place", Rule.FIRST, ("country", "city", "region", "geonames", "latitude", "longitude")),
    Part("relations", Rule.FIRST, ("associated", "associations")),
    Part("counts by year", Rule.FIRST, ("countYears", "worksInYears", "openWorksInYears", "citationsInYears")),
)

#: Properties that say nothing by themselves: what lists are ordered by, and what belongs to the record.
_SILENT: Final = frozenset({
    "id", "sortTitle", "sortYear", "sortDate", "sortName", "titleKey", "nameKey", "searchNames", "source", "sources",
    "openalex", "updated", "readAt", "mentioned", "digest", "unlinked", "awaits", "citations", "papers", "authors",
    "top", "truncated", "bylinesOn", "deletedOn",
})  # fmt: skip


def titles(parts: Sequence[Part], fields: Iterable[str]) -> list[str]:
    """The titles of the parts that these fields belong to, in the order of the table; the other fields as words."""
    names = {*fields} - _SILENT
    covered = {name for part in parts for name in part.fields}
    return [part.title for part in parts if names & {*part.fields}] + [words(name) for name in sorted(names - covered)]


def listed(gave: Iterable[str]) -> list[str]:
    """The titles of parts, and the fields that no part names as words."""
    return [words(name) for name in gave if name not in _SILENT]


def words(name: str) -> str:
    """The title of a part, or the name of a field as words: `citation percentile`."""
    return name if " " in name else re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", name)


def combined(parts: Sequence[Part], records: Sequence[Fields]) -> tuple[Fields, list[list[str]]]:
    """The fields that stand, of records in order of precedence; and for each record the titles of the parts it gave.

    An empty value (None, an empty list) says nothing.
    """
    covered = {name for part in parts for name in part.fields}
    others = dict.fromkeys(name for record in records for name in record if name not in covered)
    result: Fields = {}
    gave: list[list[str]] = [[] for _ in records]
    for part in (*parts, *(Part(name, Rule.FIRST, (name,)) for name in others)):
        holders = [place for place, record in enumerate(records) if _has_part(part, record)]
        if not holders:
            continue
        chosen = _winners(part, records, holders)
        for place in chosen:
            gave[place].append(part.title)
        result |= _values(part, [records[place] for place in chosen])
    return result, gave


def _has_part(part: Part, record: Fields) -> bool:
    """Whether the record has the part. False counts, except where only a yes is news; credits alone are no byline."""
    match part.rule:
        case Rule.FIRST:
            return any(record.get(name) not in (None, []) for name in part.fields)
        case Rule.UNION | Rule.ANY | Rule.ORIGINAL | Rule.WHOLE:
            return bool(record.get(part.fields[0]))


def _winners(part: Part, records: Sequence[Fields], holders: list[int]) -> list[int]:
    """Which records give the part."""
    match part.rule:
        case Rule.UNION | Rule.ANY:
            return holders
        case Rule.ORIGINAL:
            return [min(holders, key=lambda place: (records[place].get("abstractKind") != "ORIGINAL", place))]
        case Rule.WHOLE:
            return [_complete(part.fields[0], records, holders)]
        case Rule.FIRST:
            return holders[:1]


def _complete(name: str, records: Sequence[Fields], holders: list[int]) -> int:
    """The first whose list is whole, or longer than every other's."""
    sizes = {place: len(records[place].get(name) or ()) for place in holders}
    longest = max(sizes.values())
    return next(place for place in holders if not records[place].get("truncated") or sizes[place] == longest)


def _values(part: Part, records: Sequence[Fields]) -> Fields:
    if part.rule is Rule.UNION:
        return {name: _union(record.get(name) for record in records) for name in part.fields}
    return {name: value for name in part.fields if (value := records[0].get(name)) is not None}


def _union(lists: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(value for values in lists for value in values or ()))

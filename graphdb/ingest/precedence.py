"""Combines records of several sources: one table with a rule for each part (`docs/openalex.md`).

A part is a set of fields that are taken from one source together: a year with its date, a byline with its institutions.
A field is a property of the node or one of a row's lists (`bylines`, `references` …). A field that is in no part forms
a part with the rule FIRST, so that new fields need no entry here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from graphdb.ingest import funding

Fields = dict[str, Any]


class Rule(Enum):
    """How the values of several sources are combined."""

    FIRST = "the first source with a value, in order of precedence"
    UNION = "the values of all sources"
    ANY = "true if any source says so"
    ORIGINAL = "an original abstract before a summary, then the first source with one"
    COMPLETE = "the first source with a list, unless it is truncated and another source has a longer one"


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that are taken together. `title` is the name of the part in documentation and API."""

    title: str
    rule: Rule
    fields: tuple[str, ...]


PAPER: Final = (
    Part("title", Rule.FIRST, ("title", "titleKey", "sortTitle")),
    Part("abstract", Rule.ORIGINAL, ("abstract", "abstractKind")),
    Part("date", Rule.FIRST, ("year", "sortYear", "publishedOn", "sortDate")),
    Part("byline", Rule.COMPLETE, ("bylines", "origins", "truncated", "bylinesOn", "credits")),
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

#: Properties that are not content: sort keys, and data about the record.
_BOOKKEEPING: Final = frozenset({
    "id", "sortTitle", "sortYear", "sortDate", "sortName", "titleKey", "nameKey", "searchNames", "source", "sources",
    "openalex", "updated", "readAt", "mentioned", "digest", "unlinked", "awaits", "citations", "papers", "authors",
    "top", "truncated", "bylinesOn", "deletedOn", "addedAt",
})  # fmt: skip


def titles(parts: Sequence[Part], fields: Iterable[str]) -> list[str]:
    """The titles of the parts of these fields, in the order of the table, then the display names of other fields."""
    names = {*fields} - _BOOKKEEPING
    covered = {name for part in parts for name in part.fields}
    return [part.title for part in parts if names & {*part.fields}] + [
        display_name(name) for name in sorted(names - covered)
    ]


def part_titles(gave: Iterable[str]) -> list[str]:
    """The display names of stored parts."""
    return [display_name(name) for name in gave if name not in _BOOKKEEPING]


def display_name(name: str) -> str:
    """The title of a part as it is, the name of a field as words: `citation percentile`."""
    return name if " " in name else re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", name)


def combine(parts: Sequence[Part], records: Sequence[Fields]) -> tuple[Fields, list[list[str]]]:
    """The combined fields of records in order of precedence; and for each record the titles of the parts it gives.

    None and empty lists are not values.
    """
    covered = {name for part in parts for name in part.fields}
    others = dict.fromkeys(name for record in records for name in record if name not in covered)
    result: Fields = {}
    gave: list[list[str]] = [[] for _ in records]
    for part in (*parts, *(Part(name, Rule.FIRST, (name,)) for name in others)):
        holders = [index for index, record in enumerate(records) if _has_part(part, record)]
        if not holders:
            continue
        winners = _winners(part, records, holders)
        for index in winners:
            gave[index].append(part.title)
        result |= _values(part, [records[index] for index in winners])
    return result, gave


def _has_part(part: Part, record: Fields) -> bool:
    """Whether the record has the part. False is a value, except for ANY; credits alone are no byline."""
    match part.rule:
        case Rule.FIRST:
            return any(record.get(name) not in (None, []) for name in part.fields)
        case Rule.UNION | Rule.ANY | Rule.ORIGINAL | Rule.COMPLETE:
            return bool(record.get(part.fields[0]))


def _winners(part: Part, records: Sequence[Fields], holders: list[int]) -> list[int]:
    """The indexes of the records that give the part."""
    match part.rule:
        case Rule.UNION | Rule.ANY:
            return holders
        case Rule.ORIGINAL:
            return [min(holders, key=lambda index: (records[index].get("abstractKind") != "ORIGINAL", index))]
        case Rule.COMPLETE:
            return [_complete(part.fields[0], records, holders)]
        case Rule.FIRST:
            return holders[:1]


def _complete(name: str, records: Sequence[Fields], holders: list[int]) -> int:
    """The first record with a complete list, or with the longest one."""
    sizes = {index: len(records[index].get(name) or ()) for index in holders}
    longest = max(sizes.values())
    return next(index for index in holders if not records[index].get("truncated") or sizes[index] == longest)


def _values(part: Part, records: Sequence[Fields]) -> Fields:
    if part.rule is Rule.UNION:
        return {name: _union(record.get(name) for record in records) for name in part.fields}
    return {name: value for name in part.fields if (value := records[0].get(name)) is not None}


def _union(lists: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(value for values in lists for value in values or ()))

"""Indicators of a work: keywords, MeSH, development goals, citation indicators, article processing charges.

Lists of entries become parallel lists of values: the third of `keywordScores` is the score of the third keyword.
Sources: OpenAlex documentation, work object; "Field Weighted Citation Impact (FWCI)".
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from graphdb.ingest.rows import Properties
from identifiers.title import title_key
from ingest.keys import keys_of
from ingest.values import Record, boolean, count, day, invalid, items, mapping, mappings, plain, real, text, year

_GOAL: Final = re.compile(r"(?:https?://metadata\.un\.org/sdg/|sdgs?/)?([1-9]|1[0-7])/?")
_KEYWORD: Final = "keywords/"


def keywords(record: Record, properties: Properties) -> None:
    """Each keyword once, with OpenAlex's id (`machine-learning`). Older records have `keyword` and no id."""
    entries: dict[str, tuple[str, str, float]] = {}
    for entry in mappings(record["keywords"]):
        name = plain(entry.get("display_name") or entry.get("keyword"))
        folded = title_key(name) if name is not None else ""
        if name is None or not folded:
            invalid("has no name", entry)
            continue
        keyword = (text(entry.get("id")) or "").rpartition(_KEYWORD)[2] or folded.replace(" ", "-")
        entries.setdefault(folded, (keyword, name, real(entry.get("score"), 0) or 0.0))
    columns = _columns(entries.values(), 3)
    properties |= {
        "keywordKeys": list(entries) or None, "keywordIds": columns[0], "keywords": columns[1],
        "keywordScores": columns[2],
    }  # fmt: skip


def mesh(record: Record, properties: Properties) -> None:
    """Descriptors with their qualifiers; a missing qualifier is empty."""
    rows = [
        (
            text(entry.get("descriptor_ui")) or "",
            name,
            text(entry.get("qualifier_ui")) or "",
            plain(entry.get("qualifier_name")) or "",
            boolean(entry.get("is_major_topic")) is True,
        )
        for entry in mappings(record["mesh"])
        if (name := plain(entry.get("descriptor_name")) or invalid("has no name", entry)) is not None
    ]
    names = ("meshDescriptorIds", "meshDescriptors", "meshQualifierIds", "meshQualifiers", "meshMajor")
    properties |= dict(zip(names, _columns(rows, 5), strict=True))


def goals(record: Record, properties: Properties) -> None:
    """Sustainable development goals of the United Nations, each once, by number."""
    entries: dict[int, tuple[str, float]] = {}
    for entry in mappings(record["sustainable_development_goals"]):
        number = _GOAL.fullmatch(text(entry.get("id")) or "")
        if number is None:
            invalid("is none of the 17 goals", entry)
            continue
        entries.setdefault(int(number[1]), (plain(entry.get("display_name")) or "", real(entry.get("score"), 0) or 0.0))
    columns = _columns(entries.values(), 2)
    properties |= {"sdgs": list(entries) or None, "sdgNames": columns[0], "sdgScores": columns[1]}


def impact(record: Record, properties: Properties) -> None:
    """The field-weighted citation impact: 1 is the average of works of its field, year and type."""
    properties["fwci"] = real(record["fwci"], 0)


def percentile(record: Record, properties: Properties) -> None:
    """The share of works of its field, year and type that have fewer citations."""
    percentiles: Record = mapping(record["citation_normalized_percentile"])
    properties["citationPercentile"] = real(percentiles.get("value"), 0, 1)
    properties["top1Percent"] = boolean(percentiles.get("is_in_top_1_percent"))
    properties["top10Percent"] = boolean(percentiles.get("is_in_top_10_percent"))


def percentile_of_year(record: Record, properties: Properties) -> None:
    """The range of the percentile among the works of the same year, 0 to 100."""
    ends: Record = mapping(record["cited_by_percentile_year"])
    lower, upper = real(ends.get("min"), 0, 100), real(ends.get("max"), 0, 100)
    if (lower is None) != (upper is None):
        invalid("has only one end", ends)
        lower = upper = None
    properties["yearPercentileFrom"], properties["yearPercentileTo"] = lower, upper


def citations_by_year(record: Record, properties: Properties) -> None:
    """Citations per year as the source counts them, latest first."""
    rows: dict[int, int] = {}
    for entry in mappings(record["counts_by_year"]):
        cited_year, citations = year(entry.get("year")), count(entry.get("cited_by_count"))
        if cited_year is not None and citations is not None:
            rows[cited_year] = citations
        elif entry.get("year") is None or entry.get("cited_by_count") is None:
            invalid("has no year or no count", entry)
    columns = _columns(sorted(rows.items(), reverse=True), 2)
    properties["citationYears"], properties["citationsInYears"] = columns


def charge(name: str) -> Callable[[Record, Properties], None]:
    """The reader of `apc_list` or `apc_paid`: a charge in units of its currency, and in US dollars."""
    field, stem = f"apc_{name.lower()}", f"apc{name}"

    def read(record: Record, properties: Properties) -> None:
        price: Record = mapping(record[field])
        properties[f"{stem}Value"] = count(price.get("value"))
        properties[f"{stem}Currency"] = text(price.get("currency"))
        properties[f"{stem}Usd"] = count(price.get("value_usd"))
        properties[f"{stem}Source"] = text(price.get("provenance"))

    return read


def boolean_field(field: str, name: str) -> Callable[[Record, Properties], None]:
    """The reader of a boolean field."""

    def read(record: Record, properties: Properties) -> None:
        properties[name] = boolean(record[field])

    return read


def text_field(field: str, name: str) -> Callable[[Record, Properties], None]:
    """The reader of a field of one line of text."""

    def read(record: Record, properties: Properties) -> None:
        properties[name] = text(record[field])

    return read


def indexed_in(record: Record, properties: Properties) -> None:
    """The databases that index the work: `crossref`, `pubmed`, `arxiv`, `doaj`, `datacite`."""
    listed = [name for entry in items(record["indexed_in"]) if (name := text(entry)) is not None]
    properties["indexedIn"] = list(dict.fromkeys(listed)) or None


def recorded_on(record: Record, properties: Properties) -> None:
    """The day on which the source created the record."""
    properties["recordedOn"] = day(record["created_date"])


def corresponding(record: Record, properties: Properties) -> None:
    """The institutions of the corresponding authors."""
    properties["correspondingInstitutions"] = keys_of(record["corresponding_institution_ids"]) or None


def references(record: Record, properties: Properties) -> None:
    """The number of cited works according to the source: its count, or else the length of its list."""
    if (counted := count(record.get("referenced_works_count"))) is not None:
        properties["reportedReferences"] = counted
    elif "referenced_works" in record:
        properties["reportedReferences"] = len(record["referenced_works"] or ())


def _columns(rows: Iterable[Sequence[Any]], width: int) -> list[Any]:
    """Rows as columns; each None where there is no row."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return columns or [None] * width


#: Field of the record → its reader, as in `ingest.works`.
PARTS: Final[tuple[tuple[str, Callable[[Record, Properties], None]], ...]] = (
    ("keywords", keywords), ("mesh", mesh), ("sustainable_development_goals", goals), ("fwci", impact),
    ("citation_normalized_percentile", percentile), ("cited_by_percentile_year", percentile_of_year),
    ("counts_by_year", citations_by_year), ("apc_list", charge("List")), ("apc_paid", charge("Paid")),
    ("type", text_field("type", "sourceType")), ("type_crossref", text_field("type_crossref", "crossrefType")),
    ("corresponding_institution_ids", corresponding),
    ("is_paratext", boolean_field("is_paratext", "paratext")), ("is_xpac", boolean_field("is_xpac", "xpac")),
    ("has_fulltext", boolean_field("has_fulltext", "hasFulltext")), ("indexed_in", indexed_in),
    ("created_date", recorded_on),
    ("referenced_works", references), ("referenced_works_count", references),
)  # fmt: skip

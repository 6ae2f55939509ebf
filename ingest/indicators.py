"""What OpenAlex says of a work in numbers and marks: keywords, MeSH, development goals, citation indicators, charges.

Lists of entries become lists of values side by side: the third keyword's score is the third of `keywordScores`.
Sources: OpenAlex documentation, work object; "Field Weighted Citation Impact (FWCI)".
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from graphdb.ingest.rows import Properties
from identifiers.title import title_key
from ingest.keys import keys_of
from ingest.values import Record, count, day, items, mapping, mappings, mark, misfit, plain, real, text, year

_GOAL: Final = re.compile(r"(?:https?://metadata\.un\.org/sdg/|sdgs?/)?([1-9]|1[0-7])/?")
_KEYWORD: Final = "keywords/"


def keywords(record: Record, properties: Properties) -> None:
    """Each keyword once, with its id as OpenAlex has it (`machine-learning`). Older forms have `keyword` and no id."""
    entries: dict[str, tuple[str, str, float]] = {}
    for entry in mappings(record["keywords"]):
        name = plain(entry.get("display_name") or entry.get("keyword"))
        folded = title_key(name) if name is not None else ""
        if name is None or not folded:
            misfit("has no name", entry)
            continue
        keyword = (text(entry.get("id")) or "").rpartition(_KEYWORD)[2] or folded.replace(" ", "-")
        entries.setdefault(folded, (keyword, name, real(entry.get("score"), 0) or 0.0))
    columns = _columns(entries.values(), 3)
    properties |= {
        "keywordKeys": list(entries) or None, "keywordIds": columns[0], "keywords": columns[1],
        "keywordScores": columns[2],
    }  # fmt: skip


def mesh(record: Record, properties: Properties) -> None:
    """Descriptors with their qualifiers; the qualifier of a bare descriptor is empty."""
    rows = [
        (
            text(entry.get("descriptor_ui")) or "",
            name,
            text(entry.get("qualifier_ui")) or "",
            plain(entry.get("qualifier_name")) or "",
            mark(entry.get("is_major_topic")) is True,
        )
        for entry in mappings(record["mesh"])
        if (name := plain(entry.get("descriptor_name")) or misfit("has no name", entry)) is not None
    ]
    names = ("meshDescriptorIds", "meshDescriptors", "meshQualifierIds", "meshQualifiers", "meshMajor")
    properties |= dict(zip(names, _columns(rows, 5), strict=True))


def goals(record: Record, properties: Properties) -> None:
    """The United Nations' development goals, each once, by number."""
    entries: dict[int, tuple[str, float]] = {}
    for entry in mappings(record["sustainable_development_goals"]):
        number = _GOAL.fullmatch(text(entry.get("id")) or "")
        if number is None:
            misfit("is none of the 17 goals", entry)
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
    properties["top1Percent"] = mark(percentiles.get("is_in_top_1_percent"))
    properties["top10Percent"] = mark(percentiles.get("is_in_top_10_percent"))


def percentile_of_year(record: Record, properties: Properties) -> None:
    """As `percentile`, among the works of its year, from and to, in hundredths."""
    ends: Record = mapping(record["cited_by_percentile_year"])
    least, most = real(ends.get("min"), 0, 100), real(ends.get("max"), 0, 100)
    if (least is None) != (most is None):
        misfit("has one end alone", ends)
        least = most = None
    properties["yearPercentileFrom"], properties["yearPercentileTo"] = least, most


def citations_by_year(record: Record, properties: Properties) -> None:
    """How often it was cited in each year, as the source counts, latest first."""
    rows: dict[int, int] = {}
    for entry in mappings(record["counts_by_year"]):
        when, number = year(entry.get("year")), count(entry.get("cited_by_count"))
        if when is not None and number is not None:
            rows[when] = number
        elif entry.get("year") is None or entry.get("cited_by_count") is None:
            misfit("has no year or no count", entry)
    columns = _columns(sorted(rows.items(), reverse=True), 2)
    properties["citationYears"], properties["citationsInYears"] = columns


def charge(name: str) -> Callable[[Record, Properties], None]:
    """The reader of `apc_list` or `apc_paid`: a charge in whole units of its currency, and in dollars."""
    field, stem = f"apc_{name.lower()}", f"apc{name}"

    def read(record: Record, properties: Properties) -> None:
        price: Record = mapping(record[field])
        properties[f"{stem}Value"] = count(price.get("value"))
        properties[f"{stem}Currency"] = text(price.get("currency"))
        properties[f"{stem}Usd"] = count(price.get("value_usd"))
        properties[f"{stem}Source"] = text(price.get("provenance"))

    return read


def marks(field: str, name: str) -> Callable[[Record, Properties], None]:
    """The reader of a field that is true or false."""

    def read(record: Record, properties: Properties) -> None:
        properties[name] = mark(record[field])

    return read


def words(field: str, name: str) -> Callable[[Record, Properties], None]:
    """The reader of a field of one line of text."""

    def read(record: Record, properties: Properties) -> None:
        properties[name] = text(record[field])

    return read


def indexed(record: Record, properties: Properties) -> None:
    """The databases that list the work, as OpenAlex names them: `crossref`, `pubmed`, `arxiv`, `doaj`, `datacite`."""
    listed = [name for entry in items(record["indexed_in"]) if (name := text(entry)) is not None]
    properties["indexedIn"] = list(dict.fromkeys(listed)) or None


def created(record: Record, properties: Properties) -> None:
    """The day on which the source made its record."""
    properties["recordedOn"] = day(record["created_date"])


def corresponding(record: Record, properties: Properties) -> None:
    """The institutions of the corresponding authors."""
    properties["correspondingInstitutions"] = keys_of(record["corresponding_institution_ids"]) or None


def references(record: Record, properties: Properties) -> None:
    """How many works the source says that it cites: its count, or else the length of its list."""
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
    ("type", words("type", "sourceType")), ("type_crossref", words("type_crossref", "crossrefType")),
    ("corresponding_institution_ids", corresponding),
    ("is_paratext", marks("is_paratext", "paratext")), ("is_xpac", marks("is_xpac", "xpac")),
    ("has_fulltext", marks("has_fulltext", "hasFulltext")), ("indexed_in", indexed), ("created_date", created),
    ("referenced_works", references), ("referenced_works_count", references),
)  # fmt: skip

"""What the own records of everything but works say of them beyond name and place.

Other names, acronyms and translations are found by search. Numbers are those that the source reports of its whole
catalogue. Source: OpenAlex documentation, the entities' objects.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from graphdb.ingest.rows import Batch, Label, Properties
from ingest.fields import identifier, read
from ingest.keys import fundref_of, key, keys_of, ror_of
from ingest.values import Record, address, count, day, items, mapping, mappings, mark, misfit, plain, real, text, year

Reader = Callable[[Record, Properties], None]
#: Names in other languages beyond these are not kept: a country has three hundred.
_MAX_NAMES: Final = 500


def describe(label: Label, found: str, record: Record, properties: Properties, batch: Batch) -> None:
    """Add what the record says to the properties; a malformed field is left out by name."""
    for field, reader in _PARTS[label]:
        if field in record:
            read(batch, found, field, reader, record, properties)


def _names(name: str, *fields: str) -> Reader:
    """The reader of lists of names, each once."""

    def reader(record: Record, properties: Properties) -> None:
        listed = (entry for field in fields for entry in _listed(record.get(field)))
        properties[name] = _unique(map(plain, listed))

    return reader


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else items(value)


def _unique(names: Iterable[str | None]) -> list[str] | None:
    """The names, each once, up to the limit."""
    distinct = list(dict.fromkeys(filter(None, names)))
    if len(distinct) > _MAX_NAMES:
        misfit(f"is beyond the first {_MAX_NAMES} names", distinct[_MAX_NAMES])
    return distinct[:_MAX_NAMES] or None


def _one(field: str, name: str, reader: Callable[[Any], Any]) -> tuple[str, Reader]:
    """A field that becomes one property."""

    def part(record: Record, properties: Properties) -> None:
        properties[name] = reader(record[field])

    return field, part


def _stats(record: Record, properties: Properties) -> None:
    stats: Record = mapping(record["summary_stats"])
    properties["hIndex"] = count(stats.get("h_index"))
    properties["i10Index"] = count(stats.get("i10_index"))
    properties["meanCitedness"] = real(stats.get("2yr_mean_citedness"), 0)


def _years(record: Record, properties: Properties) -> None:
    """Works, freely readable works and citations of each year, latest first."""
    rows: dict[int, tuple[int, int, int]] = {}
    for entry in mappings(record["counts_by_year"]):
        when = year(entry.get("year"))
        numbers = [count(entry.get(name)) or 0 for name in ("works_count", "oa_works_count", "cited_by_count")]
        if entry.get("year") is None:
            misfit("has no year", entry)
        if when is not None:
            rows[when] = (numbers[0], numbers[1], numbers[2])
    listed = sorted(rows.items(), reverse=True)
    names = ("countYears", "worksInYears", "openWorksInYears", "citationsInYears")
    columns = [[when for when, _ in listed], *([numbers[at] for _, numbers in listed] for at in range(3))]
    properties |= {name: column or None for name, column in zip(names, columns, strict=True)}


def _translations(record: Record, properties: Properties) -> None:
    """The names in other languages, each once, without the language."""
    international: Record = mapping(record["international"])
    names: Record = mapping(international.get("display_name"))
    properties["translations"] = _unique(map(plain, names.values()))


def _lineage(record: Record, properties: Properties) -> None:
    """The institutions that it is part of, itself not among them."""
    own = key(record.get("id"))
    properties["lineage"] = [found for found in keys_of(record["lineage"]) if found != own] or None


def _associated(record: Record, properties: Properties) -> None:
    """Institutions that it has to do with, their names, and in which way: `parent`, `child` or `related`."""
    rows: dict[str, tuple[str, str]] = {}
    for entry in mappings(record["associated_institutions"]):
        institution = identifier(key, entry.get("id"), "an id of OpenAlex")
        if institution is not None:
            rows[institution] = text(entry.get("relationship")) or "related", plain(entry.get("display_name")) or ""
    properties["associated"] = list(rows) or None
    properties["associations"] = [relation for relation, _ in rows.values()] or None
    properties["associatedNames"] = [name for _, name in rows.values()] or None


def _geo(record: Record, properties: Properties) -> None:
    geo: Record = mapping(record["geo"])
    properties["region"] = plain(geo.get("region"))
    properties["geonames"] = text(geo.get("geonames_city_id"))


def _ids(*fields: str) -> tuple[str, Reader]:
    """Addresses and keys of other catalogues, under their own names."""

    def reader(record: Record, properties: Properties) -> None:
        ids: Record = mapping(record["ids"])
        for field in fields:
            value = ids.get(field)
            properties[field] = text(str(value) if isinstance(value, int) else value)

    return "ids", reader


def _organisation(record: Record, properties: Properties) -> None:
    """The ROR id of a funder or publisher, and a funder's number in the Crossref Funder Registry."""
    ids: Record = mapping(record["ids"])
    properties["ror"] = identifier(ror_of, ids.get("ror"), "a ROR id")
    if "crossref" in ids or "doi" in ids:
        number = f"fundref:{ids['crossref']}" if ids.get("crossref") else ids.get("doi")
        properties["registry"] = identifier(fundref_of, number, "a number of the Crossref Funder Registry")


def _codes(record: Record, properties: Properties) -> None:
    found = dict.fromkeys(filter(None, map(text, items(record["country_codes"]))))
    properties["countries"] = list(found) or None


def _prices(record: Record, properties: Properties) -> None:
    entries: Iterable[Record] = mappings(record["apc_prices"])
    rows = [(price, text(entry.get("currency")) or "") for entry in entries
            if (price := count(entry.get("price"))) is not None]  # fmt: skip
    properties["apcPrices"] = [price for price, _ in rows] or None
    properties["apcCurrencies"] = [currency for _, currency in rows] or None


def _societies(record: Record, properties: Properties) -> None:
    found = (plain(entry.get("organization")) for entry in mappings(record["societies"]))
    properties["societies"] = _unique(found)


#: What the records of all of them have.
_COUNTS: Final[tuple[tuple[str, Reader], ...]] = (
    _one("works_count", "reportedPapers", count), _one("cited_by_count", "reportedCitations", count),
    ("summary_stats", _stats), ("counts_by_year", _years), _one("created_date", "recordedOn", day),
)  # fmt: skip
_PARTS: Final[dict[Label, tuple[tuple[str, Reader], ...]]] = {
    "Author": (
        *_COUNTS, ("display_name_alternatives", _names("otherNames", "display_name_alternatives", "raw_author_names")),
        _ids("scopus", "twitter", "wikipedia"),
    ),
    "Institution": (
        *_COUNTS, ("display_name_alternatives", _names("otherNames", "display_name_alternatives")),
        ("display_name_acronyms", _names("acronyms", "display_name_acronyms")), ("international", _translations),
        ("lineage", _lineage), ("associated_institutions", _associated), ("geo", _geo),
        _ids("grid", "wikidata", "wikipedia"), _one("is_super_system", "superSystem", mark),
        _one("status", "status", text),
    ),
    "Topic": (
        *_COUNTS, ("display_name_alternatives", _names("otherNames", "display_name_alternatives")),
        ("keywords", _names("keywords", "keywords")), ("international", _translations),
        _ids("wikipedia", "wikidata"), _one("wikidata", "wikidata", text),
    ),
    "Venue": (
        *_COUNTS, ("alternate_titles", _names("otherNames", "alternate_titles")),
        _one("abbreviated_title", "abbreviation", plain), _one("host_organization", "publisherId", key),
        _one("country_code", "country", text), _one("is_oa", "isOpen", mark), _one("is_in_doaj", "inDoaj", mark),
        _one("is_core", "isCore", mark), _one("is_indexed_in_scopus", "inScopus", mark),
        _one("apc_usd", "apcUsd", count), ("apc_prices", _prices), ("societies", _societies),
        _one("first_publication_year", "firstYear", year), _one("last_publication_year", "lastYear", year),
        _one("is_in_doaj_since_year", "inDoajSince", year), _one("is_ojs", "isOjs", mark),
        _one("is_in_scielo", "inScielo", mark), _one("is_in_jstage", "inJstage", mark),
        _one("is_in_jstage_since_year", "inJstageSince", year), _one("is_high_oa_rate", "mostlyOpen", mark),
        _one("is_high_oa_rate_since_year", "mostlyOpenSince", year), _one("oa_flip_year", "openSince", year),
        _one("is_preprint_repository", "isPreprintRepository", mark),
        _one("oa_works_count", "reportedOpenPapers", count),
        _ids("wikidata", "wikipedia", "fatcat"), _one("homepage_url", "homepage", address),
    ),
    "Funder": (
        *_COUNTS, ("alternate_titles", _names("otherNames", "alternate_titles")),
        _one("grants_count", "reportedAwards", count), _one("awards_count", "reportedAwards", count),
        _ids("wikidata"), ("ids", _organisation),
    ),
    "Publisher": (
        *_COUNTS, ("alternate_titles", _names("otherNames", "alternate_titles")),
        ("country_codes", _codes), _one("sources_count", "reportedVenues", count),
        _ids("wikidata"), ("ids", _organisation),
    ),
    "Award": (),
}  # fmt: skip

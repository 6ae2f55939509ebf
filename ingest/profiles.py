"""Further properties of all entities but works: other names, external ids, counts.

Search finds other names, acronyms and translations. Counts are those of the source's complete catalogue. Source:
OpenAlex documentation, the entities' objects.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from graphdb.ingest.rows import Batch, Label, Properties
from ingest.fields import identifier, read
from ingest.keys import fundref_of, key, keys_of, ror_of
from ingest.values import (
    Record,
    address,
    boolean,
    count,
    day,
    invalid,
    items,
    mapping,
    mappings,
    plain,
    real,
    text,
    year,
)

Reader = Callable[[Record, Properties], None]
#: Maximum number of names in other languages; a country has three hundred.
_MAX_NAMES: Final = 500


def describe(label: Label, entity_id: str, record: Record, properties: Properties, batch: Batch) -> None:
    """Add the fields of the record to the properties; a malformed field is rejected by name."""
    for field, reader in _PARTS[label]:
        if field in record:
            read(batch, entity_id, field, reader, record, properties)


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
        invalid(f"is beyond the first {_MAX_NAMES} names", distinct[_MAX_NAMES])
    return distinct[:_MAX_NAMES] or None


def _field(field: str, name: str, reader: Callable[[Any], Any]) -> tuple[str, Reader]:
    """A field with one property, and its reader."""

    def part(record: Record, properties: Properties) -> None:
        properties[name] = reader(record[field])

    return field, part


def _stats(record: Record, properties: Properties) -> None:
    stats: Record = mapping(record["summary_stats"])
    properties["hIndex"] = count(stats.get("h_index"))
    properties["i10Index"] = count(stats.get("i10_index"))
    properties["meanCitedness"] = real(stats.get("2yr_mean_citedness"), 0)


def _years(record: Record, properties: Properties) -> None:
    """Works, open access works and citations per year, latest first."""
    rows: dict[int, tuple[int, int, int]] = {}
    for entry in mappings(record["counts_by_year"]):
        counted_year = year(entry.get("year"))
        numbers = [count(entry.get(name)) or 0 for name in ("works_count", "oa_works_count", "cited_by_count")]
        if entry.get("year") is None:
            invalid("has no year", entry)
        if counted_year is not None:
            rows[counted_year] = (numbers[0], numbers[1], numbers[2])
    listed = sorted(rows.items(), reverse=True)
    names = ("countYears", "worksInYears", "openWorksInYears", "citationsInYears")
    columns = [
        [counted_year for counted_year, _ in listed],
        *([numbers[index] for _, numbers in listed] for index in range(3)),
    ]
    properties |= {name: column or None for name, column in zip(names, columns, strict=True)}


def _translations(record: Record, properties: Properties) -> None:
    """The names in other languages, each once, without the language."""
    international: Record = mapping(record["international"])
    names: Record = mapping(international.get("display_name"))
    properties["translations"] = _unique(map(plain, names.values()))


def _lineage(record: Record, properties: Properties) -> None:
    """The institutions above it, without itself."""
    institution_id = key(record.get("id"))
    properties["lineage"] = [ancestor for ancestor in keys_of(record["lineage"]) if ancestor != institution_id] or None


def _associated(record: Record, properties: Properties) -> None:
    """Associated institutions with their names and relations: `parent`, `child` or `related`."""
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
    """Addresses and keys in other catalogues, under the names of the fields."""

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
    codes = dict.fromkeys(filter(None, map(text, items(record["country_codes"]))))
    properties["countries"] = list(codes) or None


def _prices(record: Record, properties: Properties) -> None:
    entries: Iterable[Record] = mappings(record["apc_prices"])
    rows = [(price, text(entry.get("currency")) or "") for entry in entries
            if (price := count(entry.get("price"))) is not None]  # fmt: skip
    properties["apcPrices"] = [price for price, _ in rows] or None
    properties["apcCurrencies"] = [currency for _, currency in rows] or None


def _societies(record: Record, properties: Properties) -> None:
    names = (plain(entry.get("organization")) for entry in mappings(record["societies"]))
    properties["societies"] = _unique(names)


#: Fields of all entities but awards.
_COUNTS: Final[tuple[tuple[str, Reader], ...]] = (
    _field("works_count", "reportedPapers", count), _field("cited_by_count", "reportedCitations", count),
    ("summary_stats", _stats), ("counts_by_year", _years), _field("created_date", "recordedOn", day),
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
        _ids("grid", "wikidata", "wikipedia"), _field("is_super_system", "superSystem", boolean),
        _field("status", "status", text),
    ),
    "Topic": (
        *_COUNTS, ("display_name_alternatives", _names("otherNames", "display_name_alternatives")),
        ("keywords", _names("keywords", "keywords")), ("international", _translations),
        _ids("wikipedia", "wikidata"), _field("wikidata", "wikidata", text),
    ),
    "Venue": (
        *_COUNTS, ("alternate_titles", _names("otherNames", "alternate_titles")),
        _field("abbreviated_title", "abbreviation", plain), _field("host_organization", "publisherId", key),
        _field("country_code", "country", text), _field("is_oa", "isOpen", boolean),
        _field("is_in_doaj", "inDoaj", boolean), _field("is_core", "isCore", boolean),
        _field("is_indexed_in_scopus", "inScopus", boolean),
        _field("apc_usd", "apcUsd", count), ("apc_prices", _prices), ("societies", _societies),
        _field("first_publication_year", "firstYear", year), _field("last_publication_year", "lastYear", year),
        _field("is_in_doaj_since_year", "inDoajSince", year), _field("is_ojs", "isOjs", boolean),
        _field("is_in_scielo", "inScielo", boolean), _field("is_in_jstage", "inJstage", boolean),
        _field("is_in_jstage_since_year", "inJstageSince", year), _field("is_high_oa_rate", "mostlyOpen", boolean),
        _field("is_high_oa_rate_since_year", "mostlyOpenSince", year), _field("oa_flip_year", "openSince", year),
        _field("is_preprint_repository", "isPreprintRepository", boolean),
        _field("oa_works_count", "reportedOpenPapers", count),
        _ids("wikidata", "wikipedia", "fatcat"), _field("homepage_url", "homepage", address),
    ),
    "Funder": (
        *_COUNTS, ("alternate_titles", _names("otherNames", "alternate_titles")),
        _field("grants_count", "reportedAwards", count), _field("awards_count", "reportedAwards", count),
        _ids("wikidata"), ("ids", _organisation),
    ),
    "Publisher": (
        *_COUNTS, ("alternate_titles", _names("otherNames", "alternate_titles")),
        ("country_codes", _codes), _field("sources_count", "reportedVenues", count),
        _ids("wikidata"), ("ids", _organisation),
    ),
    "Award": (),
}  # fmt: skip

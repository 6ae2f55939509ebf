"""Records of all entities but works → the expected response of the API."""

import re
from typing import Any, Final

from tests.records.oracle.values import (
    Json,
    Plain,
    address,
    day,
    items,
    key,
    keys,
    line,
    live_key,
    mapping,
    mappings,
    text,
)
from tests.records.oracle.works import by_year

_ACTIVITY: Final = {"papers": "works_count", "openPapers": "oa_works_count", "citations": "cited_by_count"}
#: Properties of venues: name in the API → OpenAlex's field.
_MARKS: Final = {
    "firstYear": "first_publication_year", "lastYear": "last_publication_year", "inDoajSince": "is_in_doaj_since_year",
    "inScielo": "is_in_scielo", "inJstage": "is_in_jstage", "inJstageSince": "is_in_jstage_since_year",
    "isOjs": "is_ojs", "isPreprintRepository": "is_preprint_repository", "mostlyOpen": "is_high_oa_rate",
    "mostlyOpenSince": "is_high_oa_rate_since_year", "openSince": "oa_flip_year",
}  # fmt: skip
_LEVELS: Final = {"T": "TOPIC", "C": "CONCEPT"}


def names(*lists: object) -> list[object]:
    """The names of the lists, each once."""
    distinct: dict[str, object] = {}
    for value in lists:
        entries: list[object] = [value] if isinstance(value, str) else [*value] if isinstance(value, list) else []
        for entry in entries:
            if (name := line(entry)) is not None:
                distinct.setdefault(name, Plain(entry))
    return [*distinct.values()][:500]


def reported(record: Json) -> Json:
    """Counts of the source."""
    stats = mapping(record.get("summary_stats"))
    return {
        "papers": record.get("works_count"), "citations": record.get("cited_by_count"),
        "openPapers": record.get("oa_works_count"), "createdOn": day(record.get("created_date")),
        "hIndex": stats.get("h_index"), "i10Index": stats.get("i10_index"),
        "meanCitedness": stats.get("2yr_mean_citedness"), "byYear": by_year(record.get("counts_by_year"), _ACTIVITY),
    }  # fmt: skip


def author(record: Json) -> Json:
    """An author, without affiliations."""
    return {
        "name": Plain(record.get("display_name")), "orcid": orcid(record.get("orcid") or record.get("external_id")),
        "otherNames": names(record.get("display_name_alternatives"), record.get("raw_author_names")),
        **{name: text(mapping(record.get("ids")).get(name)) for name in ("scopus", "twitter", "wikipedia")},
        "reported": reported(record),
    }  # fmt: skip


def affiliations(record: Json) -> dict[str, list[int]]:
    """Institution → years in the record."""
    entries = mappings(record.get("affiliations"))
    if not entries:
        last = [record.get("last_known_institution"), *mappings(record.get("last_known_institutions"))]
        entries = [{"institution": institution} for institution in last if institution]
    years: dict[str, list[int]] = {}
    for entry in entries:
        if institution_id := live_key(mapping(entry.get("institution")).get("id")):
            years.setdefault(institution_id, []).extend(items(entry.get("years")))
    return years


def institution(record: Json) -> Json:
    """An institution."""
    geo, ids = mapping(record.get("geo")), mapping(record.get("ids"))
    international = mapping(mapping(record.get("international")).get("display_name"))
    associated = {live_key(each.get("id")): each for each in mappings(record.get("associated_institutions"))}
    is_located = geo.get("latitude") is not None and geo.get("longitude") is not None
    geonames = geo.get("geonames_city_id")
    return {
        "name": Plain(record.get("display_name")), "ror": _tail(record.get("ror") or record.get("external_id")),
        "country": text(record.get("country_code")), "kind": text(record.get("type")), "city": text(geo.get("city")),
        "region": text(geo.get("region")), "geonames": None if geonames is None else str(geonames),
        "homepage": address(record.get("homepage_url")),
        "location": {"latitude": geo["latitude"], "longitude": geo["longitude"]} if is_located else None,
        "otherNames": names(record.get("display_name_alternatives")),
        "acronyms": names(record.get("display_name_acronyms")), "translations": names([*international.values()]),
        "grid": text(ids.get("grid")), "wikidata": text(ids.get("wikidata")), "wikipedia": text(ids.get("wikipedia")),
        "status": text(record.get("status")), "superSystem": record.get("is_super_system") is True,
        "lineage": [each for each in keys(record.get("lineage")) if each != key(record["id"])],
        "associated": [{"id": each, "relation": text(entry.get("relationship")) or "related",
                        "name": Plain(entry.get("display_name"))} for each, entry in associated.items() if each],
        "reported": reported(record),
    }  # fmt: skip


def topic(record: Json) -> Json:
    """A topic, one of the levels above, or a concept."""
    topic_id = str(key(record["id"]))
    level = topic_id.partition(":")[0] if ":" in topic_id else None
    ids = mapping(record.get("ids"))
    above: dict[str, Any] = {name: mapping(record.get(name)) for name in ("subfield", "field", "domain")}
    if level is not None:
        above = dict([*above.items()][[*above].index(level) + 1 :]) if level in above else {}
    broader = next((key(entry.get("id")) for entry in above.values() if key(entry.get("id"))), None)
    international = mapping(mapping(record.get("international")).get("display_name"))
    return {
        "name": Plain(record.get("display_name")), "level": level.upper() if level else _LEVELS[topic_id[0]],
        "otherNames": names(record.get("display_name_alternatives")),
        "description": Plain(record.get("description") or record.get("hint")),
        "keywords": names(record.get("keywords")), "translations": names([*international.values()]), "broader": broader,
        "wikipedia": text(ids.get("wikipedia")), "wikidata": text(record.get("wikidata") or ids.get("wikidata")),
        "reported": reported(record),
    }  # fmt: skip


def venue(record: Json) -> Json:
    """A venue."""
    issn = [record.get("issn_l") or record.get("external_id")]
    issn += [record["issn"]] if isinstance(record.get("issn"), str) else record.get("issn") or []
    publisher = record.get("host_organization_name") or record.get("publisher") or record.get("hint")
    return {
        "name": Plain(record.get("display_name")), "issn": [*dict.fromkeys(filter(None, issn))],
        "kind": text(record.get("type")), "homepage": address(record.get("homepage_url")),
        "otherNames": names(record.get("alternate_titles")), "abbreviation": text(record.get("abbreviated_title")),
        "publisher": Plain(publisher), "publisherId": key(record.get("host_organization")),
        "country": text(record.get("country_code")), "isOpen": record.get("is_oa"), "inDoaj": record.get("is_in_doaj"),
        "isCore": record.get("is_core"), "inScopus": record.get("is_indexed_in_scopus"),
        "societies": names([each.get("organization") for each in mappings(record.get("societies"))]),
        "apcUsd": record.get("apc_usd"),
        **{name: text(mapping(record.get("ids")).get(name)) for name in ("wikidata", "wikipedia", "fatcat")},
        **{name: record.get(field) for name, field in _MARKS.items()},
        "apcPrices": [{"price": each["price"], "currency": text(each.get("currency"))}
                      for each in mappings(record.get("apc_prices")) if each.get("price") is not None],
        "reported": reported(record),
    }  # fmt: skip


def funder(record: Json) -> Json:
    """A funder."""
    ids = mapping(record.get("ids"))
    awards: Any = record.get("awards_count")
    return {
        "name": Plain(record.get("display_name")), "description": Plain(record.get("description")),
        "country": text(record.get("country_code")), "homepage": address(record.get("homepage_url")),
        "ror": _tail(ids.get("ror")), "registryNumber": text(ids.get("crossref")) or _tail(ids.get("doi")),
        "otherNames": names(record.get("alternate_titles")), "wikidata": text(ids.get("wikidata")),
        "reportedAwardCount": record.get("grants_count") if awards is None else awards, "reported": reported(record),
    }  # fmt: skip


def publisher(record: Json) -> Json:
    """A publisher."""
    ids, above = mapping(record.get("ids")), record.get("parent_publisher")
    return {
        "name": Plain(record.get("display_name")), "homepage": address(record.get("homepage_url")),
        "countries": [*dict.fromkeys(items(record.get("country_codes")))], "ror": _tail(ids.get("ror")),
        "otherNames": names(record.get("alternate_titles")), "wikidata": text(ids.get("wikidata")),
        "parent": key(above if isinstance(above, str) else mapping(above).get("id")),
        "reportedVenueCount": record.get("sources_count"), "reported": reported(record),
    }  # fmt: skip


def orcid(value: object) -> str | None:
    """An ORCID iD; None for a truncated one."""
    tail = _tail(value)
    return tail if tail and re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", tail) else None


def _tail(value: object) -> str | None:
    return str(value).rstrip("/").rpartition("/")[2] if value else None


READERS: Final = {
    "A": author, "I": institution, "T": topic, "C": topic, "S": venue, "F": funder, "P": publisher,
}  # fmt: skip

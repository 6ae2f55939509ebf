"""A work of OpenAlex → the expected `Paper`."""

import hashlib
import re
from collections.abc import Iterable
from typing import Any, Final

from tests.ingest.records import SITE
from tests.records.oracle.byline import byline
from tests.records.oracle.locations import locations, raw_venue, venue
from tests.records.oracle.values import (
    Json,
    Plain,
    address,
    arxiv,
    day,
    doi,
    key,
    keys,
    line,
    mapping,
    mappings,
    stripped,
    text,
)  # fmt: skip

#: OpenAlex's types whose kind is not their name in capitals, and Crossref's (records of 2023).
_KINDS: Final = {
    "journal-article": "ARTICLE", "proceedings-article": "CONFERENCE_PAPER", "posted-content": "PREPRINT",
    "monograph": "BOOK", "edited-book": "BOOK", "reference-book": "BOOK", "proceedings": "BOOK",
    "book-chapter": "CHAPTER", "book-section": "CHAPTER", "book-part": "CHAPTER", "reference-entry": "CHAPTER",
    "review": "REVIEW_ARTICLE", "retraction": "ERRATUM", "supplementary-materials": "SUPPLEMENT",
    "report-series": "REPORT",
}  # fmt: skip
_SAME: Final = frozenset({
    "article", "preprint", "book", "dataset", "dissertation", "report", "editorial", "letter", "erratum",
    "peer-review", "software", "standard", "conference-paper", "conference-abstract", "book-review", "data-paper",
    "software-paper", "paratext",
})  # fmt: skip
_YEARS: Final = range(1000, 2200)
_STATUSES: Final = frozenset(["diamond", "gold", "green", "hybrid", "bronze", "closed"])


def paper(record: Json) -> Json:
    """All fields but those that depend on other records: references, citations."""
    number = key(record.get("id"))
    ids, biblio = mapping(record.get("ids")), mapping(record.get("biblio"))
    title = record.get("title") or record.get("display_name")
    abstract = abstract_of(record.get("abstract_inverted_index"))
    primary, best = mapping(record.get("primary_location")), mapping(record.get("best_oa_location"))
    host = mapping(record.get("host_venue")) if "primary_location" not in record else {}
    named = doi(record.get("doi")) or doi(ids.get("doi"))
    access = mapping(record.get("open_access"))
    status = access.get("oa_status")
    pages = [location.get(name) for location in (primary, *mappings(record.get("locations")))
             for name in ("landing_page_url", "pdf_url")] if "locations" in record else []  # fmt: skip
    landing = address(primary.get("landing_page_url")) or address(host.get("url"))
    byline_places = byline(record)
    return {
        "id": number,
        "title": Plain(title) if line(title) else "[untitled]",
        "abstract": Plain(abstract),
        "abstractKind": "ORIGINAL" if abstract and stripped(abstract) else None,
        "kind": kind(record),
        "year": _integer(record.get("publication_year")),
        "publishedOn": day(record.get("publication_date")),
        "language": text(record.get("language")),
        "deletedOn": None,
        "retracted": record.get("is_retracted") is True,
        "identifiers": {
            "openalex": number, "doi": named, "arxiv": arxiv(record.get("doi")) or arxiv(*pages),
            "pmid": _tail(ids.get("pmid")), "pmcid": _pmc(ids.get("pmcid")),
            "mag": str(ids["mag"]) if ids.get("mag") else None,
        },
        "url": landing or (f"https://doi.org/{named}" if named and ("primary_location" in record or host) else None),
        "openAccess": {
            "isOpen": access.get("is_oa") is True, "status": status.upper() if status in _STATUSES else None,
            "url": address(access.get("oa_url")),
            "licence": text(best.get("license")) or text(primary.get("license")) or text(host.get("license")),
            "inRepository": access.get("any_repository_has_fulltext"),
        },
        "venue": venue(record),
        "rawVenueName": raw_venue(record),
        "locations": locations(record),
        "reportedCitationCount": _integer(record.get("cited_by_count")),
        "reportedReferenceCount": _references(record),
        "authors": byline_places,
        "authorCount": len(byline_places),
        "institutions": sorted({entry for location in byline_places for entry in location["institutions"]}),
        "topics": topics(record),
        "funding": funding(record),
        "funders": sorted({entry["funderId"] for entry in funding(record) if entry["funderId"]}),
        "awards": sorted({entry["award"] for entry in funding(record) if entry["award"]}),
        "keywords": keywords(record),
        "meshTerms": [
            {"descriptor": text(term["descriptor_name"]), "descriptorId": text(term.get("descriptor_ui")),
             "qualifier": text(term.get("qualifier_name")), "qualifierId": text(term.get("qualifier_ui")),
             "major": term.get("is_major_topic") is True}
            for term in mappings(record.get("mesh")) if text(term.get("descriptor_name"))
        ],
        "sustainableDevelopmentGoals": goals(record),
        "indicators": indicators(record),
        "apcList": charge(record.get("apc_list")),
        "apcPaid": charge(record.get("apc_paid")),
        "sourceRecord": {
            "type": text(record.get("type")), "crossrefType": text(record.get("type_crossref")),
            "paratext": record.get("is_paratext") is True, "xpac": record.get("is_xpac") is True,
            "hasFulltext": record.get("has_fulltext"),
            "indexedIn": list(dict.fromkeys(record.get("indexed_in") or [])),
            "createdOn": day(record.get("created_date")),
        },
        "cited": {"volume": _number(biblio.get("volume")), "issue": _number(biblio.get("issue")),
                  "page": _pages(biblio)},
        "sources": [{"source": "OpenAlex", "record": number, "url": f"{SITE}{number}",
                     "updatedOn": day(record.get("updated_date"))}],
        "correspondingInstitutions": sorted(keys(record.get("corresponding_institution_ids"))),
    }  # fmt: skip


def abstract_of(index: object) -> str | None:
    """The words at their positions."""
    words = {position: word for word, positions in mapping(index).items() for position in positions}
    return " ".join(words[position] for position in sorted(words)) or None


def kind(record: Json) -> str:
    """The kind of `type`, or else of Crossref's type."""
    for name in (record.get("type"), record.get("type_crossref")):
        if isinstance(name, str) and (name in _SAME or name in _KINDS):
            return _KINDS.get(name) or name.upper().replace("-", "_")
        if name in ("other", "component", "grant", "libguides", "journal-issue", "journal"):
            return "OTHER"
    return "OTHER"


def topics(record: Json) -> list[Json]:
    """Topics, or concepts where there are none, best first."""
    primary = key(mapping(record.get("primary_topic")).get("id"))
    entries = mappings(record.get("topics")) or ([record["primary_topic"]] if primary else [])
    primary = primary or (key(entries[0].get("id")) if entries else None)
    entries = entries or mappings(record.get("concepts"))
    rows: dict[str, Json] = {}
    for entry in entries:
        name = key(entry.get("id"))
        if name:
            rows.setdefault(name, {"id": name, "score": float(entry.get("score") or 0), "primary": name == primary})
    return sorted(rows.values(), key=lambda row: (-row["score"], row["id"]))


def funding(record: Json) -> list[Json]:
    """Awards and grants, then funders without one."""
    rows = [
        (key(entry.get("funder_id")), entry.get("funder_display_name"), key(entry.get("id")),
         text(entry.get("funder_award_id")), entry.get("display_name"), doi(entry.get("doi")))
        for entry in mappings(record.get("awards"))
    ]  # fmt: skip
    rows += [(key(entry.get("funder")), entry.get("funder_display_name"), None, text(entry.get("award_id")), None, None)
             for entry in mappings(record.get("grants"))]  # fmt: skip
    with_award = {row[0] for row in rows}
    rows += [(key(entry.get("id")), entry.get("display_name"), None, None, None, None)
             for entry in mappings(record.get("funders")) if key(entry.get("id")) not in with_award]  # fmt: skip
    return [
        {"funderId": row[0], "funderName": Plain(row[1]), "awardId": row[2], "awardNumber": row[3],
         "title": Plain(row[4]), "doi": row[5], "funder": _node(row[0]),
         "award": _award(row[0], row[3]) or row[2]}
        for row in dict.fromkeys(rows)
    ]  # fmt: skip


def _award(funder: str | None, number: str | None) -> str | None:
    """The id of an award that has a funder and a number (docs/openalex.md)."""
    if funder is None or number is None:
        return None
    short = re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-")
    if not short or not number.isascii() or len(short) > 60:
        short = hashlib.blake2b(number.lower().encode(), digest_size=10).hexdigest()
    return f"award:{funder.lower()}.{short}"


def _node(node_id: str | None) -> Json | None:
    return {"id": node_id} if node_id else None


def keywords(record: Json) -> list[Json]:
    """Keywords, each once."""
    rows: dict[str, Json] = {}
    for entry in mappings(record.get("keywords")):
        name = entry.get("display_name") or entry.get("keyword")
        if line(name):
            rows.setdefault(str(line(name)).casefold(), {"name": Plain(name), "score": float(entry.get("score") or 0)})
    return list(rows.values())


def goals(record: Json) -> list[Json]:
    """Development goals by number."""
    rows: dict[str, Json] = {}
    for entry in mappings(record.get("sustainable_development_goals")):
        number = str(entry.get("id")).rstrip("/").rpartition("/")[2]
        rows.setdefault(number, {"number": int(number), "name": text(entry.get("display_name")),
                                 "score": float(entry.get("score") or 0)})  # fmt: skip
    return list(rows.values())


def indicators(record: Json) -> Json:
    """Citation indicators."""
    percentile, of_year = (
        mapping(record.get("citation_normalized_percentile")),
        mapping(record.get("cited_by_percentile_year")),
    )
    return {
        "fwci": record.get("fwci"), "percentile": percentile.get("value"),
        "top1Percent": percentile.get("is_in_top_1_percent"), "top10Percent": percentile.get("is_in_top_10_percent"),
        "yearPercentileFrom": of_year.get("min"), "yearPercentileTo": of_year.get("max"),
        "byYear": by_year(record.get("counts_by_year"), {"count": "cited_by_count"}),
    }  # fmt: skip


def by_year(entries: object, names: dict[str, str]) -> list[Json]:
    """Counts of each year, latest first."""
    rows = ({"year": entry["year"], **{name: entry.get(field) or 0 for name, field in names.items()}}
            for entry in mappings(entries) if entry.get("year") in _YEARS)  # fmt: skip
    return sorted(rows, key=lambda row: -row["year"])


def charge(value: object) -> Json | None:
    """An article processing charge."""
    entry = mapping(value)
    if entry.get("value") is None:
        return None
    return {"value": entry["value"], "currency": text(entry.get("currency")), "usd": entry.get("value_usd"),
            "source": text(entry.get("provenance"))}  # fmt: skip


def _references(record: Json) -> int | None:
    counted: Any = record.get("referenced_works_count")
    return (
        counted
        if counted is not None
        else len(record["referenced_works"] or ())
        if "referenced_works" in record
        else None
    )


def references(record: Json, graph_ids: Iterable[str]) -> tuple[list[str], list[str]]:
    """The cited works: those in the graph, and the others."""
    cited = [work for work in keys(record.get("referenced_works")) if work != key(record["id"])]
    inside = set(graph_ids)
    return sorted(work for work in cited if work in inside), sorted(work for work in cited if work not in inside)


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _tail(value: object) -> str | None:
    return str(value).rstrip("/").rpartition("/")[2] if value else None


def _pmc(value: object) -> str | None:
    tail = _tail(value)
    return tail and (tail if tail.upper().startswith("PMC") else f"PMC{tail}").upper()


def _number(value: Any) -> str | None:
    """A volume or an issue without the word that some records have before it: `12` of `Volume 12`."""
    words = (text(value) or "").split()
    if len(words) == 2 and words[0].lower() in {"volume", "vol.", "issue", "no."} and words[1][0].isdigit():
        return words[1]
    return text(value)


def _pages(biblio: Json) -> str | None:
    first, last = text(biblio.get("first_page")), text(biblio.get("last_page"))
    return f"{first or ''}-{last}".strip("-") if last and last != first else first

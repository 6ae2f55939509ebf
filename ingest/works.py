"""OpenAlex works → papers, and what they say of authors, institutions, topics and venues.

Reads the schema of 2023 (`host_venue`, `concepts`, Crossref's types) and of 2025 (`topics`, its own types), and partial
records: each part below is read only where the record carries its field. Source: OpenAlex documentation, work object.
"""

from collections.abc import Callable
from typing import Any, Final

import orjson

from graphdb.ingest.rows import About, Batch, PaperRow, Properties
from identifiers.title import title_key
from ingest import funding, indicators, locations, mentions
from ingest.abstracts import abstract
from ingest.bylines import names, read_bylines
from ingest.credits import credited
from ingest.fields import identifier, read
from ingest.keys import arxiv_of, doi_of, key, keys_of, mag_of, pmcid_of, pmid_of
from ingest.values import (
    Record,
    Unusable,
    address,
    count,
    day,
    mapping,
    mappings,
    mark,
    misfit,
    plain,
    sorted_as,
    text,
    year,
)  # fmt: skip

#: Cataloguers write what they supply themselves in brackets; the API's title is never null.
UNTITLED: Final = "[untitled]"

#: OpenAlex's types, and Crossref's, which it used until 2023. Whatever is not here is OTHER, and reported.
#: Sources: OpenAlex documentation, "Work types"; Crossref REST API, `/types`.
KINDS: Final = {
    "article": "ARTICLE", "journal-article": "ARTICLE", "conference-paper": "CONFERENCE_PAPER",
    "proceedings-article": "CONFERENCE_PAPER", "conference-abstract": "CONFERENCE_ABSTRACT",
    "data-paper": "DATA_PAPER", "software-paper": "SOFTWARE_PAPER", "book-review": "BOOK_REVIEW",
    "preprint": "PREPRINT", "posted-content": "PREPRINT",
    "book": "BOOK", "monograph": "BOOK", "edited-book": "BOOK", "reference-book": "BOOK", "proceedings": "BOOK",
    "book-series": "BOOK", "book-set": "BOOK",
    "book-chapter": "CHAPTER", "book-section": "CHAPTER", "book-part": "CHAPTER", "book-track": "CHAPTER",
    "reference-entry": "CHAPTER",
    "dataset": "DATASET", "database": "DATASET", "dissertation": "DISSERTATION",
    "report": "REPORT", "report-series": "REPORT", "report-component": "REPORT",
    "review": "REVIEW_ARTICLE", "editorial": "EDITORIAL", "letter": "LETTER",
    "erratum": "ERRATUM", "retraction": "ERRATUM",
    "peer-review": "PEER_REVIEW", "software": "SOFTWARE", "standard": "STANDARD", "standard-series": "STANDARD",
    "supplementary-materials": "SUPPLEMENT", "paratext": "PARATEXT",
    **dict.fromkeys(("other", "libguides", "grant", "component", "journal", "journal-volume", "journal-issue",
                     "proceedings-series"), "OTHER"),
}  # fmt: skip
_STATUSES: Final = frozenset({"diamond", "gold", "green", "hybrid", "bronze", "closed"})


def work(record: Record, digest: int, batch: Batch) -> None:
    """Add the paper that the record describes, and those that it mentions, to the batch. Raises Unusable."""
    name = key(record.get("id"))
    if name is None or name[0] != "W":
        raise Unusable(f"its id {record.get('id')!r} is not that of a work")
    kind = record.get("type")
    if isinstance(kind, str) and kind not in KINDS:
        batch.unknown_kinds[kind] = batch.unknown_kinds.get(kind, 0) + 1
    properties: Properties = {"openalex": name, "source": "openalex"}
    for field, part in _PARTS:
        if field in record:
            read(batch, name, field, part, record, properties)
    bylines = read(batch, name, "authorships", read_bylines, record, batch, name) if "authorships" in record else None
    read(batch, name, "locations", locations.mention, record, batch)
    updated = batch.date or None
    if updated is not None:
        properties["updated"] = updated
    batch.papers.append(
        PaperRow(
            id=name,
            others=_others(properties),
            updated=updated,
            digest=digest,
            properties=properties,
            bylines=bylines,
            truncated=read(batch, name, "is_authors_truncated", mark, record.get("is_authors_truncated")) is True,
            topics=read(batch, name, "topics", _topics, record, batch),
            venues=read(batch, name, "primary_location", _venues, record, batch),
            references=read(batch, name, "referenced_works", _references, record, name),
        )
    )


def _title(record: Record, properties: Properties) -> None:
    title = plain(record.get("title")) or plain(record.get("display_name"))
    properties["title"] = title
    properties["titleKey"] = (title_key(title) or None) if title else None
    properties["sortTitle"] = sorted_as(title or UNTITLED)


def _abstract(record: Record, properties: Properties) -> None:
    index: Any = record["abstract_inverted_index"]
    # The snapshot's Parquet holds it as text.
    rebuilt = abstract(orjson.loads(index) if isinstance(index, str) else index)
    properties["abstract"] = rebuilt
    properties["abstractKind"] = None if rebuilt is None else "ORIGINAL"


def _kind(record: Record, properties: Properties) -> None:
    named = KINDS.get(text(record.get("type")) or "")
    properties["kind"] = named or KINDS.get(text(record.get("type_crossref")) or "", "OTHER")


def _year(record: Record, properties: Properties) -> None:
    published = year(record["publication_year"])
    properties["year"] = published
    properties["sortYear"] = -1 if published is None else published


def _day(record: Record, properties: Properties) -> None:
    published = day(record["publication_date"])
    properties["publishedOn"] = published
    properties["sortDate"] = published or ""


def _language(record: Record, properties: Properties) -> None:
    properties["language"] = text(record["language"])


def _access(record: Record, properties: Properties) -> None:
    access: Record = mapping(record["open_access"])
    status = text(access.get("oa_status"))
    if status is not None and status not in _STATUSES:
        misfit("is not an open access status", status)
    properties["isOpen"] = mark(access.get("is_oa")) is True
    properties["oaStatus"] = status.upper() if status in _STATUSES else None
    properties["inRepository"] = mark(access.get("any_repository_has_fulltext"))
    properties["oaUrl"] = address(access.get("oa_url"))


def _location(record: Record, properties: Properties) -> None:
    primary: Record = mapping(record["primary_location"])
    properties["url"] = address(primary.get("landing_page_url")) or _doi_address(record)
    properties["licence"] = text(primary.get("license"))


def _best(record: Record, properties: Properties) -> None:
    """The licence of the best place that is free to read, before that of the primary one."""
    best: Record = mapping(record["best_oa_location"])
    if (licence := text(best.get("license"))) is not None:
        properties["licence"] = licence


def _host(record: Record, properties: Properties) -> None:
    """The venue of the schema before 2023: only where it is all that there is."""
    if "primary_location" not in record:
        host: Record = mapping(record["host_venue"])
        properties["url"] = address(host.get("url")) or _doi_address(record)
        properties["licence"] = text(host.get("license"))


def _doi_address(record: Record) -> str | None:
    named = doi_of(record.get("doi")) or doi_of(mapping(record.get("ids")).get("doi"))
    return None if named is None else f"https://doi.org/{named}"


def _retracted(record: Record, properties: Properties) -> None:
    properties["retracted"] = mark(record["is_retracted"]) is True


def _cited(record: Record, properties: Properties) -> None:
    properties["reportedCitations"] = count(record["cited_by_count"])


def _biblio(record: Record, properties: Properties) -> None:
    biblio: Record = mapping(record["biblio"])
    properties["volume"] = text(biblio.get("volume"))
    properties["issue"] = text(biblio.get("issue"))
    properties["firstPage"] = text(biblio.get("first_page"))
    properties["lastPage"] = text(biblio.get("last_page"))


def _doi(record: Record, properties: Properties) -> None:
    properties["doi"] = identifier(doi_of, record["doi"], "a DOI")
    if (found := arxiv_of(record["doi"])) is not None:
        properties["arxiv"] = found


def _ids(record: Record, properties: Properties) -> None:
    ids: Record = mapping(record["ids"])
    if properties.get("doi") is None:
        properties["doi"] = identifier(doi_of, ids.get("doi"), "a DOI")
    properties["pmid"] = identifier(pmid_of, ids.get("pmid"), "a PubMed id")
    properties["pmcid"] = identifier(pmcid_of, ids.get("pmcid"), "a PubMed Central id")
    properties["mag"] = identifier(mag_of, ids.get("mag"), "an id of the Microsoft Academic Graph")


def _arxiv(record: Record, properties: Properties) -> None:
    """The arXiv id among the places where the work can be read, the best one first."""
    if properties.get("arxiv") is None:
        hosts = [mapping(record.get("primary_location")), *mappings(record["locations"])]
        found = (arxiv_of(place.get("landing_page_url")) or arxiv_of(place.get("pdf_url")) for place in hosts)
        properties["arxiv"] = next(filter(None, found), None)


def _credits(record: Record, properties: Properties) -> None:
    """Only from a record that says both who and when: what one of them says alone would replace the whole."""
    if "publication_year" in record:
        properties["credits"] = credited(names(record), properties.get("year"))


#: Field of the record → what reads it. In order: a later part may look at what an earlier one found.
_PARTS: Final[tuple[tuple[str, Callable[[Record, Properties], None]], ...]] = (
    ("display_name", _title), ("title", _title), ("abstract_inverted_index", _abstract), ("type", _kind),
    ("type_crossref", _kind), ("publication_year", _year), ("publication_date", _day), ("language", _language),
    ("open_access", _access), ("primary_location", _location), ("host_venue", _host), ("best_oa_location", _best),
    ("is_retracted", _retracted), ("cited_by_count", _cited), ("biblio", _biblio),
    ("doi", _doi), ("ids", _ids), ("locations", _arxiv), ("authorships", _credits),
    *locations.PARTS, *indicators.PARTS, *funding.PARTS,
)  # fmt: skip


def _others(properties: Properties) -> list[str]:
    """The ids under which the graph may know the paper from another source."""
    schemes = ((scheme, properties.get(scheme)) for scheme in ("doi", "arxiv", "pmid"))
    return [f"{scheme}:{value}" for scheme, value in schemes if value]


def _topics(record: Record, batch: Batch) -> list[About] | None:
    """Topics where there are any, otherwise the concepts of older data; None when the record carries neither."""
    primary = mapping(record.get("primary_topic"))
    topics = mappings(record.get("topics")) or ([primary] if primary else [])
    if topics:
        first = key((primary or topics[0]).get("id"))
        return mentions.topics(topics, first, batch)
    if "concepts" in record:
        return mentions.concepts(record["concepts"], batch)
    return [] if "topics" in record or "primary_topic" in record else None


def _venues(record: Record, batch: Batch) -> list[str] | None:
    """The venue, as a list of at most one; None when the record carries none of the fields that name it."""
    if "primary_location" not in record and "host_venue" not in record:
        return None
    location: Record = mapping(record.get("primary_location"))
    host: Record = mapping(record.get("host_venue"))
    named = mentions.venue(mapping(location.get("source")), batch) or mentions.venue(host, batch)
    return [] if named is None else [named]


def _references(record: Record, name: str) -> list[str] | None:
    """The works that it cites, each once, itself not among them."""
    if "referenced_works" not in record:
        return None
    return [cited for cited in keys_of(record["referenced_works"]) if cited != name]

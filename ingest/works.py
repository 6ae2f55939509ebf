"""OpenAlex works → papers, and mentions of authors, institutions, topics and venues.

Reads the schemas of 2023 (`host_venue`, `concepts`, Crossref's types) and of 2025 (`topics`, OpenAlex's types), and
partial records: a part is read only where the record has its field. Source: OpenAlex documentation, work object.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import orjson

from graphdb.ingest.rows import About, Batch, PaperRow, Properties
from identifiers.title import title_key
from ingest import funding, indicators, locations, mentions
from ingest.abstracts import abstract
from ingest.bylines import author_names, read_bylines
from ingest.credits import credits_text
from ingest.fields import identifier, read
from ingest.keys import arxiv_of, doi_of, key, keys_of, mag_of, pmcid_of, pmid_of
from ingest.values import (
    Record,
    Unusable,
    address,
    boolean,
    cached_sort_key,
    count,
    day,
    invalid,
    mapping,
    mappings,
    plain,
    text,
    year,
)  # fmt: skip

#: Title of works without one; the API's title is never null. Cataloguers put supplied titles in brackets.
UNTITLED: Final = "[untitled]"

#: OpenAlex's types, and Crossref's, which it used until 2023. Any other type becomes OTHER and is reported.
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
    """Add the paper of the record and its mentions to the batch. Raises Unusable."""
    work_id = key(record.get("id"))
    if work_id is None or work_id[0] != "W":
        raise Unusable(f"its id {record.get('id')!r} is not that of a work")
    kind = record.get("type")
    if isinstance(kind, str) and kind not in KINDS:
        batch.unknown_kinds[kind] = batch.unknown_kinds.get(kind, 0) + 1
    properties: Properties = {"openalex": work_id, "source": "openalex"}
    for field, part in _parts(tuple(record)):
        read(batch, work_id, field, part, record, properties)
    bylines = (
        read(batch, work_id, "authorships", read_bylines, record, batch, work_id) if "authorships" in record else None
    )
    read(batch, work_id, "locations", locations.mention_venues, record, batch)
    updated = batch.date or None
    if updated is not None:
        properties["updated"] = updated
    batch.papers.append(
        PaperRow(
            id=work_id,
            others=_other_ids(properties),
            updated=updated,
            digest=digest,
            properties=properties,
            bylines=bylines,
            truncated=read(batch, work_id, "is_authors_truncated", boolean, record.get("is_authors_truncated")) is True,
            topics=read(batch, work_id, "topics", _topics, record, batch),
            venues=read(batch, work_id, "primary_location", _venues, record, batch),
            references=read(batch, work_id, "referenced_works", _references, record, work_id),
        )
    )


def _title(record: Record, properties: Properties) -> None:
    title = plain(record.get("title")) or plain(record.get("display_name"))
    properties["title"] = title
    properties["titleKey"] = (title_key(title) or None) if title else None
    properties["sortTitle"] = cached_sort_key(title or UNTITLED)


def _abstract(record: Record, properties: Properties) -> None:
    index: Any = record["abstract_inverted_index"]
    # The snapshot's Parquet has it as text.
    rebuilt = abstract(orjson.loads(index) if isinstance(index, str) else index)
    properties["abstract"] = rebuilt
    properties["abstractKind"] = None if rebuilt is None else "ORIGINAL"


def _kind(record: Record, properties: Properties) -> None:
    properties["kind"] = kind_of(record)


def kind_of(record: Record) -> str:
    """The kind of the paper; OTHER for unknown types."""
    kind = KINDS.get(text(record.get("type")) or "")
    return kind or KINDS.get(text(record.get("type_crossref")) or "", "OTHER")


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
        invalid("is not an open access status", status)
    properties["isOpen"] = boolean(access.get("is_oa")) is True
    properties["oaStatus"] = status.upper() if status in _STATUSES else None
    properties["inRepository"] = boolean(access.get("any_repository_has_fulltext"))
    properties["oaUrl"] = address(access.get("oa_url"))


def _location(record: Record, properties: Properties) -> None:
    primary: Record = mapping(record["primary_location"])
    properties["url"] = address(primary.get("landing_page_url")) or _doi_address(record)
    properties["licence"] = text(primary.get("license"))


def _best(record: Record, properties: Properties) -> None:
    """The licence of the best open access location replaces that of the primary one."""
    best: Record = mapping(record["best_oa_location"])
    if (licence := text(best.get("license"))) is not None:
        properties["licence"] = licence


def _host(record: Record, properties: Properties) -> None:
    """Address and licence of `host_venue`, used only without a primary location."""
    if "primary_location" not in record:
        host: Record = mapping(record["host_venue"])
        properties["url"] = address(host.get("url")) or _doi_address(record)
        properties["licence"] = text(host.get("license"))


def _doi_address(record: Record) -> str | None:
    doi_name = doi_of(record.get("doi")) or doi_of(mapping(record.get("ids")).get("doi"))
    return None if doi_name is None else f"https://doi.org/{doi_name}"


def _retracted(record: Record, properties: Properties) -> None:
    properties["retracted"] = boolean(record["is_retracted"]) is True


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
    if (arxiv_id := arxiv_of(record["doi"])) is not None:
        properties["arxiv"] = arxiv_id


def _ids(record: Record, properties: Properties) -> None:
    ids: Record = mapping(record["ids"])
    if properties.get("doi") is None:
        properties["doi"] = identifier(doi_of, ids.get("doi"), "a DOI")
    properties["pmid"] = identifier(pmid_of, ids.get("pmid"), "a PubMed id")
    properties["pmcid"] = identifier(pmcid_of, ids.get("pmcid"), "a PubMed Central id")
    properties["mag"] = identifier(mag_of, ids.get("mag"), "an id of the Microsoft Academic Graph")


def _arxiv(record: Record, properties: Properties) -> None:
    """The arXiv id in the addresses of the locations, the primary one first."""
    if properties.get("arxiv") is None:
        candidates = [mapping(record.get("primary_location")), *mappings(record["locations"])]
        ids = (
            arxiv_of(location.get("landing_page_url")) or arxiv_of(location.get("pdf_url")) for location in candidates
        )
        properties["arxiv"] = next(filter(None, ids), None)


def _credits(record: Record, properties: Properties) -> None:
    """Set only from a record with both byline and year, because a partial text would replace the complete one."""
    if "publication_year" in record:
        properties["credits"] = credits_text(author_names(record), properties.get("year"))


#: Field of the record → reader, in order: later readers use results of earlier ones.
_PARTS: Final[tuple[tuple[str, Callable[[Record, Properties], None]], ...]] = (
    ("display_name", _title), ("title", _title), ("abstract_inverted_index", _abstract), ("type", _kind),
    ("type_crossref", _kind), ("publication_year", _year), ("publication_date", _day), ("language", _language),
    ("open_access", _access), ("primary_location", _location), ("host_venue", _host), ("best_oa_location", _best),
    ("is_retracted", _retracted), ("cited_by_count", _cited), ("biblio", _biblio),
    ("doi", _doi), ("ids", _ids), ("locations", _arxiv), ("authorships", _credits),
    *locations.PARTS, *indicators.PARTS, *funding.PARTS,
)  # fmt: skip


@lru_cache(maxsize=256)
def _parts(fields: tuple[str, ...]) -> list[tuple[str, Callable[[Record, Properties], None]]]:
    """The readers of a record with these fields, each once, with the first field that it reads."""
    parts: dict[Callable[[Record, Properties], None], str] = {}
    for field, part in _PARTS:
        if field in fields:
            parts.setdefault(part, field)
    return [(field, part) for part, field in parts.items()]


def _other_ids(properties: Properties) -> list[str]:
    """The ids under which another source may have stored the paper."""
    schemes = ((scheme, properties.get(scheme)) for scheme in ("doi", "arxiv", "pmid"))
    return [f"{scheme}:{value}" for scheme, value in schemes if value]


def _topics(record: Record, batch: Batch) -> list[About] | None:
    """The topics, or else the concepts of older data; None when the record has neither field."""
    primary = mapping(record.get("primary_topic"))
    topics = mappings(record.get("topics")) or ([primary] if primary else [])
    if topics:
        first = key((primary or topics[0]).get("id"))
        return mentions.topics(topics, first, batch)
    if "concepts" in record:
        return mentions.concepts(record["concepts"], batch)
    return [] if "topics" in record or "primary_topic" in record else None


def _venues(record: Record, batch: Batch) -> list[str] | None:
    """The venue, as a list of at most one; None when the record has none of its fields."""
    if "primary_location" not in record and "host_venue" not in record:
        return None
    location: Record = mapping(record.get("primary_location"))
    host: Record = mapping(record.get("host_venue"))
    venue_id = mentions.venue(mapping(location.get("source")), batch) or mentions.venue(host, batch)
    return [] if venue_id is None else [venue_id]


def _references(record: Record, work_id: str) -> list[str] | None:
    """The cited works, each once, without itself."""
    if "referenced_works" not in record:
        return None
    return [cited for cited in keys_of(record["referenced_works"]) if cited != work_id]

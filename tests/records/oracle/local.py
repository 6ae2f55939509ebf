"""The expected response of the API for the demo's papers, authors, institutions, topics and venues."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import demo
from tests.records.oracle.values import Json, Plain


def papers() -> Iterator[Json]:
    """The demo's papers; `cites`: ids of the cited papers."""
    facts = demo.records()
    authors, topics, venues, cites, resources, origins = (_grouped(rows, end) for rows, end in (
        (facts.authorships, "paper"), (facts.about, "paper"), (facts.published_in, "paper"),
        (facts.citations, "citing"), (facts.resources, "paper"), (facts.origins, "paper"),
    ))  # fmt: skip
    for record in facts.papers:
        paper: Any = record
        paper_id: str = paper["id"]
        byline = sorted(authors[paper_id], key=lambda row: row["position"])
        institutions = {institution for row in byline for institution in row["institutions"]} | {
            row["institution"] for row in origins[paper_id]
        }
        yield {
            "id": paper_id, "title": Plain(paper["title"]), "abstract": paper["abstract"],
            "abstractKind": paper["abstractKind"], "kind": paper["kind"], "year": paper["year"],
            "publishedOn": paper.get("publishedOn"), "language": paper["language"], "deletedOn": None,
            "retracted": paper["retracted"], "url": paper["url"],
            "identifiers": {"openalex": None, "doi": paper.get("doi"), "arxiv": paper.get("arxiv"), "pmid": None,
                            "pmcid": None, "mag": None},
            "openAccess": {"isOpen": paper.get("isOpen", False), "status": paper.get("oaStatus"),
                           "url": paper.get("oaUrl"), "licence": None, "inRepository": None},
            "venue": next((row["venue"] for row in venues[paper_id]), None), "rawVenueName": None, "locations": [],
            "reportedCitationCount": None, "reportedReferenceCount": None,
            "authors": [{"id": row["author"], "position": row["position"], "name": None, "corresponding": False,
                         "institutions": row["institutions"], "affiliations": []} for row in byline],
            "authorCount": len(byline), "institutions": sorted(institutions),
            "topics": sorted(({"id": row["topic"], "score": row["score"], "primary": row["primary"]}
                              for row in topics[paper_id]), key=lambda row: (-row["score"], row["id"])),
            "sources": [{"source": "Peergraph demo", "record": paper_id, "url": None, "updatedOn": None}],
            "resources": sorted(row["url"] for row in resources[paper_id]),
            "cites": [row["cited"] for row in cites[paper_id]],
        }  # fmt: skip


def entities() -> dict[str, Json]:
    """The demo's authors, institutions, topics and venues by id."""
    facts = demo.records()
    broader = {row["narrower"]: row["broader"] for row in facts.broader}
    rows: list[Any] = [*facts.authors, *facts.institutions, *facts.topics, *facts.venues]
    by_id: dict[str, Json] = {}
    for row in rows:
        by_id[row["id"]] = {name: value for name, value in row.items() if name not in ("id", "source")}
        if "level" in row:
            by_id[row["id"]]["broader"] = broader.get(row["id"])
    return by_id


def affiliations() -> Iterator[tuple[str, str, int, int]]:
    """Author, institution, first and last year."""
    for row in demo.records().affiliations:
        yield row["author"], row["institution"], row["firstYear"], row["lastYear"]


def _grouped(rows: Any, end: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[end]].append(row)
    return groups

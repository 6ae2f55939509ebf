"""What the API must say of the demo's papers, people, institutions, topics and venues."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import demo
from tests.records.oracle.values import Json, Plain


def papers() -> Iterator[Json]:
    """The demo's papers; `cites`: ids of the papers that each cites."""
    facts = demo.records()
    authors, topics, venues, cites, resources, origins = (_grouped(rows, end) for rows, end in (
        (facts.authorships, "paper"), (facts.about, "paper"), (facts.published_in, "paper"),
        (facts.citations, "citing"), (facts.resources, "paper"), (facts.origins, "paper"),
    ))  # fmt: skip
    for given in facts.papers:
        paper: Any = given
        found: str = paper["id"]
        byline = sorted(authors[found], key=lambda row: row["position"])
        at = {each for row in byline for each in row["institutions"]} | {row["institution"] for row in origins[found]}
        yield {
            "id": found, "title": Plain(paper["title"]), "abstract": paper["abstract"],
            "abstractKind": paper["abstractKind"], "kind": paper["kind"], "year": paper["year"],
            "publishedOn": paper.get("publishedOn"), "language": paper["language"], "deletedOn": None,
            "retracted": paper["retracted"], "url": paper["url"],
            "identifiers": {"openalex": None, "doi": paper.get("doi"), "arxiv": paper.get("arxiv"), "pmid": None,
                            "pmcid": None, "mag": None},
            "openAccess": {"isOpen": paper.get("isOpen", False), "status": paper.get("oaStatus"),
                           "url": paper.get("oaUrl"), "licence": None, "inRepository": None},
            "venue": next((row["venue"] for row in venues[found]), None), "rawVenueName": None, "locations": [],
            "reportedCitationCount": None, "reportedReferenceCount": None,
            "authors": [{"id": row["author"], "position": row["position"], "name": None, "corresponding": False,
                         "institutions": row["institutions"], "affiliations": []} for row in byline],
            "authorCount": len(byline), "institutions": sorted(at),
            "topics": sorted(({"id": row["topic"], "score": row["score"], "primary": row["primary"]}
                              for row in topics[found]), key=lambda row: (-row["score"], row["id"])),
            "sources": [{"source": "Peergraph demo", "record": found, "url": None, "updatedOn": None}],
            "resources": sorted(row["url"] for row in resources[found]),
            "cites": [row["cited"] for row in cites[found]],
        }  # fmt: skip


def entities() -> dict[str, Json]:
    """The demo's people, institutions, topics and venues by id."""
    facts = demo.records()
    broader = {row["narrower"]: row["broader"] for row in facts.broader}
    rows: list[Any] = [*facts.authors, *facts.institutions, *facts.topics, *facts.venues]
    made: dict[str, Json] = {}
    for row in rows:
        made[row["id"]] = {name: value for name, value in row.items() if name not in ("id", "source")}
        if "level" in row:
            made[row["id"]]["broader"] = broader.get(row["id"])
    return made


def affiliations() -> Iterator[tuple[str, str, int, int]]:
    """Author, institution, first and last year."""
    for row in demo.records().affiliations:
        yield row["author"], row["institution"], row["firstYear"], row["lastYear"]


def _grouped(rows: Any, end: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[end]].append(row)
    return groups

"""Reviews from elsewhere into the graph: which papers they are of, which of them are there, and writing the others.

A review keeps the id that is made of its source and its key there, so that the same record is the same review again.
Its author stands for the reviewers of the source, who cannot be told apart: nobody signs in as them.
"""

from base64 import b32hexencode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.library import candidates
from graphdb.store import Store

#: Seconds that one batch may take.
LIMIT: Final = 60.0


class PaperNames(NamedTuple):
    """What a record calls the paper: identifiers in normal form, the title folded by `identifiers.title.title_key`."""

    id: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    title: str | None = None
    year: int | None = None


class Point(NamedTuple):
    """One point of a review: the name of a `ReviewPointKind`, Markdown, and where in the paper."""

    kind: str
    text: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review as a record tells it. `source` names who published it, `key` the record there; `at` is RFC 3339."""

    id: str
    key: str
    source: str
    at: str
    points: tuple[Point, ...]
    summary: str | None = None
    recommendation: str | None = None
    confidence: int | None = None
    reviewer: str | None = None
    licence: str | None = None
    url: str | None = None
    digest: int = 0


_BY_ID: Final = cypher("""\
UNWIND $ids AS given
OPTIONAL MATCH (alias:Alias {id: given})
MATCH (paper:Paper {id: coalesce(alias.of, given)})
RETURN collect([given, paper.id])""")
_DIGESTS: Final = cypher("UNWIND $ids AS id MATCH (review:Review {id: id}) RETURN collect([id, review.digest])")
_SOURCES: Final = cypher("""\
UNWIND $sources AS source
MERGE (author:User {id: source.id})
ON CREATE SET author.handle = source.handle, author.name = source.name, author.joinedAt = $at, author.placeholder = true
RETURN count(*)""")
#: A review that a moderator has hidden stays hidden.
_STORED: Final = cypher("""\
UNWIND $rows AS row
MATCH (paper:Paper {id: row.paper})
MATCH (author:User {id: row.author})
MERGE (review:Review {id: row.id})
SET review += row.properties
FOREACH (_ IN CASE WHEN EXISTS { (review)<-[:WROTE]-() } THEN [] ELSE [1] END |
  CREATE (author)-[:WROTE]->(review)
  CREATE (review)-[:REVIEWS]->(paper)
)
WITH row, review
CALL (review) {
  MATCH (review)-[:MAKES]->(old)
  DETACH DELETE old
}
FOREACH (point IN row.points |
  CREATE (review)-[:MAKES {position: point.position}]->(:ReviewPoint {
    id: point.id, kind: point.kind, text: point.text, about: point.about
  })
)
RETURN count(*)""")


async def matched(store: Store, papers: Sequence[PaperNames]) -> list[str | None]:
    """The ids of the papers that are meant, in order: None for one that is not there, "" for a title that two have.

    A title counts with a year that is at most one away: preprints are older than what became of them.
    """
    ids = [paper.id for paper in papers if paper.id is not None]
    known: dict[str, str] = dict(await store.read(_BY_ID, {"ids": ids}, within=LIMIT)) if ids else {}
    found = await candidates(store, [_identifiers(paper) for paper in papers])
    return [
        known.get(paper.id or "") or _identified(listed) or _titled(paper, listed)
        for paper, listed in zip(papers, found, strict=True)
    ]


def _identifiers(paper: PaperNames) -> tuple[dict[str, str], list[str]]:
    """The identifiers by scheme, and the title."""
    identifiers = {"doi": paper.doi, "arxiv": paper.arxiv, "pmid": paper.pmid}
    named = {scheme: value for scheme, value in identifiers.items() if value is not None}
    return named, [] if paper.title is None else [paper.title]


def _identified(listed: Sequence[Any]) -> str | None:
    """The paper that carries the first of the identifiers that one carries."""
    by_scheme = {scheme: record[0] for schemes, record in reversed(listed) for scheme in schemes}
    return next((by_scheme[scheme] for scheme in ("doi", "arxiv", "pmid") if scheme in by_scheme), None)


def _titled(paper: PaperNames, listed: Sequence[Any]) -> str | None:
    years = {record[0]: record[2] for schemes, record in listed if "title" in schemes}
    apart = {
        found: 1 if None in {year, paper.year} else abs((year or 0) - (paper.year or 0))
        for found, year in years.items()
    }
    nearest = min(apart.values(), default=2)
    close = [each for each, years in apart.items() if years == nearest]
    if nearest > 1:
        return None
    return close[0] if len(close) == 1 else ""


async def digests(store: Store, ids: Sequence[str]) -> dict[str, int]:
    """Of those reviews that are there, what the records that they were made of hash to."""
    return dict(await store.read(_DIGESTS, {"ids": list(ids)}, within=LIMIT))


async def write(store: Store, rows: Sequence[tuple[str, ReviewRow]], at: str) -> None:
    """Stores reviews with the ids of their papers. May be repeated."""
    if not rows:
        return
    sources = {row.source: placeholder(row.source) for _, row in rows}
    await store.write(_SOURCES, {"sources": list(sources.values()), "at": at}, within=LIMIT)
    written = [_row(paper, row, sources[row.source]["id"]) for paper, row in rows]
    await store.write(_STORED, {"rows": written}, within=LIMIT)


def placeholder(source: str) -> dict[str, str]:
    """The author of a source's reviews. The colon keeps the handle apart from everybody's own."""
    key = b32hexencode(blake2b(source.encode(), digest_size=17).digest()).decode().lower()[:26]
    slug = "-".join("".join(char if char.isalnum() else " " for char in source.casefold()).split())
    name = f"Reviewers of {source} (imported)"
    return {"id": f"usr_{key}", "handle": f"imported:{slug}", "name": name}


def _row(paper: str, row: ReviewRow, author: str) -> Mapping[str, Any]:
    properties = {
        "summary": row.summary, "recommendation": row.recommendation, "confidence": row.confidence,
        "createdAt": row.at, "updatedAt": row.at, "digest": row.digest, "source": row.source, "sourceKey": row.key,
        "reviewer": row.reviewer, "licence": row.licence, "sourceUrl": row.url,
    }  # fmt: skip
    stem = row.id.removeprefix("rev_")
    points = [
        {"id": f"pnt_{stem}-{place}", "position": place, **point._asdict()} for place, point in enumerate(row.points)
    ]
    return {"id": row.id, "paper": paper, "author": author, "properties": properties, "points": points}

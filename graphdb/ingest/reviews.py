"""Imports reviews of other sources: matches their papers, reads stored digests, and writes new or changed reviews.

The id of a review is made of its source and the key of the record, so that a repeated import updates it. Its author is
a placeholder account for all reviewers of the source; nobody can sign in as it.
"""

from base64 import b32hexencode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.ingest import review_notes
from graphdb.ingest.review_notes import NoteRow, Score
from graphdb.library import candidates
from graphdb.store import Store

#: Time limit of one batch in seconds.
LIMIT: Final = 60.0


class PaperNames(NamedTuple):
    """How a record identifies its paper: identifiers in normal form, the title folded by
    `identifiers.title.title_key`."""

    id: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    pmid: str | None = None
    title: str | None = None
    year: int | None = None


class Point(NamedTuple):
    """One point of a review: the name of a `ReviewPointKind`, Markdown, and the place in the paper."""

    kind: str
    text: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review in a record. `source`: its publisher; `key`: the id of the record there; `at`: RFC 3339.
    `responses`: the thread below it, in order."""

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
    round: int | None = None
    scores: tuple[Score, ...] = ()
    responses: tuple[NoteRow, ...] = ()
    digest: int = 0


_BY_ID: Final = cypher("""\
UNWIND $ids AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (paper:Paper {id: coalesce(alias.of, id)})
RETURN collect([id, paper.id])""")
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
  MATCH (review)-[:MAKES|SCORES]->(old)
  DETACH DELETE old
}
CALL (review) {
  MATCH (review)<-[:RESPONDS_TO]-(old)
  DETACH DELETE old
}
CALL (row) {
  UNWIND row.responses AS response
  MATCH (old:ReviewNote {id: response.id})
  DETACH DELETE old
}
FOREACH (point IN row.points |
  CREATE (review)-[:MAKES {position: point.position}]->(:ReviewPoint {
    id: point.id, kind: point.kind, text: point.text, about: point.about
  })
)
FOREACH (score IN row.scores |
  CREATE (review)-[:SCORES {position: score.position}]->(:ReviewScore {
    id: score.id, name: score.name, value: score.value, text: score.text, worst: score.worst, best: score.best
  })
)
FOREACH (response IN row.responses |
  CREATE (review)<-[:RESPONDS_TO]-(note:ReviewNote {id: response.id})
  SET note += response.properties
)
RETURN count(*)""")


async def match_papers(store: Store, papers: Sequence[PaperNames]) -> list[str | None]:
    """The ids of the papers, in order: None for no match, "" for an ambiguous title.

    A title matches if the years differ by one at most, because preprints are older than their publications.
    """
    ids = [paper.id for paper in papers if paper.id is not None]
    by_id: dict[str, str] = dict(await store.read(_BY_ID, {"ids": ids}, within=LIMIT)) if ids else {}
    matches = await candidates(store, [_identifiers(paper) for paper in papers])
    return [
        by_id.get(paper.id or "") or _match_identifiers(listed) or _match_title(paper, listed)
        for paper, listed in zip(papers, matches, strict=True)
    ]


def _identifiers(paper: PaperNames) -> tuple[dict[str, str], list[str]]:
    """The identifiers by scheme, and the title."""
    identifiers = {"doi": paper.doi, "arxiv": paper.arxiv, "pmid": paper.pmid}
    present = {scheme: value for scheme, value in identifiers.items() if value is not None}
    return present, [] if paper.title is None else [paper.title]


def _match_identifiers(listed: Sequence[Any]) -> str | None:
    """The paper with the DOI, else with the arXiv id, else with the PubMed id."""
    by_scheme = {scheme: record[0] for schemes, record in reversed(listed) for scheme in schemes}
    return next((by_scheme[scheme] for scheme in ("doi", "arxiv", "pmid") if scheme in by_scheme), None)


def _match_title(paper: PaperNames, listed: Sequence[Any]) -> str | None:
    years = {record[0]: record[2] for schemes, record in listed if "title" in schemes}
    distances = {
        candidate: 1 if None in {year, paper.year} else abs((year or 0) - (paper.year or 0))
        for candidate, year in years.items()
    }
    nearest = min(distances.values(), default=2)
    closest = [candidate for candidate, distance in distances.items() if distance == nearest]
    if nearest > 1:
        return None
    return closest[0] if len(closest) == 1 else ""


async def digests(store: Store, ids: Sequence[str]) -> dict[str, int]:
    """The digests of the records of stored reviews, by review id."""
    return dict(await store.read(_DIGESTS, {"ids": list(ids)}, within=LIMIT))


async def write(store: Store, rows: Sequence[tuple[str, ReviewRow]], at: str) -> None:
    """Stores reviews with the ids of their papers. Idempotent."""
    if not rows:
        return
    sources = {row.source: placeholder(row.source) for _, row in rows}
    await store.write(_SOURCES, {"sources": list(sources.values()), "at": at}, within=LIMIT)
    reviews = [_row(paper, row, sources[row.source]["id"]) for paper, row in rows]
    await store.write(_STORED, {"rows": reviews}, within=LIMIT)


def placeholder(source: str) -> dict[str, str]:
    """The placeholder author of a source's reviews. The colon in the handle excludes a conflict with user handles."""
    key = b32hexencode(blake2b(source.encode(), digest_size=17).digest()).decode().lower()[:26]
    slug = "-".join("".join(char if char.isalnum() else " " for char in source.casefold()).split())
    name = f"Reviewers of {source} (imported)"
    return {"id": f"usr_{key}", "handle": f"imported:{slug}", "name": name}


def _row(paper: str, row: ReviewRow, author: str) -> Mapping[str, Any]:
    properties = {
        "summary": row.summary, "recommendation": row.recommendation, "confidence": row.confidence,
        "createdAt": row.at, "updatedAt": row.at, "digest": row.digest, "source": row.source, "sourceKey": row.key,
        "reviewer": row.reviewer, "licence": row.licence, "sourceUrl": row.url, "round": row.round,
    }  # fmt: skip
    stem = row.id.removeprefix("rev_")
    points = [
        {"id": f"pnt_{stem}-{position}", "position": position, **point._asdict()}
        for position, point in enumerate(row.points)
    ]
    scores = [
        {"id": f"scr_{stem}-{position}", "position": position, **asdict(score)}
        for position, score in enumerate(row.scores)
    ]
    return {
        "id": row.id, "paper": paper, "author": author, "properties": properties, "points": points, "scores": scores,
        "responses": [review_notes.parameters(note) for note in row.responses],
    }  # fmt: skip

"""Writes structured reviews. Each function runs in a transaction that locks the user first, so that concurrent requests
cannot create two live reviews of one paper."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from graphdb.activity import APPEND, ActivityKind, append_params
from graphdb.cypher import cypher
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER, on_paper


@dataclass(frozen=True, slots=True)
class Point:
    """One point: the name of a `ReviewPointKind`, Markdown, and the place in the paper."""

    id: str
    kind: str
    text: str
    about: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a review."""

    summary: str | None
    recommendation: str | None
    confidence: int | None
    points: Sequence[Point]

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the statements."""
        return {
            "content": {
                "summary": self.summary, "recommendation": self.recommendation, "confidence": self.confidence
            },
            "points": [asdict(point) | {"position": position} for position, point in enumerate(self.points)],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored review: whether the viewer wrote it, its state (`LIVE`, `HIDDEN` or `WITHDRAWN`), and its content, with
    points as `(kind, text, about)`."""

    paper: str
    is_mine: bool
    state: str
    edits: int
    summary: str | None
    recommendation: str | None
    confidence: int | None
    points: tuple[tuple[str, str, str | None], ...]


#: The viewer is an author of the paper by a claim, or by verified ORCID iD.
_LOCK: Final = cypher("""\
RETURN [
  paper.id,
  COLLECT { MATCH (viewer)-[:WROTE]->(review:Review)-[:REVIEWS|HIDDEN_FROM]->(paper) RETURN review.id LIMIT 1 }[0],
  EXISTS { (viewer)-[:CLAIMS]->()-[:AUTHORED]->(paper) }
    OR EXISTS { (paper)<-[:AUTHORED]-(author) WHERE author.orcid = viewer.orcid }
]""")
_SUBMIT: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
MATCH (paper:Paper|DeletedPaper {id: $paper})
CREATE (viewer)-[:WROTE]->(review:Review {id: $review, createdAt: $at, updatedAt: $at})-[:REVIEWS]->(paper)
SET review += $content
FOREACH (point IN $points |
  CREATE (review)-[:MAKES {position: point.position}]->(:ReviewPoint {
    id: point.id, kind: point.kind, text: point.text, about: point.about
  })
)
WITH paper, true AS changed""")
_RETURN_TRUE: Final = cypher("RETURN true")
_MATCH_REVIEW: Final = cypher("MATCH (review:Review {id: $review})\n")
#: Locks the review, so that its author and a moderator cannot change it concurrently.
_LOCK_REVIEW: Final = cypher("SET review.writes = coalesce(review.writes, 0) + 1\nWITH viewer, review\n")
_STORED: Final = cypher("""\
MATCH (review)-[of:REVIEWS|HIDDEN_FROM|WITHDRAWN_FROM]->(paper)
RETURN [
  paper.id, EXISTS { (viewer)-[:WROTE]->(review) },
  CASE type(of) WHEN 'REVIEWS' THEN 'LIVE' WHEN 'HIDDEN_FROM' THEN 'HIDDEN' ELSE 'WITHDRAWN' END,
  COUNT { (review)-[:WAS]->() }, review.summary, review.recommendation, review.confidence,
  COLLECT {
    MATCH (review)-[makes:MAKES]->(point)
    RETURN [point.kind, point.text, point.about] ORDER BY makes.position
  }
]""")
_EDIT: Final = cypher("""\
MATCH (review:Review {id: $review})-[:REVIEWS]->(paper)
CREATE (review)-[:WAS]->(old:ReviewRevision {
  id: $revision, at: review.updatedAt, summary: review.summary, recommendation: review.recommendation,
  confidence: review.confidence
})
WITH paper, review, old
CALL (review, old) {
  MATCH (review)-[makes:MAKES]->(point)
  CREATE (old)-[:MAKES {position: makes.position}]->(point)
  DELETE makes
}
SET review += $content, review.updatedAt = $at
FOREACH (point IN $points |
  CREATE (review)-[:MAKES {position: point.position}]->(:ReviewPoint {
    id: point.id, kind: point.kind, text: point.text, about: point.about
  })
)
WITH paper, true AS changed""")
#: Author, times and paper stay; content and revisions are deleted.
_WITHDRAW: Final = cypher("""\
MATCH (review:Review {id: $review})-[of:REVIEWS|HIDDEN_FROM]->(paper)
CREATE (review)-[:WITHDRAWN_FROM]->(paper)
DELETE of
SET review.summary = null, review.recommendation = null, review.confidence = null,
  review.withdrawnAt = $at, review.updatedAt = $at
WITH review, paper
CALL (review) {
  MATCH (review)-[:WAS*0..1]->()-[:MAKES]->(point)
  DETACH DELETE point
}
CALL (review) {
  MATCH (review)-[:WAS]->(revision)
  DETACH DELETE revision
}
CALL (review) {
  MATCH (review)<-[helpful:FOUND_HELPFUL]-()
  DELETE helpful
}
WITH paper, true AS changed""")
_HELPFUL: Final = cypher("""\
MATCH (review:Review {id: $review})
FOREACH (_ IN CASE WHEN $on THEN [1] ELSE [] END |
  MERGE (viewer)-[helpful:FOUND_HELPFUL]->(review)
  ON CREATE SET helpful.at = $at
)
WITH viewer, review
CALL (viewer, review) {
  MATCH (viewer)-[helpful:FOUND_HELPFUL]->(review) WHERE NOT $on
  DELETE helpful
}
RETURN true""")


async def lock_paper(
    transaction: Transaction, viewer: str, paper: tuple[str, str]
) -> tuple[str, str | None, bool] | None:
    """The paper's id, the viewer's live review of it, and whether the viewer is an author; None if the paper does not
    exist."""
    scheme, key = paper
    row = await transaction.run(on_paper(scheme) + _LOCK, {"viewer": viewer, "paper": key})
    return None if row is None else (row[0], row[1], row[2])


async def submit(transaction: Transaction, viewer: str, paper: str, review: str, content: Content, at: str) -> None:
    """Stores a new review of an existing paper."""
    parameters = {"viewer": viewer, "paper": paper, "review": review, **content.parameters}
    await transaction.run(_SUBMIT + APPEND + _RETURN_TRUE, parameters | append_params(ActivityKind.REVIEW, at, review))


async def stored(transaction: Transaction, viewer: str, review: str, *, to_change: bool = True) -> Stored | None:
    """The review, locked if `to_change`; None if it does not exist."""
    statement = VIEWER + _MATCH_REVIEW + (_LOCK_REVIEW + _STORED if to_change else _STORED)
    row = await transaction.run(statement, {"viewer": viewer, "review": review})
    if row is None:
        return None
    *values, points = row
    return Stored(*values, points=tuple((kind, text, about) for kind, text, about in points))


async def edit(transaction: Transaction, review: str, revision: str, content: Content, at: str) -> None:
    """Replaces the content of a live review; the previous content becomes a revision."""
    parameters = {"review": review, "revision": revision, **content.parameters}
    await transaction.run(
        _EDIT + APPEND + _RETURN_TRUE, parameters | append_params(ActivityKind.REVIEW_EDITED, at, review)
    )


async def withdraw(transaction: Transaction, review: str, at: str) -> None:
    """Withdraws a review: deletes its content and leaves a tombstone."""
    activity = append_params(ActivityKind.REVIEW_WITHDRAWN, at, review)
    await transaction.run(_WITHDRAW + APPEND + _RETURN_TRUE, {"review": review, **activity})


async def mark_helpful(transaction: Transaction, viewer: str, review: str, *, on: bool, at: str) -> None:
    """Sets or removes the viewer's helpful mark on an existing review."""
    await transaction.run(VIEWER + _HELPFUL, {"viewer": viewer, "review": review, "on": on, "at": at})

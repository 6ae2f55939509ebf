"""Reads reviews for exports: one review, or all of a user or a paper."""

from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.paper import REFERENCE
from graphdb.store import Store

#: A note or response, in the order of the fields of `exports.review.Note`.
_NOTE: Final = cypher("""\
[
  note.sourceKey, note.kind, note.at, note.decision, note.text, note.source, note.reviewer, note.licence, note.sourceUrl
] ORDER BY note.at, note.id""")
#: In the order of `exports.review.FIELDS`. Needs `review`, `author` and `paper`. The last one as in `graphdb.review`.
_RECORD: Final = (
    cypher("""\
[
  review.id, review.createdAt, review.updatedAt, review.summary, review.recommendation, review.confidence,
  COLLECT {
    MATCH (review)-[makes:MAKES]->(point)
    RETURN [point.kind, point.text, point.about] ORDER BY makes.position
  },
  COUNT { (review)<-[:FOUND_HELPFUL]-() }, author.name, author.handle, author.orcid,
  review.source, review.reviewer, review.licence, review.sourceUrl, review.round,
  COLLECT {
    MATCH (review)-[scores:SCORES]->(score)
    RETURN [score.name, score.value, score.text, score.worst, score.best] ORDER BY scores.position
  },
  COLLECT {
    MATCH (review)<-[:RESPONDS_TO]-(note)
    RETURN """)
    + _NOTE
    + cypher("""
  },
  EXISTS { (author)-[:CLAIMS]->()-[:AUTHORED]->(paper) }
]""")
)
#: A review with its paper.
_WITH_PAPER: Final = cypher("[") + _RECORD + cypher(", ") + REFERENCE.text.fill(n=cypher("paper")) + cypher("]")
_ONE: Final = cypher("MATCH (author)-[:WROTE]->(review:Review {id: $id})-[:REVIEWS]->(paper)\nRETURN ") + _WITH_PAPER
_MATCH: Final = cypher("MATCH (author)-[:WROTE]->(review)-[:REVIEWS]->(paper)")
_WRITTEN_HERE: Final = cypher(" WHERE review.source IS NULL")
_LATEST: Final = cypher("""
    WITH author, review, paper ORDER BY review.createdAt DESC, review.id DESC LIMIT $limit
    RETURN """)
_LIST: Final = cypher("  COLLECT {\n    ")
_END: Final = cypher("\n  }\n]")
_OF_USER: Final = cypher("""\
MATCH (author:User {id: $id})
RETURN [
  author.name, author.orcid, COUNT { (author)-[:WROTE]->()-[:REVIEWS]->() },
""") + (_LIST + _MATCH + _LATEST + _WITH_PAPER + _END)
_PAPER: Final = cypher("MATCH (paper:Paper|DeletedPaper {id: $id})\nRETURN [\n")
_OF_PAPER: Final = (
    _PAPER
    + cypher("""\
  COUNT { (paper)<-[:REVIEWS]-() },
  COLLECT {
    MATCH (paper)<-[:NOTES]-(note)
    RETURN """)
    + _NOTE
    + cypher("\n  },\n")
    + (_LIST + _MATCH + _LATEST + _RECORD + _END)
)
_OF_PAPER_HERE: Final = (
    _PAPER
    + cypher("  COUNT { (paper)<-[:REVIEWS]-(review) WHERE review.source IS NULL },\n")
    + (_LIST + _MATCH + _WRITTEN_HERE + _LATEST + _RECORD + _END)
)


async def record(store: Store, review: str) -> list[Any] | None:
    """A live review and its paper; None if it does not exist."""
    return await store.read(_ONE, {"id": review})


async def records(store: Store, user: str, limit: int) -> tuple[str, str | None, int, list[list[Any]]] | None:
    """A user's name and ORCID iD, the number of live reviews, and the newest of them with their papers; None if the
    user does not exist."""
    row = await store.read(_OF_USER, {"id": user, "limit": limit})
    return None if row is None else (row[0], row[1], row[2], row[3])


async def records_of_paper(store: Store, paper: str, limit: int) -> tuple[int, list[list[Any]], list[list[Any]]]:
    """The number of a paper's live reviews, the newest of them, and the notes on the paper, oldest first."""
    row = await store.read(_OF_PAPER, {"id": paper, "limit": limit})
    return (0, [], []) if row is None else (row[0], row[2], row[1])


async def records_written_here(store: Store, paper: str, limit: int) -> tuple[int, list[list[Any]]]:
    """The number of a paper's live reviews that are not imported, and the newest of them."""
    row = await store.read(_OF_PAPER_HERE, {"id": paper, "limit": limit})
    return (0, []) if row is None else (row[0], row[1])

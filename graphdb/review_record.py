"""Reads reviews for exports: one review, or all of a user or a paper."""

from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.paper import REFERENCE
from graphdb.store import Store

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
  review.source, review.reviewer, review.licence, review.sourceUrl,
""")
    + REFERENCE.text.fill(n=cypher("paper"))
    + cypher(",\n  EXISTS { (author)-[:CLAIMS]->()-[:AUTHORED]->(paper) }\n]")
)
_ONE: Final = cypher("MATCH (author)-[:WROTE]->(review:Review {id: $id})-[:REVIEWS]->(paper)\nRETURN ") + _RECORD
#: The newest reviews of `author`, or of `paper`; the end of a list.
_NEWEST: Final = (
    cypher("""\
  COLLECT {
    MATCH (author)-[:WROTE]->(review)-[:REVIEWS]->(paper)
    WITH author, review, paper ORDER BY review.createdAt DESC, review.id DESC LIMIT $limit
    RETURN """)
    + _RECORD
    + cypher("\n  }\n]")
)
_OF_USER: Final = (
    cypher("""\
MATCH (author:User {id: $id})
RETURN [
  author.name, author.orcid, COUNT { (author)-[:WROTE]->()-[:REVIEWS]->() },
""")
    + _NEWEST
)
_OF_PAPER: Final = (
    cypher("""\
MATCH (paper:Paper|DeletedPaper {id: $id})
RETURN [
  COUNT { (paper)<-[:REVIEWS]-() },
""")
    + _NEWEST
)


async def record(store: Store, review: str) -> list[Any] | None:
    """A live review; None if it does not exist."""
    return await store.read(_ONE, {"id": review})


async def records(store: Store, user: str, limit: int) -> tuple[str, str | None, int, list[list[Any]]] | None:
    """A user's name and ORCID iD, the number of live reviews, and the newest of them; None if the user does not
    exist."""
    row = await store.read(_OF_USER, {"id": user, "limit": limit})
    return None if row is None else (row[0], row[1], row[2], row[3])


async def records_of_paper(store: Store, paper: str, limit: int) -> tuple[int, list[list[Any]]]:
    """The number of a paper's live reviews, and the newest of them."""
    row = await store.read(_OF_PAPER, {"id": paper, "limit": limit})
    return (0, []) if row is None else (row[0], row[1])

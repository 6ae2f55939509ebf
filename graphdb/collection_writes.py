"""Creates, changes and deletes collections, and adds papers. Only the owner can change a collection."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.lookups import LOOKUPS
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER

#: Distance between the positions of two papers, which leaves room for insertions.
STEP: Final = 2**20

#: Changes the edges to the papers of `collection` to match its visibility.
RECOUNT: Final = cypher("""\
WITH collection, collection.visibility = 'PUBLIC' AND collection.hidden IS NULL AS public
CALL (collection, public) {
  WITH collection, public WHERE public
  MATCH (collection)-[old:KEEPS]->(paper)
  CREATE (collection)-[edge:HOLDS]->(paper)
  SET edge = properties(old)
  DELETE old
}
CALL (collection, public) {
  WITH collection, public WHERE NOT public
  MATCH (collection)-[old:HOLDS]->(paper)
  CREATE (collection)-[edge:KEEPS]->(paper)
  SET edge = properties(old)
  DELETE old
}
""")
_OWNED: Final = VIEWER + cypher("MATCH (viewer)-[:OWNS]->(collection:Collection {id: $collection})\n")
_CREATE: Final = VIEWER + cypher("""\
WITH viewer
WHERE COUNT { (viewer)-[:OWNS]->() } < $limit
CREATE (viewer)-[:OWNS]->(collection:Collection)
SET collection = $properties
RETURN collection.id""")
_CHANGE: Final = (
    _OWNED
    + cypher("SET collection += $changes, collection.updatedAt = $at\n")
    + RECOUNT
    + cypher("RETURN collection.id")
)
_DELETE: Final = _OWNED + cypher("""\
WITH collection, collection.id AS id,
  COLLECT { MATCH (collection)<-[:INTO]-(import:LibraryImport) RETURN import } AS imports
FOREACH (import IN imports | DETACH DELETE import)
DETACH DELETE collection
RETURN id""")
_PAPER: Final = LOOKUPS["Paper"]
_POSITIONS: Final = VIEWER + cypher("""\
OPTIONAL MATCH (viewer)-[:OWNS]->(collection:Collection {id: $collection})
WITH collection, COLLECT { UNWIND [$paper] AS id {m} RETURN paper }[0] AS paper
RETURN [collection.id, paper.id,
  COLLECT { MATCH (collection)-[edge:HOLDS|KEEPS]->(other) WHERE other = paper RETURN edge.position }[0],
  COLLECT {
    MATCH (collection)-[edge:HOLDS|KEEPS]->(other) WHERE other <> paper
    RETURN edge.position ORDER BY edge.position, other.id
  }
]""")
_NUMBER: Final = cypher("""\
MATCH (collection:Collection {id: $collection})-[edge:HOLDS|KEEPS]->(paper)
WHERE paper.id <> $paper
WITH edge ORDER BY edge.position, paper.id
WITH collect(edge) AS edges
UNWIND range(0, size(edges) - 1) AS index
WITH edges[index] AS edge, index
SET edge.position = (index + 1) * $step
RETURN count(*)""")
_ADD: Final = cypher("""\
MATCH (collection:Collection {id: $collection})
SET collection.updatedAt = $at
WITH collection, collection.visibility = 'PUBLIC' AND collection.hidden IS NULL AS public
UNWIND $rows AS row
MATCH (paper:Paper|DeletedPaper {id: row[0]})
WITH collection, public, paper, row[1] AS position,
  COLLECT { MATCH (collection)-[edge:HOLDS|KEEPS]->(paper) RETURN edge } AS existing
FOREACH (edge IN existing | SET edge.position = position)
FOREACH (_ IN CASE WHEN existing = [] AND public THEN [1] ELSE [] END |
  CREATE (collection)-[:HOLDS {at: $at, position: position}]->(paper)
)
FOREACH (_ IN CASE WHEN existing = [] AND NOT public THEN [1] ELSE [] END |
  CREATE (collection)-[:KEEPS {at: $at, position: position}]->(paper)
)
RETURN count(*)""")
_REMOVE: Final = cypher("""\
MATCH (collection:Collection {id: $collection})-[edge:HOLDS|KEEPS]->(paper:Paper|DeletedPaper {id: $paper})
SET collection.updatedAt = $at
DELETE edge
RETURN true""")


@dataclass(frozen=True, slots=True)
class NewCollection:
    """A new collection. `visibility` is PRIVATE, UNLISTED or PUBLIC; times are RFC 3339."""

    id: str
    title: str
    description: str | None
    visibility: str
    createdAt: str  # noqa: N815 - as it is stored
    updatedAt: str  # noqa: N815


@dataclass(frozen=True, slots=True)
class Positions:
    """The ids of the collection and the paper, each None if it does not exist; the position of the paper, None if it is
    not in the collection; and the positions of the other papers, in order."""

    collection: str | None
    paper: str | None
    position: int | None
    others: list[int]


async def create(transaction: Transaction, viewer: str, new: NewCollection, limit: int) -> str | None:
    """Stores a collection of the viewer. Its id, or None if the viewer has `limit` collections already."""
    return await transaction.run(_CREATE, {"viewer": viewer, "properties": asdict(new), "limit": limit})


async def change(
    transaction: Transaction, viewer: str, collection: str, changes: Mapping[str, Any], at: str
) -> str | None:
    """Changes properties of the viewer's collection. Its id, or None if it does not exist."""
    parameters = {"viewer": viewer, "collection": collection, "changes": dict(changes), "at": at}
    return await transaction.run(_CHANGE, parameters)


async def delete(transaction: Transaction, viewer: str, collection: str) -> str | None:
    """Deletes the viewer's collection. Its id, or None if it does not exist."""
    return await transaction.run(_DELETE, {"viewer": viewer, "collection": collection})


async def positions(transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str]) -> Positions:
    """The positions in the viewer's collection, which is locked until the transaction ends."""
    scheme, key = paper
    statement = _POSITIONS.fill(m=_PAPER[scheme].match.fill(n=cypher("paper")))
    return Positions(*await transaction.run(statement, {"viewer": viewer, "collection": collection, "paper": key}))


async def number(transaction: Transaction, collection: str, paper: str) -> None:
    """Renumbers the papers of a collection, except this one, with positions `STEP` apart, in the same order."""
    await transaction.run(_NUMBER, {"collection": collection, "paper": paper, "step": STEP})


async def add_papers(transaction: Transaction, collection: str, rows: Sequence[tuple[str, int]], at: str) -> None:
    """Adds papers to a collection as `(id, position)`; a paper that is in it is moved."""
    await transaction.run(_ADD, {"collection": collection, "rows": [list(row) for row in rows], "at": at})


async def remove(transaction: Transaction, collection: str, paper: str, at: str) -> None:
    """Removes a paper from a collection, if it is in it."""
    await transaction.run(_REMOVE, {"collection": collection, "paper": paper, "at": at})

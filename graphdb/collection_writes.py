"""How collections are made, changed and filled. Only whose a collection is changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.lookups import LOOKUPS
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER

#: Between the positions of two papers, so that others fit between them.
STEP: Final = 2**20

#: Makes its papers be held as the visibility of `collection` wants it.
RECOUNT: Final = cypher("""\
WITH collection, collection.visibility = 'PUBLIC' AND collection.hidden IS NULL AS found
CALL (collection, found) {
  WITH collection, found WHERE found
  MATCH (collection)-[old:KEEPS]->(paper)
  CREATE (collection)-[held:HOLDS]->(paper)
  SET held = properties(old)
  DELETE old
}
CALL (collection, found) {
  WITH collection, found WHERE NOT found
  MATCH (collection)-[old:HOLDS]->(paper)
  CREATE (collection)-[held:KEEPS]->(paper)
  SET held = properties(old)
  DELETE old
}
""")
_OWNED: Final = VIEWER + cypher("MATCH (viewer)-[:OWNS]->(collection:Collection {id: $collection})\n")
_CREATE: Final = VIEWER + cypher("""\
WITH viewer
WHERE COUNT { (viewer)-[:OWNS]->() } < $most
CREATE (viewer)-[:OWNS]->(collection:Collection)
SET collection = $properties
RETURN collection.id""")
_CHANGED: Final = (
    _OWNED
    + cypher("SET collection += $changes, collection.updatedAt = $at\n")
    + RECOUNT
    + cypher("RETURN collection.id")
)
_DELETED: Final = _OWNED + cypher("""\
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
  COLLECT { MATCH (collection)-[held:HOLDS|KEEPS]->(other) WHERE other = paper RETURN held.position }[0],
  COLLECT {
    MATCH (collection)-[held:HOLDS|KEEPS]->(other) WHERE other <> paper
    RETURN held.position ORDER BY held.position, other.id
  }
]""")
_NUMBERED: Final = cypher("""\
MATCH (collection:Collection {id: $collection})-[held:HOLDS|KEEPS]->(paper)
WHERE paper.id <> $paper
WITH held ORDER BY held.position, paper.id
WITH collect(held) AS edges
UNWIND range(0, size(edges) - 1) AS place
WITH edges[place] AS held, place
SET held.position = (place + 1) * $step
RETURN count(*)""")
_PAPERS: Final = cypher("""\
MATCH (collection:Collection {id: $collection})
SET collection.updatedAt = $at
WITH collection, collection.visibility = 'PUBLIC' AND collection.hidden IS NULL AS found
UNWIND $rows AS row
MATCH (paper:Paper|DeletedPaper {id: row[0]})
WITH collection, found, paper, row[1] AS position,
  COLLECT { MATCH (collection)-[held:HOLDS|KEEPS]->(paper) RETURN held } AS already
FOREACH (held IN already | SET held.position = position)
FOREACH (_ IN CASE WHEN already = [] AND found THEN [1] ELSE [] END |
  CREATE (collection)-[:HOLDS {at: $at, position: position}]->(paper)
)
FOREACH (_ IN CASE WHEN already = [] AND NOT found THEN [1] ELSE [] END |
  CREATE (collection)-[:KEEPS {at: $at, position: position}]->(paper)
)
RETURN count(*)""")
_REMOVED: Final = cypher("""\
MATCH (collection:Collection {id: $collection})-[held:HOLDS|KEEPS]->(paper:Paper|DeletedPaper {id: $paper})
SET collection.updatedAt = $at
DELETE held
RETURN true""")


@dataclass(frozen=True, slots=True)
class NewCollection:
    """A collection to be. `visibility` is PRIVATE, UNLISTED or PUBLIC; times are RFC 3339."""

    id: str
    title: str
    description: str | None
    visibility: str
    createdAt: str  # noqa: N815 - as it is stored
    updatedAt: str  # noqa: N815


@dataclass(frozen=True, slots=True)
class Positions:
    """A collection and a paper, None where the person has no such collection, or where there is no such paper;
    where the paper stands in it, None where it does not; and where the others stand, in their order."""

    collection: str | None
    paper: str | None
    held: int | None
    others: list[int]


async def create(transaction: Transaction, viewer: str, new: NewCollection, most: int) -> str | None:
    """Stores a collection of the person's. Its id, None where they have `most` of them already."""
    return await transaction.run(_CREATE, {"viewer": viewer, "properties": asdict(new), "most": most})


async def change(
    transaction: Transaction, viewer: str, collection: str, changes: Mapping[str, Any], at: str
) -> str | None:
    """Changes properties of the person's collection. Its id, None where they have none of this id."""
    parameters = {"viewer": viewer, "collection": collection, "changes": dict(changes), "at": at}
    return await transaction.run(_CHANGED, parameters)


async def delete(transaction: Transaction, viewer: str, collection: str) -> str | None:
    """Deletes the person's collection. Its id, None where they have none of this id."""
    return await transaction.run(_DELETED, {"viewer": viewer, "collection": collection})


async def positions(transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str]) -> Positions:
    """What a change of the person's collection begins with: nobody else changes it until this one is committed."""
    scheme, key = paper
    statement = _POSITIONS.fill(m=_PAPER[scheme].match.fill(n=cypher("paper")))
    return Positions(*await transaction.run(statement, {"viewer": viewer, "collection": collection, "paper": key}))


async def number(transaction: Transaction, collection: str, paper: str) -> None:
    """Gives the papers of a collection, but for this one, positions `STEP` apart, in the order that they have."""
    await transaction.run(_NUMBERED, {"collection": collection, "paper": paper, "step": STEP})


async def hold(transaction: Transaction, collection: str, rows: Sequence[tuple[str, int]], at: str) -> None:
    """Puts papers into a collection: each `(id, position)`, also where it is in it already."""
    await transaction.run(_PAPERS, {"collection": collection, "rows": [list(row) for row in rows], "at": at})


async def remove(transaction: Transaction, collection: str, paper: str, at: str) -> None:
    """Takes a paper out of a collection, if it is in it."""
    await transaction.run(_REMOVED, {"collection": collection, "paper": paper, "at": at})

"""Stored library imports. Only the owner can read and change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import orjson

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction
from graphdb.write_prelude import VIEWER

#: Stored imports of one collection; the oldest are deleted.
MAX_IMPORTS: Final = 50

_CREATE: Final = cypher("""\
MATCH (viewer:User {id: $viewer})-[:OWNS]->(collection:Collection {id: $collection})
CREATE (viewer)-[:IMPORTED]->(import:LibraryImport)-[:INTO]->(collection)
SET import = $properties
WITH collection
CALL (collection) {
  MATCH (collection)<-[:INTO]-(old:LibraryImport)
  WITH old ORDER BY old.createdAt DESC, old.id DESC SKIP $limit
  DETACH DELETE old
}
RETURN true""")
_RECORD: Final = cypher("""\
MATCH (viewer)-[:IMPORTED]->(import:LibraryImport {id: $id})-[:INTO]->(collection)
RETURN [import.id, collection.id, import.format, import.createdAt, import.undoneAt, import.entries, import.decisions,
  import.added]""")
_READ: Final = cypher("MATCH (viewer:User {id: $viewer})\n") + _RECORD
_READ_LOCKED: Final = VIEWER + _RECORD
_CHANGE: Final = cypher("""\
MATCH (import:LibraryImport {id: $id})
SET import.decisions = $decisions, import.added = $added, import.undoneAt = $undoneAt
RETURN true""")
#: Papers are removed under their current id, if they were merged since.
_REMOVE: Final = cypher("""\
MATCH (collection:Collection {id: $collection})
SET collection.updatedAt = $at
WITH collection
UNWIND $papers AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (collection)-[edge:HOLDS|KEEPS]->(paper:Paper|DeletedPaper {id: coalesce(alias.of, id)})
DELETE edge
RETURN count(*)""")

#: One entry: label, title, year, parse error, paper, reason, evidence `[kind, agrees, detail]`, candidates
#: `[paper, score, evidence]`.
EntryRow = list[Any]


@dataclass(frozen=True, slots=True)
class LibraryImport:
    """An import. `decisions`: papers that the owner chose, by position of the entry (from 1); None for "no paper".
    `added`: papers that the import added to the collection. Times are RFC 3339."""

    id: str
    collection: str
    format: str
    created_at: str
    undone_at: str | None
    entries: Sequence[EntryRow]
    decisions: dict[int, str | None]
    added: Sequence[str]

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """The import from a stored row."""
        name, collection, form, created, undone, entries, decisions, added = row
        chosen = {int(position): paper for position, paper in orjson.loads(decisions).items()}
        return cls(name, collection, form, created, undone, orjson.loads(entries), chosen, list(added))

    def paper(self, position: int) -> str | None:
        """The current paper of an entry."""
        return self.decisions[position] if position in self.decisions else self.entries[position - 1][4]

    def papers(self) -> set[str | None]:
        """The current papers of all entries."""
        return {self.paper(position) for position in range(1, len(self.entries) + 1)}


async def create(transaction: Transaction, viewer: str, new: LibraryImport) -> None:
    """Stores an import into the viewer's collection."""
    properties = {
        "id": new.id,
        "format": new.format,
        "createdAt": new.created_at,
        "entries": orjson.dumps(new.entries).decode(),
        "decisions": "{}",
        "added": list(new.added),
    }
    parameters = {"viewer": viewer, "collection": new.collection, "properties": properties, "limit": MAX_IMPORTS}
    await transaction.run(_CREATE, parameters)


async def read(store: Store, viewer: str, id: str) -> LibraryImport | None:  # noqa: A002
    """The viewer's import with this id; None if it does not exist."""
    row = await store.read(_READ, {"viewer": viewer, "id": id})
    return None if row is None else LibraryImport.of(row)


async def read_locked(transaction: Transaction, viewer: str, id: str) -> LibraryImport | None:  # noqa: A002
    """As `read`, locked until the transaction ends."""
    row = await transaction.run(_READ_LOCKED, {"viewer": viewer, "id": id})
    return None if row is None else LibraryImport.of(row)


async def change(transaction: Transaction, changed: LibraryImport) -> None:
    """Stores decisions, added papers and the time of the undo."""
    decisions = {str(position): paper for position, paper in changed.decisions.items()}
    parameters = {
        "id": changed.id,
        "decisions": orjson.dumps(decisions).decode(),
        "added": list(changed.added),
        "undoneAt": changed.undone_at,
    }
    await transaction.run(_CHANGE, parameters)


async def remove(transaction: Transaction, collection: str, papers: Sequence[str], at: str) -> None:
    """Removes papers from a collection, if they are in it."""
    await transaction.run(_REMOVE, {"collection": collection, "papers": list(papers), "at": at})

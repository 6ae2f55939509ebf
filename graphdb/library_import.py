"""What became of the libraries that somebody imported. Nobody else reads or changes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import orjson

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction
from graphdb.write_prelude import VIEWER

#: Imports of one collection that are stored: the oldest go.
MAX_IMPORTS: Final = 50

_CREATE: Final = cypher("""\
MATCH (viewer:User {id: $viewer})-[:OWNS]->(collection:Collection {id: $collection})
CREATE (viewer)-[:IMPORTED]->(import:LibraryImport)-[:INTO]->(collection)
SET import = $properties
WITH collection
CALL (collection) {
  MATCH (collection)<-[:INTO]-(old:LibraryImport)
  WITH old ORDER BY old.createdAt DESC, old.id DESC SKIP $most
  DETACH DELETE old
}
RETURN true""")
_RECORD: Final = cypher("""\
MATCH (viewer)-[:IMPORTED]->(import:LibraryImport {id: $id})-[:INTO]->(collection)
RETURN [import.id, collection.id, import.format, import.createdAt, import.undoneAt, import.entries, import.decisions,
  import.added]""")
_READ: Final = cypher("MATCH (viewer:User {id: $viewer})\n") + _RECORD
_LOCKED: Final = VIEWER + _RECORD
_CHANGED: Final = cypher("""\
MATCH (import:LibraryImport {id: $id})
SET import.decisions = $decisions, import.added = $added, import.undoneAt = $undoneAt
RETURN true""")
#: Papers are removed under the id that they have now, where their records were merged since.
_REMOVED: Final = cypher("""\
MATCH (collection:Collection {id: $collection})
SET collection.updatedAt = $at
WITH collection
UNWIND $papers AS id
OPTIONAL MATCH (alias:Alias {id: id})
MATCH (collection)-[held:HOLDS|KEEPS]->(paper:Paper|DeletedPaper {id: coalesce(alias.of, id)})
DELETE held
RETURN count(*)""")

#: One entry: label, title, year, why it cannot be read, paper, reason, evidence `[kind, agrees, detail]`, candidates
#: `[paper, score, evidence]`.
EntryRow = list[Any]


@dataclass(frozen=True, slots=True)
class LibraryImport:
    """An import. `decisions` are papers that its owner chose by the position of the entry, from 1; None for "no paper".
    `added` are the papers that are in the collection because of it. Times are RFC 3339."""

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
        """The import of a stored record."""
        name, collection, form, created, undone, entries, decisions, added = row
        chosen = {int(position): paper for position, paper in orjson.loads(decisions).items()}
        return cls(name, collection, form, created, undone, orjson.loads(entries), chosen, list(added))

    def paper(self, position: int) -> str | None:
        """What an entry is now."""
        return self.decisions[position] if position in self.decisions else self.entries[position - 1][4]

    def papers(self) -> set[str | None]:
        """What all entries are now."""
        return {self.paper(position) for position in range(1, len(self.entries) + 1)}


async def create(transaction: Transaction, viewer: str, new: LibraryImport) -> None:
    """Stores an import into the person's collection."""
    properties = {
        "id": new.id,
        "format": new.format,
        "createdAt": new.created_at,
        "entries": orjson.dumps(new.entries).decode(),
        "decisions": "{}",
        "added": list(new.added),
    }
    parameters = {"viewer": viewer, "collection": new.collection, "properties": properties, "most": MAX_IMPORTS}
    await transaction.run(_CREATE, parameters)


async def read(store: Store, viewer: str, id: str) -> LibraryImport | None:  # noqa: A002
    """The person's import with this id; None where they have none."""
    row = await store.read(_READ, {"viewer": viewer, "id": id})
    return None if row is None else LibraryImport.of(row)


async def locked(transaction: Transaction, viewer: str, id: str) -> LibraryImport | None:  # noqa: A002
    """As `read`; nobody else changes it until the transaction is committed."""
    row = await transaction.run(_LOCKED, {"viewer": viewer, "id": id})
    return None if row is None else LibraryImport.of(row)


async def change(transaction: Transaction, changed: LibraryImport) -> None:
    """Stores decisions, what was added, and when it was undone."""
    decisions = {str(position): paper for position, paper in changed.decisions.items()}
    parameters = {
        "id": changed.id,
        "decisions": orjson.dumps(decisions).decode(),
        "added": list(changed.added),
        "undoneAt": changed.undone_at,
    }
    await transaction.run(_CHANGED, parameters)


async def remove(transaction: Transaction, collection: str, papers: Sequence[str], at: str) -> None:
    """Takes papers out of a collection, as far as they are in it."""
    await transaction.run(_REMOVED, {"collection": collection, "papers": list(papers), "at": at})

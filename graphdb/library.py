"""Which papers the entries of people's libraries can be, and what a collection that they come into holds already."""

from collections.abc import Sequence
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.store import Store, Transaction
from graphdb.writing import VIEWER

#: Entries of one statement, and papers of one title that are looked at: there are thousands called "Introduction".
BATCH: Final = 1_000
#: Where two records carry one identifier, the one that is cited more comes first, as everywhere.
_FOUND: Final = cypher("""\
UNWIND $entries AS entry
CALL (entry) {
  RETURN [
    COLLECT { MATCH (p:Paper) WHERE p.doi = entry[0] RETURN p.id ORDER BY p.citations DESC, p.id LIMIT 1 },
    COLLECT { MATCH (p:Paper) WHERE p.arxiv = entry[1] RETURN p.id ORDER BY p.citations DESC, p.id LIMIT 1 },
    COLLECT { MATCH (p:Paper) WHERE p.pmid = entry[2] RETURN p.id ORDER BY p.citations DESC, p.id LIMIT 1 },
    COLLECT { MATCH (p:Paper) WHERE p.titleKey = entry[3]
              RETURN [p.id, p.year] ORDER BY p.citations DESC, p.id LIMIT 20 }
  ] AS found
}
RETURN collect(found)""")
_HELD: Final = VIEWER + cypher("""\
MATCH (viewer)-[:OWNS]->(collection:Collection {id: $collection})
RETURN [
  COLLECT { MATCH (collection)-[:HOLDS|KEEPS]->(p) RETURN p.id },
  coalesce(COLLECT { MATCH (collection)-[held:HOLDS|KEEPS]->() RETURN max(held.position) }[0], 0)
]""")


async def candidates(store: Store, entries: Sequence[Sequence[str | None]]) -> list[list[Any]]:
    """For each `[doi, arxiv, pmid, title key]`: the ids that carry the DOI, the arXiv id and the PubMed id, each at
    most one, and `[id, year]` of those that have the title, at most 20."""
    found: list[list[Any]] = []
    for batch in _batches(entries):
        found += await store.read(_FOUND, {"entries": [list(entry) for entry in batch]})
    return found


def _batches(entries: Sequence[Sequence[str | None]]) -> list[Sequence[Sequence[str | None]]]:
    return [entries[start : start + BATCH] for start in range(0, len(entries), BATCH)]


async def held(transaction: Transaction, viewer: str, collection: str) -> tuple[list[str], int] | None:
    """The papers of a collection of the person's, and the last position in it; None where they have no such
    collection. Nobody else changes it until this transaction is committed."""
    found = await transaction.run(_HELD, {"viewer": viewer, "collection": collection})
    return None if found is None else (found[0], found[1])

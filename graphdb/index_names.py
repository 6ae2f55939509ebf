"""Migration to version 9: drops the full-text indexes `search` and `awaited` of older versions.

Neo4j does not rename indexes: those under the new names are created afterwards. An index of others with one of these
names, on other labels, stays.
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.model import RESEARCH
from graphdb.store import Store

STORED: Final = cypher("""\
SHOW INDEXES YIELD name, type, labelsOrTypes, properties
WHERE type = 'FULLTEXT' AND ((name = 'search' AND all(label IN labelsOrTypes WHERE label IN $labels))
  OR (name = 'awaited' AND labelsOrTypes = ['Paper'] AND properties = ['awaits']))
RETURN collect(name)""")
DROPS: Final = {"search": cypher("DROP INDEX search IF EXISTS"), "awaited": cypher("DROP INDEX awaited IF EXISTS")}


async def migrate(store: Store) -> None:
    """Drops the indexes that are ours by what they are."""
    for name in await store.read(STORED, {"labels": [kind.label for kind in RESEARCH]}):
        await store.write(DROPS[name], {})

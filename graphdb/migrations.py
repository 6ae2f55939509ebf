"""The migrations of graphs of older versions, forward only.

Each has a number, which is the version that it results in, and is recorded in the graph when it has run. It runs in
bounded steps and can be repeated: a service that ends within it continues at its next start.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from graphdb import denormalized, funding_migration, identity, index_names, topic_rollup
from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

#: Nodes that a migration statement changes in one transaction, and its time limit in seconds.
BATCH: Final = 10_000
SECONDS: Final = 600.0

ABSTRACTS: Final = cypher("""\
MATCH (p:Paper) WHERE p.abstractKind = 'ABSTRACT'
WITH p LIMIT $limit
SET p.abstractKind = 'ORIGINAL'
RETURN count(*)""")
DELETED: Final = cypher("""\
MATCH (deleted:Deleted)
MATCH (p:Paper {id: deleted.id}) WHERE p.deletedOn IS NOT NULL
WITH p LIMIT $limit
SET p:DeletedPaper
REMOVE p:Paper
RETURN count(*)""")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step. `purpose` completes "Migration 3: …"; `before_indexes`: it runs before missing indexes are created."""

    number: int
    purpose: str
    run: Callable[[Store], Awaitable[None]]
    before_indexes: bool = False


async def _until_done(statement: Cypher, store: Store) -> None:
    """Runs the statement, which returns the number of changed nodes, until that is 0."""
    while await store.write(statement, {"limit": BATCH}, within=SECONDS):
        pass


MIGRATIONS: Final = (
    Migration(3, "the kind of original abstracts has a new name", partial(_until_done, ABSTRACTS)),
    Migration(4, "papers are within broader topics", topic_rollup.migrate),
    Migration(5, "deleted papers have a label of their own", partial(_until_done, DELETED)),
    Migration(6, "funders, awards and publishers are nodes", funding_migration.migrate),
    Migration(7, "topics list their authors", denormalized.migrate),
    Migration(8, "identities have the ORCID iD that they verified", partial(_until_done, identity.MIGRATE)),
    Migration(9, "full-text indexes have names of their own", index_names.migrate, before_indexes=True),
)
#: The version of the stored graph. A service does not start on a newer graph.
VERSION: Final = MIGRATIONS[-1].number

"""The beginning of user writes: locks the user and the paper."""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.lookups import LOOKUPS

#: Binds `viewer` and serialises the writes of this user until the commit. The locked node has no relationships, because
#: Neo4j locks a node and its relationships separately, so two transactions that change both can deadlock.
VIEWER: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
MERGE (turn:Turn {id: viewer.id})
SET turn.writes = coalesce(turn.writes, 0) + 1
WITH viewer
""")
#: Serialises writes to `paper` in the same way, before any of its relationships is locked. Needs `viewer`.
PAPER: Final = cypher("""
MERGE (log:Log {id: paper.id})
ON CREATE SET log.position = 0
SET log.writes = coalesce(log.writes, 0) + 1
WITH viewer, paper
""")


def on_paper(scheme: str) -> Cypher:
    """Binds `viewer` as `VIEWER` does, and `paper` by `$paper`, a key of a scheme of `graphdb.lookups`."""
    match = LOOKUPS["Paper"][scheme].match.fill(n=cypher("paper"))
    return VIEWER + cypher("WITH viewer, $paper AS id\n") + match + PAPER

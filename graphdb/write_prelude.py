"""How what people write begins: with the person, locked, and the paper that they mean."""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.lookups import LOOKUPS

#: Binds `viewer`, and holds back their other writes until this one is committed: a person does one thing at a time.
#: What is locked is a node without relationships, because Neo4j locks those of a node apart from the node: who changes
#: both, in two transactions at once, is in the way of themselves.
VIEWER: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
MERGE (turn:Turn {id: viewer.id})
SET turn.writes = coalesce(turn.writes, 0) + 1
WITH viewer
""")
#: Holds back other writes about `paper` in the same way, before any of its relationships is touched. `viewer` is bound.
PAPER: Final = cypher("""
MERGE (log:Log {id: paper.id})
ON CREATE SET log.position = 0
SET log.writes = coalesce(log.writes, 0) + 1
WITH viewer, paper
""")


def on_paper(scheme: str) -> Cypher:
    """Binds `viewer` as `VIEWER` does, and `paper`, which `$paper` names by a scheme of `graphdb.lookups`."""
    found = LOOKUPS["Paper"][scheme].match.fill(n=cypher("paper"))
    return VIEWER + cypher("WITH viewer, $paper AS id\n") + found + PAPER

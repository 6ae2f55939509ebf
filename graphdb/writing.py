"""How what people write begins: with the person, locked, and the paper that they mean."""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.entries import ENTRIES

#: Binds `viewer`, and holds back their other writes until this one is committed: a person does one thing at a time.
VIEWER: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
SET viewer.writes = coalesce(viewer.writes, 0) + 1
WITH viewer
""")


def on_paper(scheme: str) -> Cypher:
    """Binds `viewer` as `VIEWER` does, and `paper`, which `$paper` names by a scheme of `graphdb.entries`."""
    found = ENTRIES["Paper"][scheme].match.fill(n=cypher("paper"))
    return VIEWER + cypher("WITH viewer, $paper AS id\n") + found + cypher("\nWITH viewer, paper\n")

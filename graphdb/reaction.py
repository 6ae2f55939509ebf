"""Reactions. Each kind is a relationship type, so that its count is a degree of the paper."""

from typing import Final

from graphdb.activity import ActivityKind
from graphdb.cypher import Cypher, cypher, join
from graphdb.fragments import Column, ShortList
from graphdb.mark import mark
from graphdb.reaction_kind import ReactionKind
from graphdb.store import Transaction

#: The relationship type of each kind. The names are made from the enumeration only, so they are safe as query text.
TYPES: Final = {kind.value: Cypher(f"REACTED_{kind.value}") for kind in ReactionKind}

_COUNT: Final = cypher("{id: '{key}', count: COUNT { ({n})<-[:{r}]-() }, paper: {n}}")
#: One row for each kind, in order.
TALLIES: Final = ShortList(
    cypher("UNWIND [")
    + join(", ", [_COUNT.fill(key=Cypher(kind.value), r=TYPES[kind.value]) for kind in ReactionKind])
    + cypher("] AS {m}")
)
KIND: Final = Column(cypher("{n}.id"))
COUNT: Final = Column(cypher("{n}.count"))
VIEWER_REACTED: Final = Column(
    cypher("EXISTS { WITH {n}.paper AS paper, 'REACTED_' + {n}.id AS kind MATCH (:User {id: $viewer})-[reaction:")
    + join("|", TYPES.values())
    + cypher("]->(paper) WHERE type(reaction) = kind RETURN reaction }")
)


async def react(
    transaction: Transaction, viewer: str, paper: tuple[str, str], kind: str, at: str, *, on: bool
) -> str | None:
    """Sets or removes the viewer's reaction of this kind. The paper's id; None if the paper does not exist."""
    return await mark(transaction, viewer, paper, TYPES[kind], ActivityKind.REACTION, at, on=on)

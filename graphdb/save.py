"""Saved papers of a user."""

from typing import Final

from graphdb.activity import ActivityKind
from graphdb.cypher import cypher
from graphdb.fragments import Direction, PagedList, Sort
from graphdb.mark import mark
from graphdb.store import Transaction

#: The saved papers, only for the user.
PAPERS: Final = PagedList(
    match=cypher("MATCH ({n})-[{r}:SAVED]->({m})"),
    total=cypher("COUNT { ({n})-[:SAVED]->() }"),
    sort=(Sort(cypher("{r}.at"), Direction.DESC),),
    only=cypher("{n}.id = $viewer"),
)

_SAVED: Final = cypher("SAVED")


async def save(transaction: Transaction, viewer: str, paper: tuple[str, str], at: str, *, on: bool) -> str | None:
    """Saves or unsaves the paper. The paper's id; None if the paper does not exist."""
    return await mark(transaction, viewer, paper, _SAVED, ActivityKind.SAVE, at, on=on)

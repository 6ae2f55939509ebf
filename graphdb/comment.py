"""Cypher fragments of a comment's fields.

`DISCUSSES` leads from a live comment to its paper, `DISCUSSED` from a deleted one, `HIDDEN_FROM` from a hidden one.
`ON` leads from a visible comment to its parent: the paper, a review or another comment. A deleted or hidden comment is
visible as long as it has visible replies, then `WAS_ON` replaces `ON`. Therefore the number of a paper's comments is a
degree, and no list needs a filter.
"""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ToOne


def _unless_hidden(value: Cypher) -> Column:
    """A content column: null while the comment is hidden by a moderator."""
    return Column(cypher("CASE WHEN EXISTS { ({n})-[:HIDDEN_FROM]->() } THEN null ELSE ") + value + cypher(" END"))


KIND: Final = Column(cypher("{n}.kind"))
BODY: Final = _unless_hidden(cypher("{n}.body"))
LINK: Final = _unless_hidden(cypher("{n}.link"))
CREATED_AT: Final = Column(cypher("{n}.createdAt"))
EDITED_AT: Final = Column(cypher("{n}.editedAt"))
DELETED: Final = Column(cypher("NOT EXISTS { ({n})-[:DISCUSSES]->() }"))
HIDDEN: Final = Column(cypher("EXISTS { ({n})-[:HIDDEN_FROM]->() }"))
#: Whether the author of the comment claims to be an author of the paper.
BY_AUTHOR: Final = Column(
    cypher(
        "EXISTS { MATCH ({n})-[:DISCUSSES|DISCUSSED|HIDDEN_FROM]->(paper), ({n})<-[:WROTE]-(user)"
        " MATCH (user)-[:CLAIMS]->()-[:AUTHORED]->(paper) RETURN paper }"
    )
)
PAPER: Final = ToOne(cypher("MATCH ({n})-[:DISCUSSES|DISCUSSED|HIDDEN_FROM]->({m})"))
AUTHOR: Final = ToOne(cypher("MATCH ({n})<-[:WROTE]-({m})"))
PARENT: Final = ToOne(cypher("MATCH ({n})-[:ON|WAS_ON]->({m}:Comment)"))
REVIEW: Final = ToOne(cypher("MATCH ({n})-[:ON|WAS_ON]->({m}:Review)"))

ORDERS: Final = {
    "CREATED_AT": cypher("{m}.createdAt"),
    "REPLIES": cypher("COUNT { ({m})<-[:ON]-() }"),
}
_NEWEST: Final = (Sort(ORDERS["CREATED_AT"], Direction.DESC),)
_ON: Final = cypher("MATCH ({n})<-[:ON]-({m})")
_COUNT: Final = cypher("COUNT { ({n})<-[:ON]-() }")
#: Comments directly on a paper.
OF_PAPER: Final = PagedList(
    _ON, _COUNT, sort=_NEWEST, orders=ORDERS, filters={"kinds": Predicate(cypher("{m}.kind IN {p}"))}
)
#: Replies to a review or a comment, oldest first.
REPLIES: Final = PagedList(_ON, _COUNT, sort=(Sort(ORDERS["CREATED_AT"]),))
#: Of a user: live comments; for the user also hidden ones.
OF_USER: Final = PagedList(
    match=cypher(
        "MATCH ({n})-[:WROTE]->({m})-[of:DISCUSSES|HIDDEN_FROM]->()"
        " WHERE type(of) = 'DISCUSSES' OR ({n}.id = $viewer AND {m}:Comment) WITH {m}"
    ),
    total=cypher(
        "COUNT { MATCH ({n})-[:WROTE]->(far)-[of:DISCUSSES|HIDDEN_FROM]->()"
        " WHERE type(of) = 'DISCUSSES' OR ({n}.id = $viewer AND far:Comment) RETURN far }"
    ),
    sort=_NEWEST,
)

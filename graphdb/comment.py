"""What the fields of comments are in the store.

`DISCUSSES` leads from a live comment to its paper; of one that its author deleted `DISCUSSED` is left, of one that a
moderator hid `HIDDEN_FROM`. `ON` leads to what it stands below: the paper, a review, another comment. It is there as
long as the comment is shown, which a dead one is where live replies hang on it; `WAS_ON` is left of it then. So the
number of a paper's comments is a degree, and no list needs a filter.
"""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.fragments import Column, Many, One, Predicate, Sort, Way


def _unless_hidden(value: Cypher) -> Column:
    """Content: what a moderator hid is kept, and shown to nobody."""
    return Column(cypher("CASE WHEN EXISTS { ({n})-[:HIDDEN_FROM]->() } THEN null ELSE ") + value + cypher(" END"))


KIND: Final = Column(cypher("{n}.kind"))
BODY: Final = _unless_hidden(cypher("{n}.body"))
LINK: Final = _unless_hidden(cypher("{n}.link"))
CREATED_AT: Final = Column(cypher("{n}.createdAt"))
EDITED_AT: Final = Column(cypher("{n}.editedAt"))
DELETED: Final = Column(cypher("NOT EXISTS { ({n})-[:DISCUSSES]->() }"))
HIDDEN: Final = Column(cypher("EXISTS { ({n})-[:HIDDEN_FROM]->() }"))
#: Whether who wrote it claims to be an author of the paper.
BY_AUTHOR: Final = Column(
    cypher(
        "EXISTS { MATCH ({n})-[:DISCUSSES|DISCUSSED|HIDDEN_FROM]->(paper), ({n})<-[:WROTE]-(who)"
        " MATCH (who)-[:CLAIMS]->()-[:AUTHORED]->(paper) RETURN paper }"
    )
)
PAPER: Final = One(cypher("MATCH ({n})-[:DISCUSSES|DISCUSSED|HIDDEN_FROM]->({m})"))
AUTHOR: Final = One(cypher("MATCH ({n})<-[:WROTE]-({m})"))
PARENT: Final = One(cypher("MATCH ({n})-[:ON|WAS_ON]->({m}:Comment)"))
REVIEW: Final = One(cypher("MATCH ({n})-[:ON|WAS_ON]->({m}:Review)"))

ORDERS: Final = {
    "CREATED_AT": cypher("{m}.createdAt"),
    "REPLIES": cypher("COUNT { ({m})<-[:ON]-() }"),
}
_NEWEST: Final = (Sort(ORDERS["CREATED_AT"], Way.DESC),)
_ON: Final = cypher("MATCH ({n})<-[:ON]-({m})")
_COUNT: Final = cypher("COUNT { ({n})<-[:ON]-() }")
#: What stands directly below a paper.
OF_PAPER: Final = Many(
    _ON, _COUNT, sort=_NEWEST, orders=ORDERS, filters={"kinds": Predicate(cypher("{m}.kind IN {p}"))}
)
#: What stands below a review or a comment, in the order in which it was said.
REPLIES: Final = Many(_ON, _COUNT, sort=(Sort(ORDERS["CREATED_AT"]),))
#: Of a person: the live ones; for themselves also those that were hidden, so that they know.
OF_USER: Final = Many(
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

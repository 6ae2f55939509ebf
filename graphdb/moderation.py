"""What moderators see in the store: reports, and what was decided about them.

Nobody changes or deletes a `Moderation`: no statement does. All of it is for people who have the role in the store at
the moment when they ask.
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Many, One, Predicate, Sort, Way

_MODERATOR: Final = cypher("EXISTS { (who:User {id: $viewer}) WHERE who.role IN ['MODERATOR', 'ADMIN'] }")

REASON: Final = Column(cypher("{n}.reason"))
NOTE: Final = Column(cypher("{n}.note"))
AT: Final = Column(cypher("{n}.at"))
STATE: Final = Column(cypher("{n}.state"))
ACTION: Final = Column(cypher("{n}.action"))
SUBJECT: Final = Column(cypher("{n}.subject"))
BY: Final = One(cypher("MATCH ({n})<-[:FILED|DECIDED]-({m})"))
#: The texts of the subject, hidden or not; of what its owner has made private nothing.
CONTENT: Final = Column(
    cypher(
        "COLLECT { MATCH ({n})-[:AGAINST|CONCERNS]->(it) WHERE coalesce(it.visibility, '') <> 'PRIVATE'"
        " RETURN [text IN [it.title, it.description, it.summary, it.body, it.url, it.link] WHERE text IS NOT NULL]"
        " + COLLECT { MATCH (it)-[makes:MAKES]->(point) RETURN point.text ORDER BY makes.position } }[0]"
    )
)

REPORTS: Final = Many(
    match=cypher("MATCH ({m}:Report)"),
    total=cypher("COUNT { (:Report) }"),
    sort=(Sort(cypher("{m}.at"), Way.DESC),),
    filters={
        "states": Predicate(cypher("{m}.state IN {p}")),
        "subject": Predicate(cypher("{m}.subject = {p}")),
    },
    only=_MODERATOR,
)
LOG: Final = Many(
    match=cypher("MATCH ({m}:Moderation)"),
    total=cypher("COUNT { (:Moderation) }"),
    sort=(Sort(cypher("{m}.at"), Way.DESC),),
    only=_MODERATOR,
)

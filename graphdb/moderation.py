"""Cypher fragments of reports and moderation decisions.

No statement changes or deletes a `Moderation`. Only users who have the role in the store at the time of the request can
read them.
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ToOne

MODERATOR: Final = cypher("EXISTS { (user:User {id: $viewer}) WHERE user.role IN ['MODERATOR', 'ADMIN'] }")

REASON: Final = Column(cypher("{n}.reason"))
NOTE: Final = Column(cypher("{n}.note"))
AT: Final = Column(cypher("{n}.at"))
STATE: Final = Column(cypher("{n}.state"))
ACTION: Final = Column(cypher("{n}.action"))
SUBJECT: Final = Column(cypher("{n}.subject"))
BY: Final = ToOne(cypher("MATCH ({n})<-[:FILED|DECIDED]-({m})"))
#: The texts of `subject`.
TEXTS: Final = cypher(
    "[text IN [subject.title, subject.name, subject.description,"
    " subject.summary, subject.body, subject.url, subject.link]"
    " WHERE text IS NOT NULL]"
    " + COLLECT { MATCH (subject)-[makes:MAKES]->(point) RETURN point.text ORDER BY makes.position }"
)
#: The texts of the subject when it was reported or the decision was made. Reports and decisions of older graphs have
#: the current texts; none of a private collection.
CONTENT: Final = Column(
    cypher("coalesce({n}.evidence, ")
    + cypher("COLLECT { MATCH ({n})-[:AGAINST|CONCERNS]->(subject) WHERE coalesce(subject.visibility, '') <> 'PRIVATE'")
    + cypher(" RETURN ")
    + TEXTS
    + cypher(" }[0])")
)

REPORTS: Final = PagedList(
    match=cypher("MATCH ({m}:Report)"),
    total=cypher("COUNT { (:Report) }"),
    sort=(Sort(cypher("{m}.at"), Direction.DESC),),
    filters={
        "states": Predicate(cypher("{m}.state IN {p}")),
        "subject": Predicate(cypher("{m}.subject = {p}")),
    },
    only=MODERATOR,
)
LOG: Final = PagedList(
    match=cypher("MATCH ({m}:Moderation)"),
    total=cypher("COUNT { (:Moderation) }"),
    sort=(Sort(cypher("{m}.at"), Direction.DESC),),
    only=MODERATOR,
)

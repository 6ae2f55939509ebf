"""Cypher fragments of a collection's fields, and the visibility of collections.

A public collection `HOLDS` its papers; a private, unlisted or hidden one `KEEPS` them. The list of a paper's
collections follows `HOLDS`, and `KEEPS` only for collections of the viewer.
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, Lookup, PagedList, ShortList, Sort, ToOne

TITLE: Final = Column(cypher("{n}.title"))
DESCRIPTION: Final = Column(cypher("{n}.description"))
VISIBILITY: Final = Column(cypher("{n}.visibility"))
HIDDEN: Final = Column(cypher("coalesce({n}.hidden, false)"))
CREATED_AT: Final = Column(cypher("{n}.createdAt"))
UPDATED_AT: Final = Column(cypher("{n}.updatedAt"))
PAPER_COUNT: Final = Column(cypher("COUNT { ({n})-[:HOLDS|KEEPS]->() }"))
OWNER: Final = ToOne(cypher("MATCH ({n})<-[:OWNS]-({m})"))
PAPERS: Final = PagedList(
    match=cypher("MATCH ({n})-[{r}:HOLDS|KEEPS]->({m})"),
    total=cypher("COUNT { ({n})-[:HOLDS|KEEPS]->() }"),
    sort=(Sort(cypher("{r}.position")),),
)

#: Latest first; `at` of an edge is when the paper was added.
ADDITIONS: Final = PagedList(
    match=cypher("MATCH ({n})-[{r}:HOLDS|KEEPS]->({m})"),
    total=cypher("COUNT { ({n})-[:HOLDS|KEEPS]->() }"),
    sort=(Sort(cypher("{r}.at"), Direction.DESC),),
)
ADDED_AT: Final = Column(cypher("{r}.at"))

_NEWEST: Final = (Sort(cypher("{m}.createdAt"), Direction.DESC),)
#: Of a paper: public collections, and those of the viewer.
OF_PAPER: Final = PagedList(
    match=cypher(
        "CALL ({n}) { MATCH ({n})<-[:HOLDS]-({m}) RETURN {m}"
        " UNION ALL MATCH (:User {id: $viewer})-[:OWNS]->({m})-[:KEEPS]->({n}) RETURN {m} } WITH {m}"
    ),
    total=cypher("COUNT { ({n})<-[:HOLDS]-() } + COUNT { (:User {id: $viewer})-[:OWNS]->()-[:KEEPS]->({n}) }"),
    sort=_NEWEST,
)
VIEWERS_OF_PAPER: Final = ShortList(
    cypher(
        "MATCH (:User {id: $viewer})-[:OWNS]->({m})-[:HOLDS|KEEPS]->({n})"
        " WITH {m} ORDER BY {m}.createdAt DESC, {m}.id DESC"
    )
)
#: Of a user: public collections; all for the user.
OF_USER: Final = PagedList(
    match=cypher(
        "MATCH ({n})-[:OWNS]->({m}) WHERE {n}.id = $viewer OR ({m}.visibility = 'PUBLIC' AND {m}.hidden IS NULL)"
        " WITH {m}"
    ),
    total=cypher(
        "COUNT { ({n})-[:OWNS]->(far) WHERE {n}.id = $viewer OR (far.visibility = 'PUBLIC' AND far.hidden IS NULL) }"
    ),
    sort=_NEWEST,
)

#: The owner can read it; everybody else unless it is private or hidden.
BY_ID: Final = Lookup(
    cypher(
        "CALL (id) { MATCH (collection:Collection {id: id})"
        " WHERE (collection.visibility <> 'PRIVATE' AND collection.hidden IS NULL)"
        " OR EXISTS { (:User {id: $viewer})-[:OWNS]->(collection) }"
        " RETURN collection AS {n} }"
    )
)

"""Cypher fragments of a topic's fields. Its papers are those about it or about a narrower topic
(`graphdb.topic_rollup`)."""

from typing import Final

from graphdb import author, institution
from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ToOne, count_range
from graphdb.paper import TOP, papers

NAME: Final = Column(cypher("{n}.name"))
DESCRIPTION: Final = Column(cypher("{n}.description"))
LEVEL: Final = Column(cypher("{n}.level"))
PAPER_COUNT: Final = Column(cypher("COUNT { ({n})<-[:ABOUT|WITHIN]-() }"))

ORDERS: Final = {"NAME": cypher("{m}.sortName"), "PAPERS": cypher("{m}.papers")}
FILTERS: Final = {
    "ids": Predicate(cypher("{m}.id IN {p}"), ids="Topic"),
    "name": Predicate(cypher("{m}.sortName CONTAINS {p}"), folded=True),
    "levels": Predicate(cypher("{m}.level IN {p}")),
    **count_range("papers", ORDERS["PAPERS"]),
    "broader": Predicate(
        cypher("EXISTS { ({m})-[:BROADER]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Topic)<-[:BROADER]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Topic",
    ),
}
ALL: Final = PagedList(
    match=cypher("MATCH ({m}:Topic)"),
    total=cypher("COUNT { (:Topic) }"),
    sort=(Sort(ORDERS["PAPERS"], Direction.DESC),),
    orders=ORDERS,
    filters=FILTERS,
    whole=True,
)

BROADER: Final = ToOne(cypher("MATCH ({n})-[:BROADER]->({m})"))
NARROWER: Final = PagedList(
    match=cypher("MATCH ({n})<-[:BROADER]-({m})"),
    total=cypher("COUNT { ({n})<-[:BROADER]-() }"),
    sort=(Sort(ORDERS["NAME"]),),
)
PAPERS: Final = papers(cypher("MATCH ({n})<-[:ABOUT|WITHIN]-({m})"), cypher("COUNT { ({n})<-[:ABOUT|WITHIN]-() }"), TOP)
AUTHORS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher(
        "coalesce({n}.authorCount, COUNT { MATCH ({n})<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-(far)"
        " WHERE {n}.authorCount IS NULL RETURN DISTINCT far })"
    ),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
    orders=author.ORDERS,
    filters=author.FILTERS,
    top=cypher("{n}.topAuthors"),
    top_label=cypher("Author"),
    numbers=cypher("{n}.topAuthorPapers"),
)
INSTITUTIONS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:ABOUT|WITHIN]-()-[:FROM]->({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher("COUNT { MATCH ({n})<-[:ABOUT|WITHIN]-()-[:FROM]->(far) RETURN DISTINCT far }"),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
    orders=institution.ORDERS,
    filters=institution.FILTERS,
)

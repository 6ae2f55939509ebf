"""Cypher fragments of a venue's fields."""

from typing import Final

from graphdb import author, topic
from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ToOne, ValueForm, count_range
from graphdb.paper import TOP, papers

NAME: Final = Column(cypher("{n}.name"))
ISSN: Final = Column(cypher("coalesce({n}.issn, [])"))
KIND: Final = Column(cypher("{n}.kind"))
HOMEPAGE: Final = Column(cypher("{n}.homepage"))
PAPER_COUNT: Final = Column(cypher("COUNT { ({n})<-[:PUBLISHED_IN]-() }"))

ORDERS: Final = {"NAME": cypher("{m}.sortName"), "PAPERS": cypher("{m}.papers")}
FILTERS: Final = {
    "ids": Predicate(cypher("{m}.id IN {p}"), ids="Venue"),
    "name": Predicate(cypher("{m}.sortName CONTAINS {p}"), folded=True),
    "countries": Predicate(cypher("{m}.country IN {p}"), form=ValueForm.COUNTRY),
    **count_range("papers", ORDERS["PAPERS"]),
}
ALL: Final = PagedList(
    match=cypher("MATCH ({m}:Venue)"),
    total=cypher("COUNT { (:Venue) }"),
    sort=(Sort(ORDERS["PAPERS"], Direction.DESC),),
    orders=ORDERS,
    filters=FILTERS,
    whole=True,
)

PUBLISHED_BY: Final = ToOne(cypher("MATCH ({n})-[:PUBLISHED_BY]->({m})"))
PAPERS: Final = papers(cypher("MATCH ({n})<-[:PUBLISHED_IN]-({m})"), cypher("COUNT { ({n})<-[:PUBLISHED_IN]-() }"), TOP)
AUTHORS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:PUBLISHED_IN]-()<-[:AUTHORED]-({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher("COUNT { MATCH ({n})<-[:PUBLISHED_IN]-()<-[:AUTHORED]-(far) RETURN DISTINCT far }"),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
    orders=author.ORDERS,
    filters=author.FILTERS,
)
TOPICS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:PUBLISHED_IN]-()-[:ABOUT]->({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher("COUNT { MATCH ({n})<-[:PUBLISHED_IN]-()-[:ABOUT]->(far) RETURN DISTINCT far }"),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
    orders=topic.ORDERS,
    filters=topic.FILTERS,
)

"""Cypher fragments of a publisher's fields. Its papers are those of its venues and of its child publishers."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ToOne, ValueForm
from graphdb.paper import TOP, papers

NAME: Final = Column(cypher("{n}.name"))
COUNTRIES: Final = Column(cypher("coalesce({n}.countries, [])"))
HOMEPAGE: Final = Column(cypher("{n}.homepage"))
ROR: Final = Column(cypher("{n}.ror"))
REPORTED_VENUES: Final = Column(cypher("{n}.reportedVenues"))
#: Counted by `graphdb.denormalized`, because it is not a degree.
PAPER_COUNT: Final = Column(cypher("{n}.papers"))
VENUE_COUNT: Final = Column(cypher("COUNT { ({n})<-[:PUBLISHED_BY]-() }"))

ORDERS: Final = {"NAME": cypher("{m}.sortName"), "PAPERS": cypher("{m}.papers")}
FILTERS: Final = {
    "ids": Predicate(cypher("{m}.id IN {p}"), ids="Publisher"),
    "name": Predicate(cypher("{m}.sortName CONTAINS {p}"), folded=True),
    "countries": Predicate(
        cypher("any(country IN coalesce({m}.countries, []) WHERE country IN {p})"), form=ValueForm.COUNTRY
    ),
}
ALL: Final = PagedList(
    match=cypher("MATCH ({m}:Publisher)"),
    total=cypher("COUNT { (:Publisher) }"),
    sort=(Sort(ORDERS["PAPERS"], Direction.DESC),),
    orders=ORDERS,
    filters=FILTERS,
    whole=True,
)

PARENT: Final = ToOne(cypher("MATCH ({n})-[:PART_OF]->({m})"))
CHILDREN: Final = PagedList(
    match=cypher("MATCH ({n})<-[:PART_OF]-({m})"),
    total=cypher("COUNT { ({n})<-[:PART_OF]-() }"),
    sort=(Sort(ORDERS["NAME"]),),
)
VENUES: Final = PagedList(
    match=cypher("MATCH ({n})<-[:PUBLISHED_BY]-({m})"),
    total=cypher("COUNT { ({n})<-[:PUBLISHED_BY]-() }"),
    sort=(Sort(cypher("{m}.papers"), Direction.DESC),),
)
PAPERS: Final = papers(
    cypher("MATCH ({n})<-[:PART_OF]-*()<-[:PUBLISHED_BY]-()<-[:PUBLISHED_IN]-({m})"), cypher("{n}.papers"), TOP
)

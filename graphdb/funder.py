"""Cypher fragments of a funder's fields."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ValueForm
from graphdb.paper import TOP, papers

NAME: Final = Column(cypher("{n}.name"))
DESCRIPTION: Final = Column(cypher("{n}.description"))
COUNTRY: Final = Column(cypher("{n}.country"))
HOMEPAGE: Final = Column(cypher("{n}.homepage"))
ROR: Final = Column(cypher("{n}.ror"))
REGISTRY: Final = Column(cypher("{n}.registry"))
REPORTED_AWARDS: Final = Column(cypher("{n}.reportedAwards"))
PAPER_COUNT: Final = Column(cypher("COUNT { ({n})<-[:FUNDED_BY]-() }"))
AWARD_COUNT: Final = Column(cypher("COUNT { ({n})<-[:GRANTED_BY]-() }"))

ORDERS: Final = {"NAME": cypher("{m}.sortName"), "PAPERS": cypher("{m}.papers")}
FILTERS: Final = {
    "ids": Predicate(cypher("{m}.id IN {p}"), ids="Funder"),
    "name": Predicate(cypher("{m}.sortName CONTAINS {p}"), folded=True),
    "countries": Predicate(cypher("{m}.country IN {p}"), form=ValueForm.COUNTRY),
}
ALL: Final = PagedList(
    match=cypher("MATCH ({m}:Funder)"),
    total=cypher("COUNT { (:Funder) }"),
    sort=(Sort(ORDERS["PAPERS"], Direction.DESC),),
    orders=ORDERS,
    filters=FILTERS,
    whole=True,
)

PAPERS: Final = papers(cypher("MATCH ({n})<-[:FUNDED_BY]-({m})"), cypher("COUNT { ({n})<-[:FUNDED_BY]-() }"), TOP)
AWARDS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:GRANTED_BY]-({m})"),
    total=cypher("COUNT { ({n})<-[:GRANTED_BY]-() }"),
    sort=(Sort(cypher("{m}.papers"), Direction.DESC),),
)

"""Cypher fragments of an institution's fields."""

from typing import Final

from graphdb import author
from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, ShortList, Sort, ValueForm, count_range
from graphdb.paper import TOP, papers

NAME: Final = Column(cypher("{n}.name"))
ROR: Final = Column(cypher("{n}.ror"))
COUNTRY: Final = Column(cypher("{n}.country"))
CITY: Final = Column(cypher("{n}.city"))
KIND: Final = Column(cypher("{n}.kind"))
HOMEPAGE: Final = Column(cypher("{n}.homepage"))
#: Latitude and longitude in degrees (WGS 84), or null if either is unknown.
LOCATION: Final = Column(
    cypher("CASE WHEN {n}.latitude IS NULL OR {n}.longitude IS NULL THEN null ELSE [{n}.latitude, {n}.longitude] END")
)
PAPER_COUNT: Final = Column(cypher("COUNT { ({n})<-[:FROM]-() }"))
CITATION_COUNT: Final = Column(cypher("coalesce({n}.citations, 0)"))
AUTHOR_COUNT: Final = Column(cypher("COUNT { ({n})<-[:AFFILIATED_WITH]-() }"))

ORDERS: Final = {
    "NAME": cypher("{m}.sortName"),
    "PAPERS": cypher("{m}.papers"),
    "CITATIONS": cypher("{m}.citations"),
    "AUTHORS": cypher("{m}.authors"),
}
FILTERS: Final = {
    "ids": Predicate(cypher("{m}.id IN {p}"), ids="Institution"),
    "name": Predicate(cypher("{m}.sortName CONTAINS {p}"), folded=True),
    "countries": Predicate(cypher("{m}.country IN {p}"), form=ValueForm.COUNTRY),
    **count_range("papers", ORDERS["PAPERS"]),
    **count_range("citations", ORDERS["CITATIONS"]),
}
ALL: Final = PagedList(
    match=cypher("MATCH ({m}:Institution)"),
    total=cypher("COUNT { (:Institution) }"),
    sort=(Sort(ORDERS["CITATIONS"], Direction.DESC),),
    orders=ORDERS,
    filters=FILTERS,
    whole=True,
)

PAPERS: Final = papers(cypher("MATCH ({n})<-[:FROM]-({m})"), cypher("COUNT { ({n})<-[:FROM]-() }"), TOP)
AUTHORS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:AFFILIATED_WITH]-({m})"),
    total=cypher("COUNT { ({n})<-[:AFFILIATED_WITH]-() }"),
    sort=(Sort(cypher("{m}.citations"), Direction.DESC),),
    orders=author.ORDERS,
    filters=author.FILTERS,
)
TOPICS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:FROM]-()-[:ABOUT]->({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher("COUNT { MATCH ({n})<-[:FROM]-()-[:ABOUT]->(far) RETURN DISTINCT far }"),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
)
COLLABORATORS: Final = PagedList(
    match=cypher("MATCH ({n})<-[:FROM]-()-[:FROM]->({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher("COUNT { MATCH ({n})<-[:FROM]-()-[:FROM]->(far) RETURN DISTINCT far }"),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
)

#: The institutions of one byline; `{r}` is the AUTHORED edge.
ON_BYLINE: Final = ShortList(
    cypher("UNWIND coalesce({r}.institutions, []) AS bylineId MATCH ({m}:Institution {id: bylineId})")
)

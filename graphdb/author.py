"""Cypher fragments of an author's fields."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Direction, PagedList, Predicate, Sort, ValueForm, count_range
from graphdb.paper import TOP, papers

NAME: Final = Column(cypher("{n}.name"))
ORCID: Final = Column(cypher("{n}.orcid"))
PAPER_COUNT: Final = Column(cypher("COUNT { ({n})-[:AUTHORED]->() }"))
CITATION_COUNT: Final = Column(cypher("coalesce({n}.citations, 0)"))

ORDERS: Final = {
    "NAME": cypher("{m}.sortName"),
    "PAPERS": cypher("{m}.papers"),
    "CITATIONS": cypher("{m}.citations"),
}
FILTERS: Final = {
    "ids": Predicate(cypher("{m}.id IN {p}"), ids="Author"),
    "name": Predicate(cypher("{m}.sortName CONTAINS {p}"), folded=True),
    **count_range("papers", ORDERS["PAPERS"]),
    **count_range("citations", ORDERS["CITATIONS"]),
    "countries": Predicate(
        cypher("EXISTS { ({m})-[:AFFILIATED_WITH]->(near) WHERE near.country IN {p} }"), form=ValueForm.COUNTRY
    ),
    "institutions": Predicate(
        cypher("EXISTS { ({m})-[:AFFILIATED_WITH]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Institution)<-[:AFFILIATED_WITH]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Institution",
    ),
    "topics": Predicate(
        cypher("EXISTS { ({m})-[:AUTHORED]->()-[:ABOUT|WITHIN]->(near) WHERE near.id IN {p} }"),
        cypher("MATCH (near:Topic)<-[:ABOUT|WITHIN]-()<-[:AUTHORED]-({m}) WHERE near.id IN {p} WITH DISTINCT {m}"),
        ids="Topic",
    ),
}
ALL: Final = PagedList(
    match=cypher("MATCH ({m}:Author)"),
    total=cypher("COUNT { (:Author) }"),
    sort=(Sort(ORDERS["CITATIONS"], Direction.DESC),),
    orders=ORDERS,
    filters=FILTERS,
    whole=True,
)

PAPERS: Final = papers(cypher("MATCH ({n})-[:AUTHORED]->({m})"), cypher("COUNT { ({n})-[:AUTHORED]->() }"), TOP)
INSTITUTIONS: Final = PagedList(
    match=cypher("MATCH ({n})-[{r}:AFFILIATED_WITH]->({m})"),
    total=cypher("COUNT { ({n})-[:AFFILIATED_WITH]->() }"),
    sort=(Sort(cypher("coalesce({r}.lastYear, 0)"), Direction.DESC),),
)
TOPICS: Final = PagedList(
    match=cypher("MATCH ({n})-[:AUTHORED]->()-[:ABOUT]->({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher("COUNT { MATCH ({n})-[:AUTHORED]->()-[:ABOUT]->(far) RETURN DISTINCT far }"),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
)
COAUTHORS: Final = PagedList(
    match=cypher("MATCH ({n})-[:AUTHORED]->()<-[:AUTHORED]-({m})"),
    then=cypher("WITH {n}, {m}, count(*) AS {r}"),
    total=cypher("COUNT { MATCH ({n})-[:AUTHORED]->()<-[:AUTHORED]-(far) RETURN DISTINCT far }"),
    sort=(Sort(cypher("{r}"), Direction.DESC),),
)

AFFILIATION_FIRST_YEAR: Final = Column(cypher("{r}.firstYear"))
AFFILIATION_LAST_YEAR: Final = Column(cypher("{r}.lastYear"))
#: The number of papers of an edge in a grouped list.
SHARED_PAPERS: Final = Column(cypher("{r}"))

"""Reads what groups and measures of papers need: the papers of a list, their values, and their edges.

A paper is identified by Neo4j's internal id, an integer that costs the driver a tenth of its public id.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphdb import predicates
from graphdb.composing import ParameterNames, Statement
from graphdb.cypher import cypher
from graphdb.fragments import PagedList
from graphdb.lookups import LOOKUPS
from graphdb.store import Store

#: Time limit of one batch in seconds.
LIMIT: Final = 120.0
#: The values of a paper, in the order of `analytics.raw_tables.PAPER`, and its edges.
_ROW: Final = cypher("""\
[id(p), p.id, p.year, p.kind, p.language, p.oaStatus, coalesce(p.isOpen, false), p.licence,
 coalesce(p.retracted, false), COUNT { (p)<-[:CITES]-() }, p.reportedCitations,
 COLLECT { MATCH (p)-[:PUBLISHED_IN]->(venue) RETURN venue.id ORDER BY venue.id }[0],
 COLLECT { MATCH (p)-[:PUBLISHED_IN]->(venue)-[:PUBLISHED_BY]->(publisher)
   RETURN publisher.id ORDER BY venue.id, publisher.id }[0],
 COLLECT { MATCH (p)-[about:ABOUT|WITHIN]->(topic) RETURN [topic.id, topic.level, type(about) = 'ABOUT'] },
 COLLECT { MATCH (p)<-[:AUTHORED]-(author) RETURN author.id },
 COLLECT { MATCH (p)-[:FROM]->(institution) RETURN institution.id },
 COLLECT { MATCH (p)-[:FROM]->(institution) WHERE institution.country IS NOT NULL RETURN institution.country }
 + COLLECT { MATCH (p)<-[by:AUTHORED|ALSO_AUTHORED]-() UNWIND coalesce(by.countries, []) AS country RETURN country },
 COLLECT { MATCH (p)-[:FUNDED_BY]->(funder) RETURN funder.id }]""")
_CITES: Final = cypher("[id(p), COLLECT { MATCH (p)<-[:CITES]-(citing) RETURN id(citing) }]")
_BYLINE: Final = cypher("[id(p), p.year, COLLECT { MATCH (p)<-[:AUTHORED]-(author) RETURN author.id }]")
_LISTED: Final = cypher("UNWIND $papers AS number MATCH (p) WHERE id(p) = number RETURN collect({p})")
_ALL: Final = cypher("""\
MATCH (p:Paper)
WHERE p.id > $after
WITH p ORDER BY p.id LIMIT $limit
RETURN [collect({p}), collect({r}), max(p.id)]""")

Row = list[Any]


def members(connection: PagedList, label: str, condition: Mapping[str, Any]) -> Statement:
    """The statement that reads `[[id, [number, …]], …]`, the papers of a list of each node of a label. Without a label,
    the list begins at no node, and its id is empty. The condition is a filter in normal form."""
    names = ParameterNames()
    node, far, edge = names.fresh("n"), names.fresh("m"), names.fresh("r")
    matched, where = predicates.matched(connection, condition, names)
    papers = (
        cypher("COLLECT { ")
        + (matched + predicates.where(where)).fill(n=node, m=far, r=edge)
        + cypher(" RETURN id({m}) }").fill(m=far)
    )
    if connection.only is not None:
        papers = (
            cypher("CASE WHEN ") + connection.only.fill(n=node) + cypher(" THEN ") + papers + cypher(" ELSE [] END")
        )
    if not label:
        return names.statement(cypher("RETURN [['', ") + papers + cypher("]] AS result"))
    start = cypher("UNWIND $keys.ids AS id ") + LOOKUPS[label]["id"].match.fill(n=node)
    return names.statement(start + cypher(" RETURN collect([id, ") + papers + cypher("]) AS result"))


async def read_members(
    store: Store, statement: Statement, ids: Sequence[str], viewer: str | None
) -> dict[str, list[int]]:
    """The internal ids of the papers of each node that exists and that the viewer can see."""
    return dict(await store.read(statement.text, statement.parameters_for(ids, viewer)))


async def read_rows(store: Store, papers: Sequence[int]) -> list[Row]:
    """The values and edges of papers."""
    return await store.read(_LISTED.fill(p=_ROW), {"papers": list(papers)}, within=LIMIT)


async def read_cites(store: Store, papers: Sequence[int]) -> list[Row]:
    """The internal ids of the papers that cite each of these: `[paper, [citing, …]]`."""
    return await store.read(_LISTED.fill(p=_CITES), {"papers": list(papers)}, within=LIMIT)


async def read_bylines(store: Store, papers: Sequence[int]) -> list[Row]:
    """The year and the authors of papers: `[paper, year, [author, …]]`."""
    return await store.read(_LISTED.fill(p=_BYLINE), {"papers": list(papers)}, within=LIMIT)


async def read_all(store: Store, after: str, limit: int) -> tuple[list[Row], list[Row], str | None]:
    """The next papers after an id in the order of ids: as `read_rows`, as `read_cites`, and the last id."""
    statement = _ALL.fill(p=_ROW, r=_CITES)
    rows, cites, last = await store.read(statement, {"after": after, "limit": limit}, within=LIMIT)
    return rows, cites, last

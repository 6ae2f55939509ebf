"""Funders, awards and publishers of graphs that were written before these were nodes.

Papers had their funding as lists of values, and venues the id and name of their publisher, as they still have: the
nodes and edges are what ingest makes of the same values (`graphdb.ingest.funding`). Each step is bounded and can be
repeated.
"""

from typing import Any, Final

from graphdb import denormalized
from graphdb.cypher import cypher, join
from graphdb.ingest import description, funding, membership
from graphdb.ingest.rows import EntityRow, merge_rows
from graphdb.store import Store

#: Papers and venues in one transaction.
BATCH: Final = 2_000
#: Seconds that one transaction may take.
LIMIT: Final = 120.0

PAPERS: Final = cypher("""\
MATCH (p:Paper)
WHERE p.id > $after AND p.fundingFunders IS NOT NULL
WITH p ORDER BY p.id LIMIT $limit
RETURN collect([p.id,
  p{.fundingFunders, .fundingNames, .fundingAwards, .fundingNumbers, .fundingTitles, .fundingDois}])""")
VENUES: Final = cypher("""\
MATCH (v:Venue)
WHERE v.id > $after AND v.publisherId IS NOT NULL
WITH v ORDER BY v.id LIMIT $limit
RETURN collect([v.id, v{.publisherId, .publisher}])""")
#: Nodes that are there already keep what they have.
_NODES: Final = cypher("""\
CALL () {
  UNWIND ${label} AS row
  MERGE (n:{label} {id: row[0]})
  ON CREATE SET n += row[1], n.papers = 0
  SET n:Stale
}
""")
_EDGES: Final = cypher("""\
CALL () {
  UNWIND ${p} AS row
  MATCH (n:{label} {id: row[0]})
  MATCH (m:{m} {id: row[1]})
  MERGE (n)-[:{r}]->(m)
}
""")
WRITE: Final = join("", (
    *(_NODES.fill(label=label) for label in (cypher("Funder"), cypher("Publisher"), cypher("Award"))),
    _EDGES.fill(p=cypher("funded"), label=cypher("Paper"), r=cypher("FUNDED_BY"), m=cypher("Funder")),
    _EDGES.fill(p=cypher("supported"), label=cypher("Paper"), r=cypher("SUPPORTED_BY"), m=cypher("Award")),
    _EDGES.fill(p=cypher("granted"), label=cypher("Award"), r=cypher("GRANTED_BY"), m=cypher("Funder")),
    _EDGES.fill(p=cypher("published"), label=cypher("Venue"), r=cypher("PUBLISHED_BY"), m=cypher("Publisher")),
    cypher("""\
CALL () {
  UNWIND $aliases AS row
  MERGE (alias:Alias {id: row[0]})
  SET alias.of = row[1]
}
RETURN true"""),
))  # fmt: skip


async def migrate(store: Store) -> None:
    """Make the nodes and edges, and count them."""
    for statement, read in ((PAPERS, _papers), (VENUES, _venues)):
        after = ""
        while rows := await store.read(statement, {"after": after, "limit": BATCH}, within=LIMIT):
            await store.write(WRITE, read(rows), within=LIMIT)
            after = rows[-1][0]
    await denormalized.refresh(store, lambda _: None)


def _papers(rows: list[Any]) -> dict[str, list[list[Any]]]:
    nodes: dict[str, EntityRow] = {}
    for _, properties in rows:
        for mention in funding.mentions(properties):
            known = nodes.get(mention.id)
            nodes[mention.id] = mention if known is None else merge_rows(known, mention)
    awards = [row for row in nodes.values() if row.label == "Award"]
    return _parameters(
        nodes,
        funded=[[found, end] for found, properties in rows for end in funding.funders(properties)],
        supported=[[found, end] for found, properties in rows for end in funding.awards(properties)],
        granted=[[row.id, end] for row in awards if (end := membership.end("Award", row.properties)) is not None],
        aliases=[[name, row.id] for row in awards for name in row.names],
    )


def _venues(rows: list[Any]) -> dict[str, list[list[Any]]]:
    nodes: dict[str, EntityRow] = {}
    published: list[list[Any]] = []
    for found, properties in rows:
        end = membership.end("Venue", properties)
        if end is not None:
            name = properties.get("publisher")
            nodes[end] = EntityRow("Publisher", end, {"name": name} if name else {})
            published.append([found, end])
    return _parameters(nodes, published=published)


def _parameters(nodes: dict[str, EntityRow], **edges: list[list[Any]]) -> dict[str, list[list[Any]]]:
    made: dict[str, list[list[Any]]] = {"Funder": [], "Publisher": [], "Award": []}
    for row in nodes.values():
        changes = description.diff(row.label, row.properties, {}, row)
        made[row.label].append([row.id, description.initial_properties(row, changes)])
    empty: list[list[Any]] = []
    return {
        "funded": empty,
        "supported": empty,
        "granted": empty,
        "published": empty,
        "aliases": empty,
        **made,
        **edges,
    }

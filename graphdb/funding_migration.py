"""Migration to version 6: creates funders, awards and publishers as nodes.

Papers have their funding as lists of values, and venues the id and name of their publisher, in all versions; the nodes
and edges are derived from these values as in an ingest (`graphdb.ingest.funding`). Each step is bounded and can be
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
#: Time limit of one transaction, in seconds.
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
#: Existing nodes are not changed, except for the label.
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
    """Creates the nodes and edges, and computes their counts."""
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
            existing = nodes.get(mention.id)
            nodes[mention.id] = mention if existing is None else merge_rows(existing, mention)
    awards = [row for row in nodes.values() if row.label == "Award"]
    return _parameters(
        nodes,
        funded=[[paper, end] for paper, properties in rows for end in funding.funders(properties)],
        supported=[[paper, end] for paper, properties in rows for end in funding.awards(properties)],
        granted=[[row.id, end] for row in awards if (end := membership.end("Award", row.properties)) is not None],
        aliases=[[name, row.id] for row in awards for name in row.names],
    )


def _venues(rows: list[Any]) -> dict[str, list[list[Any]]]:
    nodes: dict[str, EntityRow] = {}
    published: list[list[Any]] = []
    for venue, properties in rows:
        publisher = membership.end("Venue", properties)
        if publisher is not None:
            name = properties.get("publisher")
            nodes[publisher] = EntityRow("Publisher", publisher, {"name": name} if name else {})
            published.append([venue, publisher])
    return _parameters(nodes, published=published)


def _parameters(nodes: dict[str, EntityRow], **edges: list[list[Any]]) -> dict[str, list[list[Any]]]:
    entities: dict[str, list[list[Any]]] = {"Funder": [], "Publisher": [], "Award": []}
    for row in nodes.values():
        changes = description.diff(row.label, row.properties, {}, row)
        entities[row.label].append([row.id, description.initial_properties(row, changes)])
    empty: list[list[Any]] = []
    return {
        "funded": empty,
        "supported": empty,
        "granted": empty,
        "published": empty,
        "aliases": empty,
        **entities,
        **edges,
    }

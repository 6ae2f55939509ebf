"""Counts of the whole graph. Neo4j maintains them, so that they cost the same in a graph of any size."""

from typing import Final

from graphdb.cypher import cypher, join
from graphdb.fragments import Column
from graphdb.store import Store

PAPERS: Final = Column(cypher("COUNT { (:Paper) }"))
AUTHORS: Final = Column(cypher("COUNT { (:Author) }"))
INSTITUTIONS: Final = Column(cypher("COUNT { (:Institution) }"))
TOPICS: Final = Column(cypher("COUNT { (:Topic) }"))
VENUES: Final = Column(cypher("COUNT { (:Venue) }"))
CITATIONS: Final = Column(cypher("COUNT { ()-[:CITES]->() }"))
REVIEWS: Final = Column(cypher("COUNT { ()-[:REVIEWS]->() }"))
COMMENTS: Final = Column(cypher("COUNT { ()-[:DISCUSSES]->() }"))
UPDATED_AT: Final = Column(cypher("COLLECT { MATCH (graph:Meta {id: 'graph'}) RETURN graph.updatedAt }[0]"))


async def counts(store: Store) -> dict[str, int]:
    """The numbers of nodes of each research kind, and of citations."""
    columns = {
        "papers": PAPERS,
        "authors": AUTHORS,
        "institutions": INSTITUTIONS,
        "topics": TOPICS,
        "venues": VENUES,
        "citations": CITATIONS,
    }
    values = await store.read(
        cypher("RETURN [") + join(", ", [column.text for column in columns.values()]) + cypher("]"), {}
    )
    return dict(zip(columns, values, strict=True))

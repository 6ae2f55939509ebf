"""Counts of the whole graph. Neo4j maintains them, so that they cost the same in a graph of any size."""

from typing import Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.fragments import Column, ShortList
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
#: What a home page shows of the last week.
MAX_RECENT: Final = 6


def _recent(match: Cypher) -> ShortList:
    """The latest visible texts of the last seven days, from the index of their times."""
    return ShortList(
        match
        + cypher("""
  AND {m}.createdAt > toString(datetime() - duration('P7D'))
WITH {m} ORDER BY {m}.createdAt DESC, {m}.id LIMIT 6"""),
        MAX_RECENT,
    )


RECENT_REVIEWS: Final = _recent(cypher("MATCH ({m}:Review) WHERE EXISTS { ({m})-[:REVIEWS]->(:Paper) }"))
RECENT_COMMENTS: Final = _recent(cypher("MATCH ({m}:Comment) WHERE EXISTS { ({m})-[:DISCUSSES]->(:Paper) }"))


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

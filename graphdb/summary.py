"""The whole graph in numbers. Each count is kept by Neo4j itself, so that it costs the same in a graph of any size."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column

PAPERS: Final = Column(cypher("COUNT { (:Paper) }"))
AUTHORS: Final = Column(cypher("COUNT { (:Author) }"))
INSTITUTIONS: Final = Column(cypher("COUNT { (:Institution) }"))
TOPICS: Final = Column(cypher("COUNT { (:Topic) }"))
VENUES: Final = Column(cypher("COUNT { (:Venue) }"))
CITATIONS: Final = Column(cypher("COUNT { ()-[:CITES]->() }"))
REVIEWS: Final = Column(cypher("COUNT { (:Review) }"))
COMMENTS: Final = Column(cypher("COUNT { (:Comment) }"))
UPDATED_AT: Final = Column(cypher("COLLECT { MATCH (graph:Meta {id: 'graph'}) RETURN graph.updatedAt }[0]"))

"""The search index in other forms than that of the service: none, and one that is updated after the commit."""

from typing import Final

from graphdb.cypher import Cypher, cypher
from graphdb.indexes import SEARCH_NAME, required

DROP: Final = cypher("DROP INDEX peergraph_search IF EXISTS")
AWAIT: Final = cypher("CALL db.awaitIndexes(600)")


def eventually_consistent() -> Cypher:
    """The statement that creates the search index so that it is updated after the commit."""
    index = next(each for each in required() if each.name == SEARCH_NAME)
    text = index.creation.text.replace("eventually_consistent`: false", "eventually_consistent`: true")
    return Cypher(text)

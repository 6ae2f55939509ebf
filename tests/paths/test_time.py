"""A search for paths has a time limit, and its error says what to do."""

import pytest

from errors import StoreTimeout
from graphdb import paths
from graphdb import store as stores
from graphdb.cypher import cypher
from graphdb.store import Store
from resolvers.paths import connections

#: Two groups of six layers each. Every paper of a layer cites all of the next; no path connects the two.
LAYERS = cypher("""\
UNWIND range(1, 12) AS layer UNWIND range(1, 60) AS i
WITH layer, '10.1000/' + layer + '.' + i AS doi
CREATE (:Paper {id: 'doi:' + doi, doi: doi, layer: layer, citations: 60})""")
CROWDS = cypher("""\
MATCH (a:Paper), (b:Paper) WHERE b.layer = a.layer + 1 AND b.layer <> 7 CREATE (a)-[:CITES]->(b)""")


async def test_a_search_that_takes_too_long_says_what_to_do(graph: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await graph.write(LAYERS, {}, within=60)
    await graph.write(CROWDS, {}, within=60)
    monkeypatch.setattr(stores, "GRACE", 0.0)
    monkeypatch.setattr(paths, "SECONDS", 0.02)
    with pytest.raises(StoreTimeout, match=r"exceeded its limit of 0\.02 s: use a smaller `maxLength`"):
        await connections(graph, "doi:10.1000/1.1", "doi:10.1000/7.1", 10, 3)

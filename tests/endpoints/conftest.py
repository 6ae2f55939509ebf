"""A service on the tests' Neo4j, with one paper in it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings

ONE = cypher("""\
CREATE (p:Paper {id: 'W1', title: $title, sortTitle: 'on', kind: 'ARTICLE', sortYear: 2022, year: 2022, sortDate: '',
                 citations: 0, doi: '10.5555/one', abstract: $abstract})
CREATE (:Author {id: 'A1', name: 'Ada', sortName: 'ada', papers: 1, citations: 0})-[:AUTHORED {position: 1}]->(p)
RETURN p.id""")
TITLE = 'On graphs 🧭 グラフ — «ünïcode» \u2028 and "quotes"'


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await graph.write(ONE, {"title": TITLE, "abstract": "Graphs. " * 500})
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running

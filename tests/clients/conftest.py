"""A service with two papers that have an author and a topic in common, and a workspace for the programs."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from loaders.graphql_core import graphql_schema
from schema import client_caches
from schema.schema import SCHEMA
from tests.clients.programs import workspace
from tests.endpoints.serving import Service, served, settings
from tests.people.client import Client
from tests.people.conftest import CREATE_PEOPLE, PEOPLE

TOPIC: Final = cypher("""\
CREATE (topic:Topic {id: 'T1', name: 'Graphs', sortName: 'graphs', papers: 2, level: 'TOPIC'})
WITH topic
MATCH (paper:Paper)
CREATE (paper)-[:ABOUT {score: 0.9, primary: true}]->(topic)
RETURN count(*)""")


@pytest_asyncio.fixture(scope="module")
async def people(graph: Store) -> Client:
    """A client that writes to the store."""
    await graph.write(CREATE_PEOPLE, {"people": list(PEOPLE)})
    await graph.write(TOPIC, {})
    return Client(graph)


@pytest_asyncio.fixture(scope="module")
async def service(people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service on the same store; `people` is there before it."""
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest.fixture(scope="session")
def work() -> Iterator[Path]:
    """A folder with the programs, the schema and the configuration of caches."""
    schema = graphql_schema(SCHEMA)
    with workspace() as folder:
        (folder / "schema.graphql").write_text(SCHEMA.as_str(), encoding="utf-8")
        (folder / "apollo-cache.js").write_text(client_caches.apollo(schema), encoding="utf-8")
        (folder / "graphcache.js").write_text(client_caches.graphcache(schema), encoding="utf-8")
        (folder / "introspection.json").write_bytes(client_caches.introspection(schema))
        yield folder

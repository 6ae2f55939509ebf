"""Papers and people in the store, and a service that answers over WebSockets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final
from uuid import uuid4

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.client import Client
from tests.people.conftest import CREATE_PEOPLE, PEOPLE
from tests.waiting import until

Subscribers = Callable[[int], Awaitable[None]]
PAPER: Final = cypher("""\
CREATE (p:Paper {id: $id, title: 'Paper', sortTitle: 'paper', kind: 'ARTICLE', year: 2020, sortYear: 2020, sortDate: '',
                 citations: 0})
RETURN p.id""")


@pytest_asyncio.fixture(scope="module")
async def people(graph: Store) -> Client:
    """A client that writes to the store directly, so that the service learns of it only from the log."""
    await graph.write(CREATE_PEOPLE, {"people": list(PEOPLE)})
    return Client(graph)


@pytest_asyncio.fixture
async def paper(people: Client) -> str:
    """The id of a new paper without activity, for one test."""
    number = f"W{10**9 + uuid4().int % 10**9}"
    await people.store.write(PAPER, {"id": number})
    return number


@pytest_asyncio.fixture(scope="module")
async def service(people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service on the same store; `people` is there before it."""
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest_asyncio.fixture
async def subscribers(service: Service) -> Subscribers:
    """Waits until so many subscriptions of this test are served; those of the test before have ended."""
    await until(lambda: service.app.state.live.follower.subscribers == 0)

    async def served(number: int) -> None:
        await until(lambda: service.app.state.live.follower.subscribers == number)

    return served

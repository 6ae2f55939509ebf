"""A service with some papers, and statements of Neo4j that take long."""

import gc
import warnings
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.cypher import Cypher, cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.hardening.running import MARK

PAPERS: Final = cypher("""\
UNWIND range(1, 200) AS number
CREATE (p:Paper {id: 'W' + number, title: 'Paper ' + number, sortTitle: 'paper', kind: 'ARTICLE', sortYear: 2020,
                 year: 2020, sortDate: '', citations: 0, abstract: $abstract})
RETURN count(p)""")
#: The driver drops a socket whose connection is cancelled while it opens, and the collector closes it.
DROPPED: Final = "ignore:unclosed <socket:ResourceWarning"
#: No limits of cost, which would refuse the operations that these tests end.
UNLIMITED: Final[dict[str, Any]] = {"cost_limit": 10**12, "field_limit": 10**6, "cost_per_minute": 10**15}
ADA: Final = "usr_ada"
USER: Final = cypher("""\
MERGE (user:User {id: $id})
SET user += {handle: 'ada', handleKey: 'ada', name: 'Ada', joinedAt: '2026-01-01T00:00:00Z'}
RETURN user.id""")
#: Minutes of work, in place of the statement.
SLOW: Final = cypher(f"UNWIND range(1, 1000000) AS x UNWIND {MARK} WITH x WHERE x % 7 = 3 RETURN sum(x % 11)")


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await graph.write(PAPERS, {"abstract": "Graphs. " * 4_000})
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), **UNLIMITED)) as running:
        yield running


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Closes sockets that the test has dropped, before the next one."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def slow_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that reads an abstract takes minutes in Neo4j. Returns the texts that were begun."""
    read, begun = Store.read, list[str]()

    async def slow(
        self: Store, statement: Cypher, parameters: Mapping[str, Any], *, within: float | None = None
    ) -> Any:
        if "abstract" not in statement.text:
            return await read(self, statement, parameters, within=within)
        begun.append(statement.text)
        return await read(self, SLOW, {}, within=within)

    monkeypatch.setattr(Store, "read", slow)
    return begun

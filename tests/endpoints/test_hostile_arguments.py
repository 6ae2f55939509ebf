"""Every argument of the schema with hostile values: each answer is well-formed, says nothing of the inside, and is no
more work than its cost states: in processor time, statements, memory, and turns of the event loop.

Values that are refused before execution are prepared without the store; all others of a position run in one request, as
a user whose token may write.
"""

import json
import re
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, Final

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType

from accounts import tokens
from docs.errors import CODES
from endpoints.error_formatting import format_exception
from errors import PeergraphError
from execution.prepare import GraphQLParams, RequestError
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.demo import load_demo
from loaders.cost import Limits
from loaders.graphql_core import graphql_schema
from schema.operations import prepare
from schema.schema import SCHEMA
from tests.endpoints.hostile import LONG, Position, positions
from tests.endpoints.serving import Service, served, settings
from tests.loop_turns import LONGEST_TURN, longest_turn
from tests.memory import memory

POSITIONS: Final = list(positions(graphql_schema(SCHEMA)))
#: What no answer says: software, statements, files and hosts of the service.
INTERNAL: Final = re.compile(
    r"neo4j|cypher|traceback|bolt|\blucene\b|strawberry|starlette|site-packages|\w+\.py\b|127\.0\.0\.1:\d|0x[0-9a-f]{6}",
    re.IGNORECASE,
)
EXPLAINED: Final = CODES.keys() - {"INTERNAL_SERVER_ERROR", "NOT_BUILT", "STORE_UNAVAILABLE"}
#: Largest message and answer in characters.
MAX_MESSAGE: Final = 1_000
MAX_ANSWER: Final = 2_000_000
#: Processor microseconds of the service by cost, both plus a floor for work that does not depend on the request.
MAX_FACTOR: Final = 5
FLOOR: Final = 300_000
#: The cost of a statement, whatever it does, is at least so much.
STATEMENT_COST: Final = 1_000
#: Statements of any request: those of authentication, and of the transaction of a mutation.
ALWAYS: Final = 12
#: Bytes by which the memory of the process grows over the whole run: caches fill, nothing else stays.
MAX_GROWTH: Final = 256_000_000
#: Requests that run together in one test, so that there are not too many tests.
TOGETHER: Final = 12
USER: Final = cypher("""\
CREATE (u:User {id: 'usr_ada', handle: 'ada', handleKey: 'ada', name: 'Ada', joinedAt: '2026-01-01T00:00:00.000Z'})
RETURN u.id""")


def check(errors: list[dict[str, Any]], place: str) -> None:
    """Each error has an explained code and a sentence of bounded length about nothing internal."""
    for error in errors:
        assert error["extensions"]["code"] in EXPLAINED, (place, error)
        assert 0 < len(error["message"]) <= MAX_MESSAGE, (place, len(error["message"]))
        assert not INTERNAL.search(error["message"]), (place, error)


def accepted(position: Position) -> list[Any]:
    """The values that are not refused before execution. Checks the errors of all others."""
    query, values = position.query(1), list[Any]()
    for value in position.values():
        try:
            operation = prepare(GraphQLParams(query, {"v0": value}), Limits())
        except (RequestError, PeergraphError) as error:
            check(format_exception(error), position.name)
        else:
            assert min(operation.cost.by_field.values(), default=0) >= 0, (position.name, value)
            values.append(value)
    return values


def test_every_argument_has_a_position() -> None:
    names = {(position.field_name, position.argument) for position in POSITIONS}
    arguments = {
        (name, argument)
        for kind in graphql_schema(SCHEMA).type_map.values()
        if isinstance(kind, GraphQLObjectType) and kind.name[:2] != "__" and kind.name != "Subscription"
        for name, field in kind.fields.items()
        for argument in field.args
    }
    assert arguments <= names


def test_values_that_are_refused_are_refused_with_a_sentence() -> None:
    passing = {position.name: len(accepted(position)) for position in POSITIONS}
    assert all(passing.values()), [name for name, number in passing.items() if not number]


@pytest_asyncio.fixture(scope="module")
async def token(service: Service, graph: Store) -> str:
    await graph.write(USER, {})
    created = await tokens.create(graph, "usr_ada", "n", "WRITE", None)
    assert created
    return created[1]


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await load_demo(graph)
    config = settings(neo4j, tmp_path_factory.mktemp("data"), writes_per_minute=1_000_000)
    async with served(config) as running:
        yield running


@pytest.fixture(scope="module")
def memory_before(service: Service) -> int:
    """Bytes in memory when the service has started."""
    _ = service
    return memory()


@pytest.fixture
def statements(service: Service) -> Iterator[list[str]]:
    """The statements that run during the test."""
    texts = list[str]()

    def record(text: str, _parameters: Mapping[str, object]) -> None:
        texts.append(text)

    observers = service.app.state.store.observers
    observers.append(record)
    yield texts
    observers.remove(record)


@pytest.mark.sample(6)
@pytest.mark.parametrize("start", range(0, len(POSITIONS), TOGETHER))
async def test_every_argument_is_answered(
    service: Service, token: str, start: int, statements: list[str], memory_before: int
) -> None:
    for position in POSITIONS[start : start + TOGETHER]:
        values = accepted(position)
        variables = {f"v{index}": value for index, value in enumerate(values)}
        body = json.dumps({"query": position.query(len(values)), "variables": variables})
        headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
        statements.clear()
        async with longest_turn() as turns:
            began = time.process_time()
            answer = await service.http.post("/graphql", content=body, headers=headers)
            used = 1e6 * (time.process_time() - began)
        assert answer.status_code < 500, (position.name, answer.text[:500])
        assert len(answer.content) < MAX_ANSWER, position.name
        content = answer.json()
        cost = content.get("extensions", {}).get("cost", {"work": 0, "planning": 0})
        stated = cost["work"] + cost["planning"]
        assert (used + FLOOR) / (stated + FLOOR) < MAX_FACTOR, (position.name, used, cost)
        assert len(statements) <= ALWAYS + stated // STATEMENT_COST, (position.name, len(statements), cost)
        assert turns[-1] < LONGEST_TURN, (position.name, turns[-1])
        check(content.get("errors", []), position.name)
        problems = json.dumps(content.get("data")).replace(LONG, "")
        assert not re.search(r"neo4j|cypher|traceback", problems, re.IGNORECASE), position.name
    assert memory() - memory_before < MAX_GROWTH

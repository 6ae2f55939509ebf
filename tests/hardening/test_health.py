"""The service answers others while hostile clients do what they can, and nothing of that is left behind."""

import asyncio
from pathlib import Path
from typing import Final

import pytest

from graphdb.embedded.server import Address
from graphdb.store import Store
from resolvers.citation import CITATIONS
from tests.endpoints.serving import Service, served, settings
from tests.hardening.conftest import DROPPED
from tests.hardening.raw import connect, head, send
from tests.hardening.running import jobs
from tests.hardening.test_cancellation import ABSTRACT, STYLES
from tests.hardening.test_slow_readers import LARGE
from tests.live.listening import by_hand
from tests.loop_turns import LONGEST_TURN, longest_turn
from tests.people.signing import browser
from tests.waiting import until
from thread_pools import RENDERING

pytestmark = pytest.mark.filterwarnings(DROPPED)
_TABLE: Final = r"a\n:-:\n" * 2_000


#: As many citations as one operation may cost, in different styles.
STYLED: Final = [f'{{ papers(first: 45) {{ nodes {{ cite(format: TEXT, style: "{style}") }} }} }}' for style in STYLES]


def _aliases(field: str, number: int) -> str:
    return " ".join(f"a{each}: {field}" for each in range(number))


_QUERIES: Final = {
    "citations": STYLED[0],
    "tables": f'{{ renderMarkdown(text: "{_TABLE}") }}',
    "map": '{ node(id: "W1") { ... on Paper { map(options: {nodes: 500, hops: 3}) { complete } } } }',
    "answers": LARGE,
    "introspection": f"{{ {_aliases('__schema { types { name fields { name type { name } } } }', 20)} }}",
    "titles": f"{{ papers(first: 200) {{ nodes {{ {_aliases('title', 100)} }} }} }}",
}


async def _hostile(address: str, kind: str) -> list[asyncio.StreamWriter]:
    """Ten clients of one kind."""
    if kind == "bodies":
        writers = [(await connect(address))[1] for _ in range(10)]
        for writer in writers:
            writer.write(head(7_900_000) + b'{"query": "' + b"x" * 90_000)
        return writers
    if kind == "completes":
        async with by_hand(address) as hand:
            await hand.begin()
            for number in range(100):
                await hand.say(type="subscribe", id=str(number), payload={"query": ABSTRACT})
                await hand.say(type="complete", id=str(number))
        return []
    return [await send(address, _QUERIES[kind], buffer=4_096) for _ in range(10)]


@pytest.mark.sample(3)
@pytest.mark.parametrize("kind", [*_QUERIES, "bodies", "completes"])
async def test_health_is_reported_whatever_clients_do(
    service: Service, neo4j: Address, tmp_path: Path, kind: str
) -> None:
    _ = service  # Its papers are in the store.
    async with served(settings(neo4j, tmp_path, request_seconds=5, send_seconds=1)) as hasty:
        clients = hasty.app.state.clients
        await hasty.post({"query": "{ graph { papers } }"})
        async with longest_turn() as turns:
            writers = await _hostile(hasty.address, kind)
            for _ in range(20):
                assert (await hasty.http.get("/health/live")).status_code == 200
            await until(lambda: clients.requests.used.total() == 0)
        for writer in writers:
            writer.close()
        assert turns[-1] < LONGEST_TURN
        assert (jobs(), clients.bodies.used.total()) == (0, 0)


async def test_people_sign_in_while_citations_are_set(service: Service, store: Store) -> None:
    async with browser(service) as ada:
        await ada.sign_up("lovelace")
        CITATIONS.clear()
        writers = [await send(service.address, STYLED[number % 4]) for number in range(7)]
        await until(lambda: RENDERING.pending >= RENDERING.threads)
        assert (await ada.log_in("lovelace"))["userErrors"] == []
        # The citations take far longer: the sign-in did not wait for them.
        assert jobs() > 0
        for writer in writers:
            writer.close()
        await until(lambda: jobs() == 0)
    _ = store

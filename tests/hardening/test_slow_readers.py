"""Clients that do not read their answers hold neither their slots nor their answers."""

from pathlib import Path
from typing import Final

from graphdb.embedded.server import Address
from tests.endpoints.serving import Service, served, settings
from tests.hardening.raw import send
from tests.memory import memory
from tests.waiting import until

#: 200 papers with an abstract of 32 kB each, which is 6 MB; and four times that.
LARGE: Final = "{ papers(first: 200) { nodes { abstract } } }"
#: Bytes that may stay in memory after the first answers of 6 MB, with what the interpreter and the driver hold of them.
HELD: Final = 100_000_000
TOO_LARGE: Final = "{ papers(first: 200) { nodes { a: abstract b: abstract c: abstract d: abstract } } }"


def _requests(service: Service) -> int:
    return service.app.state.clients.requests.used.total()


async def test_clients_that_never_read_are_disconnected(service: Service, neo4j: Address, tmp_path: Path) -> None:
    _ = service
    async with served(settings(neo4j, tmp_path, send_seconds=0.5)) as hasty:
        before = memory()
        writers = [await send(hasty.address, LARGE, buffer=4_096) for _ in range(8)]
        await until(lambda: _requests(hasty) > 0)
        await until(lambda: _requests(hasty) == 0)
        # The clients are still connected.
        assert memory() - before < HELD
        for writer in writers:
            writer.close()


async def test_a_client_that_reads_gets_the_whole_answer(service: Service) -> None:
    for encoding in ("identity", "gzip"):
        response = await service.http.post("/graphql", json={"query": LARGE}, headers={"accept-encoding": encoding})
        assert len(response.content) > 6_000_000
        assert len(response.json()["data"]["papers"]["nodes"]) == 200


async def test_an_answer_is_limited_in_bytes(service: Service) -> None:
    response = await service.post({"query": TOO_LARGE})
    assert response.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_EXPENSIVE"
    assert len(response.content) < 1_000

"""Several processes on one store: every process delivers all events, and any of them may be killed."""

import asyncio
import os
import signal
from asyncio import StreamWriter
from pathlib import Path

import httpx

from graphdb.embedded.server import Address
from tests.commands.service import served
from tests.hardening.raw import connect, head
from tests.live.listening import listening, some, votes
from tests.live.test_following import BEN, newest, positions
from tests.people.client import Client
from tests.waiting import until


async def test_a_killed_process_loses_nothing_and_its_listeners_go_on_at_another(
    people: Client, neo4j: Address, tmp_path: Path
) -> None:
    env = {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1] if neo4j.auth else ""}
    with served(tmp_path / "one", more=env) as first, served(tmp_path / "two", more=env) as second:
        last = await newest(people.store)
        async with listening(first.address, after=f"W1/{last}") as stream:
            await votes(people, BEN, 4)
            events = await some(stream, 3)
            os.killpg(first.process.pid, signal.SIGKILL)
            await votes(people, BEN, 4)
        async with listening(second.address, after=events[-1]["cursor"]) as stream:
            events += await some(stream, 7)
            await votes(people, BEN, 2)
            events += await some(stream, 3)
    assert positions(events) == list(range(last + 1, last + 14))


async def test_with_two_workers_every_subscriber_gets_the_events_of_both(
    people: Client, neo4j: Address, tmp_path: Path
) -> None:
    env = {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1] if neo4j.auth else ""}
    with served(tmp_path, "--workers", "2", more={**env, "PEERGRAPH_CLIENT_REQUESTS": "3"}) as service:
        last = await newest(people.store)
        for _ in range(6):
            async with listening(service.address, after=f"W1/{last}") as stream:
                await votes(people, BEN, 1)
                assert positions(await some(stream, 2)) == [last + 1, last + 2]
            last += 2
        await _limited(service.address)
        service.interrupt()


async def _limited(address: str) -> None:
    """Requests under way in any worker count in both."""

    def statuses(number: int) -> set[int]:
        """Each request has a connection of its own, which any worker takes."""
        return {httpx.get(f"{address}/robots.txt").status_code for _ in range(number)}

    writers = list[StreamWriter]()
    while statuses(1) != {429}:
        writers.append((await connect(address))[1])
        writers[-1].write(head(100) + b"{")
        await asyncio.sleep(0.05)
    assert statuses(16) == {429}
    for writer in writers:
        writer.close()
    await until(lambda: statuses(1) == {200})
    assert statuses(16) == {200}

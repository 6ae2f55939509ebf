"""Several processes on one store: every process delivers all events, and any of them may be killed."""

import os
import signal
from pathlib import Path

from graphdb.embedded.server import Address
from tests.commands.service import served
from tests.live.listening import listening, some, votes
from tests.live.test_following import BEN, newest, positions
from tests.people.client import Client


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
    with served(tmp_path, "--workers", "2", more=env) as service:
        last = await newest(people.store)
        for _ in range(6):
            async with listening(service.address, after=f"W1/{last}") as stream:
                await votes(people, BEN, 1)
                assert positions(await some(stream, 2)) == [last + 1, last + 2]
            last += 2
        service.interrupt()

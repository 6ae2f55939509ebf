"""Everybody hears everything, once and in order."""

import asyncio

from tests.endpoints.serving import Service
from tests.live.listening import listening, some, votes
from tests.people.client import Client, viewer

BEN = viewer("ben")


async def test_what_happens_is_told_as_it_happens(service: Service, people: Client) -> None:
    async with listening(service.address) as stream:
        coming = asyncio.create_task(some(stream, 3))
        await asyncio.sleep(0.5)
        await votes(people, BEN, 2)
        told = await coming
    assert [each["kind"] for each in told] == ["VOTE"] * 3
    positions = [int(each["cursor"].rpartition("/")[2]) for each in told]
    assert positions == list(range(positions[0], positions[0] + 3))
    assert told[-1]["paper"] == {"id": "W1", "likeCount": 0, "dislikeCount": 0}

"""The same over server-sent events, for clients that have no WebSockets: browsers' EventSource, fetch, curl."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
import orjson
import pytest

from tests.endpoints.serving import Service
from tests.live.conftest import Subscribers
from tests.live.listening import ACTIVITY, votes
from tests.live.test_following import BEN, newest, positions
from tests.people.client import Client

EVENTS: Final = {"accept": "text/event-stream"}
#: What urql and others send with every request.
ANYTHING: Final = "application/graphql-response+json, application/json, text/event-stream, multipart/mixed"


class Stream:
    """Events of an answer, comments left out."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def event(self) -> dict[str, str]:
        """The fields of the next one."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(20):
            async for line in self._lines:
                if not line and fields:
                    return fields
                if line and not line.startswith(":"):
                    name, _, value = line.partition(":")
                    fields[name] = value.removeprefix(" ")
        return fields

    async def activity(self) -> Any:
        """The next activity."""
        event = await self.event()
        assert event["event"] == "next"
        activity = orjson.loads(event["data"])["data"]["paperActivity"]
        assert event["id"] == activity["cursor"]
        return activity


@asynccontextmanager
async def streamed(service: Service, method: str = "POST", paper: str = "W1", **headers: str) -> AsyncGenerator[Stream]:
    """Opens an event stream of a paper's activity."""
    body = {"query": ACTIVITY, "variables": {"paper": paper}}
    arguments: dict[str, Any] = (
        {"json": body}
        if method == "POST"
        else {"params": {**body, "variables": orjson.dumps(body["variables"]).decode()}}
    )
    named = EVENTS | {name.replace("_", "-"): value for name, value in headers.items()}
    async with service.http.stream(method, "/graphql", headers=named, **arguments) as answer:
        yield Stream(answer)


async def test_events_come_as_they_happen_by_get_and_post(
    service: Service, people: Client, subscribers: Subscribers
) -> None:
    for method in ("GET", "POST"):
        async with streamed(service, method) as stream:
            assert stream.answer.headers["content-type"] == "text/event-stream; charset=utf-8"
            await subscribers(1)
            last = await newest(people.store)
            await votes(people, BEN, 1)
            events = [await stream.activity() for _ in range(2)]
        assert positions(events) == [last + 1, last + 2]
        await subscribers(0)


async def test_a_browser_resumes_by_itself(service: Service, people: Client) -> None:
    await votes(people, BEN, 4)
    last = await newest(people.store)
    async with streamed(service, "GET", last_event_id=f"W1/{last - 2}") as stream:
        assert positions([await stream.activity() for _ in range(2)]) == [last - 1, last]


async def test_errors_are_events_too(service: Service) -> None:
    async with streamed(service, paper="W404") as stream:
        assert stream.answer.status_code == 200
        first, last = await stream.event(), await stream.event()
    assert orjson.loads(first["data"])["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert last == {"event": "complete", "data": ""}


async def test_a_client_that_takes_anything_gets_json_for_a_query_and_events_for_a_subscription(
    service: Service,
) -> None:
    query = await service.http.post("/graphql", json={"query": "{ graph { papers } }"}, headers={"accept": ANYTHING})
    assert query.headers["content-type"].startswith("application/")
    assert "data" in query.json()
    async with streamed(service, accept=ANYTHING) as stream:
        assert stream.answer.headers["content-type"].startswith("text/event-stream")


async def test_a_subscription_as_json_is_not_acceptable(service: Service) -> None:
    answer = await service.post({"query": ACTIVITY, "variables": {"paper": "W1"}}, accept="application/json")
    assert answer.status_code == 406
    assert "graphql-transport-ws" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ('{ paper(by: {id: "W1"}) { id } }', {"data": {"paper": {"id": "W1"}}}),
        (
            'mutation { logIn(input: {handle: "x", password: "y"}) { viewer { id } } }',
            {"data": {"logIn": {"viewer": None}}},
        ),
        ("{ nonsense }", {"code": "GRAPHQL_VALIDATION_FAILED"}),
    ],
)
async def test_every_operation_runs(service: Service, operation: str, expected: dict[str, Any]) -> None:
    async with service.http.stream("POST", "/graphql", headers=EVENTS, json={"query": operation}) as answer:
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        stream = Stream(answer)
        first, last = await stream.event(), await stream.event()
    result = orjson.loads(first["data"])
    if "data" in expected:
        assert result["data"] == expected["data"]
    else:
        assert result["errors"][0]["extensions"]["code"] == expected["code"]
    assert last == {"event": "complete", "data": ""}


async def test_a_mutation_by_get_is_refused(service: Service) -> None:
    mutation = 'mutation { vote(input: {paper: "W1"}) { vote } }'
    answer = await service.http.get("/graphql", params={"query": mutation}, headers=EVENTS)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")

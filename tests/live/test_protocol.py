"""The rules of the WebSocket protocol: responses and close codes."""

from typing import Any, Final

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from endpoints import websocket
from graphdb.embedded.server import Address
from tests.endpoints.serving import Service, served, settings
from tests.live.conftest import Subscribers
from tests.live.listening import ACTIVITY, by_hand, socket_of, votes
from tests.people.client import Client, viewer

QUERY: Final = '{ paper(by: {id: "W1"}) { id } }'


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (['{"type":"connection_init"}', '{"type":"connection_init"}'], 4429),
        (['{"type":"subscribe","id":"1","payload":{"query":"{ graph { papers } }"}}'], 4401),
        (['{"type":"connection_init","payload":7}'], 4400),
        (['{"type":"connection_init","payload":{"Authorization":"Bearer pg_wrong"}}'], 4403),
        (['{"type":"nonsense"}'], 4400),
        (["no JSON"], 4400),
        (["[1]"], 4400),
        (['"' + "x" * 1_100_000 + '"'], 4400),
        (['{"type":"connection_init"}', '{"type":"subscribe","payload":{"query":"{ a }"}}'], 4400),
        (['{"type":"connection_init"}', '{"type":"subscribe","id":"1","payload":{"query":7}}'], 4400),
        (['{"type":"connection_init"}', '{"type":"subscribe","id":"1"}'], 4400),
    ],
)
async def test_what_breaks_the_protocol_ends_the_connection(service: Service, messages: list[str], code: int) -> None:
    async with by_hand(service.address) as hand:
        for each in messages:
            await hand.connection.send(each)
        assert (await hand.closed())[0] == code


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": ""}, "BAD_REQUEST"),
        ({"query": "{ __typename }", "extensions": {"persistedQuery": {"sha256Hash": "0" * 64}}}, "BAD_REQUEST"),
        ({"query": "", "extensions": {"persistedQuery": {"sha256Hash": "0" * 64}}}, "PERSISTED_QUERY_NOT_FOUND"),
        ({"extensions": {"persistedQuery": {"sha256Hash": "1" * 64}}}, "PERSISTED_QUERY_NOT_FOUND"),
    ],
)
async def test_an_operation_without_a_text_leaves_the_others(
    service: Service, payload: dict[str, Any], code: str
) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.say(type="subscribe", id="bad", payload=payload)
        answer = await hand.hear()
        assert (answer["type"], answer["id"]) == ("error", "bad")
        assert answer["payload"][0]["extensions"]["code"] == code
        await hand.subscribe("good", QUERY)
        assert (await hand.hear())["id"] == "good"


async def test_bytes_are_no_messages(service: Service) -> None:
    async with by_hand(service.address) as hand:
        await hand.connection.send(b'{"type":"connection_init"}')
        assert (await hand.closed())[0] == 4400


async def test_an_id_serves_one_operation_at_a_time(service: Service) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.subscribe()
        await hand.subscribe()
        assert await hand.closed() == (4409, "Subscriber for 1 already exists")


async def test_other_protocols_are_not_acceptable(service: Service) -> None:
    async with connect(socket_of(service.address), subprotocols=[Subprotocol("graphql-ws")]) as connection:
        await connection.wait_closed()
        assert connection.close_code == 4406


async def test_a_connection_without_connection_init_is_closed(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "INIT_SECONDS", 0.2)
    async with by_hand(service.address) as hand:
        assert (await hand.closed())[0] == 4408


async def test_a_ping_is_answered(service: Service) -> None:
    async with by_hand(service.address) as hand:
        await hand.say(type="ping", payload={"n": 1})
        assert await hand.hear() == {"type": "pong", "payload": {"n": 1}}
        await hand.say(type="pong")
        await hand.begin()


async def test_a_query_is_answered_once(service: Service) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.subscribe(query=QUERY)
        answer = await hand.hear()
        assert answer["payload"]["data"] == {"paper": {"id": "W1"}}
        assert answer["payload"]["extensions"]["cost"]["work"] > 0
        assert await hand.hear() == {"id": "1", "type": "complete"}
        await hand.subscribe(query=QUERY)
        assert (await hand.hear())["type"] == "next"


def selecting(fields: str) -> str:
    """The subscription with other fields of the paper."""
    return ACTIVITY.replace("likeCount dislikeCount", fields)


TWO: Final = "subscription A { paperActivity(paper: 1) { at } } subscription B { paperActivity(paper: 1) { at } }"
WIDE: Final = "citations(first: 1000) { nodes { citations(first: 1000) { nodes { id } } } }"
DEEP: Final = "references(first: 1) { nodes { " * 15 + "id" + " } }" * 15


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nonsense }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { paperActivity { cursor } }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription ($paper: ID!, $n: Int!) { paperActivity(paper: $paper) { cursor } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (TWO, "BAD_REQUEST"),
        ("{ paper(by: {id: 1}) { nope } }", "GRAPHQL_VALIDATION_FAILED"),
        ('mutation { vote(input: {paper: "W1"}) { vote } }', "BAD_REQUEST"),
        (selecting("citations(first: 1001) { nodes { id } }"), "BAD_USER_INPUT"),
        (selecting(WIDE), "QUERY_TOO_EXPENSIVE"),
        (selecting(DEEP), "QUERY_TOO_EXPENSIVE"),
    ],
)
async def test_an_invalid_operation_ends_with_an_error_for_it_alone(service: Service, query: str, code: str) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.subscribe("bad", query)
        answer = await hand.hear()
        assert (answer["type"], answer["id"]) == ("error", "bad")
        assert answer["payload"][0]["extensions"]["code"] == code
        await hand.subscribe("good", QUERY)
        assert (await hand.hear())["id"] == "good"


async def test_a_completed_subscription_is_silent_and_its_id_free(
    service: Service, people: Client, subscribers: Subscribers
) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.subscribe()
        await subscribers(1)
        await hand.say(type="complete", id="1")
        await hand.subscribe(query=QUERY)
        await votes(people, viewer("ben"), 1)
        assert [(await hand.hear())["type"] for _ in range(2)] == ["next", "complete"]
        with pytest.raises(TimeoutError):
            await hand.hear(0.6)


async def test_there_are_limits_of_subscriptions_and_connections(
    people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _ = people
    few: dict[str, Any] = {"live_subscriptions": 2, "live_connections_per_address": 2}
    async with (
        served(settings(neo4j, tmp_path_factory.mktemp("data"), **few)) as service,
        by_hand(service.address) as hand,
        by_hand(service.address),
    ):
        with pytest.raises(InvalidStatus) as refused:
            async with by_hand(service.address):
                pass
        assert refused.value.response.status_code == 429
        assert b"2 clients of your address" in refused.value.response.body
        await hand.begin()
        for name in ("1", "2", "3"):
            await hand.subscribe(name)
        answer = await hand.hear()
        assert (answer["type"], answer["id"]) == ("error", "3")
        assert answer["payload"][0]["extensions"]["code"] == "RATE_LIMITED"

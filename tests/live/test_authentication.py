"""Subscribers authenticate by cookie or token, from trusted origins, until the session or the token ends."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import httpx
import pytest
import pytest_asyncio
from websockets.exceptions import InvalidStatus

from graphdb.embedded.server import Address
from tests.endpoints.serving import Service, served, settings
from tests.live.conftest import Subscribers
from tests.live.listening import by_hand, votes
from tests.live.test_events import EVENTS
from tests.people.client import Client, viewer
from tests.people.signing import Browser, browser

VIEWER_VOTE: Final = """subscription { paperActivity(paper: "W1") { cursor paper { readingFrame { viewerVote } } } }"""
TOKEN: Final = 'mutation { createAccessToken(input: {name: "t"}) { id: tokenId token } }'
REVOKE: Final = "mutation ($id: ID!) { revokeAccessToken(input: {token: $id}) { userErrors { code } } }"
LIKE: Final = 'mutation { vote(input: {paper: "W1", vote: LIKE}) { vote } }'
#: Interval in seconds at which the service of this module authenticates subscribers again.
CHECKED: Final = 0.5


@pytest_asyncio.fixture(scope="module")
async def service(people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = people
    data = tmp_path_factory.mktemp("data")
    async with served(settings(neo4j, data, live_check_seconds=CHECKED)) as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def eve(service: Service) -> AsyncIterator[Browser]:
    async with browser(service) as person:
        await person.sign_up("eve")
        yield person


def cookies(person: Browser) -> str:
    """The header that the browser sends."""
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.http.cookies.jar)


async def test_each_subscriber_gets_their_vote(service: Service, eve: Browser, subscribers: Subscribers) -> None:
    async with (
        by_hand(service.address, cookie=cookies(eve), origin=service.address) as signed_in,
        by_hand(service.address) as anybody,
    ):
        for hand in (signed_in, anybody):
            await hand.begin()
            await hand.subscribe(query=VIEWER_VOTE)
        await subscribers(2)
        await eve.ask(LIKE)
        papers = [(await hand.hear())["payload"]["data"]["paperActivity"]["paper"] for hand in (signed_in, anybody)]
    assert [each["readingFrame"]["viewerVote"] for each in papers] == ["LIKE", None]


async def test_a_cookie_from_a_foreign_page_opens_nothing(service: Service, eve: Browser) -> None:
    for origin in ({"origin": "https://evil.example"}, {}):
        with pytest.raises(InvalidStatus) as refused:
            async with by_hand(service.address, cookie=cookies(eve), **origin):
                pass
        assert refused.value.response.status_code == 403


async def test_a_wrong_token_opens_nothing(service: Service) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with by_hand(service.address, authorization="Bearer pg_wrong"):
            pass
    assert refused.value.response.status_code == 401
    answer = await service.http.get(
        "/graphql", params={"query": VIEWER_VOTE}, headers=EVENTS | {"authorization": "Bearer pg_x"}
    )
    assert answer.status_code == 401


async def test_a_revoked_token_ends_its_subscriptions(service: Service, eve: Browser) -> None:
    token = (await eve.ask(TOKEN))["createAccessToken"]
    bearer = f"Bearer {token['token']}"
    async with (
        by_hand(service.address) as begun,
        by_hand(service.address, authorization=bearer) as opened,
        service.http.stream(
            "POST", "/graphql", json={"query": VIEWER_VOTE}, headers=EVENTS | {"authorization": bearer}
        ) as answer,
    ):
        await begun.begin(Authorization=bearer)
        await opened.begin()
        await begun.subscribe(query=VIEWER_VOTE)
        await eve.ask(REVOKE, id=token["id"])
        assert (await begun.closed(10 * CHECKED + 5))[0] == 4401
        assert (await opened.closed(10 * CHECKED + 5))[0] == 4401
        assert "UNAUTHENTICATED" in (await _read_all(answer))


async def test_logging_out_ends_the_subscriptions_of_the_session(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("mallory")
        async with by_hand(service.address, cookie=cookies(person), origin=service.address) as hand:
            await hand.begin()
            await hand.subscribe(query=VIEWER_VOTE)
            await person.ask("mutation { logOut { viewer { id } } }")
            assert (await hand.closed(10 * CHECKED + 5))[0] == 4401


async def test_an_anonymous_subscription_has_no_time_limit(service: Service, people: Client) -> None:
    async with by_hand(service.address) as hand:
        await hand.begin()
        await hand.subscribe(query=VIEWER_VOTE)
        await asyncio.sleep(3 * CHECKED)
        await votes(people, viewer("ben"), 1)
        assert (await hand.hear())["type"] == "next"


async def _read_all(answer: httpx.Response) -> str:
    async with asyncio.timeout(20):
        return (await answer.aread()).decode()

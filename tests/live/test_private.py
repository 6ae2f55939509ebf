"""Withdrawn content reaches neither current nor later subscribers."""

from typing import Any, Final

from gql import Client as GqlClient
from gql import gql
from gql.transport.websockets import WebsocketsTransport

from tests.endpoints.serving import Service
from tests.live.listening import PROTOCOL, socket_of, some
from tests.live.test_following import BEN, newest
from tests.people.client import Client
from tests.people.test_reviews import SUBMIT, WITHDRAW

SECRET: Final = "What I should not have said."
REVIEWS: Final = """subscription ($after: String) { paperActivity(paper: "W2", after: $after) {
  kind review { withdrawn summary points { text } } comment { id }
} }"""


async def test_a_withdrawn_review_is_a_tombstone_for_later_subscribers(service: Service, people: Client) -> None:
    before = await newest(people.store, "W2")
    variables = {"paper": "W2", "summary": SECRET, "points": [{"kind": "CONCERN", "text": SECRET}]}
    review = (await people.ask(BEN, SUBMIT, input=variables))["it"]["review"]["id"]
    await people.ask(BEN, WITHDRAW, input={"review": review})
    transport = WebsocketsTransport(url=socket_of(service.address), subprotocols=[PROTOCOL], connect_timeout=60)
    async with GqlClient(transport=transport) as session:
        document = gql(REVIEWS)
        document.variable_values = {"after": f"W2/{before}"}
        stream = session.subscribe(document)
        events: list[Any] = [each["paperActivity"] for each in await some(stream, 2)]
        await stream.aclose()
    assert [each["kind"] for each in events] == ["REVIEW", "REVIEW_WITHDRAWN"]
    assert [each["review"] for each in events] == [{"withdrawn": True, "summary": None, "points": []}] * 2
    assert [each["comment"] for each in events] == [None, None]

"""What was reviewed and discussed this week: on the home page, and in the API."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from loaders.viewer import Role
from tests.endpoints.serving import Service, served, settings
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_comments import DELETE, add_comment

RECENT: Final = "{ graph { recentReviews { id paper { id } } recentComments { id paper { id } } } }"
SUBMIT: Final = """mutation ($paper: ID!) {
  submitReview(input: {paper: $paper, points: [{kind: STRENGTH, text: "Clear"}]}) { review { id } } }"""
HIDE: Final = """mutation ($id: ID!) { moderate(input: {subject: $id, action: HIDE}) { userErrors { code } } }"""
AGE: Final = cypher("""\
MATCH (text) WHERE text.id = $id SET text.createdAt = toString(datetime() - duration({days: $days})) RETURN text.id""")


async def recent(people: Client) -> tuple[list[str], list[str]]:
    """The ids of reviews and comments."""
    graph = (await people.ask(ANYBODY, RECENT))["graph"]
    return [each["id"] for each in graph["recentReviews"]], [each["id"] for each in graph["recentComments"]]


async def note(people: Client, body: str) -> str:
    """A new comment on W1; its id."""
    return str((await add_comment(people, viewer("ben"), paper="W1", kind="NOTE", body=body))["id"])


async def test_visible_texts_of_the_week_are_listed_newest_first(people: Client) -> None:
    assert await recent(people) == ([], [])
    comments = [await note(people, f"Note {number}") for number in range(9)]
    for days, comment in enumerate(comments):
        await people.store.write(AGE, {"id": comment, "days": days})
    assert await recent(people) == ([], comments[:6])
    await people.ask(viewer("mod", Role.MODERATOR), HIDE, id=comments[0])
    await people.ask(viewer("ben"), DELETE, id=comments[1])
    assert await recent(people) == ([], comments[2:7])
    review = (await people.ask(viewer("cleo"), SUBMIT, paper="W2"))["submitReview"]["review"]["id"]
    assert (await recent(people))[0] == [review]


@pytest_asyncio.fixture
async def service(people: Client, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = people
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


async def test_the_home_page_shows_them(service: Service, people: Client) -> None:
    async def page(path: str = "/") -> Any:
        return (await service.http.get(path, headers={"accept": "text/html"})).text

    assert "This week" not in await page()
    old = (await people.ask(viewer("ben"), SUBMIT, paper="W1"))["submitReview"]["review"]["id"]
    await people.store.write(AGE, {"id": old, "days": 8})
    assert "This week" not in await page()
    review = (await people.ask(viewer("cleo"), SUBMIT, paper="W2"))["submitReview"]["review"]["id"]
    comment = await note(people, "A caveat")
    text = await page()
    assert text.index("This week") < text.index(f"#{comment}") < text.index(f"/papers/W2#{review}")
    assert old not in text


async def test_an_error_page_keeps_the_search_and_comes_back(service: Service) -> None:
    text = (await service.http.get('/papers/none?q=half a "<title>"')).text
    assert 'value="half a &#34;&lt;title&gt;&#34;"' in text
    assert "/sign-in?back=%2Fpapers%2Fnone%3Fq%3Dhalf" in text

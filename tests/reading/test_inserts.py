"""A page that was read stays read: what comes in between two pages moves nothing."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from tests.reading.client import Client
from tests.reading.oracle import Oracle
from tests.reading.world import World

#: A paper that comes before all others in every order of the tests, cites what they list, and is cited by the rest.
COME: Final = cypher("""\
MATCH (hub:Paper {id: 'W1'})
CREATE (p:Paper {id: 'W99999', title: 'New', sortTitle: '\u9fa5', sortYear: 3000, year: 3000, sortDate: '3000-01-01',
                 kind: 'ARTICLE', citations: 1000})-[:CITES]->(hub)
RETURN p.id""")
GO: Final = cypher("MATCH (p:Paper {id: 'W99999'}) DETACH DELETE p RETURN count(*)")


@pytest_asyncio.fixture
async def newcomer(client: Client) -> AsyncIterator[None]:
    """Takes the newcomer out again."""
    yield
    await client.store.write(GO, {})


@pytest.mark.usefixtures("newcomer")
@pytest.mark.parametrize("field", ["CITATIONS", "YEAR", "TITLE"])
@pytest.mark.parametrize("where", ["papers", "citations"])
async def test_what_comes_in_between_two_pages_moves_nothing(
    client: Client, world: World, field: str, where: str
) -> None:
    among = None if where == "papers" else [paper.id for paper in world.papers.values() if "W1" in paper.references]
    expected = Oracle(world).papers({}, [{"field": field}], among)
    page = f"(first: 40, after: $after, orderBy: [{{field: {field}}}]) {{ pageInfo {{ endCursor }} nodes {{ id }} }}"
    inside = f"list: papers{page}" if among is None else f'paper(by: {{id: "W1"}}) {{ list: citations{page} }}'
    read: list[str] = []
    cursor = None
    for number in range(3):
        data = await client.ask(f"query($after: String) {{ {inside} }}", {"after": cursor})
        answer = (data.get("paper") or data)["list"]
        read += [node["id"] for node in answer["nodes"]]
        cursor = answer["pageInfo"]["endCursor"]
        if number == 0:
            await client.store.write(COME, {})
    assert read == expected[:120]


async def test_a_page_begins_where_its_cursor_was_also_when_that_paper_has_gone(client: Client, world: World) -> None:
    await client.store.write(COME, {})
    query = "query($after: String) { papers(first: 1, after: $after) { pageInfo { endCursor } nodes { id } } }"
    first = (await client.ask(query))["papers"]
    await client.store.write(GO, {})
    second = (await client.ask(query, {"after": first["pageInfo"]["endCursor"]}))["papers"]
    assert [first["nodes"][0]["id"], second["nodes"][0]["id"]] == ["W99999", Oracle(world).papers({}, [])[0]]

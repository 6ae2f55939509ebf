"""The authors of a topic: the stored list and what lies beyond it are one list, in one order."""

from typing import Final

import pytest_asyncio

from graphdb import denormalized
from graphdb.cypher import cypher
from graphdb.store import Store
from tests.reading.client import Client

AUTHORS: Final = 260
#: Author `place` wrote the first `1 + place % 7` of the papers that are left to its group.
CREATE_GRAPH: Final = cypher("""\
CREATE (topic:Topic&Stale {id: 'T1', name: 'T', sortName: 't', level: 'TOPIC', papers: 0})
WITH topic
UNWIND range(1, 120) AS number
CREATE (paper:Paper {id: 'W' + number, title: 'P', sortTitle: 'p', kind: 'ARTICLE', sortYear: 2020, sortDate: '',
  citations: 0})-[:ABOUT {score: 1.0, primary: true}]->(topic)
WITH collect(paper) AS papers
UNWIND range(0, $authors - 1) AS place
CREATE (author:Author {id: 'A' + (1000 + place), name: 'A', sortName: 'a', papers: 0, citations: 0})
WITH author, place, papers
UNWIND range(0, place % 7) AS step
WITH author, papers[(place + 17 * step) % size(papers)] AS paper
CREATE (author)-[:AUTHORED {position: 1, institutions: []}]->(paper)
RETURN count(*)""")
LISTED: Final = """query ($first: Int!, $after: String) {
  topic(by: {id: "T1"}) {
    authors(first: $first, after: $after) { totalCount edges { cursor node { id } } pageInfo { hasNextPage } }
  }
}"""
_WRITTEN: Final = sorted(((1 + place % 7, f"A{1000 + place}") for place in range(AUTHORS)), reverse=True)
EXPECTED: Final = [author for _, author in _WRITTEN]


@pytest_asyncio.fixture(scope="module")
async def client(graph: Store) -> Client:
    await graph.write(CREATE_GRAPH, {"authors": AUTHORS})
    await denormalized.refresh(graph, lambda _: None)
    return Client(graph)


async def pages(client: Client, size: int) -> list[str]:
    listed: list[str] = []
    after, more = None, True
    while more:
        page = (await client.ask(LISTED, {"first": size, "after": after}))["topic"]["authors"]
        assert page["totalCount"] == AUTHORS
        assert len(client.statements) == 1
        listed += [each["node"]["id"] for each in page["edges"]]
        after, more = page["edges"][-1]["cursor"], page["pageInfo"]["hasNextPage"]
    return listed


async def test_pages_go_on_behind_the_stored_list(client: Client) -> None:
    for size in (100, 37):
        assert await pages(client, size) == EXPECTED


async def test_the_first_page_reads_the_stored_list(client: Client) -> None:
    await client.ask(LISTED, {"first": 25})
    (statement,) = client.statements
    assert "topAuthors" in statement.text
    changed = cypher("MATCH (t:Topic) SET t.topAuthors = ['A1000'], t.topAuthorPapers = [1] RETURN true")
    restore = cypher("MATCH (t:Topic) SET t.topAuthors = $ids, t.topAuthorPapers = $numbers RETURN true")
    ids, numbers = await client.store.read(cypher("MATCH (t:Topic) RETURN [t.topAuthors, t.topAuthorPapers]"), {})
    await client.store.write(changed, {})
    page = (await client.ask(LISTED, {"first": 25}))["topic"]["authors"]
    await client.store.write(restore, {"ids": ids, "numbers": numbers})
    assert [each["node"]["id"] for each in page["edges"]] == ["A1000"]


async def test_a_small_topic_reads_its_papers(client: Client) -> None:
    await client.store.write(cypher("MATCH (t:Topic) SET t.kept = t.topAuthors REMOVE t.topAuthors RETURN true"), {})
    direct = await pages(client, 100)
    await client.store.write(cypher("MATCH (t:Topic) SET t.topAuthors = t.kept REMOVE t.kept RETURN true"), {})
    assert direct == EXPECTED

"""More hits than are ranked: the counts are marked as incomplete, and the memory of the store suffices."""

import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.search.statement import MAX_RESULTS, MAX_VALUES
from graphdb.store import Store
from tests.reading.client import Client

PAPERS = 12_000
TOPICS = 400
CREATE_PAPERS = cypher("""\
UNWIND range(1, $papers) AS i
CREATE (:Paper {id: 'W' + i, title: 'common word' + i, titleKey: 'common word' + i, sortTitle: 'common', sortYear: 2000,
  sortDate: '', kind: 'ARTICLE', year: 2000 + i % 7, isOpen: i % 2 = 0, citations: i % 50})""")
TOPIC = cypher(
    "UNWIND range(1, $topics) AS i CREATE (:Topic {id: 'T' + i, name: 'Near ' + i, sortName: 'near', papers: 1})"
)
ABOUT = cypher("""\
UNWIND range(1, $papers) AS i
MATCH (paper:Paper {id: 'W' + i})
MATCH (topic:Topic {id: 'T' + (1 + i % $topics)})
CREATE (paper)-[:ABOUT {score: 1.0, primary: true}]->(topic)""")
SEARCH = """
query ($first: Int, $after: String) {
  search(text: "common", first: $first, after: $after) {
    totalCount complete
    pageInfo { hasNextPage endCursor }
    facets {
      kinds { value label count } years { value count } topics { value count } venues { value } openAccess { count }
    }
    edges { score highlights { field } node { id } }
  }
}"""


@pytest_asyncio.fixture(scope="module")
async def client(graph: Store) -> Client:
    for statement in (CREATE_PAPERS, TOPIC, ABOUT):
        await graph.write(statement, {"papers": PAPERS, "topics": TOPICS}, within=60)
    return Client(graph)


async def test_the_best_are_counted_and_the_result_is_incomplete(client: Client) -> None:
    result = (await client.ask(SEARCH, {"first": 3}))["search"]
    assert result["totalCount"] == MAX_RESULTS
    assert result["complete"] is False
    assert result["facets"]["kinds"] == [{"value": "PAPER", "label": "Papers", "count": MAX_RESULTS}]
    assert sum(year["count"] for year in result["facets"]["years"]) == MAX_RESULTS
    assert [year["value"] for year in result["facets"]["years"]] == [str(2000 + 6 - i) for i in range(7)]
    assert sum(each["count"] for each in result["facets"]["openAccess"]) == MAX_RESULTS
    assert len(result["facets"]["topics"]) == MAX_VALUES
    assert result["facets"]["venues"] == []
    every = (await client.ask(SEARCH.replace('"common"', '"", filter: {}'), {"first": 3}))["search"]
    assert (every["totalCount"], every["complete"]) == (MAX_RESULTS, False)
    assert sum(year["count"] for year in every["facets"]["years"]) == MAX_RESULTS


async def test_large_pages_reach_the_end(client: Client) -> None:
    ids_before: set[str] = set()
    after = None
    while True:
        page = (await client.ask(SEARCH, {"first": 1_000, "after": after}))["search"]
        ids = {edge["node"]["id"] for edge in page["edges"]}
        assert not ids_before & ids
        ids_before |= ids
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(ids_before) == MAX_RESULTS

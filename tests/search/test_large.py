"""More hits than are ranked: what is counted says that it is not all, and the store's memory is enough for it."""

import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.search import MAX_RESULTS, MAX_VALUES
from graphdb.store import Store
from tests.reading.client import Client

PAPERS = 12_000
TOPICS = 400
MADE = cypher("""\
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
    for statement in (MADE, TOPIC, ABOUT):
        await graph.write(statement, {"papers": PAPERS, "topics": TOPICS}, within=60)
    return Client(graph)


async def test_the_best_are_counted_and_the_answer_says_that_there_are_more(client: Client) -> None:
    found = (await client.ask(SEARCH, {"first": 3}))["search"]
    assert found["totalCount"] == MAX_RESULTS
    assert found["complete"] is False
    assert found["facets"]["kinds"] == [{"value": "PAPER", "label": "Papers", "count": MAX_RESULTS}]
    assert sum(year["count"] for year in found["facets"]["years"]) == MAX_RESULTS
    assert [year["value"] for year in found["facets"]["years"]] == [str(2000 + 6 - i) for i in range(7)]
    assert sum(each["count"] for each in found["facets"]["openAccess"]) == MAX_RESULTS
    assert len(found["facets"]["topics"]) == MAX_VALUES
    assert found["facets"]["venues"] == []


async def test_large_pages_lead_to_the_end(client: Client) -> None:
    seen: set[str] = set()
    after = None
    while True:
        page = (await client.ask(SEARCH, {"first": 1_000, "after": after}))["search"]
        ids = {edge["node"]["id"] for edge in page["edges"]}
        assert not seen & ids
        seen |= ids
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == MAX_RESULTS

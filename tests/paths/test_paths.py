"""Paths in a small graph with known shortest paths, and in the demo graph against networkx."""

from itertools import pairwise
from typing import Any

import networkx
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphdb.cypher import cypher
from graphdb.paths import HUB
from graphdb.store import Store
from tests.reading.client import Client

#: One wrote W1, W1 cites W2, Two wrote W2 and W3; W1 and W3 are about a narrow topic, W3 and W4 of a broad field; W1
#: and W4 are in one venue and cite one hub. W5 stands alone.
GRAPH = cypher("""\
CREATE (a1:Author {id: 'author:one', name: 'One', sortName: 'one', papers: 1}),
  (a2:Author {id: 'author:two', name: 'Two', sortName: 'two', papers: 2, citations: 5000}),
  (p1:Paper {id: 'W1', title: 'First', citations: 0}), (p2:Paper {id: 'W2', title: 'Second', citations: 1}),
  (p3:Paper {id: 'W3', title: 'Third', citations: 0}), (p4:Paper {id: 'W4', title: 'Fourth', citations: 0}),
  (:Paper {id: 'W5', title: 'Alone', citations: 0}), (hub:Paper {id: 'W9', title: 'Hub', citations: $crowded}),
  (t1:Topic {id: 'T1', name: 'Narrow', level: 'TOPIC', papers: 2}),
  (t2:Topic {id: 'field:2', name: 'Broad', level: 'FIELD', papers: 2}),
  (v:Venue {id: 'S1', name: 'Venue', papers: 2}),
  (a1)-[:AUTHORED {position: 1}]->(p1), (a2)-[:AUTHORED {position: 1}]->(p2), (a2)-[:AUTHORED {position: 1}]->(p3),
  (p1)-[:CITES]->(p2), (p1)-[:CITES]->(hub), (p4)-[:CITES]->(hub),
  (p1)-[:ABOUT {score: 0.25, primary: true}]->(t1), (p3)-[:ABOUT {score: 7.0, primary: true}]->(t1),
  (p3)-[:ABOUT {score: 1.0, primary: false}]->(t2), (p4)-[:ABOUT {score: 1.0, primary: true}]->(t2),
  (p1)-[:PUBLISHED_IN]->(v), (p4)-[:PUBLISHED_IN]->(v),
  (:Alias {id: 'W100', of: 'W3'})""")
EVERYTHING = """
query ($from: ID!, $to: ID!, $maxLength: Int, $paths: Int) {
  connectionsBetween(from: $from, to: $to, maxLength: $maxLength, paths: $paths) {
    length nodes { __typename id } edges { source target kind weight label }
  }
}"""


@pytest_asyncio.fixture(scope="module")
async def small(graph: Store) -> Client:
    await graph.write(GRAPH, {"crowded": HUB + 1})
    return Client(graph)


async def between(client: Client, source: str, target: str, **more: int) -> Any:
    return (await client.ask(EVERYTHING, {"from": source, "to": target, **more}))["connectionsBetween"]


async def routes(client: Client, source: str, target: str, **more: int) -> list[list[str]]:
    return [[node["id"] for node in path["nodes"]] for path in await between(client, source, target, **more)]


async def test_a_path_has_its_nodes_and_edges(small: Client) -> None:
    (path,) = await between(small, "author:one", "author:two", paths=1)
    assert path["length"] == 3
    assert [(node["__typename"], node["id"]) for node in path["nodes"]] == [
        ("Author", "author:one"), ("Paper", "W1"), ("Paper", "W2"), ("Author", "author:two"),
    ]  # fmt: skip
    assert [(edge["source"], edge["kind"], edge["target"], edge["label"]) for edge in path["edges"]] == [
        ("author:one", "AUTHORED", "W1", "wrote"), ("W1", "CITES", "W2", "cites"),
        ("author:two", "AUTHORED", "W2", "wrote"),
    ]  # fmt: skip
    assert len(small.statements) == 4, "one for the paths, one for each kind of node on them, one for unknown ends"


async def test_longer_paths_follow_shorter_ones(small: Client) -> None:
    assert await routes(small, "W1", "W3") == [["W1", "T1", "W3"], ["W1", "W2", "author:two", "W3"]]
    assert await routes(small, "W1", "W3", maxLength=2) == [["W1", "T1", "W3"]]


async def test_the_fit_of_a_topic_is_the_weight_of_its_edge(small: Client) -> None:
    (path,) = await between(small, "W1", "W3", paths=1)
    assert [edge["weight"] for edge in path["edges"]] == [0.25, 1.0]


async def test_no_path_passes_through_hubs_venues_and_fields(small: Client) -> None:
    assert await routes(small, "W1", "W4") == []
    assert await routes(small, "W3", "W4") == []


@pytest.mark.parametrize("far", ["W9", "S1", "field:2"])
async def test_they_can_be_ends(small: Client, far: str) -> None:
    assert await routes(small, "W4", far) == [["W4", far]]


async def test_a_node_is_connected_with_itself(small: Client) -> None:
    (path,) = await between(small, "W3", "W3")
    assert path == {"length": 0, "nodes": [{"__typename": "Paper", "id": "W3"}], "edges": []}
    assert await routes(small, "W100", "https://openalex.org/W3") == [["W3"]], "also by a merged id"


@pytest.mark.parametrize(
    "unknown", ["W404", "nonsense", "", "usr_someone", "'; MATCH (n) DETACH DELETE n //", "W" * 9_999]
)
async def test_an_unknown_node_has_no_paths(small: Client, unknown: str) -> None:
    assert await routes(small, "W1", unknown) == []
    assert await routes(small, unknown, unknown) == []


async def test_an_isolated_node_has_no_paths(small: Client) -> None:
    assert await routes(small, "W1", "W5", maxLength=10) == []


@pytest.mark.parametrize(
    ("name", "value"), [("maxLength", 0), ("maxLength", 11), ("maxLength", -1), ("paths", 0), ("paths", 10**9)]
)
async def test_an_argument_beyond_its_limit_is_refused_before_execution(small: Client, name: str, value: int) -> None:
    error = await small.refusal(EVERYTHING, {"from": "W1", "to": "W3", name: value})
    assert error.message == f"`{name}` is {value}: it must be between 1 and 10."


NODES = st.sampled_from(["author:one", "author:two", "W1", "W2", "W3", "W4", "W5", "W9", "T1", "field:2", "S1"])
EDGES = cypher("""\
MATCH (a)-[e:AUTHORED|CITES|FROM|AFFILIATED_WITH|ABOUT|PUBLISHED_IN]->(b)
RETURN collect([a.id, b.id])""")


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=NODES, target=NODES, max_length=st.integers(1, 6))
async def test_the_first_path_is_as_short_as_that_of_networkx(
    small: Client, source: str, target: str, max_length: int
) -> None:
    passable = {"author:one", "author:two", "W1", "W2", "W3", "W4", "W5", "T1", source, target}
    full_graph: Any = networkx.Graph(await small.store.read(EDGES, {}))
    full_graph.add_nodes_from(passable)
    graph: Any = full_graph.subgraph(passable)
    shortest_paths: dict[str, list[str]] = networkx.single_source_shortest_path(graph, source)
    length = len(shortest_paths[target]) - 1 if target in shortest_paths else None
    paths = await routes(small, source, target, maxLength=max_length)
    assert (len(paths[0]) - 1 if paths else None) == (length if length is not None and length <= max_length else None)
    for path in paths:
        assert path[0] == source
        assert path[-1] == target
        assert all(graph.has_edge(*step) for step in pairwise(path))

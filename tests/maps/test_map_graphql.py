"""Maps of the demo graph, over GraphQL."""

from typing import Any

import pytest
import pytest_asyncio

from graphdb.store import Store
from ingest.demo import load_demo
from tests.reading.client import Client

BOMMASANI = "arxiv:2108.07258"
MAP = """
fragment Slice on ResearchMap {
  centre { id: nodeId distance x y }
  nodes { id: nodeId kind label subtitle weight distance cluster x y node { __typename id } }
  edges { source target kind weight label }
  clusters { id: index label size }
  available { kind shown available }
  complete permalink embedHtml description
}
"""
PAPER = MAP + "query ($id: ID!, $options: MapOptions) { paper(by: {id: $id}) { map(options: $options) { ...Slice } } }"
AROUND = (
    MAP + "query ($ids: [ID!]!, $options: MapOptions) { researchMap(around: $ids, options: $options) { ...Slice } }"
)


@pytest_asyncio.fixture(scope="module")
async def client(graph: Store) -> Client:
    await load_demo(graph)
    return Client(graph)


async def _around(client: Client, *ids: str, **options: Any) -> Any:
    return (await client.ask(AROUND, {"ids": ids, "options": options or None}))["researchMap"]


async def test_a_paper_and_what_is_around_it(client: Client) -> None:
    drawn = (await client.ask(PAPER, {"id": BOMMASANI}))["paper"]["map"]
    assert [node["id"] for node in drawn["centre"]] == [BOMMASANI]
    assert len(drawn["nodes"]) == 60
    ids = {node["id"] for node in drawn["nodes"]}
    assert len(ids) == 60
    assert all(edge["source"] in ids and edge["target"] in ids for edge in drawn["edges"])
    near = {end for edge in drawn["edges"] for end in (edge["source"], edge["target"]) if BOMMASANI in edge.values()}
    assert near == ids
    assert {node["kind"] for node in drawn["nodes"]} == {"PAPER", "AUTHOR", "INSTITUTION", "TOPIC"}
    assert all(node["node"] == {"__typename": node["kind"].capitalize(), "id": node["id"]} for node in drawn["nodes"])
    counts = {tally["kind"]: (tally["shown"], tally["available"]) for tally in drawn["available"]}
    assert counts["AUTHOR"][1] == 114
    assert sum(count for count, _ in counts.values()) == 60
    assert not drawn["complete"]
    assert sum(cluster["size"] for cluster in drawn["clusters"]) == 60
    assert "On the Opportunities and Risks of Foundation Models" in drawn["description"]
    assert "of 114 authors" in drawn["description"]


async def test_a_map_takes_three_statements_without_the_citation_index(client: Client) -> None:
    await client.ask("query ($id: ID!) { paper(by: {id: $id}) { map { nodes { label } } } }", {"id": BOMMASANI})
    # The paper; the lists around it; its neighbours (from the index, if there is one); the nodes and edges.
    assert len(client.statements) == 4
    await _around(client, BOMMASANI)
    # The id of the paper, the same three, one for each kind of node below `node`, and one for unknown ids in arguments.
    assert len(client.statements) == 9


async def test_maps_of_many_papers_take_as_many_statements_as_that_of_one(client: Client) -> None:
    data = await client.ask(
        "{ papers(first: 10) { nodes { id map(options: {nodes: 15}) { centre { nodeId } nodes { nodeId } } } } }"
    )
    assert len(client.statements) == 4
    maps = [(paper["id"], paper["map"]) for paper in data["papers"]["nodes"]]
    assert len(maps) == 10
    assert all([node["nodeId"] for node in drawn["centre"]] == [paper] for paper, drawn in maps)
    assert all(len(drawn["nodes"]) == 15 for _, drawn in maps)


async def test_the_same_on_every_call(client: Client) -> None:
    first = await _around(client, BOMMASANI, hops=2, nodes=90)
    assert first == await _around(client, BOMMASANI, hops=2, nodes=90)
    assert {node["distance"] for node in first["nodes"]} == {0, 1, 2}


async def test_every_edge_among_the_nodes_is_there(client: Client) -> None:
    drawn = await _around(client, "arxiv:1706.03762", kinds=["PAPER"])
    ids = [node["id"] for node in drawn["nodes"]]
    data = await client.ask(
        "query ($ids: [ID!]!) { papers(first: 100, filter: {ids: $ids}) { nodes { id"
        " references(first: 100, filter: {ids: $ids}) { nodes { id } } } } }",
        {"ids": ids},
    )
    expected = {
        (paper["id"], cited["id"]) for paper in data["papers"]["nodes"] for cited in paper["references"]["nodes"]
    }
    assert {(edge["source"], edge["target"]) for edge in drawn["edges"] if edge["kind"] == "CITES"} == expected


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ('author(by: {id: "author:ashish-vaswani"})', {"AUTHOR", "PAPER", "INSTITUTION"}),
        ('institution(by: {id: "institution:google"})', {"AUTHOR", "PAPER", "INSTITUTION"}),
        ('topic(by: {id: "topic:transformers"})', {"PAPER", "TOPIC"}),
    ],
)
async def test_maps_of_other_nodes(client: Client, query: str, kinds: set[str]) -> None:
    data = await client.ask(f"{{ node: {query} {{ id map {{ centre {{ id: nodeId }} nodes {{ kind }} }} }} }}")
    assert {node["kind"] for node in data["node"]["map"]["nodes"]} == kinds
    assert data["node"]["map"]["centre"] == [{"id": data["node"]["id"]}]


async def test_several_centres_of_any_kind(client: Client) -> None:
    drawn = await _around(client, "W404", "topic:transformers", BOMMASANI, "nonsense", "venue:neurips")
    assert [node["id"] for node in drawn["centre"]] == ["topic:transformers", BOMMASANI, "venue:neurips"]
    assert all(node["distance"] == 0 for node in drawn["centre"])


async def test_unknown_ids_make_an_empty_map(client: Client) -> None:
    drawn = await _around(client, "W404", "doi:10.1/none", "")
    assert drawn["nodes"] == drawn["edges"] == drawn["clusters"] == []
    assert drawn["complete"]
    assert drawn["permalink"] == "/explore"
    assert "empty" in drawn["description"]


async def test_a_small_neighbourhood_is_complete(client: Client) -> None:
    drawn = await _around(client, "topic:transformers", nodes=500)
    assert drawn["complete"]
    assert all(tally["shown"] == tally["available"] for tally in drawn["available"])


async def test_years_narrow_papers_alone(client: Client) -> None:
    drawn = await _around(client, "author:ilya-sutskever", year={"from": 2014, "to": 2019}, nodes=200)
    data = await client.ask(
        '{ author(by: {id: "author:ilya-sutskever"}) { institutions { totalCount }'
        " papers(filter: {year: {from: 2014, to: 2019}}) { totalCount nodes { id } } } }"
    )
    papers, institutions = data["author"]["papers"], data["author"]["institutions"]["totalCount"]
    assert {node["id"] for node in drawn["nodes"] if node["kind"] == "PAPER"} == {
        node["id"] for node in papers["nodes"]
    }
    counts = {tally["kind"]: tally["available"] for tally in drawn["available"]}
    assert counts == {"PAPER": papers["totalCount"], "AUTHOR": 1, "INSTITUTION": institutions, "TOPIC": 0}
    assert papers["totalCount"] > 1


async def test_the_strongest_neighbours_are_linked(client: Client) -> None:
    data = await client.ask(
        "query ($id: ID!) { paper(by: {id: $id}) { neighbours(first: 10) { edges { score node { id } } }"
        " map { nodes { nodeId } edges { source target kind weight label } } } }",
        {"id": BOMMASANI},
    )
    drawn = data["paper"]["map"]
    near = {edge["target"]: edge for edge in drawn["edges"] if edge["kind"] == "NEIGHBOUR"}
    assert all(edge["source"] == BOMMASANI for edge in near.values())
    for edge in data["paper"]["neighbours"]["edges"][:8]:
        assert near[edge["node"]["id"]]["weight"] == pytest.approx(edge["score"])
        assert "shared" in near[edge["node"]["id"]]["label"]


async def test_without_layout_nothing_has_a_place(client: Client) -> None:
    drawn = await _around(client, BOMMASANI, layout=False)
    assert all(node["x"] is None and node["y"] is None for node in drawn["nodes"])


@pytest.mark.parametrize(
    ("ids", "options", "says"),
    [
        ([BOMMASANI], "hops: 0", "`options.hops` is 0: it must be between 1 and 3."),
        ([BOMMASANI], "hops: 9", "`options.hops` is 9"),
        ([BOMMASANI], "nodes: 0", "`options.nodes` is 0: it must be between 1 and 500."),
        ([BOMMASANI], "nodes: 1000000000", "`options.nodes` is 1000000000"),
        ([BOMMASANI], "year: {from: 2020, to: 2010}", "`options.year` runs from 2020 to 2010"),
        ([BOMMASANI], "kinds: []", "`options.kinds` is empty"),
        ([BOMMASANI], "kinds: [USER]", "USER"),
        (
            [f"W{number}" for number in range(51)],
            "hops: 1",
            "`around` has 51 ids: a map of 60 nodes can have 50 centres.",
        ),
    ],
)
async def test_what_cannot_be_drawn_runs_nothing(client: Client, ids: list[str], options: str, says: str) -> None:
    query = f"query ($ids: [ID!]!) {{ researchMap(around: $ids, options: {{{options}}}) {{ complete }} }}"
    assert says in (await client.refusal(query, {"ids": ids})).message


async def test_maps_of_one_request_have_a_limit(client: Client) -> None:
    _, errors = await client.answer("{ papers(first: 11) { nodes { map(options: {nodes: 500}) { complete } } } }")
    assert client.statements == []
    assert "most expensive fields are `Paper.map`" in errors[0].message


async def test_a_map_of_five_hundred_nodes_and_three_hops(client: Client) -> None:
    drawn = (
        await client.ask(
            "query ($ids: [ID!]!) { researchMap(around: $ids, options: {nodes: 500, hops: 3}) { nodes { nodeId } } }",
            {"ids": [BOMMASANI]},
        )
    )["researchMap"]
    assert len(drawn["nodes"]) == 500
    # The id of an arXiv number, three hops, close papers, the slice, and the check that names unknown ids.
    assert len(client.statements) == 7

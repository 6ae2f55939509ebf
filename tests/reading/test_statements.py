"""How many statements a query runs, and their texts."""

import pytest

from tests.reading.client import Client

BELOW = """
  id title year citationCount referenceCount
  authors(first: 5) {
    totalCount edges { position institutions { name } node { name institutions { nodes { name } } } }
  }
  topics { nodes { name broader { name } } }
  venue { name }
  references(first: 3) { nodes { title authors(first: 2) { nodes { name } } } }
  citations(first: 3) { totalCount nodes { title authors(first: 2) { nodes { name } } } }
"""


@pytest.mark.parametrize("number", [1, 100])
async def test_a_list_costs_one_statement_whatever_its_length(client: Client, number: int) -> None:
    data = await client.ask(f"query($n: Int) {{ papers(first: $n) {{ nodes {{ {BELOW} }} }} }}", {"n": number})
    assert len(data["papers"]["nodes"]) == number
    assert len(client.statements) == 1


@pytest.mark.parametrize("number", [1, 100])
async def test_many_nodes_by_id_cost_one_statement(client: Client, number: int) -> None:
    ids = [f"W{place}" for place in range(100, 100 + number)]
    query = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Paper {{ {BELOW} }} }} }}"
    data = await client.ask(query, {"ids": ids})
    assert len(data["nodes"]) == number
    assert len(client.statements) == 1


@pytest.mark.parametrize("number", [1, 25])
async def test_a_batch_resolver_below_many_parents_runs_no_statement(client: Client, number: int) -> None:
    query = "query($n: Int) { papers(first: $n) { nodes { id cite(format: BIBTEX) } } }"
    data = await client.ask(query, {"n": number})
    assert all(node["cite"].startswith("@") for node in data["papers"]["nodes"])
    assert len(client.statements) == 1


async def test_roots_of_one_shape_share_a_statement(client: Client) -> None:
    data = await client.ask(
        """{ a: paper(by: {id: "W1"}) { name: title } b: paper(by: {id: "W2"}) { title }
             c: paper(by: {openalex: "W900"}) { title } }"""
    )
    assert all(data.values())
    assert len(client.statements) == 1
    assert sorted(client.statements[0][1]["keys"]["ids"]) == ["W1", "W2", "W900"]


async def test_selections_of_one_shape_have_one_text(client: Client) -> None:
    """Names, values, fragments and variables are the client's own; the statement that Neo4j plans is the same."""
    spelt = [
        """{ paper(by: {id: "W1"}) { id title citations(first: 5, filter: {year: {from: 2000}, topics: ["T1"]})
             { nodes { id } } } }""",
        """{ it: paper(by: {id: "W2"}) { key: id name: title who: citations(first: 7,
             filter: {year: {from: 2020}, topics: ["T2", "T3"]}) { all: nodes { id } } } }""",
        """query($n: Int = 9) { paper(by: {id: "https://openalex.org/W3"}) { ...Rest id } }
           fragment Rest on Paper { id title citations(filter: {topics: ["T900"], year: {from: 1}}, first: $n)
             { nodes { ... on Paper { id } } } }""",
    ]
    statements: list[tuple[str, object]] = []
    for query in spelt:
        await client.ask(query)
        # The second one looks up the topics of the filter.
        (text, parameters), _ = client.statements
        statements.append((text, str(parameters)))
    assert len({text for text, _ in statements}) == 1
    assert len({parameters for _, parameters in statements}) == 3


async def test_values_travel_as_parameters_alone(client: Client) -> None:
    mark = "x'}) DETACH DELETE n //"
    reference = "10.5555/x'})DETACH"
    await client.ask(
        """query($mark: String!, $id: ID!, $reference: ID!) {
          papers(filter: {ids: [$reference], cites: [$reference]}) { nodes { id } }
          authors(filter: {name: $mark}) { nodes { id } }
          node(id: $id) { id }
        }""",
        {"mark": mark, "id": mark, "reference": reference},
    )
    assert client.statements
    assert not any("DETACH" in text for text, _ in client.statements)


@pytest.mark.parametrize(
    ("selected", "read"),
    [
        ("nodes { name }", 2),
        ("totalCount nodes { name }", 2),
        ("edges { position node { name } }", 2),
        ("edges { cursor }", 2),
        ("nodes { name } pageInfo { hasNextPage }", 3),
    ],
)
async def test_one_edge_more_is_read_only_to_tell_what_lies_beyond(client: Client, selected: str, read: int) -> None:
    await client.ask(f'{{ paper(by: {{id: "W1"}}) {{ authors(first: 2) {{ {selected} }} }} }}')
    ((_, parameters),) = client.statements
    assert parameters["p0"] == read


async def test_one_list_asked_for_in_every_way_is_the_same(client: Client) -> None:
    """Nodes, edges and what lies beyond are read from one row, which the statement reads once for all names."""
    data = await client.ask(
        """{ paper(by: {id: "W1"}) {
          bare: authors(first: 2) { nodes { id name } }
          counted: authors(first: 2) { totalCount nodes { id } }
          edges: authors(first: 2) { edges { position node { id } } }
          mixed: authors(first: 2) { nodes { id } edges { node { id } } }
          cursors: authors(first: 2) { edges { cursor } pageInfo { endCursor } }
          beyond: authors(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } }
        } }"""
    )
    paper = data["paper"]
    ids = [node["id"] for node in paper["bare"]["nodes"]]
    assert len(ids) == len(set(ids)) == 2
    assert [node["id"] for node in paper["counted"]["nodes"]] == ids
    assert [edge["node"]["id"] for edge in paper["edges"]["edges"]] == ids
    assert [edge["node"]["id"] for edge in paper["mixed"]["edges"]] == ids
    assert [node["id"] for node in paper["mixed"]["nodes"]] == ids
    assert [node["id"] for node in paper["beyond"]["nodes"]] == ids
    assert paper["beyond"]["pageInfo"]["hasNextPage"] is (paper["counted"]["totalCount"] > 2)
    assert paper["beyond"]["pageInfo"]["endCursor"] == paper["cursors"]["edges"][-1]["cursor"]
    assert paper["cursors"]["pageInfo"]["endCursor"] == paper["cursors"]["edges"][-1]["cursor"]
    assert [edge["position"] for edge in paper["edges"]["edges"]] == sorted(
        edge["position"] for edge in paper["edges"]["edges"]
    )

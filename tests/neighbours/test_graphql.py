"""`Paper.neighbours` over HTTP on the demo graph: the contract, the definition, and what a request costs."""

from typing import Any, Final

import pytest

from citations.weights import DEFAULT, Part
from tests.citations.graphs import Graph
from tests.neighbours.conftest import Client
from tests.neighbours.oracle import Oracle

BERT: Final = "arxiv:1810.04805"
PAGE: Final = """
query($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $weights: NeighbourWeights,
      $filter: PaperFilter) {
  paper(by: {id: $id}) {
    neighbours(first: $first, after: $after, last: $last, before: $before, weights: $weights, filter: $filter) {
      exact totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { id }
      edges {
        cursor score node { id title year }
        reasons { kind contribution count examples { __typename id } }
      }
    }
  }
}"""
MANY: Final = """
query($n: Int, $after: String, $filter: PaperFilter) {
  papers(first: $n, after: $after) {
    pageInfo { endCursor }
    nodes { id neighbours(first: 20, filter: $filter) { exact edges { score node { id title } } } }
  }
}"""
TYPES: Final = {"SHARED_AUTHORS": "Author", "SHARED_TOPICS": "Topic"}


async def page(client: Client, **variables: Any) -> Any:
    return (await client.ask(PAGE, **{"id": BERT, **variables}))["paper"]["neighbours"]


async def ids(client: Client, **variables: Any) -> list[str]:
    """The ids of all pages."""
    ids_of_pages: list[str] = []
    while True:
        one = await page(client, **variables)
        ids_of_pages += [node["id"] for node in one["nodes"]]
        assert [edge["node"]["id"] for edge in one["edges"]] == [node["id"] for node in one["nodes"]]
        if not one["pageInfo"]["hasNextPage"]:
            return ids_of_pages
        variables["after"] = one["pageInfo"]["endCursor"]


async def test_every_paper_has_the_neighbours_of_the_definition(client: Client, edges: Graph) -> None:
    oracle = Oracle(edges)
    page = (await client.ask(MANY, n=150))["papers"]
    papers = page["nodes"] + (await client.ask(MANY, n=150, after=page["pageInfo"]["endCursor"]))["papers"]["nodes"]
    assert len(papers) == 295
    for paper in papers:
        actual = paper["neighbours"]
        expected = oracle.neighbours(paper["id"])[:20]
        assert actual["exact"] is True
        assert [(edge["node"]["id"], edge["score"]) for edge in actual["edges"]] == [
            (each.id, each.score) for each in expected
        ]


async def test_contributions_add_up_and_examples_are_shared(client: Client, edges: Graph) -> None:
    oracle = Oracle(edges)
    for edge in (await page(client, first=50))["edges"]:
        reasons = edge["reasons"]
        expected = oracle.pair(BERT, edge["node"]["id"])
        assert abs(sum(each["contribution"] for each in reasons) - edge["score"]) < 1e-9
        assert [each["contribution"] for each in reasons] == sorted(each["contribution"] for each in reasons)[::-1]
        assert {each["kind"]: each["count"] for each in reasons} == {
            part.name: len(shared) for part, shared in expected.shared.items()
        }
        for each in reasons:
            examples = each["examples"]
            assert len(examples) == min(3, each["count"])
            assert {one["__typename"] for one in examples} == {TYPES.get(each["kind"], "Paper")}
            assert {one["id"] for one in examples} <= expected.shared[Part[each["kind"]]]


@pytest.mark.parametrize("arguments", [{}, {"filter": {"year": {"from": 2021}}}, {"weights": {"sharedTopics": 5.0}}])
async def test_pages_read_the_whole_list_once(client: Client, edges: Graph, arguments: dict[str, Any]) -> None:
    weights = {part: arguments.get("weights", {}).get(part.value, usual) for part, usual in DEFAULT.items()}
    everyone = [each.id for each in Oracle(edges, weights).neighbours(BERT)]
    if "filter" in arguments:
        recent = await client.ask("{ papers(first: 1000, filter: {year: {from: 2021}}) { nodes { id } } }")
        allowed = {node["id"] for node in recent["papers"]["nodes"]}
        everyone = [each for each in everyone if each in allowed]
    assert await ids(client, first=17, **arguments) == everyone
    assert (await page(client, first=0, **arguments))["totalCount"] == len(everyone)


@pytest.mark.parametrize("arguments", [{}, {"filter": {"year": {"from": 2021}}}])
async def test_pages_backwards_read_the_whole_list_once(client: Client, arguments: dict[str, Any]) -> None:
    everyone = await ids(client, first=50, **arguments)
    backwards: list[str] = []
    before: str | None = None
    while len(backwards) < len(everyone):
        one = await page(client, last=17, before=before, **arguments)
        assert one["nodes"]
        backwards = [node["id"] for node in one["nodes"]] + backwards
        assert one["pageInfo"]["hasNextPage"] == (before is not None)
        assert one["pageInfo"]["hasPreviousPage"] == (len(backwards) < len(everyone))
        assert one["totalCount"] == len(everyone)
        before = one["pageInfo"]["startCursor"]
    assert backwards == everyone


async def test_page_info_is_relays(client: Client) -> None:
    first = await page(client, first=5)
    second = await page(client, first=5, after=first["pageInfo"]["endCursor"])
    assert first["pageInfo"] == {
        "hasNextPage": True, "hasPreviousPage": False,
        "startCursor": first["edges"][0]["cursor"], "endCursor": first["edges"][-1]["cursor"],
    }  # fmt: skip
    assert second["pageInfo"]["hasPreviousPage"] is True
    assert not {edge["cursor"] for edge in first["edges"]} & {edge["cursor"] for edge in second["edges"]}
    none = await page(client, first=0)
    assert (none["edges"], none["pageInfo"]["endCursor"], none["pageInfo"]["hasNextPage"]) == ([], None, True)


async def test_a_filter_that_few_papers_pass_is_exact(
    client: Client, edges: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last neighbours, found by reading candidates in batches of growing size."""
    monkeypatch.setattr("resolvers.neighbours.FIRST_BATCH", 4)
    last = [each.id for each in Oracle(edges).neighbours(BERT)][-3:]
    one = await page(client, first=2, filter={"ids": last})
    assert [node["id"] for node in one["nodes"]] == last[:2]
    assert (one["pageInfo"]["hasNextPage"], one["totalCount"]) == (True, 3)
    assert (
        sum("collect(m.id)" in each.text for each in client.statements) == 5
    )  # 4, 20, 100 and 500 candidates; the total


async def test_a_filter_that_no_paper_passes_has_an_empty_result(client: Client) -> None:
    one = await page(client, filter={"year": {"from": 2999}})
    assert (one["edges"], one["totalCount"], one["pageInfo"]["hasNextPage"]) == ([], 0, False)


@pytest.mark.parametrize("number", [1, 25])
async def test_neighbours_of_many_papers_cost_one_statement(client: Client, number: int) -> None:
    data = await client.ask(MANY, n=number)
    assert len(data["papers"]["nodes"]) == number
    assert len(client.statements) == 2  # the papers, and the fields of the neighbours
    await client.ask(MANY, n=number, filter={"year": {"from": 2015}})
    assert len(client.statements) == 3  # and the filter


async def test_a_neighbours_neighbours_cost_one_statement_a_level(client: Client) -> None:
    data = await client.ask(
        """{ papers(first: 3) { nodes { neighbours(first: 3) { nodes { title
             neighbours(first: 3) { edges { score node { title } } } } } } } }"""
    )
    assert all(node["neighbours"]["nodes"] for node in data["papers"]["nodes"])
    assert len(client.statements) == 3


async def test_aliases_and_different_arguments_stand_side_by_side(client: Client) -> None:
    data = await client.ask(
        """query($id: ID!) { paper(by: {id: $id}) {
             a: neighbours(first: 2) { nodes { id } }
             b: neighbours(first: 2, weights: {sharedReferences: 0, sharedCitations: 0}) { nodes { id } } } }""",
        id=BERT,
    )
    assert data["paper"]["a"] != data["paper"]["b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("first: -1", "`first` is -1: it must be between 0 and 1000."),
        ("first: 1000000000", "`first` is 1000000000: it must be between 0 and 1000."),
        ("weights: {cites: -1}", "`weights.cites` is -1.0: it must be between 0 and 100."),
        ("weights: {sharedTopics: 1e9}", "`weights.sharedTopics` is 1000000000.0: it must be between 0 and 100."),
        ("filter: {year: {from: 2020, to: 2010}}", "`from` must not be greater than `to`"),
        ('after: "nonsense"', "`after` is not a cursor"),
    ],
)
async def test_invalid_arguments_are_refused_by_name(client: Client, arguments: str, message: str) -> None:
    query = f'{{ paper(by: {{id: "{BERT}"}}) {{ neighbours({arguments}) {{ totalCount }} }} }}'
    error = await client.refusal(query)
    assert message in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["paper", "neighbours"]


async def test_a_cursor_of_other_weights_is_refused(client: Client) -> None:
    cursor = (await page(client, first=1))["pageInfo"]["endCursor"]
    error = await client.refusal(PAGE, id=BERT, after=cursor, weights={"cites": 3})
    assert "different `weights`" in error["message"]


async def test_examples_have_their_limits(client: Client) -> None:
    query = (
        'query($n: Int) { paper(by: {id: "%s"}) { neighbours(first: 1) { edges { reasons { count examples(first: $n)'
    )
    query = query % BERT + " { id } } } } } }"
    data = await client.ask(query, n=100)
    assert all(len(each["examples"]) == each["count"] for each in data["paper"]["neighbours"]["edges"][0]["reasons"])
    assert "`first` is 5000" in (await client.refusal(query, n=5000))["message"]


async def test_the_cost_counts_neighbours_and_their_fields(client: Client) -> None:
    answer = await client.answer(MANY, n=25)
    assert answer["extensions"]["cost"]["work"] >= 25 * 20
    assert "QUERY_TOO_EXPENSIVE" in str(await client.refusal(
        "{ papers(first: 1000) { nodes { neighbours(first: 1000) { nodes { id } } } } }"
    ))  # fmt: skip


async def test_without_an_index_the_store_answers_and_exact_is_false(bounded: Client, edges: Graph) -> None:
    """On the demo graph no bound is reached for most papers: the results have the scores of the definition."""
    oracle = Oracle(edges)
    data = await bounded.ask(MANY, n=25)
    assert len(bounded.statements) == 3
    shares: list[float] = []
    for paper in data["papers"]["nodes"]:
        actual = {edge["node"]["id"]: edge["score"] for edge in paper["neighbours"]["edges"]}
        assert paper["neighbours"]["exact"] is False
        expected = {each.id: each.score for each in oracle.neighbours(paper["id"])}
        assert all(score <= expected[each] + 1e-9 for each, score in actual.items())
        shares.append(len(actual.keys() & list(expected)[:20]) / 20)
    assert sum(shares) / len(shares) > 0.9


async def test_without_an_index_a_hundred_papers_fit_into_the_stores_memory(bounded: Client) -> None:
    data = await bounded.ask(MANY, n=100)
    assert len(data["papers"]["nodes"]) == 100


async def test_without_an_index_reasons_pages_and_filters_are_the_same(bounded: Client, edges: Graph) -> None:
    oracle = Oracle(edges)
    first = await page(bounded, first=10)
    for edge in first["edges"]:
        expected = oracle.pair(BERT, edge["node"]["id"])
        assert abs(sum(each["contribution"] for each in edge["reasons"]) - edge["score"]) < 1e-9
        for each in edge["reasons"]:
            assert {one["id"] for one in each["examples"]} <= expected.shared[Part[each["kind"]]]
    everyone = await ids(bounded, first=10)
    assert len(everyone) == len(set(everyone)) == first["totalCount"]
    recent = await page(bounded, first=5, filter={"year": {"from": 2021}})
    assert all(edge["node"]["year"] >= 2021 for edge in recent["edges"])
    assert len(recent["edges"]) == 5

"""A case for each section of chapter 6 of the specification, in this schema and for both executors.

Source: GraphQL, October 2021 and the draft of September 2025, https://spec.graphql.org/draft/#sec-Execution
"""

from typing import Any, Final

import pytest
from graphql import ExecutionResult

from execution.executor import ERROR, FAST
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from tests.execution.both import fast, same, slow
from tests.measured import executions

PAPER: Final = '{ paper(by: {id: "W1"}) { %s } }'


async def both(store: Store, query: str, *, outcome: str = FAST, **variables: Any) -> ExecutionResult:
    """The answer, the same from both; `outcome`: how the fast executor completed it."""
    before = executions(outcome)
    one = await fast(Context(store, Limits()), query, variables)
    assert executions(outcome) > before or not outcome, one.errors
    other = await slow(Context(store, Limits()), query, variables)
    same(one, other, exactly=True)
    return one


async def data(store: Store, query: str, **variables: Any) -> Any:
    """The data of an answer without errors."""
    answer = await both(store, query, **variables)
    assert not answer.errors
    return answer.data


# 6.1 Executing Requests
async def test_an_absent_variable_has_its_default_and_null_stays_null(filled: Store) -> None:
    query = "query($n: Int = 2) { papers(first: $n) { nodes { id } } }"
    assert len((await data(filled, query))["papers"]["nodes"]) == 2
    assert len((await data(filled, query, n=3))["papers"]["nodes"]) == 3
    assert len((await data(filled, query, n=None))["papers"]["nodes"]) == 20


@pytest.mark.parametrize("variables", [{"n": "2"}, {"n": 2.5}, {"n": 2**31}, {"n": [1]}])
async def test_an_invalid_variable_ends_the_request_before_execution(filled: Store, variables: dict[str, Any]) -> None:
    answer = await both(filled, "query($n: Int) { papers(first: $n) { nodes { id } } }", outcome="", **variables)
    assert answer.data is None
    assert answer.errors


# 6.2 Executing Operations
async def test_root_fields_are_executed_together_in_the_order_of_the_query(filled: Store) -> None:
    result = await data(filled, '{ b: paper(by: {id: "W2"}) { id } graph { papers } a: paper(by: {id: "W1"}) { id } }')
    assert list(result) == ["b", "graph", "a"]


# 6.3 Executing Selection Sets
async def test_keys_are_in_the_order_of_the_selection_including_fragments(filled: Store) -> None:
    query = PAPER % "year ...A title ... on Node { id } kind" + " fragment A on Paper { referenceCount title id }"
    assert list((await data(filled, query))["paper"]) == ["year", "referenceCount", "title", "id", "kind"]


async def test_selections_of_one_key_are_merged(filled: Store) -> None:
    query = PAPER % "authors(first: 2) { nodes { id } } ...A authors(first: 2) { edges { position } }"
    result = await data(filled, query + " fragment A on Paper { authors(first: 2) { totalCount nodes { name } } }")
    assert list(result["paper"]["authors"]) == ["nodes", "totalCount", "edges"]
    assert list(result["paper"]["authors"]["nodes"][0]) == ["id", "name"]


# 6.3.2 Field Collection
@pytest.mark.parametrize(("skipped", "included"), [(False, True), (True, True), (False, False), (True, False)])
async def test_skip_and_include_must_both_select_a_field(filled: Store, skipped: bool, included: bool) -> None:
    query = "query($s: Boolean!, $i: Boolean!) " + PAPER % "id title @skip(if: $s) @include(if: $i) ...A @skip(if: $s)"
    result = await data(filled, query + " fragment A on Paper { year }", s=skipped, i=included)
    assert ("title" in result["paper"]) == (included and not skipped)
    assert ("year" in result["paper"]) == (not skipped)


async def test_a_fragment_applies_if_its_type_does(filled: Store) -> None:
    query = (
        '{ nodes(ids: ["W1", "A1", "?", "T1"]) { __typename id ... on Paper { title } ... on Author { title: name } } }'
    )
    result = (await data(filled, query))["nodes"]
    assert [each and list(each) for each in result] == [
        ["__typename", "id", "title"],
        ["__typename", "id", "title"],
        None,
        ["__typename", "id"],
    ]


# 6.4.1 Coercing Field Arguments
async def test_an_argument_is_a_literal_a_variable_or_its_default(filled: Store) -> None:
    query = (
        "query($by: PaperKey!, $o: [PaperOrder!], $id: ID!) { a: paper(by: $by) { id } b: paper(by: {id: $id}) { id }"
    )
    query += " papers(orderBy: $o, first: 1) { nodes { id } } }"
    result = await data(filled, query, by={"id": "W1"}, o=[{"field": "TITLE", "direction": "ASC"}], id="W2")
    assert (result["a"]["id"], result["b"]["id"]) == ("W1", "W2")


async def test_a_required_argument_with_an_absent_variable_is_an_error_of_its_field(filled: Store) -> None:
    query = 'query($id: ID) { known: paper(by: {id: "W1"}) { id } paper(by: {id: $id}) { id } }'
    answer = await both(filled, query, outcome="")
    assert answer.errors


# 6.4.2 Value Resolution
async def test_values_of_resolvers_and_of_the_store_are_combined(filled: Store) -> None:
    result = await data(filled, PAPER % "title neighbours(first: 2) { totalCount edges { score node { id title } } }")
    edges = result["paper"]["neighbours"]["edges"]
    assert all(edge["node"]["title"] and edge["score"] > 0 for edge in edges)


# 6.4.3 Value Completion
async def test_abstract_types_become_the_type_of_their_value(filled: Store) -> None:
    query = '{ search(text: "graphs", first: 60) { edges { node { __typename id ... on Paper { year } } } } }'
    assert {edge["node"]["__typename"] for edge in (await data(filled, query))["search"]["edges"]} >= {"Paper"}


async def test_enums_lists_and_numbers_have_their_types(filled: Store) -> None:
    result = await data(filled, '{ node(id: "S1") { ... on Venue { issn } } ' + (PAPER % "kind year retracted")[1:])
    assert isinstance(result["node"]["issn"], list)
    assert result["paper"]["kind"].isupper()


# 6.4.4 Handling Execution Errors
async def test_an_error_of_a_nullable_field_is_null_and_the_others_remain(filled: Store) -> None:
    query = '{ a: paper(by: {id: "W1"}) { id cite(format: TEXT, style: "no such") } b: paper(by: {id: "W1"}) { id } }'
    answer = await both(filled, query, outcome=ERROR)
    assert answer.data == {"a": {"id": "W1", "cite": None}, "b": {"id": "W1"}}
    (error,) = answer.errors or []
    assert error.path == ["a", "cite"]


async def test_a_null_in_a_non_null_field_nulls_its_object(broken: Store) -> None:
    before = executions(ERROR)
    query = '{ a: paper(by: {id: "W777"}) { id year title } b: papers(first: 1) { totalCount } }'
    one, other = await fast(Context(broken, Limits()), query), await slow(Context(broken, Limits()), query)
    same(one, other, exactly=True)
    assert executions(ERROR) == before + 1
    assert one.data is not None
    assert one.data["a"] is None
    (error,) = one.errors or []
    assert (error.path, error.message) == (
        ["a", "title"],
        "Cannot return null for non-nullable field Paper.title.",
    )
    assert [tuple(each) for each in error.locations or ()] == [(1, 40)]


async def test_fields_of_two_types_at_one_path_have_the_values_of_their_own_selection(filled: Store) -> None:
    selection = "map(options: {nodes: 20}) { nodes { node { __typename ... on Paper { %s } } } }"
    types = f"... on Paper {{ {selection % 'year'} }} ... on Author {{ {selection % 'title'} }}"
    query = f'{{ nodes(ids: ["W1", "A1"]) {{ {types} }} }}'
    paper, author = (await data(filled, query))["nodes"]
    for node, key in ((paper, "year"), (author, "title")):
        papers = [each["node"] for each in node["map"]["nodes"] if each["node"]["__typename"] == "Paper"]
        assert papers
        assert all(set(each) == {"__typename", key} for each in papers)

"""Which requests share a plan, and the caches of documents and plans."""

import re
from typing import Any

import pytest
from graphql import OperationType

from execution.documents import MAX_CACHED_DOCUMENT, Documents
from execution.prepare import GraphQLParams, OperationNotAllowed, RequestError
from execution.prepared_operation import PreparedOperation
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from loaders.cursors import encode, order_of
from loaders.graphql_core import MAX_ERRORS
from loaders.plan import Plan
from schema.operations import DOCUMENTS, prepare
from schema.schema import MAX_TOKENS
from tests.execution.both import fast, same, slow

QUERY = """
query($id: ID!, $ids: [ID!]!, $n: Int, $after: String, $skip: Boolean!, $filter: PaperFilter, $text: String!) {
  paper(by: {id: $id}) { title @skip(if: $skip) citations(first: $n, after: $after, filter: $filter) { nodes { id } } }
  nodes(ids: $ids) { id }
  search(text: $text, first: $n) { totalCount }
}"""
BASE: dict[str, Any] = {"id": "W1", "ids": ["W1"], "n": 2, "after": None, "skip": False, "filter": {}, "text": "x"}


def plan(**changed: Any) -> Plan:
    """The plan of the query with these variables changed."""
    return prepare(GraphQLParams(QUERY, {**BASE, **changed}), Limits()).plan


def cursor(*keys: object) -> str:
    """A cursor of the citations."""
    from graphdb.paper import CITATIONS

    return encode(order_of(CITATIONS.sort), keys)


@pytest.mark.parametrize("changed", [{"id": "W2"}, {"ids": ["A1"]}, {"text": "y"}])
def test_requests_that_differ_in_ids_and_texts_share_a_plan(changed: dict[str, Any]) -> None:
    assert plan(**changed) is plan()


def test_pages_of_a_list_share_a_plan() -> None:
    assert plan(after=cursor(3, "W9")) is plan(after=cursor(1, "W4"))
    assert plan(after=cursor(3, "W9")) is not plan()


@pytest.mark.parametrize(
    "changed", [{"n": 3}, {"skip": True}, {"filter": {"year": {"from": 2000}}}, {"ids": ["W1", "W2"]}]
)
def test_requests_of_other_sizes_or_filters_do_not(changed: dict[str, Any]) -> None:
    assert plan(**changed) is not plan()


async def test_each_page_begins_at_its_cursor(filled: Store) -> None:
    query = "query($after: String) { papers(first: 3, after: $after) { nodes { id } pageInfo { endCursor } } }"
    ids: list[str] = []
    after = None
    for _ in range(3):
        one = await fast(Context(filled, Limits()), query, {"after": after})
        same(one, await slow(Context(filled, Limits()), query, {"after": after}), exactly=True)
        assert one.data is not None
        ids += [node["id"] for node in one.data["papers"]["nodes"]]
        after = one.data["papers"]["pageInfo"]["endCursor"]
    assert len(set(ids)) == 9
    refused = await fast(Context(filled, Limits()), query, {"after": "nonsense"})
    same(refused, await slow(Context(filled, Limits()), query, {"after": "nonsense"}), exactly=True)
    assert refused.errors


def test_the_least_recently_used_document_leaves_the_cache_first() -> None:
    documents = Documents(DOCUMENTS.schema, MAX_TOKENS)
    texts = [f"{{ graph {{ papers }} }} # {number} {'x' * 9_000}" for number in range(60)]
    first, second, *_ = (documents.read(text) for text in texts[:50])
    assert documents.read(texts[0]) is first
    for text in texts[50:]:
        documents.read(text)
    assert documents.read(texts[0]) is first
    assert documents.read(texts[1]) is not second


def test_an_operation_is_parsed_once_unless_its_document_is_very_long() -> None:
    short, long = "{ graph { papers } }", "#" * MAX_CACHED_DOCUMENT + "\n{ __typename }"
    one, other = (prepare(GraphQLParams(short), Limits()).parsed for _ in range(2))
    assert one is other
    one, other = (prepare(GraphQLParams(long), Limits()).parsed for _ in range(2))
    assert one is not other


@pytest.mark.parametrize(
    ("query", "operation", "message"),
    [
        ("{", None, "Syntax Error"),
        ("{ nothing }", None, "Cannot query field 'nothing'"),
        ("{ __typename } query A { __typename }", "B", "no operation named 'B'"),
        ("query A { __typename } query B { __typename }", None, "several operations"),
        ("fragment F on Paper { id }", None, "or none"),
        ("query($n: Int!) { papers(first: $n) { totalCount } }", None, "'$n'"),
        ("{ papers(first: -1) { totalCount } }", None, "`first` is -1"),
    ],
)
def test_an_operation_that_cannot_run_is_refused_with_the_reason(
    query: str, operation: str | None, message: str
) -> None:
    with pytest.raises(RequestError, match=re.escape(message)):
        prepare(GraphQLParams(query, None, operation), Limits())


def test_an_operation_of_another_type_is_refused_before_it_is_validated() -> None:
    with pytest.raises(OperationNotAllowed, match="HTTP POST"):
        prepare(GraphQLParams("mutation { nothing }"), Limits(), (OperationType.QUERY,))


async def test_planning_is_charged_until_a_plan_has_run(filled: Store) -> None:
    query = "query($first: Int) { papers(first: $first) { nodes { only_once: title } } }"

    def prepared(first: int) -> PreparedOperation:
        return prepare(GraphQLParams(query, {"first": first}), Limits())

    new = prepared(3)
    assert new.charge == prepared(3).charge == new.cost.work + new.cost.planning > new.cost.work
    await new.execute(Context(filled, Limits()))
    assert prepared(3).charge == new.cost.work
    assert prepared(4).charge > new.cost.planning


def test_errors_of_variables_are_limited_in_number() -> None:
    query = "query($f: PaperFilter) { papers(filter: $f) { totalCount } }"
    with pytest.raises(RequestError) as caught:
        prepare(GraphQLParams(query, {"f": {f"x{number}": 1 for number in range(1_000)}}), Limits())
    assert len(caught.value.errors) == MAX_ERRORS


def test_an_unforeseen_error_of_planning_is_the_cause_of_the_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def unforeseen(*_: object) -> Plan:
        raise KeyError("after")

    monkeypatch.setattr("execution.prepare.get_plan", unforeseen)
    with pytest.raises(RequestError) as caught:
        plan()
    assert [type(each.original_error) for each in caught.value.errors] == [KeyError]


@pytest.mark.parametrize("first", [{}, {"after": None}, {"after": "other"}])
async def test_a_default_cursor_applies_after_any_other_request(filled: Store, first: dict[str, Any]) -> None:
    """A plan depends on the coerced variables: an absent one has its default, and null is null."""
    page = "papers(first: 3, after: $after) { nodes { id } pageInfo { endCursor } }"
    begin = await fast(Context(filled, Limits()), f"query($after: String) {{ {page} }}", {})
    assert begin.data is not None
    cursor = begin.data["papers"]["pageInfo"]["endCursor"]
    query = f'query($after: String = "{cursor}") {{ {page} }} # {first}'
    others = [{}, {"after": None}, {"after": cursor}]
    for variables in [{name: value and cursor for name, value in first.items()}, *others]:
        one = await fast(Context(filled, Limits()), query, variables)
        same(one, await slow(Context(filled, Limits()), query, variables), exactly=True)
        fresh = await fast(Context(filled, Limits()), f"{query} {variables}", variables)
        assert not one.errors
        assert one.data == fresh.data
        assert (one.data == begin.data) == (variables == {"after": None})


@pytest.mark.parametrize("key", [{}, {"doi": None}, {"doi": "10.5555/1", "id": "W1"}])
def test_an_error_of_a_one_of_input_names_the_variable(key: dict[str, str | None]) -> None:
    query = "query ($n: Int, $by: PaperKey!) { papers(first: $n) { totalCount } paper(by: $by) { id } }"
    with pytest.raises(RequestError) as refused:
        prepare(GraphQLParams(query, {"by": key}), Limits())
    (error,) = refused.value.errors
    assert error.message.startswith("Variable '$by' has invalid value: ")
    assert error.formatted.get("locations") == [{"line": 1, "column": 17}]

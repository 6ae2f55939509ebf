"""Which requests share a plan, and what is remembered."""

from typing import Any

import pytest
from graphql import get_variable_values

from execution.documents import MAX_CACHED_DOCUMENT, Documents
from execution.plans import planned
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from loaders.cursors import encode, order_of
from loaders.planning import Operation, Plan
from loaders.recent import Recent
from schema.schema import MAX_TOKENS, SCHEMA
from tests.execution.both import fast, same, slow

GRAPHQL = SCHEMA._schema  # pyright: ignore[reportPrivateUsage]
DOCUMENTS = Documents(GRAPHQL, MAX_TOKENS)
QUERY = """
query($id: ID!, $ids: [ID!]!, $n: Int, $after: String, $skip: Boolean!, $filter: PaperFilter, $text: String!) {
  paper(by: {id: $id}) { title @skip(if: $skip) citations(first: $n, after: $after, filter: $filter) { nodes { id } } }
  nodes(ids: $ids) { id }
  search(text: $text, first: $n) { totalCount }
}"""
BASE: dict[str, Any] = {"id": "W1", "ids": ["W1"], "n": 2, "after": None, "skip": False, "filter": {}, "text": "x"}


def plan(**given: Any) -> Plan:
    """The plan of the query with these variables changed."""
    variables = {**BASE, **given}
    known = DOCUMENTS.operation(QUERY, None)
    assert known
    values = get_variable_values(GRAPHQL, known.definition.variable_definitions or (), variables)
    assert not isinstance(values, list)
    return planned(Operation(GRAPHQL, known.definition, known.fragments, values), variables, Limits())


def cursor(*keys: object) -> str:
    """A cursor of the citations."""
    from graphdb.paper import CITATIONS

    return encode(order_of(CITATIONS.sort), keys)


@pytest.mark.parametrize("given", [{"id": "W2"}, {"ids": ["A1"]}, {"text": "y"}])
def test_requests_that_differ_in_ids_and_texts_share_a_plan(given: dict[str, Any]) -> None:
    assert plan(**given) is plan()


def test_pages_of_a_list_share_a_plan() -> None:
    assert plan(after=cursor(3, "W9")) is plan(after=cursor(1, "W4"))
    assert plan(after=cursor(3, "W9")) is not plan()


@pytest.mark.parametrize(
    "given", [{"n": 3}, {"skip": True}, {"filter": {"year": {"from": 2000}}}, {"ids": ["W1", "W2"]}]
)
def test_requests_that_differ_in_what_is_asked_do_not(given: dict[str, Any]) -> None:
    assert plan(**given) is not plan()


async def test_each_page_is_the_one_that_its_own_cursor_begins(filled: Store) -> None:
    query = "query($after: String) { papers(first: 3, after: $after) { nodes { id } pageInfo { endCursor } } }"
    seen: list[str] = []
    after = None
    for _ in range(3):
        one = await fast(Context(filled, Limits()), query, {"after": after})
        same(one, await slow(Context(filled, Limits()), query, {"after": after}), exactly=True)
        assert one.data is not None
        seen += [node["id"] for node in one.data["papers"]["nodes"]]
        after = one.data["papers"]["pageInfo"]["endCursor"]
    assert len(set(seen)) == 9
    refused = await fast(Context(filled, Limits()), query, {"after": "nonsense"})
    same(refused, await slow(Context(filled, Limits()), query, {"after": "nonsense"}), exactly=True)
    assert refused.errors


def test_what_is_remembered_is_bounded() -> None:
    recent = Recent[int, str](10)
    for number in range(20):
        recent.put(number, str(number), 3)
        recent.get(0)
    assert (len(recent), recent.get(19), recent.get(0)) == (3, "19", "0")
    recent.put(50, "too heavy", 11)
    assert recent.get(50) is None


def test_what_is_not_valid_or_very_long_is_no_known_document() -> None:
    assert DOCUMENTS.operation("{ graph { papers } }", None) is DOCUMENTS.operation("{ graph { papers } }", None)
    for text in (
        "{ nothing }",
        "{",
        "{ __typename } query A { __typename }",
        "#" * MAX_CACHED_DOCUMENT + "\n{ __typename }",
    ):
        assert DOCUMENTS.operation(text, None) is None

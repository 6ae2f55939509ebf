"""Every list of papers, whatever its filter, order, page size and way, is what plain Python says of the same graph."""

from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.reading.cases import CASES, NESTED, Case
from tests.reading.client import Client
from tests.reading.oracle import Oracle
from tests.reading.walking import PAGE, walk
from tests.reading.world import PAPERS, World

_VARIABLES: Final = (
    "$filter: PaperFilter, $orderBy: [PaperOrder!], $first: Int, $after: String, $last: Int, $before: String"
)
_ARGS: Final = "filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before"


def query(case: Case) -> str:
    """The question in GraphQL."""
    if case.of is None:
        return f"query({_VARIABLES}) {{ list: papers({_ARGS}) {PAGE} }}"
    kind, field = case.list.split(".")
    return f"query($of: ID!, {_VARIABLES}) {{ node(id: $of) {{ ... on {kind} {{ list: {field}({_ARGS}) {PAGE} }} }} }}"


def expected(world: World, case: Case) -> list[str]:
    """The answer by the oracle."""
    among = None if case.of is None else NESTED[case.list](world, case.of)
    return Oracle(world).papers(case.filter, case.orders, among)


_TWICE: Final = [{"field": "YEAR"}, {"field": "TITLE", "direction": "ASC"}, {"field": "YEAR", "direction": "ASC"}]


#: Ten lists of ids, the most that a filter may have.
_LISTS: Final = {"and": [{"ids": ["W1"], "authors": ["A1"], "topics": ["T1"], "cites": ["W1"], "citedBy": ["W1"]}] * 2}


@given(case=CASES)
@example(case=Case("papers", None, _LISTS, [], backwards=False, pages=1))
@example(case=Case("papers", None, {}, _TWICE, backwards=False, pages=3))
@example(case=Case("papers", None, {}, [{"field": "YEAR", "direction": "ASC"}], backwards=True, pages=4))
@example(case=Case("papers", None, {"year": {"from": 2000}}, [{"field": "TITLE"}], backwards=True, pages=9))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_a_list_of_papers_is_what_the_oracle_says(client: Client, world: World, case: Case) -> None:
    ids = expected(world, case)
    variables = {"filter": case.filter, "orderBy": case.orders, **({"of": case.of} if case.of else {})}
    size = max(1, -(-len(ids) // case.pages))
    await walk(client, query(case), variables, ids, size=size, backwards=case.backwards)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("size", [1, 2, 7, 199, 200, 201, PAPERS, 1_000])
async def test_a_hub_is_the_same_inside_and_beyond_its_stored_top_list(
    client: Client, world: World, size: int, backwards: bool
) -> None:
    case = Case("Paper.citations", "W1", {}, (), backwards, 1)
    ids = expected(world, case)
    assert len(ids) > 200
    await walk(client, query(case), {"of": "W1"}, ids, size=size, backwards=backwards)

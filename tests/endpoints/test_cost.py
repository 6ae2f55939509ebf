"""Over HTTP, a hostile query is refused before it runs a statement, or runs in few of them."""

from typing import Any, Final

import pytest

from benchmarks.hostile import HOSTILE
from settings import Settings
from tests.endpoints.serving import Service
from tests.statements import record_statements

#: Statements of the most expensive query that is not refused: a map of three hops.
MAX_STATEMENTS: Final = 8
#: Files with the content of a query, and whether their cost is beyond a limit of so much.
#: Statements of queries with many fields of the root; one more looks up the ids in their filters.
ROOTS: Final = {"100 aliases of `papers`": 100, "10 lists with a filter of an id": 11}
FILES: Final = {
    "/papers/W1/map.svg?nodes=500&hops=3": (500_000, True),
    "/papers/W1/map.png?nodes=500&hops=3": (500_000, True),
    "/papers/W1/map.graphml?nodes=20": (500_000, False),
    "/papers/W1.bib": (500_000, False),
    "/papers/W1.json": (1_000, True),
    "/export/papers.bib": (1_000, True),
    "/export/papers.csv": (500_000, False),
}


@pytest.mark.sample(10)
@pytest.mark.parametrize(("name", "query", "variables"), HOSTILE, ids=[name for name, *_ in HOSTILE])
async def test_a_hostile_query_runs_few_statements_or_none(
    service: Service, name: str, query: str, variables: dict[str, Any]
) -> None:
    body = {"query": query, "variables": variables}
    estimate = (await service.http.post("/graphql/cost", json=body)).json()
    with record_statements(service.app.state.store) as ran:
        answer = (await service.post(body)).json()
    if "errors" in estimate:
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["QUERY_TOO_EXPENSIVE"]
        assert not ran
    else:
        assert answer["extensions"]["cost"] == estimate["cost"]
        assert len(ran) <= ROOTS.get(name, MAX_STATEMENTS)


async def test_the_cost_of_a_query_has_its_most_expensive_fields(service: Service) -> None:
    query = '{ paper(by: {id: "W1"}) { title cite(format: TEXT) } }'
    estimate = (await service.http.post("/graphql/cost", json={"query": query})).json()
    assert estimate["fields"][0]["field"] == "Paper.cite"
    assert estimate["cost"]["work"] > estimate["fields"][0]["work"] > estimate["fields"][1]["work"]


@pytest.mark.parametrize("path", FILES)
async def test_a_file_costs_as_much_as_the_query_with_its_content(service: Service, path: str) -> None:
    limit, is_refused = FILES[path]
    state = service.app.state
    settings: Settings = state.settings
    state.settings = settings.model_copy(update={"cost_limit": limit})
    try:
        with record_statements(state.store) as ran:
            answer = await service.http.get(path)
    finally:
        state.settings = settings
    assert answer.status_code == (400 if is_refused else 200)
    assert ("Its most expensive fields are" in answer.text) == is_refused
    assert is_refused == (not ran)

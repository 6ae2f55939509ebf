"""Fifty people at once on one paper, over HTTP: nothing is lost, nothing counts twice, the log has no gap."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from accounts import tokens
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.conftest import create_people
from tests.people.signing import program
from tests.people.test_vote import CROWD, log

PEOPLE: Final = [f"crowd{number}" for number in range(50)]
#: The mutations that each person runs at once.
MUTATIONS: Final = (
    'mutation { vote(input: {paper: "W1", vote: LIKE}) { userErrors { code } } }',
    'mutation { save(input: {paper: "W1"}) { userErrors { code } } }',
    'mutation { react(input: {paper: "W1", kind: INSIGHTFUL}) { userErrors { code } } }',
    'mutation { addComment(input: {paper: "W1", body: "Here."}) { userErrors { code } } }',
)
COUNTS: Final = """{ paper(by: {id: "W1"}) {
  likeCount saveCount commentCount reactions { kind count } readingFrame { viewerVote viewerHasSaved }
} }"""


@pytest_asyncio.fixture(scope="module")
async def service(
    graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Service, dict[str, str]]]:
    """The service, and a token of each person."""
    people = await create_people(graph)
    await people.store.write(CROWD, {"names": PEOPLE})
    created = {name: await tokens.create(people.store, f"usr_{name}", "test", "WRITE", None) for name in PEOPLE}
    async with served(
        settings(neo4j, tmp_path_factory.mktemp("data"), statement_seconds=60, request_seconds=90)
    ) as running:
        yield running, {name: token[1] for name, token in created.items() if token is not None}


async def run_mutations(service: Service, token: str, mutations: tuple[str, ...] = MUTATIONS) -> None:
    async with program(service, token) as client:
        answers = [await client.ask(mutation) for mutation in mutations]
    assert [next(iter(each.values())) for each in answers] == [{"userErrors": []}] * len(mutations)


async def counts(service: Service, token: str | None) -> Any:
    async with program(service, token) as client:
        paper = (await client.ask(COUNTS))["paper"]
    paper["reactions"] = {each["kind"]: each["count"] for each in paper["reactions"] if each["count"]}
    return paper


async def test_everybody_does_everything_at_once(graph: Store, service: tuple[Service, dict[str, str]]) -> None:
    running, tokens_by_name = service
    for mutation in MUTATIONS:
        # Neo4j plans each statement here, once, and not fifty times at once.
        await run_mutations(running, tokens_by_name[PEOPLE[0]], (mutation,))
    await asyncio.gather(*(run_mutations(running, token) for token in tokens_by_name.values()))
    assert await counts(running, tokens_by_name[PEOPLE[0]]) == {
        "likeCount": 50, "saveCount": 50, "commentCount": 51, "reactions": {"INSIGHTFUL": 50},
        "readingFrame": {"viewerVote": "LIKE", "viewerHasSaved": True},
    }  # fmt: skip
    assert await log(graph, "W1") == list(range(1, 202))
    before = await counts(running, None)
    await asyncio.gather(*(run_mutations(running, tokens_by_name[PEOPLE[0]], MUTATIONS[:3]) for _ in range(10)))
    assert await counts(running, None) == before
    assert len(await log(graph, "W1")) == 201

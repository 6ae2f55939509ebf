"""Equal fetch groups of concurrent requests are one statement."""

import asyncio
import math
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from graphql import ExecutionResult

from errors import PeergraphError
from graphdb.cypher import Cypher
from graphdb.store import Store
from loaders import batching
from loaders.context import Context
from loaders.cost import Limits
from loaders.viewer import Viewer
from tests.execution.both import fast, same, slow

TITLE = "query($id: ID!) { paper(by: {id: $id}) { id title citations(first: 2) { nodes { id } } } }"
VOTE = "query($id: ID!) { paper(by: {id: $id}) { id readingFrame { viewerVote } } }"


class ObservedIds:
    """The ids of each statement that ran."""

    def __init__(self) -> None:
        self.ids: list[list[str]] = []

    def __call__(self, _text: str, parameters: Mapping[str, Any]) -> None:
        self.ids.append(parameters["keys"]["ids"])


@pytest_asyncio.fixture
async def observed(filled: Store) -> AsyncIterator[ObservedIds]:
    observer = ObservedIds()
    filled.observers.append(observer)
    yield observer
    filled.observers.remove(observer)


async def together(store: Store, query: str, *ids: str, viewers: tuple[str, ...] = ()) -> list[ExecutionResult]:
    """Runs the query for each id concurrently, as each of the viewers in turn."""
    users = [Viewer(each, each) for each in viewers] or [None]
    contexts = [Context(store, Limits(), "", users[index % len(users)]) for index in range(len(ids))]
    return await asyncio.gather(*(fast(each, query, {"id": key}) for each, key in zip(contexts, ids, strict=True)))


async def test_a_thousand_equal_requests_are_one_statement(filled: Store, observed: ObservedIds) -> None:
    answers = await together(filled, TITLE, *(["W1"] * 1_000))
    assert observed.ids == [["W1"]]
    assert all(answer.data == answers[0].data and not answer.errors for answer in answers)


async def test_requests_of_other_ids_share_the_batch_and_have_their_own_result(
    filled: Store, observed: ObservedIds
) -> None:
    ids = [f"W{number}" for number in range(1, 30)]
    answers = await together(filled, TITLE, *ids)
    assert len(observed.ids) == 1
    assert [answer.data["paper"]["id"] for answer in answers if answer.data] == ids


async def test_a_batch_has_at_most_so_many_ids(
    filled: Store, observed: ObservedIds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "MAX_KEYS", 3)
    ids = [f"W{number}" for number in range(1, 8)]
    answers = await together(filled, TITLE, *ids)
    assert [len(batch) for batch in observed.ids] == [3, 3, 1]
    assert [answer.data["paper"]["id"] for answer in answers if answer.data] == ids


@pytest.mark.parametrize(("quick", "sizes"), [(math.inf, [1] * 4 + [32] * 3), (0.0, [1] * 100)])
async def test_requests_during_a_batch_join_the_next_one_unless_statements_are_slow(
    filled: Store, observed: ObservedIds, monkeypatch: pytest.MonkeyPatch, quick: float, sizes: list[int]
) -> None:
    monkeypatch.setattr(batching, "QUICK_SECONDS", quick)
    await together(filled, TITLE, "W1")
    read, arrived, ids = Store.read, asyncio.Event(), [f"W{number}" for number in range(1, 101)]

    async def wait(self: Store, statement: Cypher, parameters: Mapping[str, Any]) -> Any:
        await arrived.wait()
        return await read(self, statement, parameters)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "read", wait)
        pending: list[asyncio.Future[ExecutionResult]] = []
        for key in ids:
            pending.append(asyncio.ensure_future(fast(Context(filled, Limits()), TITLE, {"id": key})))
            for _ in range(10):  # Turns of the event loop, so that each request has its own.
                await asyncio.sleep(0)
        arrived.set()
        answers = await asyncio.gather(*pending)
    assert sorted(map(len, observed.ids[1:])) == sizes
    assert sorted(key for batch in observed.ids[1:] for key in batch) == sorted(ids)
    papers = [answer.data["paper"] for answer in answers if answer.data]
    assert [paper["id"] if paper else key for key, paper in zip(ids, papers, strict=True)] == ids
    assert sum(paper is not None for paper in papers) > 29


async def test_fields_of_a_viewer_are_a_statement_for_each_viewer(filled: Store, observed: ObservedIds) -> None:
    await together(filled, VOTE, "W1", "W1", "W1", "W1", viewers=("usr_1", "usr_2"))
    assert observed.ids == [["W1"], ["W1"]]


async def test_a_failed_batch_fails_all_its_requests_and_no_later_ones(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_self: Store, _statement: Cypher, _parameters: Mapping[str, object]) -> Any:
        raise PeergraphError("lost")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "read", fail)
        failed = await together(filled, TITLE, "W1", "W1", "W2")
    assert [[error.message for error in answer.errors or ()] for answer in failed] == [["lost"]] * 3
    assert [not answer.errors for answer in await together(filled, TITLE, "W1", "W2")] == [True, True]


async def test_a_cancelled_request_does_not_affect_the_others(filled: Store) -> None:
    cancelled = asyncio.ensure_future(fast(Context(filled, Limits()), TITLE, {"id": "W1"}))
    remaining = asyncio.ensure_future(fast(Context(filled, Limits()), TITLE, {"id": "W1"}))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cancelled.cancel()
    assert (await remaining).errors is None


@pytest.mark.parametrize("selection", ["edges { node { id } }", "nodes { id }"])
async def test_nodes_of_a_list_cost_no_task_each(filled: Store, selection: str) -> None:
    query = f'query($first: Int) {{ search(text: "graphs", kinds: [PAPER], first: $first) {{ {selection} }} }}'
    started_tasks = [await tasks(filled, query, first) for first in (1, 20)]
    assert started_tasks[0][1] == 1 < started_tasks[1][1]
    assert started_tasks[0][0] == started_tasks[1][0]


async def tasks(store: Store, query: str, first: int) -> tuple[int, int]:
    """The number of tasks that a search starts, without the driver's, and the number of its hits."""
    started_tasks: list[str] = []

    def create_task(loop: asyncio.AbstractEventLoop, run: Any, **more: Any) -> asyncio.Task[Any]:
        started_tasks.append(run.__qualname__)
        return asyncio.Task(run, loop=loop, **more)

    loop = asyncio.get_running_loop()
    loop.set_task_factory(create_task)
    try:
        answer = await fast(Context(store, Limits()), query, {"first": first})
    finally:
        loop.set_task_factory(None)
    assert answer.data is not None
    (hits,) = answer.data["search"].values()
    return sum(not name.startswith("StreamReader") for name in started_tasks), len(hits)


async def test_an_error_of_a_batch_is_reported_for_each_of_its_nodes(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = '{ search(text: "graphs", kinds: [PAPER], first: 3) { edges { node { id } } nodes { id } } }'
    read = Store.read

    async def fail(self: Store, statement: Cypher, parameters: Mapping[str, Any], **more: Any) -> Any:
        if "keys" in parameters:
            raise PeergraphError("lost")
        return await read(self, statement, parameters, **more)

    monkeypatch.setattr(Store, "read", fail)
    one, other = [await run(Context(filled, Limits()), query) for run in (fast, slow)]
    assert {error.message for error in one.errors or ()} == {"lost"}
    same(one, other)

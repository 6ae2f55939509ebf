"""Equal fetch groups of requests that come together are one statement."""

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


class Ran:
    """The statements that ran, with their ids."""

    def __init__(self) -> None:
        self.ids: list[list[str]] = []

    def __call__(self, _text: str, parameters: Mapping[str, Any]) -> None:
        self.ids.append(parameters["asked"]["ids"])


@pytest_asyncio.fixture
async def ran(filled: Store) -> AsyncIterator[Ran]:
    observer = Ran()
    filled.observers.append(observer)
    yield observer
    filled.observers.remove(observer)


async def together(store: Store, query: str, *ids: str, viewers: tuple[str, ...] = ()) -> list[ExecutionResult]:
    """The query for each id, all at once; by each of the viewers in turn."""
    people = [Viewer(each, each) for each in viewers] or [None]
    asked = [Context(store, Limits(), "", people[place % len(people)]) for place in range(len(ids))]
    return await asyncio.gather(*(fast(each, query, {"id": key}) for each, key in zip(asked, ids, strict=True)))


async def test_a_thousand_who_ask_the_same_ask_once(filled: Store, ran: Ran) -> None:
    answers = await together(filled, TITLE, *(["W1"] * 1_000))
    assert ran.ids == [["W1"]]
    assert all(answer.data == answers[0].data and not answer.errors for answer in answers)


async def test_those_who_ask_for_others_share_the_trip_and_each_has_their_own(filled: Store, ran: Ran) -> None:
    ids = [f"W{number}" for number in range(1, 30)]
    answers = await together(filled, TITLE, *ids)
    assert len(ran.ids) == 1
    assert [answer.data["paper"]["id"] for answer in answers if answer.data] == ids


async def test_a_batch_has_at_most_so_many_ids(filled: Store, ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "MAX_KEYS", 3)
    ids = [f"W{number}" for number in range(1, 8)]
    answers = await together(filled, TITLE, *ids)
    assert [len(batch) for batch in ran.ids] == [3, 3, 1]
    assert [answer.data["paper"]["id"] for answer in answers if answer.data] == ids


@pytest.mark.parametrize(("quick", "sizes"), [(math.inf, [1] * 4 + [32] * 3), (0.0, [1] * 100)])
async def test_who_comes_while_trips_are_under_way_travels_with_others_unless_each_takes_long(
    filled: Store, ran: Ran, monkeypatch: pytest.MonkeyPatch, quick: float, sizes: list[int]
) -> None:
    monkeypatch.setattr(batching, "QUICK_SECONDS", quick)
    await together(filled, TITLE, "W1")
    read, arrived, ids = Store.read, asyncio.Event(), [f"W{number}" for number in range(1, 101)]

    async def late(self: Store, statement: Cypher, parameters: Mapping[str, Any]) -> Any:
        await arrived.wait()
        return await read(self, statement, parameters)

    with monkeypatch.context() as held:
        held.setattr(Store, "read", late)
        coming: list[asyncio.Future[ExecutionResult]] = []
        for key in ids:
            coming.append(asyncio.ensure_future(fast(Context(filled, Limits()), TITLE, {"id": key})))
            for _ in range(10):  # Turns, so that no two come in one.
                await asyncio.sleep(0)
        arrived.set()
        answers = await asyncio.gather(*coming)
    assert sorted(map(len, ran.ids[1:])) == sizes
    assert sorted(key for trip in ran.ids[1:] for key in trip) == sorted(ids)
    papers = [answer.data["paper"] for answer in answers if answer.data]
    assert [paper["id"] if paper else key for key, paper in zip(ids, papers, strict=True)] == ids
    assert sum(paper is not None for paper in papers) > 29


async def test_what_depends_on_who_asks_is_asked_for_each(filled: Store, ran: Ran) -> None:
    await together(filled, VOTE, "W1", "W1", "W1", "W1", viewers=("usr_1", "usr_2"))
    assert ran.ids == [["W1"], ["W1"]]


async def test_a_trip_that_fails_fails_for_all_who_are_on_it_and_for_nobody_later(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(_self: Store, _statement: Cypher, _parameters: Mapping[str, object]) -> Any:
        raise PeergraphError("lost")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "read", lost)
        failed = await together(filled, TITLE, "W1", "W1", "W2")
    assert [[error.message for error in answer.errors or ()] for answer in failed] == [["lost"]] * 3
    assert [not answer.errors for answer in await together(filled, TITLE, "W1", "W2")] == [True, True]


async def test_who_stops_waiting_takes_nothing_from_the_others(filled: Store) -> None:
    gone = asyncio.ensure_future(fast(Context(filled, Limits()), TITLE, {"id": "W1"}))
    stays = asyncio.ensure_future(fast(Context(filled, Limits()), TITLE, {"id": "W1"}))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gone.cancel()
    assert (await stays).errors is None


@pytest.mark.parametrize("what", ["edges { node { id } }", "nodes { id }"])
async def test_nodes_of_a_list_cost_no_task_each(filled: Store, what: str) -> None:
    query = f'query($first: Int) {{ search(text: "graphs", kinds: [PAPER], first: $first) {{ {what} }} }}'
    begun = [await tasks(filled, query, first) for first in (1, 20)]
    assert begun[0][1] == 1 < begun[1][1]
    assert begun[0][0] == begun[1][0]


async def tasks(store: Store, query: str, first: int) -> tuple[int, int]:
    """How many tasks a search of so many hits begins beside what the driver does, and how many hits it has."""
    begun: list[str] = []

    def made(loop: asyncio.AbstractEventLoop, run: Any, **more: Any) -> asyncio.Task[Any]:
        begun.append(run.__qualname__)
        return asyncio.Task(run, loop=loop, **more)

    loop = asyncio.get_running_loop()
    loop.set_task_factory(made)
    try:
        answer = await fast(Context(store, Limits()), query, {"first": first})
    finally:
        loop.set_task_factory(None)
    assert answer.data is not None
    (found,) = answer.data["search"].values()
    return sum(not name.startswith("StreamReader") for name in begun), len(found)


async def test_what_is_wrong_with_a_trip_is_told_for_each_node_on_it(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = '{ search(text: "graphs", kinds: [PAPER], first: 3) { edges { node { id } } nodes { id } } }'
    read = Store.read

    async def lost(self: Store, statement: Cypher, parameters: Mapping[str, Any], **more: Any) -> Any:
        if "asked" in parameters:
            raise PeergraphError("lost")
        return await read(self, statement, parameters, **more)

    monkeypatch.setattr(Store, "read", lost)
    one, other = [await run(Context(filled, Limits()), query) for run in (fast, slow)]
    assert {error.message for error in one.errors or ()} == {"lost"}
    same(one, other)

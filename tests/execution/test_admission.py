"""Lanes of operations: what can run soon runs or waits for its turn, the rest is refused at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from errors import Overloaded, RateLimited
from execution import admission as admission_module
from execution.admission import LIGHT, LIGHT_FACTOR, Admission, Lane
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings

SECOND = 1_000_000
#: Seconds that an operation waits in the lanes of these tests.
WAIT = 0.05
GRAPHQL = "application/graphql-response+json"
LIGHT_QUERY = "{ papers(first: 1) { nodes { title } } }"
HEAVY_QUERY = "{ papers(first: 1000) { nodes { abstract } } }"


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Plan:
    """Stands for the plan of an operation, by which durations are measured."""


PLAN = Plan()


async def wait_for_turn(lane: Lane, cost: int, end: asyncio.Event, plan: object = PLAN) -> None:
    async with lane.turn(cost, plan):
        await end.wait()


async def test_as_many_run_as_there_are_slots_and_the_others_take_turns() -> None:
    clock = Clock()
    lane, order = Lane(2, WAIT, clock), list[int]()
    ends = [asyncio.Event() for _ in range(4)]
    tasks = [asyncio.create_task(wait_for_turn(lane, SECOND, end)) for end in ends[:2]]
    await asyncio.sleep(0)
    clock.now = 0.9  # They end in 0.1 s.

    async def late(number: int) -> None:
        async with lane.turn(SECOND, PLAN):
            order.append(number)
            await ends[number].wait()

    tasks.append(asyncio.create_task(late(2)))
    await asyncio.sleep(0)
    assert (lane.running, lane.waiting, order) == (2, 1, [])
    ends[1].set()
    await asyncio.wait({tasks[1]})
    await asyncio.sleep(0)
    assert (lane.running, lane.waiting, order) == (2, 0, [2])
    for end in ends:
        end.set()
    await asyncio.gather(*tasks)
    assert (lane.running, lane.waiting) == (0, 0)


async def test_what_would_wait_longer_than_half_of_its_duration_is_refused_at_once() -> None:
    clock = Clock()
    lane, end = Lane(1, WAIT, clock), asyncio.Event()
    running = asyncio.create_task(wait_for_turn(lane, SECOND, end))
    await asyncio.sleep(0)
    with pytest.raises(Overloaded) as refused:
        async with lane.turn(SECOND, PLAN):
            raise AssertionError
    assert refused.value.retry_after is not None
    assert refused.value.retry_after >= 2
    # One that takes far longer itself may wait a second.
    patient = asyncio.create_task(wait_for_turn(lane, 3 * SECOND, end))
    await asyncio.sleep(0)
    assert lane.waiting == 1
    end.set()
    await asyncio.gather(running, patient)


async def test_one_that_takes_longer_than_its_cost_is_expected_to_take_as_long_again() -> None:
    clock = Clock()
    lane, end = Lane(1, WAIT, clock), asyncio.Event()
    running = asyncio.create_task(wait_for_turn(lane, SECOND, end))
    await asyncio.sleep(0)
    clock.now = 10.0
    with pytest.raises(Overloaded):
        async with lane.turn(SECOND, PLAN):
            raise AssertionError
    end.set()
    await running


async def test_the_estimate_follows_the_measured_durations() -> None:
    clock = Clock()
    lane = Lane(1, WAIT, clock)
    for _ in range(100):
        async with lane.turn(SECOND, PLAN):
            clock.now += 0.01
    # A cost of a second takes 10 ms here: the wait for one is not noticed.
    end = asyncio.Event()
    tasks = [asyncio.create_task(wait_for_turn(lane, SECOND, end)) for _ in range(2)]
    await asyncio.sleep(0)
    assert (lane.running, lane.waiting) == (1, 1)
    end.set()
    await asyncio.gather(*tasks)


async def test_the_wait_for_a_plan_is_that_of_its_own_operations() -> None:
    clock = Clock()
    lane, slow, end = Lane(1, WAIT, clock), Plan(), asyncio.Event()
    async with lane.turn(SECOND, slow):
        clock.now += 100
    for _ in range(100):
        async with lane.turn(SECOND, PLAN):
            clock.now += 0.01
    running = asyncio.create_task(wait_for_turn(lane, SECOND, end, slow))
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        async with lane.turn(SECOND, PLAN):
            raise AssertionError
    end.set()
    await running


async def test_a_client_that_leaves_gives_its_place_up() -> None:
    clock = Clock()
    lane, end = Lane(1, WAIT, clock), asyncio.Event()
    running = asyncio.create_task(wait_for_turn(lane, SECOND, end))
    await asyncio.sleep(0)
    clock.now = 1.0
    waiting = asyncio.create_task(wait_for_turn(lane, SECOND, end))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting})
    assert (lane.running, lane.waiting) == (1, 0)
    running.cancel()
    await asyncio.wait({running})
    assert (lane.running, lane.waiting) == (0, 0)


async def test_expensive_operations_never_hold_up_light_ones() -> None:
    admission = Admission(1)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(admission.turn(SECOND, PLAN))
        for _ in range(LIGHT_FACTOR):
            await stack.enter_async_context(admission.turn(LIGHT, PLAN))
        assert (admission.heavy.running, admission.light.running) == (1, LIGHT_FACTOR)


@pytest.mark.parametrize(("wait", "admitted"), [(0.5, 0), (5.0, 5)])
async def test_expensive_operations_wait_as_long_as_the_setting_allows(wait: float, admitted: int) -> None:
    lane, end = Admission(1, wait).heavy, asyncio.Event()
    tasks = [asyncio.create_task(wait_for_turn(lane, SECOND, end)) for _ in range(9)]
    await asyncio.sleep(0)
    assert lane.waiting == admitted
    end.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(each, Overloaded) for each in results) == 8 - admitted


async def test_pages_wait_longer_in_the_same_lanes() -> None:
    admission, end = Admission(1), asyncio.Event()
    async with admission.turn(2 * SECOND, PLAN):
        with pytest.raises(Overloaded):
            await wait_for_turn(admission.heavy, SECOND, end)
        page = asyncio.create_task(_wait_in(admission.for_pages(), end))
        await asyncio.sleep(0)
        assert (admission.heavy.running, admission.heavy.waiting) == (1, 1)
    end.set()
    await page


async def _wait_in(admission: Admission, end: asyncio.Event) -> None:
    async with admission.turn(SECOND, PLAN):
        await end.wait()


async def test_a_further_part_of_a_response_gives_way_and_runs_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "SPREAD", 1)
    admission, spent = Admission(1), [RateLimited("Spent.", 1)]

    def check() -> None:
        if spent:
            raise spent.pop()

    async def part() -> None:
        async with admission.later_turn(2 * LIGHT, PLAN, check):
            assert admission.heavy.running == 1

    async with admission.turn(600_000, PLAN):
        with pytest.raises(Overloaded):
            await wait_for_turn(admission.heavy, 2 * LIGHT, asyncio.Event())
        waiting = asyncio.create_task(part())
        await asyncio.sleep(0)
        # It has no place in the queue, so that operations that come later are not refused because of it.
        assert (admission.heavy.running, admission.heavy.waiting) == (1, 0)
    await waiting
    assert (spent, admission.heavy.running) == ([], 0)


async def test_a_further_part_does_not_give_way_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "PART_WAIT", 0.5)
    admission = Admission(1)
    async with admission.turn(SECOND, PLAN):
        with pytest.raises(Overloaded):
            async with admission.later_turn(2 * LIGHT, PLAN):
                raise AssertionError
        assert (admission.heavy.running, admission.heavy.waiting) == (1, 0)


@pytest_asyncio.fixture
async def service(graph: Store, neo4j: Address, tmp_path: Path) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path, heavy_operations=1)) as running:
        yield running


async def test_a_busy_service_refuses_operations_pages_and_files_and_answers_light_ones(service: Service) -> None:
    admission: Admission = service.app.state.admission
    await service.ask(LIGHT_QUERY)  # planned
    async with admission.turn(1_000 * SECOND, PLAN):
        answer = await service.post({"query": HEAVY_QUERY}, accept=GRAPHQL)
        assert (answer.status_code, answer.headers["content-type"]) == (503, f"{GRAPHQL}; charset=utf-8")
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["errors"][0]["extensions"]["code"] == "OVERLOADED"
        assert "data" not in answer.json()
        left = answer.headers["ratelimit"].split(";")[1]
        file = await service.http.get("/papers/W1/map.svg?nodes=500")
        assert (file.status_code, int(file.headers["retry-after"]) > 0) == (503, True)
        page = await service.http.get("/search?q=graph", headers={"accept": "text/html"})
        assert (page.status_code, int(page.headers["retry-after"]) > 0) == (503, True)
        # What is refused costs the client nothing.
        assert left == (await service.post({"query": HEAVY_QUERY}, accept=GRAPHQL)).headers["ratelimit"].split(";")[1]
        assert (await service.post({"query": LIGHT_QUERY})).status_code == 200
        assert (await service.http.get("/health/ready")).status_code == 200
    assert (await service.post({"query": HEAVY_QUERY})).status_code == 200
    assert (admission.heavy.running, admission.heavy.waiting, admission.light.running) == (0, 0, 0)

"""Pools take turns, are bounded, and stop when they are told to."""

import asyncio
import threading
from functools import partial

import pytest

from errors import Overloaded
from thread_pools import ThreadPool, checkpoint, serialize_jobs


@pytest.fixture
def pool() -> ThreadPool:
    """A pool of one thread and a queue of two jobs."""
    return ThreadPool("test", threads=1, queue=2)


async def _started(event: threading.Event) -> None:
    while not event.is_set():  # noqa: ASYNC110 - a thread sets it
        await asyncio.sleep(0.001)


def _work(started: threading.Event, ended: threading.Event) -> None:
    started.set()
    try:
        while True:
            checkpoint()
    finally:
        ended.set()


async def test_a_cancelled_job_ends_before_its_caller_does(pool: ThreadPool) -> None:
    started, ended = threading.Event(), threading.Event()
    task = asyncio.create_task(pool.run(partial(_work, started, ended)))
    await _started(started)
    task.cancel()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (ended.is_set(), pool.pending) == (True, 0)


async def test_a_cancelled_job_that_waits_never_starts(pool: ThreadPool) -> None:
    release, calls = threading.Event(), list[int]()
    blocked = asyncio.create_task(pool.run(release.wait))
    waiting = asyncio.create_task(pool.run(partial(calls.append, 1)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert pool.pending == 1
    release.set()
    await blocked
    await pool.run(partial(calls.append, 2))
    assert (calls, pool.pending) == ([2], 0)


async def test_a_full_queue_refuses_and_says_when_to_come_back(pool: ThreadPool) -> None:
    release = threading.Event()
    tasks = [asyncio.create_task(pool.run(release.wait)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded) as raised:
        await pool.run(release.wait)
    assert raised.value.extensions == {"retryAfter": 5}
    release.set()
    await asyncio.gather(*tasks)
    assert pool.pending == 0


async def test_a_list_of_work_stops_between_two_items(pool: ThreadPool) -> None:
    started, release, done = threading.Event(), threading.Event(), list[int]()

    def step(item: int) -> None:
        done.append(item)
        started.set()
        release.wait()

    task = asyncio.create_task(pool.map(step, range(1_000)))
    await _started(started)
    task.cancel()
    await asyncio.sleep(0)
    release.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (done, pool.pending) == ([0], 0)


async def test_requests_take_turns(pool: ThreadPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thread_pools.SLICE_SECONDS", 0)
    order = list[str]()

    async def request(name: str) -> None:
        with serialize_jobs():
            await asyncio.gather(*(pool.map(order.append, [name] * 3) for _ in range(3)))

    await asyncio.gather(request("a"), request("b"))
    assert order == ["a", "b"] * 9


async def test_the_order_of_results_is_that_of_the_items(pool: ThreadPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thread_pools.SLICE_SECONDS", 0)
    assert await pool.map(str, range(20)) == [str(number) for number in range(20)]
    with pytest.raises(ValueError, match="invalid literal"):
        await pool.map(int, ["1", "x"])
    assert pool.pending == 0

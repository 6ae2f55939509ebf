"""Measures in alternation: each round sends every question to every service, in an order that rotates by round."""

import asyncio
import json
import sys
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, cast

from benchmarks.peers.figures import Figures, Summary
from benchmarks.peers.load import Order, Result
from benchmarks.peers.services import Service
from benchmarks.processor import processor

CLIENTS: Final = (1, 32)
#: Median milliseconds of one client beyond which 32 clients are not measured, as they would wait for minutes.
PATIENCE: Final = 400.0
#: Clients of a warm-up, and its end: a number of responses, or the time of so many measurements. The compiler of the
#: store needs thousands of requests, and a limit of time alone would give faster services more of them.
WARMING: Final = 8
WARM: Final = 3_000
WARM_LENGTHS: Final = 8
#: Question, service and clients of a measurement.
Key = tuple[str, str, int]


class Load:
    """The process of the load."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, order: Order) -> Result:
        """Runs an order. Raises RuntimeError on failure, with the reason on standard error."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        answer = await self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The load ended while it asked port {order['port']}.")
        return cast("Result", json.loads(answer))


@asynccontextmanager
async def loading() -> AsyncGenerator[Load]:
    """The load, during the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.peers.load",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Load(process)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@dataclass(frozen=True, slots=True)
class Task:
    """One question for one service: its name in the tables, the service, the process of its store, the request bodies,
    and the Authorization header of each ("" for none)."""

    question: str
    service: Service
    store: int
    bodies: Sequence[str]
    headers: Sequence[str]


class Rounds:
    """The measurements."""

    def __init__(self, load: Load, seconds: float) -> None:
        self._load = load
        self._seconds = seconds
        self._figures: defaultdict[Key, list[Figures]] = defaultdict(list)

    async def warm(self, tasks: Sequence[Task]) -> None:
        """Warms up the compilers of the store and of the services with each question."""
        for task in tasks:
            await self._ask(task, WARMING, WARM_LENGTHS * self._seconds, WARM // WARMING)

    async def measure(self, tasks: Sequence[Task], turn: int) -> None:
        """One round of one question."""
        turned = [*tasks[turn % len(tasks) :], *tasks[: turn % len(tasks)]]
        for clients in CLIENTS:
            for task in turned:
                alone = self._figures[task.question, task.service.kind.name, 1]
                if clients == 1 or alone[-1].p50 < PATIENCE:
                    await self._one(task, clients)

    async def measure_once(self, task: Task) -> None:
        """Each body once, from one client."""
        await self._one(task, 1, len(task.bodies))

    def summaries(self) -> Mapping[Key, Summary]:
        """The medians."""
        return {key: Summary.of(rounds) for key, rounds in self._figures.items() if rounds}

    async def _one(self, task: Task, clients: int, requests: int = 0) -> None:
        processes = (task.store, task.service.process)
        before = [processor(each) for each in processes]
        result = await self._ask(task, clients, 600.0 if requests else self._seconds, requests)
        store, service = (
            1_000 * (processor(each) - earlier) / result["answers"]
            for each, earlier in zip(processes, before, strict=True)
        )
        p50, p95, p99 = result["percentiles"]
        figures = Figures(p50, p95, p99, result["rate"], store, service, result["size"])
        self._figures[task.question, task.service.kind.name, clients].append(figures)

    async def _ask(self, task: Task, clients: int, seconds: float, requests: int = 0) -> Result:
        service = task.service
        return await self._load.ask(
            Order(
                port=service.port,
                path=service.kind.path,
                bodies=list(task.bodies),
                headers=list(task.headers),
                clients=clients,
                seconds=seconds,
                requests=requests,
            )
        )

"""Measures in alternation: every round asks everybody everything, the order of the services turning with the round."""

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
#: Where one client's median is beyond this many milliseconds, 32 would wait for minutes and are not sent.
PATIENCE: Final = 400.0
#: A warm-up's clients, and what ends it: answers, or as long as so many measurements. A store needs thousands to have
#: compiled what it runs, and in a short time the quicker service would have more of them than the others.
WARMING: Final = 8
WARM: Final = 3_000
WARM_LENGTHS: Final = 8
#: Question, service and clients of a measurement.
Key = tuple[str, str, int]


class Load:
    """The process that asks."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, order: Order) -> Result:
        """Raises RuntimeError where it could not, having said why on standard error."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        answer = await self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The load ended while it asked port {order['port']}.")
        return cast("Result", json.loads(answer))


@asynccontextmanager
async def loading() -> AsyncGenerator[Load]:
    """The load, for as long as the block."""
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
class Asked:
    """One question to one service: its name in the tables, the service, the process of its store, what to send, and
    the Authorization header of each ("" for none)."""

    question: str
    service: Service
    store: int
    bodies: Sequence[str]
    headers: Sequence[str]


class Rounds:
    """What was measured by now."""

    def __init__(self, load: Load, seconds: float) -> None:
        self._load = load
        self._seconds = seconds
        self._found: defaultdict[Key, list[Figures]] = defaultdict(list)

    async def warm(self, all_asked: Sequence[Asked]) -> None:
        """Let the compilers of the store and of the services see each question."""
        for asked in all_asked:
            await self._ask(asked, WARMING, WARM_LENGTHS * self._seconds, WARM // WARMING)

    async def measure(self, all_asked: Sequence[Asked], turn: int) -> None:
        """One round of one question."""
        turned = [*all_asked[turn % len(all_asked) :], *all_asked[: turn % len(all_asked)]]
        for clients in CLIENTS:
            for asked in turned:
                alone = self._found[asked.question, asked.service.kind.name, 1]
                if clients == 1 or alone[-1].p50 < PATIENCE:
                    await self._one(asked, clients)

    async def measure_once(self, asked: Asked) -> None:
        """Each body once, from one client."""
        await self._one(asked, 1, len(asked.bodies))

    def summaries(self) -> Mapping[Key, Summary]:
        """The medians."""
        return {key: Summary.of(rounds) for key, rounds in self._found.items() if rounds}

    async def _one(self, asked: Asked, clients: int, requests: int = 0) -> None:
        processes = (asked.store, asked.service.process)
        before = [processor(each) for each in processes]
        result = await self._ask(asked, clients, 600.0 if requests else self._seconds, requests)
        store, service = (
            1_000 * (processor(each) - earlier) / result["answers"]
            for each, earlier in zip(processes, before, strict=True)
        )
        p50, p95, p99 = result["percentiles"]
        figures = Figures(p50, p95, p99, result["rate"], store, service, result["size"])
        self._found[asked.question, asked.service.kind.name, clients].append(figures)

    async def _ask(self, asked: Asked, clients: int, seconds: float, requests: int = 0) -> Result:
        where = asked.service
        return await self._load.ask(
            Order(
                port=where.port,
                path=where.kind.path,
                bodies=list(asked.bodies),
                headers=list(asked.headers),
                clients=clients,
                seconds=seconds,
                requests=requests,
            )
        )

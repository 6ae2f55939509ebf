"""`python -m benchmarks.overload [DATA]`: a service under ten times the load that it can do.

Serves a copy of a data folder, or the demo, in a process of its own and measures, in one run: expensive operations one
after another (unloaded), the rate of as many clients as there are processors (capacity), ten times that rate, whatever
the answers are, with a light query and the readiness ten times a second beside it, and the first answer afterwards.

The clients share the processors with the service, so that the figures depend on what else the machine does; the shares
of one run do not.
"""

import asyncio
import itertools
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Annotated, Any, Final

import httpx
import typer

from benchmarks.serving import served
from execution.admission import processors

TIMES: Final = 10
PAUSE: Final = 0.1
IDS: Final = "{ papers(first: 200, orderBy: {field: CITATIONS, direction: DESC}) { nodes { id } } }"
LIGHT: Final = (
    "query($id: ID!) { node(id: $id) { ... on Paper { title year citations(first: 5) { nodes { title } } } } }"
)
#: Of several kinds, so that a wait for one is not a wait for all; each a few hundred milliseconds of work.
HEAVY: Final = (
    "query($id: ID!) { node(id: $id) { ... on Paper { map(options: {nodes: 60}) { nodes { nodeId x y } } } } }",
    "query($id: ID!) { node(id: $id) { id }"
    " papers(first: 1000) { nodes { id title authors(first: 5) { nodes { name } } } } }",
    "query($id: ID!) { node(id: $id) { id } papers(first: 40) { nodes { neighbours(first: 9) { edges { score } } } } }",
)  # fmt: skip


@dataclass(slots=True)
class Answers:
    """Milliseconds by kind of answer: its status, or the name of an error."""

    times: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    async def add(self, ask: Callable[[], Awaitable[httpx.Response]]) -> None:
        """Measures one request."""
        began = time.perf_counter()
        try:
            response = await ask()
            kind = str(response.status_code)
            if response.status_code == 200 and b'"errors"' in response.content[:200]:
                kind = "errors"
        except httpx.HTTPError as error:
            kind = type(error).__name__
        self.times.setdefault(kind, []).append(1_000 * (time.perf_counter() - began))

    def row(self, name: str, kind: str) -> str:
        """A row of the table."""
        times = self.times.get(kind, [])
        if len(times) < 2:
            return f"| {name} | {kind} | {len(times)} | | | |"
        return f"| {name} | {kind} | {len(times)} | {median(times):.0f} | {p99(times):.0f} | {max(times):.0f} |"


def p99(times: list[float]) -> float:
    """The 99th percentile."""
    return quantiles(times, n=100, method="inclusive")[98]


def main(
    data: Annotated[
        Path | None, typer.Argument(help="A data folder, of which a copy is served. Not set: the demo.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="Seconds of the load.")] = 20.0,
) -> None:
    """Measures, and prints a table."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "data")
        if data is not None:
            shutil.copytree(data, copy, ignore=shutil.ignore_patterns("lock", "*.lock", "port"))
        with served(copy) as address:
            asyncio.run(_measure(address, seconds))


async def _measure(address: str, seconds: float) -> None:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=60.0, limits=limits) as http:
        found = (await _post(http, IDS, {}))["data"]["papers"]["nodes"]
        requests = _requests([node["id"] for node in found])

        async def heavy() -> httpx.Response:
            query, variables = next(requests)
            return await http.post("/graphql", json={"query": query, "variables": variables}, headers=_ACCEPT)

        async def light() -> httpx.Response:
            body = {"query": LIGHT, "variables": {"id": random.choice(found)["id"]}}
            return await http.post("/graphql", json=body, headers=_ACCEPT)

        async def ready() -> httpx.Response:
            return await http.get("/health/ready")

        print("Warming up", file=sys.stderr, flush=True)
        for ask in [heavy] * 30 + [light] * 30:
            await ask()  # beside the warm-up of the service, some take long
        print("Measuring", file=sys.stderr, flush=True)
        unloaded, alone, closed = Answers(), Answers(), Answers()
        for _ in range(45):
            await unloaded.add(heavy)
            await alone.add(light)
        began, end = time.monotonic(), time.monotonic() + seconds / 2
        await asyncio.gather(*(_repeat(closed, heavy, end) for _ in range(processors())))
        capacity = len(closed.times.get("200", [])) / (time.monotonic() - began)
        loaded, lights, readiness = Answers(), Answers(), Answers()
        end = time.monotonic() + seconds
        await asyncio.gather(
            _arrive(loaded, heavy, TIMES * capacity, end),
            _repeat(lights, light, end, PAUSE),
            _repeat(readiness, ready, end, PAUSE),
        )
        ended, recovered = time.monotonic(), Answers()
        while "200" not in recovered.times:
            await recovered.add(heavy)
        recovery = time.monotonic() - ended
    _print(
        capacity, {"unloaded": unloaded, "light, unloaded": alone, "heavy": loaded, "light": lights, "ready": readiness}
    )
    ratio = p99(loaded.times["200"]) / p99(unloaded.times["200"])
    print(
        f"\np99 of what is admitted: {ratio:.1f} × unloaded. First answer {recovery:.2f} s after the end of the load."
    )
    unexpected = {*alone.times, *lights.times, *readiness.times} - {"200"} | set(loaded.times) - {"200", "503"}
    if unexpected:
        raise SystemExit(f"Unexpected answers: {', '.join(sorted(unexpected))}.")


_ACCEPT: Final = {"accept": "application/graphql-response+json"}


def _print(capacity: float, answers: dict[str, Answers]) -> None:
    print(f"Capacity {capacity:.1f} operations a second on {processors()} processors; {TIMES} times that arrive.\n")
    print("| requests | answer | number | median, ms | p99, ms | maximum, ms |\n|---|---|---|---|---|---|")
    for name, each in answers.items():
        for kind in sorted(each.times):
            print(each.row(name, kind))


def _requests(ids: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Expensive operations on one paper after another."""
    for query, number in zip(itertools.cycle(HEAVY), itertools.count(), strict=False):
        yield query, {"id": ids[number % len(ids)]}


async def _post(http: httpx.AsyncClient, query: str, variables: dict[str, str]) -> Any:
    return (await http.post("/graphql", json={"query": query, "variables": variables})).json()


async def _repeat(
    answers: Answers, ask: Callable[[], Awaitable[httpx.Response]], end: float, pause: float = 0.0
) -> None:
    """One client that asks again after each answer."""
    while time.monotonic() < end:
        await answers.add(ask)
        await asyncio.sleep(pause)


async def _arrive(answers: Answers, ask: Callable[[], Awaitable[httpx.Response]], rate: float, end: float) -> None:
    """So many requests a second, at random times, whatever the answers are."""
    async with asyncio.TaskGroup() as tasks:
        while time.monotonic() < end:
            tasks.create_task(answers.add(ask))
            await asyncio.sleep(random.expovariate(rate))


if __name__ == "__main__":
    typer.run(main)

"""Latency of the mission's query (`mission.graphql`): on ordinary papers, on much-cited ones, and on the hub.

    python -m benchmarks.reading --papers 300000 [--data FOLDER] [--seconds 4]

Three ways, each with 1 and with 32 clients: the bare statement through the driver, which is the limit; the schema in
this process; the service over HTTP, in a process of its own. Beside them lists that are hard on hubs, in process. The
table goes to `results/reading.md`. With `--data`, the imported graph is kept there for the next run.
"""

import argparse
import asyncio
import os
import platform
import socket
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
import numpy as np
import orjson

from benchmarks.graph import CROWD, HUB, SURVEY
from benchmarks.importing import load, paper_id
from benchmarks.lists import LISTS
from benchmarks.processor import load_average, processor
from benchmarks.wire import Connection
from graphdb.cypher import Cypher, cypher
from graphdb.embedded.server import Address, EmbeddedNeo4j
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import execute

MISSION: Final = Path(__file__).with_name("mission.graphql").read_text(encoding="utf-8")
RESULTS: Final = Path(__file__).with_name("results") / "reading.md"
CLIENTS: Final = (1, 32)
SAMPLE: Final = 500
#: Requests of a warm-up, and its time limit in seconds.
WARM: Final = 3_000
MAX_WARM_SECONDS: Final = 45.0
SEED: Final = 7
_CITED: Final = cypher("MATCH (p:Paper) WITH p ORDER BY p.id RETURN collect([p.id, p.citations])")
_VERSION: Final = cypher("CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]")
Call = Callable[[str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Timing:
    """Latencies in milliseconds at percentiles 50, 95 and 99, requests a second, and processor milliseconds a request
    of Neo4j and of what asks it, which other load on the machine hardly changes."""

    percentiles: tuple[float, float, float]
    rate: float
    processor: Sequence[float]

    def cells(self) -> str:
        """As cells of a Markdown table."""
        cells_of_parts = (" / ".join(f"{each:.2f}" for each in part) for part in (self.percentiles, self.processor))
        return f"{' | '.join(cells_of_parts)} | {self.rate:,.0f}"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask: its name, a call for each client, and the processes that work for it."""

    name: str
    calls: Sequence[Call]
    processes: Sequence[int]


async def main(papers: int, data: Path | None, seconds: float) -> None:
    """Measures, prints, and writes the table."""
    async with AsyncExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        imported = None if (folder / "neo4j").exists() else await asyncio.to_thread(load, folder, papers)
        neo4j = EmbeddedNeo4j(folder, heap="2g", page_cache="1g")
        address = await stack.enter_async_context(neo4j)
        store = await stack.enter_async_context(await Store.open(address.uri, address.auth))
        lines = [*_facts(await store.read(_VERSION, {}), papers, imported)]
        lines += await _mission(store, address, neo4j.pid, seconds)
        lines += await _lists(store, neo4j.pid)
    RESULTS.parent.mkdir(exist_ok=True)
    text = "\n".join(lines) + "\n"
    sections = _others(papers)
    RESULTS.write_text("\n".join(["# Reading", "", *sections, text]), encoding="utf-8")
    print(text)


def _others(papers: int) -> list[str]:
    """The sections of the file for graphs of other sizes."""
    if not RESULTS.exists():
        return []
    sections = RESULTS.read_text(encoding="utf-8").split("\n## ")[1:]
    return [f"## {section.strip()}\n" for section in sections if not section.startswith(f"{papers:,} papers")]


def _facts(version: str, papers: int, imported: float | None) -> list[str]:
    import_time = "" if imported is None else f" Imported, indexes included, in {imported:.0f} s."
    return [
        f"## {papers:,} papers", "",
        f"{os.cpu_count()} cores shared by Neo4j {version}, service and client (load before: {load_average():.1f});"
        f" Python {platform.python_version()}.{import_time} Times in ms; CPU: Neo4j / the process that asks it.", "",
    ]  # fmt: skip


async def _mission(store: Store, address: Address, neo4j: int, seconds: float) -> list[str]:
    samples = await _samples(store)
    lines = ["| papers | way | clients | p50 / p95 / p99 | CPU a request | a second |", "|---|---|---|---|---|---|"]
    async with _served(address) as (port, server), AsyncExitStack() as stack:
        connections = [await stack.enter_async_context(Connection(port)) for _ in range(max(CLIENTS))]
        processes = (neo4j, os.getpid())
        ways = (
            Way("statement", [await _statement(store)] * max(CLIENTS), processes),
            Way("in process", [_in_process(store)] * max(CLIENTS), processes),
            Way("HTTP", [_over_http(connection) for connection in connections], (neo4j, server)),
        )
        for way in ways:
            await _warm_up(way, samples["uniform"])
            for (name, ids), clients in ((item, clients) for item in samples.items() for clients in CLIENTS):
                timing = await _timed(way, clients, ids, seconds)
                lines.append(f"| {name} | {way.name} | {clients} | {timing.cells()} |")
    return [*lines, ""]


async def _samples(store: Store) -> Mapping[str, Sequence[str]]:
    ids, cited = zip(*await store.read(_CITED, {}, within=60), strict=True)
    chance = np.random.default_rng(SEED)
    weights = np.array(cited) / sum(cited)
    return {
        "uniform": [ids[index] for index in chance.integers(0, len(ids), SAMPLE)],
        "by citations": [ids[index] for index in chance.choice(len(ids), SAMPLE, p=weights)],
        "the hub": [paper_id(HUB)],
        "the survey": [paper_id(SURVEY)],
        "the crowd": [paper_id(CROWD)],
    }


async def _warm_up(way: Way, ids: Sequence[str]) -> None:
    """Warms up the compiler of Neo4j."""
    requests, began = 0.0, time.perf_counter()
    while requests < WARM and time.perf_counter() - began < MAX_WARM_SECONDS:
        requests += (await _timed(way, 8, ids, 1)).rate


async def _timed(way: Way, clients: int, ids: Sequence[str], seconds: float) -> Timing:
    """Runs concurrent clients for a time."""
    spent: list[float] = []
    before, began = [processor(each) for each in way.processes], time.perf_counter()

    async def client(call: Call, first: int) -> None:
        index = first
        while (start := time.perf_counter()) < began + seconds:
            await call(ids[index % len(ids)])
            spent.append(time.perf_counter() - start)
            index += clients

    async with asyncio.TaskGroup() as group:
        for first, call in enumerate(way.calls[:clients]):
            group.create_task(client(call, first))
    rate = len(spent) / (time.perf_counter() - began)
    used = [processor(each) - earlier for each, earlier in zip(way.processes, before, strict=True)]
    low, middle, high = (float(each) for each in np.percentile(np.array(spent) * 1_000, (50, 95, 99)))
    return Timing((low, middle, high), rate, [each * 1_000 / len(spent) for each in used])


def _in_process(store: Store) -> Call:
    async def call(id_: str) -> object:
        return await _ask(store, MISSION, {"id": id_})

    return call


async def _ask(store: Store, query: str, variables: dict[str, Any]) -> Any:
    result = await execute(Context(store, Limits()), query, variables)
    if result.errors:
        raise result.errors[0]
    return result.data


async def _statement(store: Store) -> Call:
    """The one statement that the query becomes, alone."""
    statements: list[tuple[str, dict[str, object]]] = []
    store.observers.append(lambda text, parameters: statements.append((text, dict(parameters))))
    await _ask(store, MISSION, {"id": paper_id(HUB)})
    store.observers.clear()
    ((text, parameters),) = statements
    statement = Cypher(text)  # pyright: ignore[reportArgumentType] - it was made of constant fragments

    async def call(id_: str) -> object:
        return await store.read(statement, {**parameters, "keys": {"ids": [id_]}})

    return call


def _over_http(connection: Connection) -> Call:
    async def call(id_: str) -> object:
        return await connection.post(orjson.dumps({"query": MISSION, "variables": {"id": id_}}))

    return call


@asynccontextmanager
async def _served(address: Address) -> AsyncGenerator[tuple[int, int]]:
    """The service in a process of its own, as long as the block; its port and its process id."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "app:app",
        "--port",
        str(port),
        "--no-access-log",
        "--log-level",
        "error",
    ]
    with tempfile.TemporaryDirectory() as folder:
        password = address.auth[1] if address.auth else ""
        environment = {**os.environ, "NEO4J_URI": address.uri, "NEO4J_PASSWORD": password, "PEERGRAPH_DATA": folder}
        process = await asyncio.create_subprocess_exec(*command, env=environment)
        try:
            await _ready(port)
            yield port, process.pid
        finally:
            process.terminate()
            await process.wait()


async def _ready(port: int) -> None:
    """Waits until the service answers with its citation index."""
    async with httpx.AsyncClient() as http:
        for _ in range(600):
            try:
                if (await http.get(f"http://127.0.0.1:{port}/health/ready")).is_success:
                    return await asyncio.sleep(20)
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    raise TimeoutError("The service did not become ready within a minute.")


async def _lists(store: Store, neo4j: int) -> list[str]:
    """Lists, one client, in process: the page alone, from the cursor where it begins."""
    lines = ["| list of 25 | p50 / p95 / p99 | CPU a request | a second |", "|---|---|---|---|"]
    for listed in LISTS:
        cursor = None if listed.page == 1 else listed.end(await _ask(store, listed.pages_before, {}))
        way = Way(listed.name, [partial(_page, store, listed.query, cursor)], (neo4j, os.getpid()))
        await _timed(way, 1, [""], 0.3)
        lines.append(f"| {listed.name} | {(await _timed(way, 1, [''], 1.5)).cells()} |")
    return lines


async def _page(store: Store, query: str, cursor: str | None, _: str) -> object:
    return await _ask(store, query, {"after": cursor})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=300_000)
    parser.add_argument("--data", type=Path, default=None, help="where the imported graph is kept for the next run")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each measurement takes")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.papers, chosen.data, chosen.seconds))

"""The speed of ingest: generated works into a new embedded store, with the time of each stage.

    python -m benchmarks.ingest --works 20000

Prints works per second of a first and of a second run, the time of each stage, processor time per work of the three
processes (Neo4j, this one, the parser), and the resident memory of this process over the run.
"""

import argparse
import asyncio
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.generated import write
from graphdb.bootstrap import bootstrap
from graphdb.cypher import Cypher
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest

#: Works for warm-up: the compiler of Neo4j needs some thousands.
WARM: Final = 3_000
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Watch:
    """Progress that records times and memory."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, float]] = []
        self.memory: list[int] = []

    def stage(self, name: str, total: int | None) -> None:
        """Records the start."""
        self.stages.append((name, time.monotonic()))

    def step(self, steps: int, records: int) -> None:
        """Records the memory in use."""
        self.memory.append(_resident())

    def seconds(self) -> Iterator[tuple[str, float]]:
        """Each stage with its seconds."""
        ends = [began for _, began in self.stages[1:]] + [time.monotonic()]
        return ((name, end - began) for (name, began), end in zip(self.stages, ends, strict=True))


class Timed(Store):
    """A store that adds up the time of each statement."""

    spent: dict[str, float] = {}  # noqa: RUF012 (one for the whole run)

    async def read(self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None) -> Any:
        """As `Store.read`."""
        with self._timed("read", statement):
            return await super().read(statement, parameters, within=within)

    async def write(self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None) -> Any:
        """As `Store.write`."""
        with self._timed("write", statement):
            return await super().write(statement, parameters, within=within)

    @contextmanager
    def _timed(self, kind: str, statement: Cypher) -> Any:
        began = time.monotonic()
        yield
        body = [line.strip() for line in statement.text.splitlines() if "ingest" not in line and "graph" not in line]
        name = f"{kind}: {' '.join(body)[:70]}"
        self.spent[name] = self.spent.get(name, 0.0) + time.monotonic() - began


def _resident() -> int:
    """Resident memory of this process, in MiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _processor(process: int) -> float:
    """Seconds of processor time of a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def main(number: int, heap: str, console: Console) -> None:
    """Runs the measurement."""
    with tempfile.TemporaryDirectory() as folder:
        warm = write(Path(folder, "warm.jsonl.gz"), WARM, seed=2, first=7_000_000_000)
        path = write(Path(folder, "works.jsonl.gz"), number)
        neo4j = EmbeddedNeo4j(Path(folder, "neo4j"), heap=heap)
        async with neo4j as address, await Timed.open(address.uri, address.auth) as store:
            await bootstrap(store)
            await ingest(store, [file_source(warm)])
            store.spent.clear()
            await _measured(store, path, number, _child(), console)


def _child() -> int:
    """The process id of Neo4j, the only child of this process (of any of its threads)."""
    listed = Path("/proc/self/task").glob("*/children")
    return next(int(name) for children in listed for name in children.read_text().split())


async def _measured(store: Timed, path: Path, number: int, neo4j: int, console: Console) -> None:
    watch, before = Watch(), _spent(neo4j)
    began = time.monotonic()
    report = await ingest(store, [file_source(path)], progress=watch)
    first = time.monotonic() - began
    used = [after - earlier for after, earlier in zip(_spent(neo4j), before, strict=True)]
    began = time.monotonic()
    again = await ingest(store, [file_source(path)])
    second = time.monotonic() - began
    console.print(f"{number:,} works: {number / first:,.0f} works a second, {report.citations:,} citations")
    console.print(f"second run: {number / second:,.0f} works a second, changed: {again.changed}")
    console.print("memory (MiB):", " ".join(str(part) for part in watch.memory[:: max(1, len(watch.memory) // 10)]))
    table = Table("what", "seconds", "µs a work", title="where the time goes")
    names = ("processor time of Neo4j", "processor time of this process", "processor time of the parser")
    spent = sorted(store.spent.items(), key=lambda item: -item[1])[:10]
    for name, seconds in [*watch.seconds(), *zip(names, used, strict=True), *spent]:
        table.add_row(name, f"{seconds:.2f}", f"{seconds / number * 1e6:,.0f}")
    console.print(table)


def _spent(neo4j: int) -> list[float]:
    this_process, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return [_processor(neo4j), this_process.ru_utime + this_process.ru_stime, children.ru_utime + children.ru_stime]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=20_000)
    parser.add_argument("--heap", default="1g")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.works, chosen.heap, Console(width=120)))

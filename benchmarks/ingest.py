"""The processor time of ingest per work, for several settings in one run.

    python -m benchmarks.ingest --folder FOLDER --base 50000 --works 5000 baseline parallel-gc

Every variant starts on its own copy of one store with `--base` papers, warms up with other works, and ingests the same
generated works three times: new, changed (a new date and other counts, as most records of a day), and unchanged. The
times are processor time, which other programs on the machine affect less than the clock.
"""

import argparse
import asyncio
import os
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

import ingest.sources
from benchmarks.generated import write
from benchmarks.importing import load
from benchmarks.search_index import AWAIT, DROP, eventually_consistent
from graphdb.cypher import Cypher
from graphdb.embedded import folder as data_folder
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest as ingest_sources

#: Works for warm-up: the compiler of Neo4j needs some thousands.
WARM: Final = 3_000
#: Seconds that a statement may take: the machine can be busy.
LIMIT: Final = 900.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")
#: Beginnings of the names of threads of the JVM, and what they do.
THREADS: Final = {
    "C1 Comp": "JIT", "C2 Comp": "JIT", "GC Thread": "GC", "G1 ": "GC", "Parallel": "GC", "VM Thread": "GC",
    "neo4j.Bolt": "Bolt", "neo4j.Index": "indexes", "Lucene": "indexes", "neo4j.Checkpo": "checkpoint",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """Settings of one measurement. `options`: of the JVM; `conf`: lines to add to neo4j.conf, `without`: one to leave
    out; `prefix`: of every statement of the ingest; `chunk`: records of a batch; `eventual`: whether search is updated
    after the commit."""

    options: tuple[str, ...] = ()
    conf: str = ""
    without: str = ""
    prefix: str = ""
    chunk: int = ingest.sources.MAX_CHUNK_RECORDS
    eventual: bool = False


#: Neo4j makes a plan for each order of magnitude of a list among the parameters, unless this is set.
ANY_SIZE: Final = "internal.cypher.use_parameter_size=false\n"
SKIP: Final = "CYPHER replan=skip "
VARIANTS: Final = {
    "baseline": Variant(),
    "planned-by-size": Variant(without=ANY_SIZE),
    "planned-once": Variant(prefix=SKIP),
    "parallel-gc": Variant(("-XX:+UseParallelGC",)),
    "c1": Variant(("-XX:TieredStopAtLevel=1",)),
    "young": Variant(("-XX:+UseParallelGC", "-Xmn500m")),
    "batch-4000": Variant(chunk=4_000),
    "eventual": Variant(eventual=True),
    "eventual-1s": Variant(conf="db.index.fulltext.eventually_consistent_refresh_interval=1s\n", eventual=True),
}


#: Seconds by name.
Seconds = defaultdict[str, float]


class Timed(Store):
    """A store that adds up the time of each statement."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.spent = Seconds(float)
        self.prefix = ""

    async def read(
        self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None, latest: bool = False
    ) -> Any:
        """As `Store.read`."""
        with self._timed("read", statement):
            return await super().read(self._prefixed(statement), parameters, within=LIMIT, latest=latest)

    async def write(self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None) -> Any:
        """As `Store.write`."""
        with self._timed("write", statement):
            return await super().write(self._prefixed(statement), parameters, within=LIMIT)

    def _prefixed(self, statement: Cypher) -> Cypher:
        if statement.text.startswith("CYPHER"):
            return statement
        return Cypher(self.prefix + statement.text)  # pyright: ignore[reportArgumentType]

    @contextmanager
    def _timed(self, kind: str, statement: Cypher) -> Generator[None]:
        began = time.monotonic()
        yield
        body = [line.strip() for line in statement.text.splitlines() if "ingest" not in line and "graph" not in line]
        self.spent[f"{kind}: {' '.join(body)[:60]}"] += time.monotonic() - began


class Processors:
    """Processor time by process and kind of thread since the creation, in seconds."""

    def __init__(self, neo4j: int) -> None:
        self._neo4j = neo4j
        self._start = self._times()

    def spent(self) -> Seconds:
        """The times until now. Threads that have ended count as `JIT`: the JVM ends idle compiler threads."""
        return Seconds(float, {name: time - self._start[name] for name, time in self._times().items()})

    def _times(self) -> Seconds:
        times = Seconds(float)
        for task in Path(f"/proc/{self._neo4j}/task").iterdir():
            try:
                name = (task / "comm").read_text()
                times[_kind(name)] += _ticks(task / "stat")
            except OSError:
                continue
        times["JIT"] += _ticks(Path(f"/proc/{self._neo4j}/stat")) - sum(times.values())
        usage = os.times()
        times["service"] = usage.user + usage.system
        times["parser"] = usage.children_user + usage.children_system
        return times


def _kind(name: str) -> str:
    return next((kind for beginning, kind in THREADS.items() if name.startswith(beginning)), "other")


def _ticks(stat: Path) -> float:
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def measure(name: str, base: Path, sets: list[Path], works: int, heap: str, console: Console) -> Seconds:
    """The processor time of one variant, printed and returned for new works."""
    variant = VARIANTS[name]
    ingest.sources.MAX_CHUNK_RECORDS = variant.chunk  # pyright: ignore[reportConstantRedefinition, reportPrivateUsage]
    data_folder.CONF, conf = data_folder.CONF.replace(variant.without, "") + variant.conf, data_folder.CONF  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as copy:
        data = Path(shutil.copytree(base, Path(copy, "neo4j")))
        neo4j = EmbeddedNeo4j(data, heap=heap)
        address = await asyncio.to_thread(neo4j.start, *variant.options)
        try:
            async with await Timed.open(address.uri, address.auth) as store:
                return await _measure(store, neo4j, variant, name, sets, works, console)
        finally:
            await asyncio.to_thread(neo4j.stop)
            data_folder.CONF = conf  # type: ignore[misc]


async def _measure(
    store: Timed, neo4j: EmbeddedNeo4j, variant: Variant, name: str, sets: list[Path], works: int, console: Console
) -> Seconds:
    if variant.eventual:
        for statement in (DROP, eventually_consistent(), AWAIT):
            await store.write(statement, {})
    store.prefix = variant.prefix
    warm, *phases = sets
    await ingest_sources(store, [file_source(warm)])
    store.spent.clear()
    table = Table(
        "phase",
        "total",
        "Neo4j",
        "JIT",
        "Bolt",
        "GC",
        "indexes",
        "checkpoint",
        "other",
        "service",
        "parser",
        "works/s",
        title=name,
    )
    first = Seconds(float)
    for phase, path in zip(("new", "changed", "unchanged"), phases, strict=True):
        processors, began = Processors(neo4j.pid), time.monotonic()
        report = await ingest_sources(store, [file_source(path)])
        rate = works / (time.monotonic() - began)
        spent = processors.spent()
        first = first or spent
        neo4j_time = sum(spent.values()) - spent["service"] - spent["parser"]
        cells = [
            sum(spent.values()),
            neo4j_time,
            *(spent[kind] for kind in ("JIT", "Bolt", "GC", "indexes", "checkpoint", "other", "service", "parser")),
        ]
        table.add_row(phase, *(f"{cell / works * 1e3:.2f}" for cell in cells), f"{rate:.0f}")
        console.print(name, phase, f"{sum(spent.values()) / works * 1e3:.2f}", report.changed)
    console.print(table)
    for statement, seconds in sorted(store.spent.items(), key=lambda item: -item[1])[:14]:
        console.print(f"{seconds / works * 1e6:8,.0f} us {statement}", markup=False)
    return first


def _load_once(base: Path, papers: int) -> None:
    if not base.exists():
        load(base, papers)


async def main(names: list[str], base: Path, base_papers: int, works: int, warm_works: int, heap: str) -> None:
    """Runs the measurement. `base`: the folder of the store, which is created if it does not exist."""
    console = Console(width=160)
    with tempfile.TemporaryDirectory() as folder:
        warm = write(Path(folder, "warm.jsonl.gz"), warm_works, seed=2, first=7_000_000_000)
        new = write(Path(folder, "works.jsonl.gz"), works)
        changed = write(Path(folder, "changed.jsonl.gz"), works, day="2025-11-20")
        await asyncio.to_thread(_load_once, base, base_papers)
        for name in names:
            await measure(name, base, [warm, new, changed, changed], works, heap, console)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variants", nargs="*", default=["baseline"], choices=VARIANTS)
    parser.add_argument("--folder", type=Path, required=True, help="Folder of the store; created if it is absent.")
    parser.add_argument("--base", type=int, default=50_000)
    parser.add_argument("--warm", type=int, default=WARM)
    parser.add_argument("--works", type=int, default=5_000)
    parser.add_argument("--heap", default="1g")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.variants, chosen.folder, chosen.base, chosen.works, chosen.warm, chosen.heap))

"""The steps of `peergraph import` on multiplied real works: processor time a work and memory of each.

    python -m benchmarks.bulk --works 20000 --folder FOLDER

`--folder` keeps the sources for the next run. `--tables` ends before Neo4j's import. Before the steps, reading alone is
measured in one process: decompression with `orjson` is the least that the step *shape* can take.
"""

import argparse
import asyncio
import gzip
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import orjson

from benchmarks.loading import DATA
from benchmarks.multiplied import write_multiplied
from benchmarks.process_tree import Meter, Usage
from bulk.final_tables import open_tables
from bulk.parts import list_parts
from bulk.sample import sample_source
from bulk.tables import MEMORY, Options, make_tables
from bulk.target import Plan, import_embedded
from graphdb.audit import AuditEntry
from settings import Settings

#: Works of one source file.
PART: Final = 10_000
MB: Final = 2**20
ENTRY: Final = AuditEntry("benchmark", "IMPORT_OPENALEX", "graph", "local")
#: First stage of a step → the step.
STEPS: Final = {"Reading": "shape", "Linking records": "global", "Import": "import", "Creating indexes": "indexes",
                "Checking": "check", "Writing the citation index": "citation index"}  # fmt: skip


def write_sources(folder: Path, works: int) -> list[Path]:
    """The files of works, written if they do not exist, and the real records of all other entities."""
    real = sorted((DATA / "openalex").glob("*.jsonl.gz"))
    sources = [path for path in real if path.name.startswith("works")]
    paths: list[Path] = []
    with ProcessPoolExecutor() as pool:
        for first in range(0, works, PART):
            number = min(PART, works - first)
            paths.append(folder / f"works-{first:09}-{number}.jsonl.gz")
            if not paths[-1].exists():
                pool.submit(write_multiplied, sources, paths[-1], number, first)
    return [*paths, *(path for path in real if path not in sources)]


def measure_reading(path: Path) -> dict[str, float]:
    """Milliseconds of processor time a work: decompression, and decompression with `orjson`."""
    began = time.process_time()
    with gzip.open(path) as file:
        lines = file.readlines()
    unpacked = time.process_time()
    for line in lines:
        orjson.loads(line)
    ended = time.process_time()
    return {name: seconds / len(lines) * 1000 for name, seconds in
            (("decompression", unpacked - began), ("orjson", ended - unpacked))}  # fmt: skip


def main(works: int, folder: Path, processes: int | None, *, only_tables: bool) -> None:
    """Measure and print."""
    sources = write_sources(folder, works)
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    reading = measure_reading(sources[0])
    with Meter() as meter:
        report = make_tables(sources, work, Options(processes=processes), meter)
        if not only_tables:
            asyncio.run(_import(sources, work, meter))
    print(f"{works:,} works, {sum(path.stat().st_size for path in sources) / works / 1000:.2f} kB of gzip each")
    print(f"tables: {_size(work / 'tables') / works:.0f} bytes a work; rejected: {report.rejected}")
    if not only_tables:
        print(f"store: {_size(folder / 'data' / 'neo4j') / works:.0f} bytes a work")
    for name, milliseconds in reading.items():
        print(f"{name} alone: {milliseconds:.3f} ms a work")
    _print(meter.stages, works)


async def _import(sources: list[Path], work: Path, meter: Meter) -> None:
    data = work.with_name("data")
    shutil.rmtree(data, ignore_errors=True)
    settings = Settings.read().model_copy(update={"data": data, "index": None})
    tables = open_tables(work / "tables")
    meter.stage("Import", None)
    await import_embedded(
        settings,
        Plan(
            tables,
            sample_source(list_parts(sources), tables.digest),
            ENTRY,
            work / "files",
            MEMORY,
            print,
        ),
        meter,
    )


def _print(stages: dict[str, Usage], works: int) -> None:
    print("\n| step | CPU ms a work | works/s by the clock | Python: main, largest other, all | JVM |")
    print("|---|---|---|---|---|")
    step, total = "", Usage()
    for name, usage in stages.items():
        step = STEPS.get(name, step)
        print(f"| {step}: {name} {_cells(usage, works)}")
        total.seconds += usage.seconds
        total.processor += usage.processor
        for field in ("main", "largest", "python", "jvm"):
            setattr(total, field, max(getattr(total, field), getattr(usage, field)))
    print(f"| all {_cells(total, works)}")


def _cells(usage: Usage, works: int) -> str:
    memory = ", ".join(f"{size / MB:,.0f}" for size in (usage.main, usage.largest, usage.python))
    rate = works / usage.seconds if usage.seconds else 0
    return f"| {usage.processor / works * 1000:.3f} | {rate:,.0f} | {memory} MiB | {usage.jvm / MB:,.0f} MiB |"


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="where sources, tables and the store are written and kept")
    parser.add_argument("--processes", type=int, help="of the step shape; default: one a core")
    parser.add_argument("--tables", action="store_true", help="end before Neo4j's import")
    chosen = parser.parse_args()
    if chosen.folder is not None:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        main(chosen.works, chosen.folder, chosen.processes, only_tables=chosen.tables)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(chosen.works, Path(temporary), chosen.processes, only_tables=chosen.tables)
    sys.exit(0)

"""The shape step on a Dask cluster gives the rows of one machine, also when a worker is killed."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from bulk.parquet import read_batches
from bulk.tables import Options, make_tables
from tests.bulk.cases import write_cases
from tests.bulk.made import read_tables
from tests.files import bucket
from tests.ingest.records import work, write_records


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two workers, each a process."""
    start: Any = LocalCluster
    with start(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as started:
        yield started


def contents(work: Path) -> dict[str, list[str]]:
    """The sorted rows of each shape table by its name; processes write mentions in another order."""
    return {
        f"{path.parent.name}/{path.name}": sorted(
            repr(row) for batch in read_batches(path) for row in batch.to_pylist()
        )
        for path in sorted((work / "shape").glob("[!.]*/*.parquet"))
    }


def final(work: Path) -> list[list[str]]:
    """The sorted nodes and edges of the final tables."""
    return [sorted(map(repr, rows)) for rows in read_tables(work / "tables")]


def end_writer(folder: Path, ended: list[int], cluster: Any, stop: threading.Event) -> None:
    """Kill the worker that writes the first part that is begun."""
    while not stop.is_set():
        if any(folder.glob(".*/papers.parquet")):
            pids = [int(nanny.pid) for nanny in cluster.workers.values() if nanny.pid]
            os.kill(pids[0], signal.SIGKILL)
            ended.append(pids[0])
            return
        time.sleep(0.001)


@pytest.mark.thorough("takes half a minute; test_workers kills a worker with smaller tasks")
def test_a_worker_that_is_killed_changes_no_table(cluster: Any, tmp_path: Path) -> None:
    paths = write_cases(tmp_path / "sources")
    paths += [
        write_records(
            tmp_path / "sources" / f"more-{index}.jsonl", *(work(9_000 + 200 * index + n) for n in range(200))
        )
        for index in range(3)
    ]
    make_tables(paths, tmp_path / "one", Options(processes=1))
    ended, stop = list[int](), threading.Event()
    shaped = tmp_path / "two" / "shape"
    thread = threading.Thread(target=end_writer, args=(shaped, ended, cluster, stop))
    thread.start()
    make_tables(paths, tmp_path / "two", Options(processes=1, scheduler=cluster.scheduler_address))
    stop.set()
    thread.join()
    assert ended
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) > 30
    assert final(tmp_path / "one") == final(tmp_path / "two")


@pytest.mark.thorough("takes half a minute; test_sync reads addresses")
def test_sources_and_tables_can_be_at_addresses(cluster: Any, tmp_path: Path) -> None:
    paths = write_cases(tmp_path / "sources")
    make_tables(paths, tmp_path / "one", Options(processes=1))
    with bucket(tmp_path / "sources") as address:
        sources = [f"{address}/{path.name}" for path in paths]
        options = partial(Options, processes=1, shared=f"file://{tmp_path}/shared")
        for _ in range(2):
            make_tables(sources, tmp_path / "two", options(scheduler=cluster.scheduler_address))
        make_tables(sources, tmp_path / "three", options())
    assert final(tmp_path / "one") == final(tmp_path / "two") == final(tmp_path / "three")
    assert len(list((tmp_path / "shared").iterdir())) == len(paths)

"""Tasks run in processes or on a Dask cluster, with the same result; the end of a worker loses nothing."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from distributed import LocalCluster

from bulk.workers import run_tasks
from errors import BadInput, CannotStart

#: A task: a folder, a number, and whether the first process that runs it waits to be ended.
Task = tuple[str, int, bool]
WAIT_SECONDS: Final = 300


def write(task: Task) -> int:
    """Writes the square of the number. The first run of a waiting task writes its process id and waits."""
    folder, number, waits = task
    mark = Path(folder, f"{number}.pid")
    if waits and not mark.exists():
        mark.write_text(str(os.getpid()))
        time.sleep(WAIT_SECONDS)
    Path(folder, f"{number}.txt").write_text(str(number * number))
    return number


def refuse(number: int) -> int:
    """Refuses every number."""
    raise BadInput(f"{number} is refused.")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two workers, each a process."""
    start: Any = LocalCluster
    with start(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as started:
        yield started


def written(folder: Path) -> dict[str, str]:
    """Name → content of the files of results."""
    return {path.name: path.read_text() for path in folder.glob("*.txt")}


def test_a_cluster_gives_the_same_as_processes(cluster: Any, tmp_path: Path) -> None:
    results: list[list[int]] = [[], []]
    for name, scheduler, numbers in (("a", None, results[0]), ("b", cluster.scheduler_address, results[1])):
        (tmp_path / name).mkdir()
        tasks = [(str(tmp_path / name), number, False) for number in range(9)]
        run_tasks(write, tasks, numbers.append, scheduler=scheduler, processes=2)
    assert sorted(results[0]) == sorted(results[1]) == list(range(9))
    assert written(tmp_path / "a") == written(tmp_path / "b") == {f"{n}.txt": str(n * n) for n in range(9)}


def test_the_tasks_of_a_worker_that_is_killed_run_on_another(cluster: Any, tmp_path: Path) -> None:
    numbers: list[int] = []

    def kill(number: int) -> None:
        """Kill the worker that waits, once another task is done."""
        numbers.append(number)
        for mark in tmp_path.glob("3.pid"):
            if not (tmp_path / "killed").exists():
                (tmp_path / "killed").touch()
                os.kill(int(mark.read_text()), signal.SIGKILL)

    tasks = [(str(tmp_path), number, number == 3) for number in range(20)]
    run_tasks(write, tasks, kill, scheduler=cluster.scheduler_address)
    assert (tmp_path / "killed").exists()
    assert sorted(numbers) == list(range(20))
    assert written(tmp_path) == {f"{n}.txt": str(n * n) for n in range(20)}


def test_the_error_of_a_task_is_raised(cluster: Any) -> None:
    for scheduler in (None, cluster.scheduler_address):
        with pytest.raises(BadInput, match="1 is refused"):
            run_tasks(refuse, [1], print, scheduler=scheduler, processes=1)


def test_a_process_that_is_ended_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="run the same command to continue"):
        run_tasks(os._exit, [1], print, processes=1)  # pyright: ignore[reportPrivateUsage]


def test_a_scheduler_that_does_not_answer_is_one_sentence() -> None:
    with pytest.raises(CannotStart, match=r"No Dask scheduler answers at tcp://127.0.0.1:1"):
        run_tasks(abs, [1], print, scheduler="tcp://127.0.0.1:1")

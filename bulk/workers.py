"""Runs one function for many tasks: in processes of this machine, or on the workers of a Dask cluster.

The function and its tasks travel between processes as pickles, and a task can run twice: if a worker ends, its tasks
run on another one. Source: Dask documentation, "Distributed", "Resilience".
"""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Any, Final, TypeVar

from errors import CannotStart, PeergraphError

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Seconds to wait for a scheduler.
CONNECT_SECONDS: Final = 10.0


def run_tasks(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    done: Callable[[Result], None],
    *,
    scheduler: str | None = None,
    processes: int | None = None,
    prepare: Callable[[], object] | None = None,
) -> None:
    """Run the function for every task; `done` receives each result as it comes, in any order.

    `scheduler`: address of a Dask scheduler, whose workers have the same packages and see the same files. Without one,
    `processes` of this machine run the tasks, by default one for each core, each after `prepare`. Raises the first
    error of a task after the results before it, and CannotStart if workers cannot be reached or end repeatedly.
    """
    if not tasks:
        return
    if scheduler is not None:
        _run_on_cluster(function, tasks, done, scheduler)
    else:
        _run_in_processes(function, tasks, done, processes or os.cpu_count() or 1, prepare)


def _run_in_processes(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    done: Callable[[Result], None],
    processes: int,
    prepare: Callable[[], object] | None,
) -> None:
    # Processes that are forked would inherit threads' locks.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(processes, len(tasks)), mp_context=context, initializer=prepare)
    try:
        for future in as_completed([pool.submit(function, task) for task in tasks]):
            done(future.result())
    except BrokenProcessPool as error:
        raise CannotStart(
            "A process that read a part was ended, perhaps because memory was short: run the same command to continue,"
            " with fewer processes."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _run_on_cluster(
    function: Callable[[Task], Result], tasks: Sequence[Task], done: Callable[[Result], None], scheduler: str
) -> None:
    distributed = _distributed()
    try:
        client = distributed.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CannotStart(f"No Dask scheduler answers at {scheduler} ({error}).") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise CannotStart(f"The Dask scheduler at {scheduler} has no workers: start `dask worker {scheduler}`.")
        # With `pure`, equal tasks would be run once and their results kept between runs.
        futures = [client.submit(function, task, pure=False) for task in tasks]
        try:
            for future, result in distributed.as_completed(futures, loop=client.loop, with_results=True):
                done(result)
                future.release()
        except PeergraphError:
            raise
        except distributed.KilledWorker as error:
            raise CannotStart(
                "Several workers ended while they read the same part, perhaps because memory was short: run the same"
                " command to continue, with more memory for each worker."
            ) from error
        except ModuleNotFoundError as error:
            raise CannotStart(f"The workers of {scheduler} lack the package {error.name}.") from error
        finally:
            client.cancel(futures, force=True)


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise CannotStart("Dask needs the package distributed: pip install 'peergraph[cluster]'.") from error

"""The identity of this process among the workers of a service.

prometheus-client adds up the files that the processes write to `PROMETHEUS_MULTIPROC_DIR`. Files belong to the place
of a worker, not to its process id: a replaced worker continues the counters of its predecessor, and the number of files
and series does not grow with each restart.

Source: https://prometheus.github.io/client_python/multiprocess/
"""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import current_process
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, cast

from prometheus_client import multiprocess, values

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
#: Names of worker processes begin with this.
PREFIX: Final = "worker-"
_PIDS: Final = ".pid"
_COUNTS: Final = ".counts"
#: The file with the number of workers.
_NUMBER: Final = "number"


def name_of(place: int) -> str:
    """The name of the process of a worker by its place, from 0."""
    return f"{PREFIX}{place}"


def identity() -> str:
    """The name of this process in files and labels."""
    name = current_process().name
    return name if name.startswith(PREFIX) else str(os.getpid())


def folder() -> Path | None:
    """The folder that the workers share; None for a service of one process."""
    return Path(os.environ[FOLDER]) if FOLDER in os.environ else None


def join() -> None:
    """Makes this process one of the workers. Called before the first metric is declared."""
    if (shared := folder()) is None:
        return
    me = identity()
    library = cast("Any", values)
    library.ValueClass = library.MultiProcessValue(lambda: me)
    (shared / f"{me}{_PIDS}").write_text(str(os.getpid()), encoding="ascii")


def pids() -> Iterator[tuple[str, int]]:
    """The name and the process id of each worker of the service."""
    if (shared := folder()) is None:
        yield name_of(0), os.getpid()
        return
    for file in sorted(shared.glob(f"*{_PIDS}")):
        with suppress(OSError, ValueError):
            yield file.stem, int(file.read_text(encoding="ascii"))


def others() -> list[str]:
    """The names of the other workers of the service; none in a process that `peergraph serve` has not started."""
    if (shared := folder()) is None or not (shared / _NUMBER).is_file():
        return []
    names = [name_of(place) for place in range(int((shared / _NUMBER).read_text(encoding="ascii")))]
    return [name for name in names if name != identity()] if identity() in names else []


def counts_file(shared: Path, worker: str, resource: str) -> Path:
    """The file in which a worker counts what its clients use (`telemetry/client_counts.py`)."""
    return shared / f"{worker}.{resource}{_COUNTS}"


def forget(place: int) -> None:
    """Removes the gauges of a worker that has ended, whose counters its successor continues, and its clients' use."""
    if (shared := folder()) is None:
        return
    cast("Any", multiprocess).mark_process_dead(name_of(place), str(shared))
    (shared / f"{name_of(place)}{_PIDS}").unlink(missing_ok=True)
    for file in shared.glob(f"{name_of(place)}.*{_COUNTS}"):
        with file.open("r+b") as table:  # In place: the other workers map it.
            table.write(bytes(file.stat().st_size))


@contextmanager
def shared_folder(number: int) -> Generator[None]:
    """A folder for so many workers, which start within the block."""
    if FOLDER in os.environ:
        (Path(os.environ[FOLDER]) / _NUMBER).write_text(str(number), encoding="ascii")
        yield
        return
    os.environ[FOLDER] = mkdtemp(prefix="peergraph-metrics-")
    try:
        (Path(os.environ[FOLDER]) / _NUMBER).write_text(str(number), encoding="ascii")
        yield
    finally:
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)

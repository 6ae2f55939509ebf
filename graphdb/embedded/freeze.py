"""Stops the processor time of a running embedded Neo4j for a moment, so that its files can be copied.

A file copy under a stopped process is what kill -9 at that moment would leave: Neo4j recovers it, with every
acknowledged write. The marker `frozen` in the data folder tells the supervisor not to replace the Neo4j. If the process
that froze it is killed, the supervisor or the next start continues it.
"""

import os
import signal
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from errors import CannotStart
from graphdb.embedded.locks import lock_owner, try_lock

#: Seconds in which all threads of a process must stop.
STOP_SECONDS: Final = 10.0
#: Seconds between two looks at them.
LOOK_SECONDS: Final = 0.001


@contextmanager
def frozen(root: Path) -> Generator[None]:
    """Stops the Neo4j of this data folder for the block. Raises CannotStart if it cannot be stopped, or did not stay
    stopped: then what was copied is of no use."""
    if not sys.platform.startswith("linux"):
        raise CannotStart("A backup of a running service needs Linux: stop the service first.")
    process = neo4j_process(root)
    lock = None if process is None else try_lock(root / "frozen")
    if lock is None or process is None:
        raise CannotStart(f"The Neo4j on {root} starts or ends, or another backup copies it: try again.")
    try:
        if not (root / "frozen").exists():  # `is_frozen` removed it just before it was locked
            raise CannotStart(f"The Neo4j on {root} cannot be stopped at the moment: try again.")
        os.kill(process, signal.SIGSTOP)
        _wait_until_stopped(process)
        yield
        if neo4j_process(root) != process or not _is_stopped(process):
            raise CannotStart(f"The Neo4j on {root} was continued or ended during the copy: try again.")
    except (ProcessLookupError, FileNotFoundError) as error:
        raise CannotStart(f"The Neo4j on {root} ended during the copy: try again.") from error
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)
        (root / "frozen").unlink(missing_ok=True)
        lock.close()


def is_frozen(root: Path) -> bool:
    """Whether a process copies the stopped Neo4j. One that another process left stopped is continued."""
    marker = root / "frozen"
    if not marker.exists():
        return False
    lock = try_lock(marker)
    if lock is None:
        return True
    process = neo4j_process(root)
    if process is not None:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)
    marker.unlink(missing_ok=True)
    lock.close()
    return False


def neo4j_process(root: Path) -> int | None:
    """The process id of the Neo4j that runs on this data folder; None if there is none."""
    path = root / "neo4j.lock"
    lock = try_lock(path) if path.exists() else None
    if lock is not None or not path.exists():
        if lock is not None:
            lock.close()
        return None
    owner = lock_owner(path)
    return int(owner) if owner.isdecimal() and _has_open(int(owner), path) else None


def _has_open(process: int, path: Path) -> bool:
    """Whether a process has a file open. In another container, or before a new owner has written its id, the id in the
    lock is that of any process."""
    if not sys.platform.startswith("linux"):
        return True
    with suppress(OSError):
        for each in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                if each.samefile(path):
                    return True
    return False


def _wait_until_stopped(process: int) -> None:
    end = time.monotonic() + STOP_SECONDS
    while not _is_stopped(process):
        if time.monotonic() > end:
            raise CannotStart("Neo4j did not stop for the copy: try again.")
        time.sleep(LOOK_SECONDS)


def _is_stopped(process: int) -> bool:
    """Whether all threads are stopped. Source: proc_pid_stat(5), field `state`."""
    stats = [each.read_text() for each in Path(f"/proc/{process}/task").glob("*/stat")]
    return bool(stats) and all(stat.rpartition(")")[2].split()[0] in {"T", "t"} for stat in stats)

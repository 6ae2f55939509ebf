"""Worker processes: one that ends or hangs is replaced, and the service fails only when none could ever start."""

import os
import signal
import socket
import time
from collections.abc import Callable, Generator
from pathlib import Path
from threading import Thread
from typing import Final

import pytest

from commands import workers
from commands.workers import Workers
from errors import CannotStart

#: The name of the folder in which workers of a test leave a file each, named after their process.
FOLDER: Final = "PEERGRAPH_TEST_WORKERS"
SECONDS: Final = 120.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.setattr(workers, "PAUSES", (0.0, 0.1))
    return tmp_path


@pytest.fixture
def listener() -> Generator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened


def serve(_listener: socket.socket, beat: Callable[[], None]) -> None:
    """Serves until SIGTERM; fails while the folder has a file `away`."""
    folder = Path(os.environ[FOLDER])
    (folder / str(os.getpid())).touch()
    if (folder / "away").exists():
        raise CannotStart("Neo4j is away.")
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))
    while not ended:
        beat()
        time.sleep(0.05)


def pids(folder: Path) -> set[int]:
    """The processes of all workers that were started."""
    return {int(path.name) for path in folder.iterdir() if path.name.isdecimal()}


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def run(folder: Path, listener: socket.socket, number: int, scenario: Callable[[set[int]], None]) -> None:
    """Runs workers, and the scenario beside them once the first one serves; then ends the service as SIGTERM does."""
    errors: list[BaseException] = []

    def beside() -> None:
        try:
            until(lambda: len(pids(folder)) == number)
            scenario(pids(folder))
        except BaseException as error:
            errors.append(error)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    thread = Thread(target=beside)
    Workers(serve, listener, number, thread.start).run(grace=0)
    thread.join()
    if errors:
        raise errors[0]


def test_workers_that_end_are_replaced_and_sigterm_ends_all(folder: Path, listener: socket.socket) -> None:
    def scenario(first: set[int]) -> None:
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(pids(folder)) == 4)

    run(folder, listener, 2, scenario)
    for pid in pids(folder):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_worker_that_hangs_is_replaced(
    folder: Path, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "HANG_SECONDS", 2 * workers.BEAT_SECONDS)

    def scenario(first: set[int]) -> None:
        os.kill(first.pop(), signal.SIGSTOP)
        until(lambda: len(pids(folder)) >= 2)

    run(folder, listener, 1, scenario)


def test_workers_that_cannot_start_again_are_tried_again(folder: Path, listener: socket.socket) -> None:
    def scenario(first: set[int]) -> None:
        (folder / "away").touch()
        os.kill(first.pop(), signal.SIGKILL)
        until(lambda: len(pids(folder)) >= 3)
        (folder / "away").unlink()
        before = pids(folder)
        until(lambda: pids(folder) > before)

    run(folder, listener, 1, scenario)


def test_a_service_whose_workers_could_never_start_fails_with_their_sentence(
    folder: Path, listener: socket.socket
) -> None:
    (folder / "away").touch()
    with pytest.raises(CannotStart, match=r"^Neo4j is away\.$"):
        Workers(serve, listener, 2, lambda: None).run(grace=0)

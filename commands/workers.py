"""Several processes that serve one port, watched by their parent.

A worker reports every second that its event loop turns. One that ends or hangs is replaced, after growing pauses while
replacements end at their start. Workers wait for a Neo4j that is away. The service ends with a failure only if no
worker could ever start.
"""

import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from types import FrameType
from typing import Final, cast

from errors import CannotStart, PeergraphError
from telemetry import workers

#: Seconds between two looks at the workers, and between two reports of a worker.
LOOK_SECONDS: Final = 0.2
BEAT_SECONDS: Final = 1.0
#: Seconds without a report after which a worker that has served is taken to hang.
HANG_SECONDS: Final = 60.0
#: Seconds before each replacement of one that ended at its start; the last one is repeated.
PAUSES: Final = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
#: Seconds in which a worker closes its store after its last request.
CLOSE_SECONDS: Final = 10.0
_SPAWN: Final = multiprocessing.get_context("spawn")
_LOG: Final = logging.getLogger("peergraph")

#: Serves the socket until a signal; calls the function at each turn of its event loop, first when the port is open.
Work = Callable[[socket.socket, Callable[[], None]], None]


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    reports: Connection
    #: The time of the last report, None before the first one.
    beat: float | None = None
    failure: str = ""

    def read_reports(self) -> None:
        """Takes what the worker sent: an empty text that it runs, or the sentence of its failure."""
        try:
            while self.reports.poll():
                self.failure = self.reports.recv()
                self.beat = self.beat if self.failure else time.monotonic()
        except (EOFError, OSError):
            pass

    @property
    def hangs(self) -> bool:
        return self.beat is not None and time.monotonic() - self.beat > HANG_SECONDS

    def end(self, end: float) -> None:
        """Waits for the end of the process until that time, and kills it then."""
        self.process.join(max(0.0, end - time.monotonic()))
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.reports.close()


@dataclass(slots=True)
class _Place:
    """A place for one worker at a time, with its number. `failed`: the workers in a row that ended at their start."""

    number: int
    worker: _Worker
    failed: int = 0
    #: The time at which the next worker starts; None while one runs.
    restart: float | None = None


@dataclass(slots=True)
class Workers:
    """`number` processes that run `work` on one socket. `ready` is called when the first one serves."""

    work: Work
    listener: socket.socket
    number: int
    ready: Callable[[], None]
    _places: list[_Place] = field(default_factory=list[_Place])
    _has_served: bool = False
    _ends: bool = False

    def run(self, grace: float) -> None:
        """Runs until SIGTERM or Ctrl-C; then the workers have `grace` seconds.

        Raises CannotStart, and KeyboardInterrupt after Ctrl-C.
        """
        interrupts: list[int] = []

        def note(number: int, _frame: FrameType | None) -> None:
            interrupts.append(number)

        handlers = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            self._places = [_Place(number, self._start(number)) for number in range(self.number)]
            while not interrupts:
                wait([place.worker.process.sentinel for place in self._places if place.restart is None], LOOK_SECONDS)
                for place in self._places:
                    self._look(place)
        finally:
            self._end(grace)
            for number, handler in handlers.items():
                signal.signal(number, handler)
        if signal.SIGINT in interrupts:
            raise KeyboardInterrupt

    def _start(self, number: int) -> _Worker:
        reports, sending = cast("tuple[Connection, Connection]", _SPAWN.Pipe(duplex=False))
        name = workers.name_of(number)
        process = _SPAWN.Process(target=_run, name=name, args=(self.work, self.listener, sending))
        process.start()
        sending.close()
        return _Worker(process, reports)

    def _look(self, place: _Place) -> None:
        """Replaces a worker that has ended or hangs. Raises CannotStart."""
        worker = place.worker
        if place.restart is not None:
            if time.monotonic() >= place.restart:
                place.worker, place.restart = self._start(place.number), None
            return
        worker.read_reports()
        if worker.beat is not None:
            place.failed = 0
            if not self._has_served:
                self._has_served = True
                self.ready()
        if worker.process.is_alive() and not worker.hangs:
            return
        ending = "hangs" if worker.process.is_alive() else f"has ended with status {worker.process.exitcode}"
        worker.end(time.monotonic())
        workers.forget(place.number)
        if not self._has_served and (worker.failure or (worker.process.exitcode or 0) > 0):
            raise CannotStart(worker.failure or f"A worker {ending} at its start.")
        _LOG.error("Worker %d %s: another one is started. %s", worker.process.pid, ending, worker.failure)
        place.restart = time.monotonic() + PAUSES[min(place.failed, len(PAUSES) - 1)]
        place.failed += 1

    def _end(self, grace: float) -> None:
        running = [place.worker for place in self._places if place.restart is None]
        for worker in running:
            worker.process.terminate()
        self.listener.close()
        end = time.monotonic() + grace + CLOSE_SECONDS
        for worker in running:
            worker.end(end)


def _run(work: Work, listener: socket.socket, sending: Connection) -> None:
    """The process of a worker. It ends when its parent ends in any way: the embedded Neo4j has ended with the parent,
    and the port would stay in use."""
    if (parent := multiprocessing.parent_process()) is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    last = -BEAT_SECONDS

    def beat() -> None:
        nonlocal last
        if time.monotonic() - last >= BEAT_SECONDS:
            last = time.monotonic()
            sending.send("")

    try:
        work(listener, beat)
    except PeergraphError as error:
        sending.send(str(error))
        raise SystemExit(1) from None
    except (KeyboardInterrupt, BrokenPipeError):
        pass


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)

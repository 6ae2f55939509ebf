"""Processor time and memory of this process and of all processes that it started, by stage of a program.

Source: proc(5), `stat` and `status`. Linux only.
"""

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_PROC: Final = Path("/proc")
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_JVM: Final = "java"
_INTERVAL: Final = 0.1


@dataclass(slots=True)
class Usage:
    """What a stage used: seconds of the clock and of processors, and the peaks of memory in bytes of this process, of
    the largest other one without a JVM, of all without a JVM together, and of the JVM."""

    seconds: float = 0.0
    processor: float = 0.0
    main: int = 0
    largest: int = 0
    python: int = 0
    jvm: int = 0


class Meter:
    """Receives the stages of a program as `ingest.pipeline.Progress` does. A context manager, which ends the last."""

    def __init__(self) -> None:
        self.stages: dict[str, Usage] = {}
        self._end = threading.Event()
        self._lock = threading.Lock()
        self._usage: Usage | None = None
        self._start = (0.0, 0.0)
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def stage(self, name: str, total: int | None) -> None:
        """A new stage begins."""
        with self._lock:
            self._finish()
            self._usage = self.stages.setdefault(name, Usage())

    def step(self, steps: int, records: int) -> None:
        """Do nothing."""

    def _finish(self) -> None:
        now = (time.monotonic(), _processor())
        if self._usage is not None:
            self._usage.seconds += now[0] - self._start[0]
            self._usage.processor += now[1] - self._start[1]
            self._usage = None
        self._start = now

    def _watch(self) -> None:
        while not self._end.wait(_INTERVAL):
            with self._lock:
                if self._usage is not None:
                    _add_memory(self._usage)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
        self._finish()


def _add_memory(usage: Usage) -> None:
    own, jvm, others = 0, 0, list[int]()
    for process, fields in _tree():
        size = int(fields[21]) * _PAGE
        if process == os.getpid():
            own = size
        elif _is_jvm(process):
            jvm += size
        else:
            others.append(size)
    usage.main = max(usage.main, own)
    usage.largest = max(usage.largest, *others, 0)
    usage.python = max(usage.python, own + sum(others))
    usage.jvm = max(usage.jvm, jvm)


def _is_jvm(process: int) -> bool:
    """Whether the process has loaded a JVM, which the embedded Neo4j runs in a child of Python."""
    try:
        names = (path.read_text(encoding="ascii") for path in (_PROC / str(process) / "task").glob("*/comm"))
        return any(name.startswith(("VM Thread", _JVM)) for name in names)
    except OSError:
        return False


def _processor() -> float:
    """Seconds of processor time of the tree by now, with those of ended processes that their parents have awaited."""
    return sum(sum(map(int, fields[11:15])) for _, fields in _tree()) / _TICKS


def _tree() -> Iterator[tuple[int, list[str]]]:
    """The processes of the tree, each with the fields of its `stat` from the third one on."""
    stats = dict[int, list[str]]()
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            stats[int(path.parent.name)] = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
    tree = {os.getpid()}
    pending = True
    while pending:
        pending = {process for process, fields in stats.items() if int(fields[1]) in tree} - tree
        tree |= pending
    return ((process, stats[process]) for process in tree if process in stats)

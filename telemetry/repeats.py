"""Lines of the log that repeat: the first is written, the others are counted, and their number is written later."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

#: Seconds in which a line is repeated.
WINDOW: Final = 60.0
#: Lines of one kind in that time, which differ in their values: each error has a number of its own.
MAX_OF_KIND: Final = 20
#: Kinds in memory; beyond it, all windows end.
MAX_KINDS: Final = 1_000

Kind = tuple[object, ...]


@dataclass(slots=True)
class _Window:
    record: logging.LogRecord
    end: float
    passed: int = 0
    suppressed: int = 0


class Repeats:
    """Decides which lines are written. `write` is called with a line that says how many were not."""

    def __init__(self, write: Callable[[logging.LogRecord], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._windows: dict[Kind, _Window] = {}
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def allows(self, record: logging.LogRecord) -> bool:
        """Whether this line is written."""
        now = self._clock()
        self.flush(now)
        kind = _kind(record)
        with self._lock:
            exact, similar = ((*kind, record.getMessage(), _shape(record)), 1), (kind, MAX_OF_KIND)
            windows = [(self._window(key, record, now), limit) for key, limit in (exact, similar)]
            for window, limit in windows:
                if window.passed >= limit:
                    window.suppressed += 1
                    self._schedule()
                    return False
            for window, _ in windows:
                window.passed += 1
        return True

    def flush(self, until: float | None = None) -> None:
        """Ends the windows that are over, all of them without a time, and writes what they suppressed."""
        with self._lock:
            over = [key for key, window in self._windows.items() if until is None or window.end <= until]
            ended = [self._windows.pop(key) for key in over]
        for window in ended:
            if window.suppressed:
                self._write(_summary(window))

    def _window(self, key: Kind, record: logging.LogRecord, now: float) -> _Window:
        if len(self._windows) >= MAX_KINDS and key not in self._windows:
            self._windows = {key: window for key, window in self._windows.items() if window.suppressed}
        return self._windows.setdefault(key, _Window(record, now + WINDOW))

    def _schedule(self) -> None:
        """Writes the summary even if no other line follows."""
        if self._timer is None or not self._timer.is_alive():
            self._timer = threading.Timer(WINDOW, self._flush_later)
            self._timer.daemon = True
            self._timer.start()

    def _flush_later(self) -> None:
        """Writes the summaries that are due, and comes back for those of windows that began later."""
        self.flush(self._clock())
        with self._lock:
            self._timer = None
            if any(window.suppressed for window in self._windows.values()):
                self._schedule()


def _kind(record: logging.LogRecord) -> Kind:
    error = record.exc_info[1] if record.exc_info else None
    return record.name, record.levelno, record.msg, type(error)


def _shape(record: logging.LogRecord) -> object:
    """What tells records with the same message apart: the shape of a slow operation."""
    fields: dict[str, object] = getattr(record, "fields", {})
    return fields.get("shape")


def _summary(window: _Window) -> logging.LogRecord:
    first = window.record
    message = f"{first.getMessage()} (and {window.suppressed} more like this in {WINDOW:.0f} s)"
    summary = logging.LogRecord(first.name, first.levelno, first.pathname, first.lineno, message, (), None)
    # It belongs to no request: that of the next line writes it.
    summary.__dict__ |= {"repeated": window.suppressed, "request": "", "fields": getattr(first, "fields", {})}
    return summary

"""The progress of the creation of indexes, which takes long at the first start on a large graph."""

import time
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

#: Seconds before the bar appears.
DELAY: Final = 2.0


class IndexBar:
    """A bar that appears if the creation of indexes takes longer than `DELAY`; pass it to `bootstrap`."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("Creating indexes"), BarColumn(), TextColumn("{task.completed:.1f} of {task.total:.0f}"),
            TimeElapsedColumn(), TimeRemainingColumn(), console=console,
        )  # fmt: skip
        self._started: float | None = None
        self._task: TaskID | None = None

    def __call__(self, completed: float, total: int) -> None:
        """Report that this number of the indexes is complete; a fraction is an index that is being populated."""
        self._started = self._started or time.monotonic()
        if self._task is None and completed < total and time.monotonic() - self._started > DELAY:
            self._progress.start()
            self._task = self._progress.add_task("", total=total)
        if self._task is not None:
            self._progress.update(self._task, completed=completed)
            if completed >= total:
                self._progress.stop()
                self._task = None

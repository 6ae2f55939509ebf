"""Python's collector of cycles, set for a process that holds much from its start on and makes much that dies young."""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

#: Objects made before the young are looked through, and how often the older ones are.
THRESHOLDS: Final = (10_000, 20, 50)


@contextmanager
def tuned_gc() -> Generator[None]:
    """As long as it serves, what a process has made to start is not looked through again: doing so with modules and
    schema takes a hundred milliseconds, in the middle of some request."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()

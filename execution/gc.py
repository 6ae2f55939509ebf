"""Tunes Python's garbage collector for many objects that live as long as the process, and many that die young."""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

#: The thresholds of the three generations, see `gc.set_threshold`.
THRESHOLDS: Final = (10_000, 20, 50)


@contextmanager
def tuned_gc() -> Generator[None]:
    """While the process serves, the objects of its start (modules, schema) are frozen: a collection that traverses them
    takes a hundred milliseconds in the middle of a request."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()

"""The memory of the process of the tests, in which the services run that they start."""

import ctypes
import gc
import resource
from pathlib import Path
from typing import Final

_PAGE: Final = resource.getpagesize()
_LIBC: Final = ctypes.CDLL(None)


def memory() -> int:
    """Bytes in memory, after what is free was returned to the system."""
    gc.collect()
    if hasattr(_LIBC, "malloc_trim"):
        _LIBC.malloc_trim(0)
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE

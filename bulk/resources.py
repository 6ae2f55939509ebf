"""Memory and disk that an import needs, compared with those of the machine before it begins."""

import errno
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from errors import CannotStart, PeergraphError

MB: Final = 10**6
#: Bytes that the tables, the store, and its logs need beside each byte of compressed sources and of tables. Measured on
#: OpenAlex's records: 1.3 and 2.1, plus the indexes.
TABLES_PER_SOURCE: Final = 1.5
STORE_PER_TABLES: Final = 4.0
#: Bytes of every store, of which most are logs of transactions.
STORE_BYTES: Final = 600 * MB
#: Bytes of memory for each node: the map from numbers of the tables to those of Neo4j, and the counters of edges.
NODE_BYTES: Final = 40
#: Memory of Python and of the JVM beside its heap and off-heap memory.
BASE_BYTES: Final = 400 * MB
#: Memory of each process that reads sources. Measured: 360 MB.
READER_BYTES: Final = 400 * MB
#: Free bytes of a disk below which errors are those of a full disk.
MIN_FREE: Final = 16 * MB
_UNITS: Final = {"k": 2**10, "m": 2**20, "g": 2**30}
_MEMINFO: Final = Path("/proc/meminfo")
#: The limit of the control group and its use (cgroup v2).
_CGROUP: Final = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current"))


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of the steps: `tables` of DuckDB; `heap`, `off_heap` and `page_cache` of Neo4j, which runs in another
    step. All in the notation of the step, such as `1GB` or `512m`."""

    tables: str
    heap: str
    off_heap: str
    page_cache: str

    @property
    def peak(self) -> int:
        """Bytes of the step that needs most."""
        neo4j = parse_size(self.heap) + max(parse_size(self.off_heap), parse_size(self.page_cache))
        return BASE_BYTES + max(parse_size(self.tables), neo4j)


def plan_memory(tables: str, heap: str, page_cache: str, nodes: int) -> Memory:
    """The memory of an import of this number of nodes, with the heap and the page cache of the settings."""
    off_heap = max(256 * 2**20, nodes * NODE_BYTES + 64 * 2**20)
    return Memory(tables, heap, f"{off_heap >> 20}m", page_cache)


def tables_memory(tables: str, readers: int) -> int:
    """Bytes of memory of the steps before Neo4j's import: `readers` processes read sources, and then DuckDB uses the
    memory of `tables`."""
    return BASE_BYTES + max(parse_size(tables), readers * READER_BYTES)


def check_memory(needed: int) -> None:
    """Raises CannotStart if the machine has less available memory, in bytes."""
    available = available_memory()
    if available is not None and available < needed:
        raise CannotStart(
            f"The import needs {text(needed)} of memory, and {text(available)} are available: set a smaller --memory,"
            " --processes, PEERGRAPH_HEAP or PEERGRAPH_PAGE_CACHE, or use a larger machine."
        )


def check_disk(folder: Path, needed: int, purpose: str) -> None:
    """Raises CannotStart if the disk of the folder has less free space."""
    free = _free(folder)
    if free < needed:
        raise CannotStart(
            f"{purpose} needs about {text(needed)} on the disk of {folder}, and {text(free)} are free: free space, or"
            " use another disk."
        )


@contextmanager
def disk_errors(*folders: Path) -> Generator[None]:
    """Raise CannotStart for an error that has its cause in the disks of these folders. What is complete stays."""
    try:
        yield
    except (OSError, duckdb.Error, PeergraphError) as error:
        full = [folder for folder in folders if _free(folder) < MIN_FREE]
        if full or getattr(error, "errno", None) == errno.ENOSPC or "no space left" in str(error).lower():
            place = (full or folders)[0]
            message = f"The disk of {place} is full: free space, and run the same command to continue."
            raise CannotStart(message) from error
        if isinstance(error, PeergraphError):
            raise
        reason = str(error).partition("\n")[0]
        raise CannotStart(f"A file of the import cannot be written or read ({reason}).") from error


def _free(folder: Path) -> int:
    """The free bytes on the disk of a folder, which need not exist."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def available_memory() -> int | None:
    """Bytes of memory that processes can still allocate; None if the system does not say."""
    limits: list[int] = []
    try:
        lines = dict(line.split(":", 1) for line in _MEMINFO.read_text(encoding="ascii").splitlines())
        limits.append(int(lines["MemAvailable"].split()[0]) * 1024)
        limit, used = (path.read_text(encoding="ascii").strip() for path in _CGROUP)
        limits.append(int(limit) - int(used))
    except (OSError, KeyError, ValueError):
        pass  # another system, or no control group or limit
    return min(limits, default=None)


def parse_size(size: str) -> int:
    """The bytes of a size such as `512m` (binary units, as the JVM reads it) or `1GB`. Raises CannotStart."""
    digits = size.lower().removesuffix("b").strip()
    unit = _UNITS.get(digits[-1:], 1)
    try:
        return int(float(digits.rstrip("kmg")) * unit)
    except ValueError:
        raise CannotStart(f"{size!r} is not a size such as `512m` or `2g`.") from None


def text(size: int) -> str:
    """The size in GB or MB."""
    return f"{size / 10**9:,.1f} GB" if size >= 10**9 else f"{size / MB:,.0f} MB"

"""File locks that the operating system releases when their process ends."""

import os
import sys
import time
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(1 << 20)  # beyond the text, so that other processes can read the owner
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def try_lock(path: Path) -> IO[bytes] | None:
    """Lock the file until the returned file is closed; None if another process holds it. Raises OSError if it is not
    writable."""
    file = path.open("ab")
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    file.truncate(0)
    file.write(str(os.getpid()).encode())
    file.flush()
    return file


def wait_for_lock(path: Path, seconds: float) -> IO[bytes] | None:
    """As `try_lock`, waits at most `seconds`."""
    end = time.monotonic() + seconds
    while (file := try_lock(path)) is None and time.monotonic() < end:
        time.sleep(0.05)
    return file


def lock_owner(path: Path) -> str:
    """The process id of the lock's owner, or a question mark."""
    try:
        return path.read_text(encoding="ascii").strip() or "?"
    except OSError:
        return "?"

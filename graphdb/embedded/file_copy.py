"""Copies a folder whose files change, in two passes: all files, then those that changed since, when nothing writes.

A file counts as changed if its size or time differs, or if its time is so recent that a later change could have the
same one. Source: rsync(1), "quick check".
"""

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from thread_pools import checkpoint

#: Nanoseconds: more than the resolution of a file system's times.
RECENT: Final = 3_000_000_000


class Stamp(NamedTuple):
    """Size and time of a file before it was copied, and the time of the copy, in nanoseconds."""

    size: int
    changed: int
    copied: int

    def is_of(self, path: Path) -> bool:
        """Whether the file is certainly as it was when it was copied."""
        stat = path.stat()
        return (stat.st_size, stat.st_mtime_ns) == self[:2] and self.changed < self.copied - RECENT


def copy_files(source: Path, target: Path, earlier: Mapping[Path, Stamp] | None = None) -> dict[Path, Stamp]:
    """Makes `target` a copy of `source`; files that are as in `earlier`, an earlier result, are not copied again.

    The stamps of all files by their path below `source`. Files that vanish meanwhile are left out. A cancelled job of a
    thread pool ends after the current file.
    """
    stamps: dict[Path, Stamp] = {}
    for path in sorted(each for each in source.rglob("*") if each.is_file()):
        checkpoint()
        name = path.relative_to(source)
        before = (earlier or {}).get(name)
        try:
            stat, now = path.stat(), time.time_ns()
            if before is None or not before.is_of(path):
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target / name)
                before = Stamp(stat.st_size, stat.st_mtime_ns, now)
        except FileNotFoundError:
            continue
        stamps[name] = before
    for name in set(earlier or ()) - set(stamps):
        (target / name).unlink(missing_ok=True)
    return stamps


def sync_files(folder: Path) -> None:
    """Writes all files and folders below to disk."""
    for path in (folder, *folder.rglob("*")):
        _sync(path)


def sync_folder(folder: Path) -> None:
    """Writes the names in the folder to disk: those of files that were renamed."""
    _sync(folder)


def _sync(path: Path) -> None:
    """Windows has no such operation for folders."""
    if path.is_file() or os.name != "nt":
        descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

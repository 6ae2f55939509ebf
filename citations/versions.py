"""Derived files of the graph in a folder, in versions: each is complete, or it does not exist.

A version is a folder with `manifest.json`: the format, the stamp of the graph, and the SHA-256 of each file. It is
written under a temporary name and renamed when it is complete. The file `current` names the version in use; it is
replaced atomically, so that a reader finds one complete version or none, also after `kill -9`.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from errors import PeergraphError
from graphdb.adjacency import Stamp

MANIFEST: Final = "manifest.json"
CURRENT: Final = "current"
BUILDING: Final = "building-"
_FINISHED: Final = "index-"

Entries = dict[str, dict[str, Any]]
"""The files of a version by name, each with at least `sha256`."""


class Damaged(PeergraphError):
    """An index with missing or changed files. It is derived and can be rebuilt."""


def publish(folder: Path, stamp: Stamp, version: int, fill: Callable[[Path], Entries]) -> Path:
    """Make new files the current version; its folder. `fill` writes them into an empty folder; `version`: the number of
    their format. Raises OSError."""
    building = folder / f"{BUILDING}{uuid4().hex}"
    building.mkdir(parents=True)
    manifest = {"format": version, "stamp": stamp._asdict(), "files": fill(building)}
    write_synced(building / MANIFEST, json.dumps(manifest, indent=1).encode())
    finished = folder / building.name.replace(BUILDING, _FINISHED)
    building.rename(finished)
    write_synced(folder / f"{CURRENT}.new", finished.name.encode())
    (folder / f"{CURRENT}.new").replace(folder / CURRENT)
    return finished


def current(folder: Path) -> Path | None:
    """The folder of the current version; None if there is none."""
    name = _current(folder)
    return None if name is None else folder / name


def stamp_of(folder: Path, expected: int) -> Stamp | None:
    """The stamp of the current version, of the expected format; None if there is none. Raises Damaged."""
    version = current(folder)
    return None if version is None else read_manifest(version, expected)[0]


def read_manifest(version: Path, expected: int) -> tuple[Stamp, Entries]:
    """The stamp and the files of a version of the expected format. Raises Damaged."""
    try:
        manifest: Mapping[str, Any] = json.loads((version / MANIFEST).read_bytes())
        if manifest["format"] != expected:
            raise Damaged(f"The index at {version} is of format {manifest['format']}, not {expected}: rebuild it.")
        return Stamp(**manifest["stamp"]), manifest["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"The index at {version} cannot be read ({error}): rebuild it.") from error


def built_at(version: Path) -> float:
    """When a version was written, in seconds since 1970."""
    return (version / MANIFEST).stat().st_mtime


def remove_unused(folder: Path) -> None:
    """Remove aborted builds and all versions except the current one. Only for the process with the build lock.

    A process with such a version open can still read it, because open files outlive their names.
    """
    name = _current(folder)
    for path in folder.iterdir():
        if path.name.startswith((BUILDING, _FINISHED)) and path.name != name:
            shutil.rmtree(path, ignore_errors=True)


def write_synced(path: Path, data: bytes | memoryview) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _current(folder: Path) -> str | None:
    try:
        return (folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None

"""The index on disk: one file for each array, and `manifest.json` with their types and the stamp of the graph.

A folder is written under a temporary name and renamed when it is complete. The file `current` names the folder in use;
it is replaced atomically, so that a reader finds one complete index or none.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np
import numpy.typing as npt

from citations.index import Index
from citations.node_ids import NodeIds
from citations.rows import Rows
from errors import PeergraphError
from graphdb.adjacency import Stamp

#: Incremented when the format changes: an index of another format is rebuilt.
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CURRENT: Final = "current"
BUILDING: Final = "building-"
_INDEX: Final = "index-"


class Damaged(PeergraphError):
    """An index with missing or changed files. It is derived and can be rebuilt."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index, the stamp of its graph, and its folder."""

    index: Index
    stamp: Stamp
    folder: Path


def write(folder: Path, index: Index, stamp: Stamp) -> Path:
    """Write the index and make it the current one; its folder. Raises OSError."""
    building = folder / f"{BUILDING}{uuid4().hex}"
    building.mkdir(parents=True)
    files = {name: _write_array(building / f"{name}.bin", array) for name, array in _arrays(index)}
    manifest = {"format": FORMAT, "stamp": stamp._asdict(), "files": files}
    _write(building / MANIFEST, json.dumps(manifest, indent=1).encode())
    finished = folder / building.name.replace(BUILDING, _INDEX)
    building.rename(finished)
    _write(folder / f"{CURRENT}.new", finished.name.encode())
    (folder / f"{CURRENT}.new").replace(folder / CURRENT)
    return finished


def built_at(folder: Path) -> float:
    """When the index in this folder was written, in seconds since 1970."""
    return (folder / MANIFEST).stat().st_mtime


def remove_unused(folder: Path) -> None:
    """Remove aborted builds and all indexes except the current one. Only for the process with the build lock.

    A process with such an index open can still read it, because open files outlive their names.
    """
    current = _current(folder)
    for path in folder.iterdir():
        if path.name.startswith((BUILDING, _INDEX)) and path.name != current:
            shutil.rmtree(path, ignore_errors=True)


def stamp_of(folder: Path) -> Stamp | None:
    """The stamp of the current index; None if there is none. Raises Damaged."""
    current = _current(folder)
    return None if current is None else _read_manifest(folder / current)[0]


def load(folder: Path) -> OpenIndex | None:
    """Map the current index and verify its checksums; None if there is none. Raises Damaged."""
    current = _current(folder)
    if current is None:
        return None
    stamp, files = _read_manifest(folder / current)
    arrays = {name: _map_array(folder / current / f"{name}.bin", entry) for name, entry in files.items()}
    try:
        index = _assemble(arrays)
    except KeyError as error:
        raise Damaged(f"The index at {folder / current} has no {error}: rebuild it.") from error
    return OpenIndex(index, stamp, folder / current)


def _current(folder: Path) -> str | None:
    try:
        return (folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None


def _arrays(index: Index) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Every array of the index with its field path."""
    for field in fields(index):
        value = getattr(index, field.name)
        if isinstance(value, np.ndarray):
            yield field.name, value
            continue
        for part in fields(value):
            array = getattr(value, part.name)
            if array is not None:
                yield f"{field.name}.{part.name}", array


def _assemble(arrays: Mapping[str, npt.NDArray[Any]]) -> Index:
    """The index from its arrays. Raises KeyError for a missing one."""
    parts: dict[str, Any] = {}
    for field in fields(Index):
        name = field.name
        if field.type is NodeIds:
            parts[name] = NodeIds(arrays[f"{name}.text"], arrays[f"{name}.ends"])
        elif field.type is Rows:
            parts[name] = Rows(arrays[f"{name}.offsets"], arrays[f"{name}.targets"], arrays.get(f"{name}.values"))
        else:
            parts[name] = arrays[name]
    return Index(**parts)


def _write_array(path: Path, array: npt.NDArray[Any]) -> dict[str, Any]:
    data = np.ascontiguousarray(array)
    _write(path, data.data.cast("B") if data.size else b"")
    return {"type": data.dtype.str, "length": len(data), "sha256": _checksum(path)}


def _write(path: Path, data: bytes | memoryview) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path) -> tuple[Stamp, dict[str, dict[str, Any]]]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["format"] != FORMAT:
            raise Damaged(f"The index at {folder} is of format {manifest['format']}, not {FORMAT}: rebuild it.")
        return Stamp(**manifest["stamp"]), manifest["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"The index at {folder} cannot be read ({error}): rebuild it.") from error


def _map_array(path: Path, entry: Mapping[str, Any]) -> npt.NDArray[Any]:
    """The array in a file as a view of its memory map. `entry`: its type, length and checksum."""
    try:
        kind, length = np.dtype(entry["type"]), int(entry["length"])
        size = path.stat().st_size
        if size != kind.itemsize * length:
            raise Damaged(f"{path} has {size} bytes, not {kind.itemsize * length}: rebuild the index.")
        if _checksum(path) != entry["sha256"]:
            raise Damaged(f"{path} does not have the checksum that it was written with: rebuild the index.")
        return np.asarray(np.memmap(path, kind, "r", shape=(length,))) if length else np.empty(0, kind)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path} cannot be read ({error}): rebuild the index.") from error

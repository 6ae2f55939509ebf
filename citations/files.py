"""The index on disk: one file an array, and `manifest.json`, which says what each holds and for which graph it stands.

A folder is written under another name and gets its own when it is whole. `current` names the folder that is in use;
it is replaced in one step too, so that whoever opens the index finds one whole index or none.
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
from citations.names import NodeIds
from citations.rows import Rows
from errors import PeergraphError
from graphdb.adjacency import Stamp

#: Counted up when files change their meaning: an index of another format is built anew.
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CURRENT: Final = "current"
BUILDING: Final = "building-"
_INDEX: Final = "index-"


class Damaged(PeergraphError):
    """An index whose files are not as they were written. It is derived: build it anew."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index, the graph that it stands for, and its folder."""

    index: Index
    stamp: Stamp
    folder: Path


def write(folder: Path, index: Index, stamp: Stamp) -> Path:
    """Write the index and make it the current one; where it is. Raises OSError."""
    building = folder / f"{BUILDING}{uuid4().hex}"
    building.mkdir(parents=True)
    files = {name: _written(building / f"{name}.bin", array) for name, array in _arrays(index)}
    manifest = {"format": FORMAT, "stamp": stamp._asdict(), "files": files}
    _write(building / MANIFEST, json.dumps(manifest, indent=1).encode())
    finished = folder / building.name.replace(BUILDING, _INDEX)
    building.rename(finished)
    _write(folder / f"{CURRENT}.new", finished.name.encode())
    (folder / f"{CURRENT}.new").replace(folder / CURRENT)
    return finished


def remove_unused(folder: Path) -> None:
    """Remove what no index uses: builds that did not end, and indexes before the current one. For the one builder.

    Who has such an index open keeps it: an open file outlives its name.
    """
    current = _current(folder)
    for path in folder.iterdir():
        if path.name.startswith((BUILDING, _INDEX)) and path.name != current:
            shutil.rmtree(path, ignore_errors=True)


def stamp_of(folder: Path) -> Stamp | None:
    """For which graph the current index stands; None where there is none. Raises Damaged."""
    current = _current(folder)
    return None if current is None else _manifest(folder / current)[0]


def load(folder: Path) -> OpenIndex | None:
    """Map the current index, every byte compared with its checksum; None where there is none. Raises Damaged."""
    current = _current(folder)
    if current is None:
        return None
    stamp, files = _manifest(folder / current)
    arrays = {name: _mapped(folder / current / f"{name}.bin", said) for name, said in files.items()}
    try:
        index = _assembled(arrays)
    except KeyError as error:
        raise Damaged(f"The index at {folder / current} has no {error}: build it anew.") from error
    return OpenIndex(index, stamp, folder / current)


def _current(folder: Path) -> str | None:
    try:
        return (folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None


def _arrays(index: Index) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Every array of the index, by the names of the fields that lead to it."""
    for field in fields(index):
        value = getattr(index, field.name)
        if isinstance(value, np.ndarray):
            yield field.name, value
            continue
        for part in fields(value):
            array = getattr(value, part.name)
            if array is not None:
                yield f"{field.name}.{part.name}", array


def _assembled(arrays: Mapping[str, npt.NDArray[Any]]) -> Index:
    """The index of its arrays. Raises KeyError for one that is not there."""
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


def _written(path: Path, array: npt.NDArray[Any]) -> dict[str, Any]:
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


def _manifest(folder: Path) -> tuple[Stamp, dict[str, dict[str, Any]]]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["format"] != FORMAT:
            raise Damaged(f"The index at {folder} is of format {manifest['format']}, not {FORMAT}: build it anew.")
        return Stamp(**manifest["stamp"]), manifest["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"The index at {folder} cannot be read ({error}): build it anew.") from error


def _mapped(path: Path, said: Mapping[str, Any]) -> npt.NDArray[Any]:
    """The array in a file, as a plain view of its memory map."""
    try:
        kind, length = np.dtype(said["type"]), int(said["length"])
        size = path.stat().st_size
        if size != kind.itemsize * length:
            raise Damaged(f"{path} has {size} bytes, not {kind.itemsize * length}: build the index anew.")
        if _checksum(path) != said["sha256"]:
            raise Damaged(f"{path} does not have the checksum that it was written with: build the index anew.")
        return np.asarray(np.memmap(path, kind, "r", shape=(length,))) if length else np.empty(0, kind)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path} cannot be read ({error}): build the index anew.") from error

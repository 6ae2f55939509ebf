"""The citation index on disk: one file for each array, in versions whose manifest has the types of the arrays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from citations import versions
from citations.index import Index
from citations.node_ids import NodeIds
from citations.rows import Rows
from citations.versions import (
    BUILDING,
    CURRENT,
    MANIFEST,
    Damaged,
    Entries,
    built_at,
    checksum,
    current,
    publish,
    read_manifest,
    remove_unused,
    write_synced,
)
from graphdb.adjacency import Stamp

__all__ = [
    "BUILDING", "CURRENT", "FORMAT", "MANIFEST", "Damaged", "OpenIndex", "built_at", "load", "remove_unused",
    "stamp_of", "write",
]  # fmt: skip

#: Incremented when the format changes: an index of another format is rebuilt.
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index, the stamp of its graph, and its folder."""

    index: Index
    stamp: Stamp
    folder: Path


def write(folder: Path, index: Index, stamp: Stamp) -> Path:
    """Write the index and make it the current one; its folder. Raises OSError."""

    def fill(building: Path) -> Entries:
        return {name: _write_array(building / f"{name}.bin", array) for name, array in _arrays(index)}

    return publish(folder, stamp, FORMAT, fill)


def stamp_of(folder: Path) -> Stamp | None:
    """The stamp of the current index; None if there is none. Raises Damaged."""
    return versions.stamp_of(folder, FORMAT)


def load(folder: Path) -> OpenIndex | None:
    """Map the current index and verify its checksums; None if there is none. Raises Damaged."""
    version = current(folder)
    if version is None:
        return None
    stamp, files = read_manifest(version, FORMAT)
    arrays = {name: _map_array(version / f"{name}.bin", entry) for name, entry in files.items()}
    try:
        index = _assemble(arrays)
    except KeyError as error:
        raise Damaged(f"The index at {version} has no {error}: rebuild it.") from error
    return OpenIndex(index, stamp, version)


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
    write_synced(path, data.data.cast("B") if data.size else b"")
    return {"type": data.dtype.str, "length": len(data), "sha256": checksum(path)}


def _map_array(path: Path, entry: Mapping[str, Any]) -> npt.NDArray[Any]:
    """The array in a file as a view of its memory map. `entry`: its type, length and checksum."""
    try:
        kind, length = np.dtype(entry["type"]), int(entry["length"])
        size = path.stat().st_size
        if size != kind.itemsize * length:
            raise Damaged(f"{path} has {size} bytes, not {kind.itemsize * length}: rebuild the index.")
        if checksum(path) != entry["sha256"]:
            raise Damaged(f"{path} does not have the checksum that it was written with: rebuild the index.")
        return np.asarray(np.memmap(path, kind, "r", shape=(length,))) if length else np.empty(0, kind)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path} cannot be read ({error}): rebuild the index.") from error

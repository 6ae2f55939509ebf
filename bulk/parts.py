"""The parts of an import: files of records, each with a fingerprint of its content."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from bulk.columns import VERSION
from errors import CannotStart
from ingest.chunk_parser import VERSION as READERS_VERSION
from ingest.jsonl import file_source
from ingest.snapshot import is_snapshot, snapshot_parts

#: Bytes at the beginning and at the end of a file without a fingerprint that identify its content.
_SAMPLE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Part:
    """One file. `fingerprint`: of a part of a snapshot, as `ingest` stores it (`graphdb.ingest.snapshot_parts`), else
    None. `key`: the name of the folder of its tables, which changes with the content and with the filter."""

    path: str
    size: int
    key: str
    fingerprint: str | None = None
    is_csv: bool = False


def list_parts(paths: Iterable[Path], selection: str = "") -> list[Part]:
    """The parts of these files and snapshot folders, in the order in which ingest reads them. `selection`: the filter
    as text. Raises CannotStart if a file cannot be read or a folder is not a snapshot."""
    return [part for path in paths for part in _parts(path, selection)]


def _parts(path: Path, selection: str) -> list[Part]:
    if path.is_dir():
        if not is_snapshot(path):
            raise CannotStart(f"{path} has no part of a snapshot (`works/updated_date=…/part_….gz`).")
        return [
            _part(file, selection, fingerprint=fingerprint, is_csv=is_csv)
            for file, fingerprint, is_csv in snapshot_parts(path)
        ]
    file_source(path)  # raises if it cannot be read
    return [_part(path, selection)]


def _part(path: Path, selection: str, *, fingerprint: str | None = None, is_csv: bool = False) -> Part:
    size = path.stat().st_size
    content = fingerprint or f"{path.name} {size} {_sample(path, size)}"
    text = f"{VERSION} {READERS_VERSION.decode()} {content} {path.absolute()} {selection}"
    key = blake2b(text.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return Part(str(path), size, key, fingerprint, is_csv)


def _sample(path: Path, size: int) -> str:
    """A digest of the beginning, the end and the time of the last change."""
    digest = blake2b(str(path.stat().st_mtime_ns).encode(), digest_size=12)
    with path.open("rb") as file:
        digest.update(file.read(_SAMPLE_BYTES))
        file.seek(max(0, size - _SAMPLE_BYTES))
        digest.update(file.read())
    return digest.hexdigest()

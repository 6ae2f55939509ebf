"""The parts of an import: files of records, each with a fingerprint of its content."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from bulk.columns import VERSION
from errors import CannotStart
from ingest.addresses import Address, is_address
from ingest.chunk_parser import VERSION as READERS_VERSION
from ingest.jsonl import file_source
from ingest.partitions import Snapshot
from ingest.remote import RemoteSnapshot
from ingest.snapshot import ENDINGS, folder_snapshot, is_snapshot, is_table

#: Bytes at the beginning and at the end of a file without a fingerprint that identify its content.
_SAMPLE_BYTES = 65_536
#: Ends of the names of files, which an address of a snapshot does not have.
_FILES: Final = (*filter(None, ENDINGS), ".csv", ".zip")


@dataclass(frozen=True, slots=True)
class Part:
    """One file, at a path or an address.

    `fingerprint`: of a part of a snapshot, as `ingest` stores it (`graphdb.ingest.snapshot_parts`), else None. `key`:
    the name of the folder of its tables, which changes with the content and with the filter."""

    path: str
    size: int
    key: str
    fingerprint: str | None = None
    is_csv: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """The parts of an import in the order in which ingest reads them, and the snapshots that they are of."""

    parts: list[Part]
    snapshots: list[Snapshot]


def list_sources(sources: Iterable[str | Path], selection: str = "") -> Sources:
    """The parts of files and snapshots, at paths or addresses. `selection`: the filter as text. Raises CannotStart if
    one cannot be read or is not a snapshot."""
    listed = Sources([], [])
    for source in sources:
        opened = _opened(str(source))
        if isinstance(opened, Snapshot):
            listed.snapshots.append(opened)
            for part in opened.parts:
                file = part.source()
                listed.parts.append(_part(file.name, file.size or 0, selection, file.part, is_csv=is_table(file.name)))
        else:
            listed.parts.append(_part(str(source), opened, selection))
    return listed


def list_parts(sources: Iterable[str | Path], selection: str = "") -> list[Part]:
    """The parts of `list_sources`."""
    return list_sources(sources, selection).parts


def _opened(source: str) -> Snapshot | int:
    """The snapshot, or the size of the file."""
    if is_address(source):
        return _file_size(source) if source.endswith(_FILES) else RemoteSnapshot(source).read()
    path = Path(source)
    if path.is_dir():
        if not is_snapshot(path):
            raise CannotStart(f"{path} has no part of a snapshot (`works/updated_date=…/part_….gz`).")
        return folder_snapshot(path)
    return file_source(path).size or 0  # raises if it cannot be read


def _file_size(source: str) -> int:
    address = Address(source)
    try:
        return int(address.connected(lambda: address.files.size(address.path)) or 0)
    except FileNotFoundError as error:
        raise CannotStart(f"{source} does not answer or does not exist: check the address and the network.") from error


def _part(source: str, size: int, selection: str, fingerprint: str | None = None, *, is_csv: bool = False) -> Part:
    place = source if is_address(source) else str(Path(source).absolute())
    content = (
        fingerprint or f"{place.rpartition('/')[2]} {size} {'' if is_address(source) else _sample(Path(source), size)}"
    )
    text = f"{VERSION} {READERS_VERSION.decode()} {content} {place} {selection}"
    key = blake2b(text.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return Part(source, size, key, fingerprint, is_csv)


def _sample(path: Path, size: int) -> str:
    """A digest of the beginning, the end and the time of the last change."""
    digest = blake2b(str(path.stat().st_mtime_ns).encode(), digest_size=12)
    with path.open("rb") as file:
        digest.update(file.read(_SAMPLE_BYTES))
        file.seek(max(0, size - _SAMPLE_BYTES))
        digest.update(file.read())
    return digest.hexdigest()

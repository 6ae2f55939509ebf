"""Files of records: JSON Lines, saved pages of the API and arrays, plain, gzip or zip, and Parquet.

The content determines the format. Lines end only with a line feed, because records contain U+2028 and U+0085.
"""

import gzip
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Final, cast
from zipfile import BadZipFile, ZipFile

from errors import CannotStart
from ingest import parquet
from ingest.chunk_parser import Chunk
from ingest.documents import records
from ingest.sources import Damaged, Source, in_thread, next_chunk_lines

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
#: Beginnings of tables of merged and of deleted ids.
_TABLES: Final = (b"merge_date,", b"work_id,")
#: Byte order mark of UTF-8, which some editors write.
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def file_source(path: Path, *, part: str | None = None, csv: bool = False) -> Source:
    """A file as a source. Raises CannotStart when it cannot be read."""
    try:
        with path.open("rb") as file:
            file.read(1)
        size = path.stat().st_size
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror or error}.") from error
    return Source(str(path), lambda: in_thread(chunks(path, csv=csv)), size, part)


def chunks(path: Path, *, csv: bool = False) -> Iterator[Chunk]:
    """The file's records by chunk, one per line. Raises Damaged after the last readable record."""
    with path.open("rb") as raw:
        magic = raw.read(4)
        raw.seek(0)
        if magic == parquet.MAGIC:
            yield from parquet.chunks(path)
        elif magic == _ZIP:
            yield from _archive_chunks(raw, path)
        else:
            yield from _line_chunks(raw, str(path), packed=magic.startswith(_GZIP), csv=csv)


def _archive_chunks(raw: IO[bytes], path: Path) -> Iterator[Chunk]:
    """The JSON files of an archive; only those of schema 2 where the names state it, as in ROR's dumps."""
    try:
        with ZipFile(raw) as archive:
            names = [name for name in archive.namelist() if name.endswith((".json", ".jsonl"))]
            for name in [name for name in names if "schema_v2" in name] or names:
                with archive.open(name) as member:
                    yield from _line_chunks(member, f"{path}/{name}", packed=False, csv=False)
    except BadZipFile as error:
        raise Damaged(str(path), 1, f"the file cannot be read further ({error})") from error


def _line_chunks(raw: IO[bytes], source: str, *, packed: bool, csv: bool) -> Iterator[Chunk]:
    number = 1
    damage: list[str] = []
    lines = _until_damage(iter(cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw), damage)
    first = next(lines, b"").removeprefix(BYTE_ORDER_MARK)
    lines = chain((first,) if first else (), lines)
    csv = csv or first.startswith(_TABLES)
    record_lines = lines if csv else records(lines)
    while chunk_lines := next_chunk_lines(record_lines):
        yield Chunk(source, number, chunk_lines, csv, raw.tell())
        number += len(chunk_lines)
    if damage:
        raise Damaged(source, number, f"the file cannot be read further ({damage[0]})")


def _until_damage(lines: Iterator[bytes], damage: list[str]) -> Iterator[bytes]:
    """The lines up to the damage; appends the reason to `damage`."""
    try:
        yield from lines
    except (EOFError, zlib.error, OSError) as error:
        damage.append(str(error))

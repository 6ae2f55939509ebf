"""Files of lines, plain or gzip. Lines end with a line feed and with nothing else: records hold U+2028 and U+0085."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, cast

from errors import CannotStart
from ingest.parsing import Chunk
from ingest.sources import Source, full, in_thread

_GZIP: Final = b"\x1f\x8b"


class Damaged(Exception):
    """A file that cannot be read to its end: the message says why, `line` after which line."""

    def __init__(self, source: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.source = source
        self.line = line


def file_source(path: Path, *, part: str | None = None, csv: bool = False) -> Source:
    """A file as a source. Raises CannotStart when it cannot be opened."""
    try:
        with path.open("rb") as file:
            file.read(1)
        size = path.stat().st_size
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror or error}.") from error
    return Source(str(path), lambda: in_thread(chunks(path, csv=csv)), size, part)


def chunks(path: Path, *, csv: bool = False) -> Iterator[Chunk]:
    """The file's lines by chunk. Raises Damaged after the last whole line of a file that is cut short or corrupt."""
    number = 1
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        lines = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
        damage: list[str] = []
        reading = _whole(iter(lines), damage)
        while taken := full(reading):
            yield Chunk(str(path), number, taken, csv, raw.tell())
            number += len(taken)
    if damage:
        raise Damaged(str(path), number, f"the file cannot be read further ({damage[0]})")


def _whole(lines: Iterator[bytes], damage: list[str]) -> Iterator[bytes]:
    """The lines up to where the file is damaged, and why it is."""
    try:
        yield from lines
    except (EOFError, zlib.error, OSError) as error:
        damage.append(str(error))

"""Where records come from: files, snapshot folders and the API, each as chunks of lines."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ingest.parsing import Chunk

#: Records in one chunk, which is one transaction, and the bytes at which it is full before that.
RECORDS: Final = 1_000
BYTES: Final = 48 * 2**20


class Damaged(Exception):
    """A file that cannot be read to its end: the message says why, `line` after which line."""

    def __init__(self, source: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.source = source
        self.line = line


@dataclass(frozen=True, slots=True)
class Source:
    """Chunks of lines with a name. `size`: what their `position` counts up to (bytes of a file, records of the API),
    None when unknown. `part`: what to remember when all of it was stored, so that it is not read again."""

    name: str
    chunks: Callable[[], AsyncIterator[Chunk]]
    size: int | None = None
    part: str | None = None


async def in_thread(chunks: Iterator[Chunk]) -> AsyncIterator[Chunk]:
    """The chunks, each read in a thread, so that reading and unpacking go on beside the store's work."""
    while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
        yield chunk


def full(lines: Iterator[bytes]) -> list[bytes]:
    """The next lines, as many as make a chunk; empty at the end."""
    taken: list[bytes] = []
    room = BYTES
    for line in islice(lines, RECORDS):
        taken.append(line)
        room -= len(line)
        if room <= 0:
            break
    return taken

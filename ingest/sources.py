"""Sources of records (files, snapshot folders, the API) as chunks of lines."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ingest.chunk_parser import Chunk

#: Maximum records and bytes of a chunk, which is stored in one transaction.
MAX_CHUNK_RECORDS: Final = 1_000
MAX_CHUNK_BYTES: Final = 48 * 2**20


class Damaged(Exception):
    """A file that cannot be read to its end; the message is the reason, `line` the first unreadable line."""

    def __init__(self, source: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.source = source
        self.line = line


@dataclass(frozen=True, slots=True)
class Source:
    """A named source of chunks. `size`: the maximum of their `position` (bytes of a file, records of the API), None
    when unknown. `part`: the fingerprint to store when the source is complete, so that it is not read again."""

    name: str
    chunks: Callable[[], AsyncIterator[Chunk]]
    size: int | None = None
    part: str | None = None


async def in_thread(chunks: Iterator[Chunk]) -> AsyncIterator[Chunk]:
    """The chunks, each read in a thread, so that reading and decompression do not block the event loop."""
    while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
        yield chunk


def next_chunk_lines(lines: Iterator[bytes]) -> list[bytes]:
    """The lines of the next chunk; empty at the end."""
    chunk_lines: list[bytes] = []
    bytes_left = MAX_CHUNK_BYTES
    for line in islice(lines, MAX_CHUNK_RECORDS):
        chunk_lines.append(line)
        bytes_left -= len(line)
        if bytes_left <= 0:
            break
    return chunk_lines

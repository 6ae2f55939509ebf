"""A sample of the source records, which `ingest` must find unchanged in a graph that was imported from them."""

import random
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, Final

import orjson

from bulk.parts import Part
from bulk.shape import read_part
from ingest.chunk_parser import Chunk
from ingest.kinds import WORKS, entity
from ingest.sources import Damaged, Source

#: Files of the sample, and records of each.
FILES: Final = 12
RECORDS: Final = 40
#: Whether a filter takes a work.
Choose = Callable[[dict[str, Any]], bool]


def sample_source(parts: Sequence[Part], seed: str, choose: Choose | None = None) -> Source:
    """Some records of some of the files, the same for the same seed. `choose`: the filter of the import, with which the
    sample has only works."""
    chance = random.Random(seed)  # noqa: S311 - not for security
    chosen = chance.sample([*parts], min(FILES, len(parts)))

    async def chunks() -> AsyncIterator[Chunk]:
        for part in chosen:
            for chunk in _first_chunk(part):
                lines = [line for line in chunk.lines if choose is None or _accepts(choose, line)]
                positions = sorted(chance.sample(range(len(lines)), min(RECORDS, len(lines))))
                yield Chunk(chunk.source, chunk.first, [lines[position] for position in positions], chunk.csv)

    return Source("a sample of the sources", chunks)


def _first_chunk(part: Part) -> Iterator[Chunk]:
    """The first chunk of the file; none if the file is damaged there, which the report names, or empty."""
    try:
        yield from [next(read_part(part))]
    except (Damaged, StopIteration):
        return


def _accepts(choose: Choose, line: bytes) -> bool:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(record, dict) and entity(record) == WORKS and choose(record)  # pyright: ignore

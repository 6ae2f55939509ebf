"""Real records for benchmarks: those of `../shared/data` beside the repository, or of PEERGRAPH_TEST_DATA."""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from ingest.chunk_parser import Chunk
from ingest.jsonl import file_source
from ingest.sources import MAX_CHUNK_RECORDS, Source, in_thread

DATA: Final = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
#: The first id for records of a source without OpenAlex ids.
FIRST: Final = 5_000_000_000


def sources() -> list[Source]:
    """The sets of works at hand: OpenAlex of 2023 and of 2025, and papers around foundation models."""
    works = sorted((DATA / "openalex").glob("works-*.jsonl.gz"))
    models = DATA / "foundation-models" / "papers.jsonl.gz"
    return [*map(file_source, works), *([foundation_models(models)] if models.exists() else [])]


def foundation_models(path: Path) -> Source:
    """Papers with title, abstract, authors and year, in OpenAlex's format."""
    return Source(path.name, lambda: in_thread(_chunks(path)), path.stat().st_size)


def _chunks(path: Path) -> Iterator[Chunk]:
    with gzip.open(path) as file:
        lines = [orjson.dumps(_work(orjson.loads(line), FIRST + index)) for index, line in enumerate(file)]
    for first in range(0, len(lines), MAX_CHUNK_RECORDS):
        yield Chunk(path.name, first + 1, lines[first : first + MAX_CHUNK_RECORDS])


def _work(record: dict[str, Any], number: int) -> dict[str, Any]:
    authors = [{"author": {"id": None, "display_name": name}} for name in record.get("authors") or ()]
    return {
        "id": f"W{number}",
        "title": record["title"],
        "publication_year": record.get("year"),
        "authorships": authors,
        "abstract_inverted_index": _inverted(record.get("abstract") or ""),
    }


def _inverted(abstract: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for position, word in enumerate(abstract.split()):
        index.setdefault(word, []).append(position)
    return index

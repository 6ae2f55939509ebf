"""No text of the real records holds a tag, an entity or a remnant of MathML, by an independent pattern."""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.chunk_parser import Chunk, parse

DATA = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"real records are not at {DATA}")
FILES = [*DATA.glob("openalex/*.jsonl.gz"), *DATA.glob("openalex-snapshot/*/updated_date=*/*.gz")]
#: Text in angle brackets that begins like a tag, text like an entity, and remnants of formulas.
MARKUP = re.compile(r"</?[A-Za-z!?][^<>]*>|&#?[A-Za-z0-9]+;|xmlns|mml:|\\begin\{document\}|\\documentclass|CDATA")
#: Names in angle brackets that are not markup.
NAMES = frozenset({"<VRIA>"})


def texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Node, property and value of every text of the file's records."""
    lines = gzip.decompress(path.read_bytes()).split(b"\n")
    batch = parse(Chunk(str(path), 1, lines))
    for row in (*batch.papers, *batch.entities, *batch.mentions.values()):
        for name, value in row.properties.items():
            if isinstance(value, str):
                yield row.id, name, value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DATA).as_posix())
def test_no_text_holds_markup(path: Path) -> None:
    marked = [
        (node, name, match[0])
        for node, name, value in texts(path)
        for match in MARKUP.finditer(value)
        if match[0] not in NAMES and not name.lower().endswith(("url", "doi", "homepage"))
    ]
    assert marked == []


def test_there_are_files() -> None:
    assert len(FILES) > 8

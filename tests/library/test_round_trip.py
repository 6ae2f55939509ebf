"""Each paper of a library that this service exports matches itself on import."""

from collections.abc import Callable

import orjson
import pytest

from exports.csl import csl_item
from exports.paper_lists import FORMATS
from exports.reference import Reference
from ingest.library.formats import LibraryFormat, read
from ingest.library.matching import match
from tests.library.conftest import Library
from tests.sampler import Sampler

#: Papers of one library: fewer than the limit of an import.
PIECE = 2_000


def _listed(suffix: str) -> Callable[[list[list[object]]], str]:
    def text(rows: list[list[object]]) -> str:
        return str(FORMATS[suffix].writer().page([[row] for row in rows]))

    return text


def _csl(rows: list[list[object]]) -> str:
    return orjson.dumps([csl_item(Reference.from_row(row)) for row in rows]).decode()


EXPORTS = {LibraryFormat.BIBTEX: _listed("bib"), LibraryFormat.RIS: _listed("ris"), LibraryFormat.CSL_JSON: _csl}


@pytest.mark.parametrize("kind", EXPORTS)
async def test_every_exported_paper_matches_itself(library: Library, kind: LibraryFormat, sample: Sampler) -> None:
    lost: list[str] = []
    for start in sample(range(0, len(library.rows), PIECE), 1):
        rows = library.rows[start : start + PIECE]
        entries = read(EXPORTS[kind](rows), kind, 600)
        assert len(entries) == len(rows)
        for row, each in zip(rows, await match(library.store, entries, 600), strict=True):
            if each.paper != row[0]:
                lost.append(f"{row[0]} {each.entry.title[:80]!r}: {each.paper} {each.reason} {each.candidates[:2]}")
    assert not lost, f"{len(lost)} of {len(library.rows)}: " + "\n".join(lost[:20])

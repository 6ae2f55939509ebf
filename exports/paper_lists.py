"""Complete lists of papers, written as a stream: CSV, JSON Lines, Parquet (`exports.tables`), BibTeX, RIS.

Each format says at its end that a list was cut, in a way that its readers take for no paper.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from exports.bibtex import bibtex, citation_key
from exports.characters import xml_text
from exports.names import Name
from exports.reference import Reference
from exports.ris import ris
from exports.tables import ColumnType, ListFormat, Record, Table, Writer, cut_sentence, formats

#: The values of a row of `listed` after the reference (`exports.reference.FIELDS`), by its name.
COUNTS: Final = {
    "citations": ColumnType.INTEGER, "references": ColumnType.INTEGER, "isOpen": ColumnType.FLAG,
    "retracted": ColumnType.FLAG,
}  # fmt: skip
_ROWS: Final = "papers"
_TEXTS: Final = frozenset({"authors", "keywords", "funders"})
_NAMES: Final = (
    "id", "title", "authors", "year", "publishedOn", "kind", "venue", "publisher", "volume", "issue", "firstPage",
    "lastPage", "language", "doi", "arxiv", "pmid", "pmcid", "url", "openAccessUrl", "licence", "keywords", "funders",
    "abstract",
)  # fmt: skip
COLUMNS: Final = {
    **{name: ColumnType.TEXTS if name in _TEXTS else ColumnType.TEXT for name in _NAMES},
    "year": ColumnType.INTEGER,
    **COUNTS,
}


class BibtexWriter(Writer):
    """BibTeX with unique keys, which take 10 MB of memory for 100,000 papers. A cut list ends with `@comment`."""

    def __init__(self) -> None:
        self._keys = set[str]()

    def page(self, rows: Sequence[Sequence[Any]]) -> str:
        return "".join(self._entry(Reference.from_row(row[0])) for row in rows)

    def cut(self, limit: int) -> str:
        return f"@comment{{{cut_sentence(limit, _ROWS)}}}\n"

    def _entry(self, reference: Reference) -> str:
        key = citation_key(reference, self._keys)
        entry = bibtex(reference, self._keys)
        self._keys.add(key)
        return f"{entry}\n"


class RisWriter(Writer):
    """RIS. A cut list ends with a line outside of any record: it has no tag, and readers skip it."""

    def page(self, rows: Sequence[Sequence[Any]]) -> str:
        return "".join(f"{ris(Reference.from_row(row[0]))}\r\n" for row in rows)

    def cut(self, limit: int) -> str:
        return f"{cut_sentence(limit, _ROWS)}\r\n"


def record_of(row: Sequence[Any]) -> Record:
    """A paper as one flat record, with null for unknown values, of `[reference, citations, references, isOpen,
    retracted]`."""
    values, *counts = row
    paper = Reference.from_row(values)
    record = {_camel(name): value or None for name, value in asdict(paper).items()}
    record["authors"] = [_name(name) for name in paper.authors]
    record |= {name: [xml_text(each) for each in getattr(paper, name)] for name in ("keywords", "funders")}
    return {name: record[name] for name in _NAMES} | dict(zip(COUNTS, counts, strict=True))


#: By the suffix of the URL.
FORMATS: Final = {
    **formats(Table(COLUMNS, record_of, _ROWS)),
    "bib": ListFormat("application/x-bibtex; charset=utf-8", BibtexWriter),
    "ris": ListFormat("application/x-research-info-systems; charset=utf-8", RisWriter),
}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _name(name: Name) -> str:
    return xml_text(name.literal or " ".join(part for part in (name.given, name.full_family, name.suffix) if part))

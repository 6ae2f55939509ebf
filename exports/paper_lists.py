"""Complete lists of papers, written as a stream: CSV, JSON Lines, BibTeX, RIS.

Each format says at its end that a list was cut, in a way that its readers take for no paper.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson

from exports.bibtex import bibtex, citation_key
from exports.characters import cell, xml_text
from exports.names import Name
from exports.reference import Reference
from exports.ris import ris

#: The values of a row of `listed` after the reference (`exports.reference.FIELDS`), by its name.
COUNTS: Final = ("citations", "references", "isOpen", "retracted")
_COLUMNS: Final = (
    "id", "title", "authors", "year", "publishedOn", "kind", "venue", "publisher", "volume", "issue", "firstPage",
    "lastPage", "language", "doi", "arxiv", "pmid", "pmcid", "url", "openAccessUrl", "licence", "keywords", "funders",
    "abstract",
)  # fmt: skip


class Writer:
    """Writes one list: first `begin`, then `page` for each page, `cut` at the end of a truncated list."""

    def begin(self) -> str:
        """The text before the papers."""
        return ""

    def page(self, rows: Sequence[Sequence[Any]]) -> str:
        """Papers, each as `[reference, citations, references, isOpen, retracted]`."""
        raise NotImplementedError

    def cut(self, limit: int) -> str:
        """The text after the last paper of a truncated list."""
        raise NotImplementedError


def _sentence(limit: int) -> str:
    return f"The list was cut here: one export holds {limit} papers at most. Narrow it with a filter for the others."


class CsvWriter(Writer):
    """RFC 4180, UTF-8, one paper per line, authors, keywords and funders separated by `; `. A cut list ends with a line
    that begins with `#`.

    Text that a spreadsheet would run as a formula has an apostrophe before it (`exports.characters.cell`).
    """

    def begin(self) -> str:
        return _lines([[*_COLUMNS, *COUNTS]])

    def page(self, rows: Sequence[Sequence[Any]]) -> str:
        records = (_row(row) for row in rows)
        return _lines([[_cell(value) for value in each.values()] for each in records])

    def cut(self, limit: int) -> str:
        return _lines([[f"# {_sentence(limit)}"]])


class JsonLinesWriter(Writer):
    """One JSON object per line. A cut list ends with `{"cut": true, "limit": …, "message": …}`."""

    def page(self, rows: Sequence[Sequence[Any]]) -> str:
        return b"".join(orjson.dumps(_row(row), option=orjson.OPT_APPEND_NEWLINE) for row in rows).decode()

    def cut(self, limit: int) -> str:
        notice = {"cut": True, "limit": limit, "message": _sentence(limit)}
        return orjson.dumps(notice, option=orjson.OPT_APPEND_NEWLINE).decode()


class BibtexWriter(Writer):
    """BibTeX with unique keys, which take 10 MB of memory for 100,000 papers. A cut list ends with `@comment`."""

    def __init__(self) -> None:
        self._keys = set[str]()

    def page(self, rows: Sequence[Sequence[Any]]) -> str:
        return "".join(self._entry(Reference.from_row(row[0])) for row in rows)

    def cut(self, limit: int) -> str:
        return f"@comment{{{_sentence(limit)}}}\n"

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
        return f"{_sentence(limit)}\r\n"


@dataclass(frozen=True, slots=True)
class ListFormat:
    """A format of lists: its media type and its writer."""

    media: str
    writer: Callable[[], Writer]


#: By the suffix of the URL.
FORMATS: Final = {
    "csv": ListFormat("text/csv; charset=utf-8", CsvWriter),
    "jsonl": ListFormat("application/jsonl; charset=utf-8", JsonLinesWriter),
    "bib": ListFormat("application/x-bibtex; charset=utf-8", BibtexWriter),
    "ris": ListFormat("application/x-research-info-systems; charset=utf-8", RisWriter),
}


def _row(row: Sequence[Any]) -> dict[str, Any]:
    """A paper as one flat record, with null for unknown values."""
    values, *counts = row
    paper = Reference.from_row(values)
    record = {_camel(name): value or None for name, value in asdict(paper).items()}
    record["authors"] = [_name(name) for name in paper.authors]
    record |= {name: [xml_text(each) for each in getattr(paper, name)] for name in ("keywords", "funders")}
    return {name: record[name] for name in _COLUMNS} | dict(zip(COUNTS, counts, strict=True))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _name(name: Name) -> str:
    return xml_text(name.literal or " ".join(part for part in (name.given, name.full_family, name.suffix) if part))


def _cell(value: object) -> object:
    if isinstance(value, list):
        return cell("; ".join(str(each) for each in value))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, bool):
        return str(value).lower()
    return cell(value) if isinstance(value, str) else value


def _lines(rows: Sequence[Sequence[object]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()

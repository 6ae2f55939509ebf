"""Scopus' CSV, with a row of column names.

Source: Elsevier, "Scopus: export document metadata" (CSV).
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from ingest.library.entry import Entry, label_of, page_of, text_of, title_of, year_of
from ingest.library.identifiers import Identifiers
from ingest.library.people import people_of

#: Columns of which a table has one.
_COLUMNS: Final = frozenset({"eid", "title", "titles"})
#: The number of a profile behind a name: `Vaswani, Ashish (57208435432)`.
_PROFILE: Final = re.compile(r"\s*\([0-9]+\)")
#: A name with initials and without a comma, as in older exports: `Vaswani A.`.
_INITIALS: Final = re.compile(r"(.*[^.\s])\s+((?:[^\W\d_]\.-?)+)")


def scopus(text: str) -> Iterator[Entry]:
    """The rows, in order; none of a table without titles. A table that cannot be read is one broken entry."""
    try:
        rows = csv.DictReader(io.StringIO(text))
        if not _COLUMNS.intersection(name.strip().lower() for name in rows.fieldnames or ()):
            return
        for position, row in enumerate(rows, 1):
            yield _entry({(name or "").strip().lower(): value or "" for name, value in _cells(row)}, position)
    except csv.Error as error:
        yield Entry("entry 1", broken=f"The table cannot be read: {error}.")


def _cells(row: dict[str | None, str | list[str]]) -> Iterator[tuple[str | None, str]]:
    return ((name, value) for name, value in row.items() if isinstance(value, str))


def _entry(row: dict[str, str], position: int) -> Entry:
    def texts(*names: str) -> list[str]:
        return [row[name] for name in names if row.get(name)]

    identifiers = Identifiers()
    identifiers.add("doi", texts("doi"))
    identifiers.add("pmid", texts("pubmed id"))
    identifiers.add("isbn", texts("isbn"))
    names = (texts("author full names", "authors") or [""])[0]
    separator = ";" if ";" in names else ".,"
    authors, abridged = people_of(map(_name, names.split(separator)))
    return Entry(
        label_of(text_of(texts("eid")), position),
        title_of(text_of(texts("title", "titles"))),
        year_of(texts("year")),
        authors=authors, abridged=abridged,
        venue=text_of(texts("source title")),
        volume=text_of(texts("volume")), page=page_of(texts("page start", "art. no.")),
        kind=text_of(texts("document type")).lower(), **identifiers.values,
    )  # fmt: skip


def _name(text: str) -> str:
    name = _PROFILE.sub("", text).strip()
    match = None if "," in name else _INITIALS.fullmatch(name if name.endswith(".") else f"{name}.")
    return f"{match[1]}, {match[2]}" if match else name

"""RIS, as EndNote, Mendeley, Zotero and publishers write it: with or without `ER`, one or two spaces around dashes.

Source: Research Information Systems, "RIS Format Specifications"; rispy's mapping of older and newer tags.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, cast

import rispy
from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING

from ingest.library.entry import Entry, label_of, page_of, text_of, title_of, year_of
from ingest.library.identifiers import Identifiers
from ingest.library.people import people_of

#: Maximum length of an entry in characters.
MAX_ENTRY: Final = 200_000
BEGIN: Final = re.compile(r"^[ \t]*TY[ \t]*-", re.MULTILINE)
_TAG: Final = re.compile(r"^[ \t]*([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t]|$)[ \t]*", re.MULTILINE)
#: Tags that rispy has no names for: titles of books, conferences and journals, and links, which EndNote writes DOIs in.
_TAGS: Final = TAG_KEY_MAPPING | {
    "BT": "book_title", "CT": "conference_title", "J1": "abbreviation1", "L3": "related_records",
}  # fmt: skip
#: A tag whose value has more than one line.
_LINES: Final = re.compile(r"^([A-Z][A-Z0-9])  -.*(?:\n(?![A-Z][A-Z0-9]  -).*)+", re.MULTILINE)
#: Types whose `SN` is an ISBN.
_BOOKS: Final = frozenset({"book", "chap", "ebook", "echap", "edbook"})
_CHAPTERS: Final = frozenset({"chap", "echap"})
_END: Final = "\nER  - \n"


def ris(text: str) -> Iterator[Entry]:
    """The entries, in order; an unreadable one has the reason in `broken`."""
    starts = [match.start() for match in BEGIN.finditer(text)]
    for position, (start, end) in enumerate(pairwise([*starts, len(text)]), 1):
        yield _read(text[start:end], position)


def _read(chunk: str, position: int) -> Entry:
    label = label_of("", position)
    if len(chunk) > MAX_ENTRY:
        return Entry(label, broken=f"It has more than {MAX_ENTRY:,} characters.")
    try:
        record = _parsed(_LINES.sub(_unfolded, _TAG.sub(r"\1  - ", chunk)) + _END)
    except (KeyError, IndexError, AttributeError, TypeError):
        return Entry(label, broken="Its lines are not RIS, such as `TI  - The title`.")
    return _entry(record, position)


def _unfolded(value: re.Match[str]) -> str:
    """The value on one line, because rispy joins lines in quadratic time. In a list each line is a value."""
    return value[0] if value[1] in LIST_TYPE_TAGS else " ".join(line.strip() for line in value[0].split("\n"))


def _parsed(chunk: str) -> dict[str, Any]:
    return cast("list[dict[str, Any]]", rispy.loads(chunk, mapping=_TAGS))[0]  # pyright: ignore[reportUnknownMemberType]


def _entry(record: dict[str, Any], position: int) -> Entry:
    titles = _texts(record, "title", "primary_title", _whole(record), "short_title", "translated_title")
    journals = _texts(record, "secondary_title", "journal_name", "alternate_title3", "alternate_title2")
    others = _texts(record, "book_title", "conference_title", "alternate_title1", "abbreviation1")
    authors, abridged = people_of(_texts(record, "authors") or _texts(record, "first_authors"))
    return Entry(
        label_of((_texts(record, "id", "reference_id", "label") or [""])[0], position),
        title_of(titles[0]) if titles else "",
        year_of(_texts(record, "year", "publication_year", "date", "primary_date")),
        authors=authors,
        abridged=abridged,
        venue=text_of(journals + [each for each in others if each not in titles[:1]]),
        volume=text_of(_texts(record, "volume")),
        page=page_of(_texts(record, "start_page")),
        kind=_kind(record),
        **_identifiers(record).values,
    )


def _whole(record: dict[str, Any]) -> str:
    """The tag with the title of a record that has no `TI` and no `T1`: that of a book, or of a talk."""
    return "book_title" if _kind(record) in _BOOKS - _CHAPTERS else "conference_title"


def _kind(record: dict[str, Any]) -> str:
    return text_of(_texts(record, "type_of_reference")).lower()


def _identifiers(record: dict[str, Any]) -> Identifiers:
    identifiers = Identifiers()
    identifiers.add("doi", _texts(record, "doi"))
    identifiers.add("pmid", _texts(record, "accession_number") if "pubmed" in _source(record) else [])
    identifiers.add("pmcid", [text for text in _texts(record, "custom2", "custom7") if "pmc" in text.lower()])
    identifiers.add("openalex", _texts(record, "id", "accession_number"))
    identifiers.add("isbn", _texts(record, "issn") if _kind(record) in _BOOKS else [])
    identifiers.addresses(
        _texts(
            record,
            "urls",
            "url",
            "file_attachments1",
            "file_attachments2",
            "type_of_work",
            "number",
            "volume",
            "related_records",
        )
        + _texts(record, "journal_name", "secondary_title", "alternate_title3", "custom3", "custom7")
    )
    identifiers.notes(_texts(record, "notes", "note", "notes_abstract", "research_notes", "accession_number"))
    return identifiers


def _source(record: dict[str, Any]) -> str:
    return " ".join(_texts(record, "name_of_database", "database_provider")).lower()


def _texts(record: dict[str, Any], *names: str) -> list[str]:
    """The values of the tags, in the order of the names."""
    values = (record.get(name, []) for name in names)
    lists = (cast("list[Any]", value) if isinstance(value, list) else [value] for value in values)
    return [text for texts in lists for text in texts if isinstance(text, str) and text]

"""EndNote's XML.

Source: EndNote, "RSXML.dtd". Documents with a DTD are not read, so that no entity is expanded.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ingest.library.entry import Entry, label_of, page_of, text_of, title_of, year_of
from ingest.library.identifiers import Identifiers
from ingest.library.people import people_of

#: Maximum length of a record in characters.
MAX_ENTRY: Final = 200_000
_END: Final = "</record>"
_BOOKS: Final = ("book", "section")


def endnote(text: str) -> Iterator[Entry]:
    """The records, in order; an unreadable one has the reason in `broken`."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield Entry("entry 1", broken="The XML has a DTD, which is not read: export the library again without it.")
        return
    *records, _ = text.split(_END)
    for position, chunk in enumerate(records, 1):
        start = max(chunk.find("<record>"), 0)
        yield _read(chunk[start:] + _END, position)


def _read(record: str, position: int) -> Entry:
    label = label_of("", position)
    if len(record) > MAX_ENTRY:
        return Entry(label, broken=f"It has more than {MAX_ENTRY:,} characters.")
    try:
        return _entry(ElementTree.fromstring(record), position)  # noqa: S314 (there is no DTD)
    except ElementTree.ParseError:
        return Entry(label, broken="It is not well-formed XML.")


def _entry(record: Element, position: int) -> Entry:
    kind = next((each.get("name", "") for each in record.iter("ref-type")), "").lower()
    authors, abridged = people_of(_texts(record, "contributors/authors/author"))
    identifiers = Identifiers()
    identifiers.add("doi", _texts(record, "electronic-resource-num"))
    identifiers.add("pmid", _texts(record, "accession-num") if "pubmed" in _source(record) else [])
    identifiers.add("pmcid", _texts(record, "custom2"))
    identifiers.add("isbn", _texts(record, "isbn") if kind.startswith(_BOOKS) else [])
    identifiers.addresses(_texts(record, "urls/related-urls/url") + _texts(record, "urls/web-urls/url"))
    identifiers.notes(_texts(record, "notes"))
    return Entry(
        label_of(text_of(_texts(record, "rec-number")), position),
        title_of(text_of(_texts(record, "titles/title"))),
        year_of(_texts(record, "dates/year") + _texts(record, "dates/pub-dates/date")),
        authors=authors, abridged=abridged,
        venue=text_of(_texts(record, "periodical/full-title") + _texts(record, "titles/secondary-title")),
        volume=text_of(_texts(record, "volume")), page=page_of(_texts(record, "pages")), kind=kind,
        **identifiers.values,
    )  # fmt: skip


def _source(record: Element) -> str:
    return " ".join(_texts(record, "remote-database-name") + _texts(record, "remote-database-provider")).lower()


def _texts(record: Element, path: str) -> list[str]:
    """The texts of the elements, whose styles are elements within them."""
    texts = ("".join(element.itertext()).strip() for element in record.findall(path))
    return [text for text in texts if text]

"""Feeds in Atom.

Titles are plain text. Atom has no attribute for the direction of a text, so a name within a title stands between
isolates (Unicode Standard Annex 9, section 2.4.2), and HTML is in elements with `dir="auto"`.

Source: RFC 4287, The Atom Syndication Format; section 4.1.1 lists what a feed must have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from exports.characters import xml_text

MEDIA: Final = "application/atom+xml"
#: The time of a feed without entries and without a time of its own: it never changed.
NEVER: Final = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `id` is an address that never changes; `published` and `updated` are RFC 3339 times; `text` is plain
    and `html` is sanitized HTML, one of them or neither."""

    id: str
    title: str
    published: str
    updated: str
    authors: Sequence[str] = ()
    text: str = ""
    html: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `address` is its own, `page` that of the page with the same content."""

    address: str
    page: str
    title: str
    entries: Sequence[Entry]
    subtitle: str = ""
    updated: str = NEVER

    @property
    def changed(self) -> str:
        """When an entry was last changed."""
        return max([self.updated, *(entry.updated for entry in self.entries)])


def isolated(text: str) -> str:
    """A text of any direction, for a sentence around it."""
    return f"\u2068{text}\u2069"


def atom(feed: Feed, generator: str) -> str:
    """The document, in UTF-8. `generator`: the name of the service, the author of entries without one."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:base": feed.page})
    _text(root, "id", feed.address)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", feed.changed)
    _person(root, generator)
    _text(root, "generator", generator)
    SubElement(root, "link", {"rel": "self", "type": MEDIA, "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for entry in feed.entries:
        _entry(SubElement(root, "entry", {"xml:lang": entry.language} if entry.language else {}), entry)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _entry(element: Element, entry: Entry) -> None:
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "published", entry.published)
    _text(element, "updated", entry.updated)
    for name in entry.authors:
        _person(element, name)
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.id})
    if entry.text:
        _text(element, "summary", entry.text)
    if entry.html:
        _text(element, "content", f'<div dir="auto">{entry.html}</div>', kind="html")


def _person(element: Element, name: str) -> None:
    _text(SubElement(element, "author"), "name", name)


def _text(element: Element, tag: str, text: str, *, kind: str = "") -> None:
    SubElement(element, tag, {"type": kind} if kind else {}).text = xml_text(text)

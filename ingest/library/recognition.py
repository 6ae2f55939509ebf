"""Recognises the format of a library by its content: file names and choices of people are often wrong."""

import re
from dataclasses import dataclass
from typing import Final

from ingest.library import bibtex, ris
from ingest.library.formats import LibraryFormat

#: Characters from the beginning that tell a format, and those in which entries are searched.
_BEGINNING: Final = 4_000
_SEARCHED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Unread:
    """A format that is not read, and what to do."""

    name: str
    advice: str

    @property
    def message(self) -> str:
        """A sentence for the user."""
        return f"This looks like {self.name}: {self.advice}."


_RIS: Final = "export the library as RIS or BibTeX"
#: Formats by a pattern at the beginning of a text; the first one that matches.
_BEGINNINGS: Final[tuple[tuple[str, LibraryFormat | Unread], ...]] = (
    (r"%PDF-|PK\x03\x04|\xd0\xcf", Unread("a PDF or Office file", _RIS)),
    (r"\{\\rtf", Unread("RTF", _RIS)),
    (r"\{\s*\"|\[\s*[{\]]", LibraryFormat.CSL_JSON),
    (r"(?s)<(?:.{0,2000}?)<(?:records|xml)>.{0,400}?<(?:records|record)>", LibraryFormat.ENDNOTE_XML),
    (r"(?s)(?:<\?xml.{0,500}?)?<xml>\s*<records>", LibraryFormat.ENDNOTE_XML),
    (r"(?s)<.{0,2000}<(?:PubmedArticleSet|PubmedArticle)\b", Unread("PubMed XML", "choose the format PubMed (.nbib)")),
    (r"(?s)<.{0,2000}<(?:modsCollection|mods)\b", Unread("MODS XML", _RIS)),
    (r"(?s)<.{0,2000}<rdf:RDF\b", Unread("RDF", _RIS)),
    (r"(?s)<.{0,2000}<(?:b:)?Sources\b", Unread("a bibliography of Word", _RIS)),
    (r"(?is)\s*<!doctype html|\s*<html\b", Unread("a web page", "save the export that the page offers, such as RIS")),
    (r"<", Unread("XML of another format", _RIS)),
    (r"(?m)\A(?:FN [^\n]*\n)?(?:VR [^\n]*\n)?\s*PT [A-Z]\s*\n", LibraryFormat.WEB_OF_SCIENCE),
    (r"(?m)\APMID- ?\d|\APMID\s*-\s*\d", LibraryFormat.PUBMED),
    (r"(?m)\A%[0-9A-Z] ", Unread("EndNote's tagged format (.enw)", "export as EndNote XML or RIS")),
    (r"(?m)\ART [A-Z]|\ASR \d", Unread("RefWorks' tagged format", _RIS)),
    (r"(?i)\A(?![@%])(?:[^\n{]*,)?\"?EID\"?\s*(?:,|\n|\Z)", LibraryFormat.SCOPUS),
    (r"(?i)\APublication Type\t|\APT\tAU\t", Unread("a table of Web of Science", _RIS)),
    (r"(?i)\A\"?(?:key|item type)\"?,", Unread("a table of Zotero", _RIS)),
)  # fmt: skip
_PATTERNS: Final = tuple((re.compile(pattern), form) for pattern, form in _BEGINNINGS)
#: Formats by an entry anywhere, behind comments.
_ENTRIES: Final = (
    (bibtex.BEGIN, LibraryFormat.BIBTEX),
    (ris.BEGIN, LibraryFormat.RIS),
    (re.compile(r"^PMID- ", re.MULTILINE), LibraryFormat.PUBMED),
    (re.compile(r"^PT [A-Z]\s*$", re.MULTILINE), LibraryFormat.WEB_OF_SCIENCE),
)


def recognize(text: str) -> LibraryFormat | Unread | None:
    """The format of a text, or one that is not read; None if its content does not tell."""
    beginning = text[:_BEGINNING].lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    by_beginning = next((form for pattern, form in _PATTERNS if pattern.match(beginning)), None)
    if isinstance(by_beginning, LibraryFormat):
        return by_beginning
    by_entry = next((form for pattern, form in _ENTRIES if pattern.search(text[:_SEARCHED])), None)
    return by_entry or by_beginning

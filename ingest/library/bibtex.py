"""BibTeX and BibLaTeX, as Zotero, Mendeley, JabRef, DBLP, publishers and Google Scholar write them.

An entry begins where a line begins with `@type{`, whatever state the one before it is in, so that a brace too few costs
one entry and not the rest of the file. What pybtex does with one entry takes time that grows with its length times its
braces; both are bounded.

Source: Patashnik, "BibTeXing"; the BibLaTeX manual, section 2.2 (fields).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, cast

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PrematureEOF, PybtexSyntaxError

from ingest.library.entry import Entry, label_of, title_of, year_of
from ingest.library.identified import Identifiers
from ingest.library.latex import plain, verbatim

#: The longest entry that is read, in characters, and the most braces and quotes in it.
LONGEST: Final = 200_000
MOST_BRACES: Final = 5_000
#: The longest text that an abbreviation (`@string`) may stand for.
LONGEST_MACRO: Final = 1_000
_BEGIN: Final = re.compile(r"^[ \t]*@[ \t]*([A-Za-z_]+)\s*[{(]", re.MULTILINE)
#: The beginning of an entry without a key.
_KEYLESS: Final = re.compile(r"\A([ \t]*@[ \t]*[A-Za-z_]+\s*[{(]\s*),")
_BRACE: Final = re.compile(r'[{}"]')
#: What is not an entry: BibTeX's own commands, and settings that revtex keeps in the same file.
_COMMANDS: Final = frozenset({"string", "preamble", "comment", "control"})
Fields = dict[str, str]


def bibtex(text: str) -> Iterator[Entry]:
    """The entries in their order; one that cannot be read says why."""
    macros, line, read = _Macros(), 1, 0
    starts = [match.start() for match in _BEGIN.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        line += text.count("\n", read, start)
        read = start
        yield from _entries(text[start:end], line, macros)


class _Macros(dict[str, str]):
    """Abbreviations: names in either case, texts that are short."""

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value[:LONGEST_MACRO])

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())


def _entries(chunk: str, line: int, macros: _Macros) -> Iterator[Entry]:
    """What stands between one beginning of an entry and the next: one entry, or several on one line."""
    errors: list[PybtexSyntaxError] = []
    place = f"line {line}"
    is_command = (_BEGIN.match(chunk) or [""])[1].lower() in _COMMANDS
    if len(chunk) > LONGEST or sum(1 for _ in _BRACE.finditer(chunk)) > MOST_BRACES:
        found = [] if is_command else [Entry(place, broken=f"The entry that begins at {place} is too long to be read.")]
    else:
        found = [
            _entry(key, {name.lower(): "".join(parts) for name, parts in reversed(fields)}, line, errors)
            for key, fields in _parsed(chunk, macros, errors)
        ]
    if not found and errors and not is_command:
        found = [Entry(place, broken=_told(errors, line))]
    yield from found


def _parsed(chunk: str, macros: _Macros, errors: list[PybtexSyntaxError]) -> Iterator[tuple[str | None, Any]]:
    """Keys and fields as far as they can be read. An address with an @ inside a broken entry is no entry."""
    parser = cast(
        "Iterator[tuple[str, Any]]",
        iter(LowLevelParser(_KEYLESS.sub(r"\1-,", chunk, count=1), macros=macros, handle_error=errors.append)),
    )
    for number, (command, body) in enumerate(parser):
        if command.lower() not in _COMMANDS and body[0] and (number == 0 or body[1]):
            yield body


def _entry(key: str | None, fields: Fields, line: int, errors: list[PybtexSyntaxError]) -> Entry:
    identifiers = Identifiers()
    exact = {name: verbatim(value) for name, value in fields.items() if name not in {"title", "abstract", "author"}}
    identifiers.doi(_of(exact, "doi", "bdsk-url-1"))
    identifiers.arxiv(_of(exact, "arxivid", "arxiv", "eprint"))
    identifiers.pmid(_of(exact, "pmid", *(["eprint"] if exact.get("eprinttype", "").lower() == "pubmed" else [])))
    identifiers.addresses(_of(exact, "url", "howpublished", "journal", "volume", "number", "publisher", "booktitle"))
    identifiers.notes(_of(fields, "note", "annote", "annotation"))
    entry = Entry(
        f"line {line}" if key in {None, "-"} else label_of(key, 0),
        title_of(plain(fields.get("title", ""))),
        year_of(_of(exact, "year", "date")),
        **identifiers.found,
    )
    if entry.says_nothing:
        return Entry(entry.label, broken=_told(errors, line) if errors else None)
    return entry


def _of(fields: Fields, *names: str) -> list[str]:
    return [fields[name] for name in names if fields.get(name)]


def _told(errors: list[PybtexSyntaxError], line: int) -> str:
    """Why the entry that begins at the line could not be read."""
    what = "a brace or a quotation mark is not closed" if isinstance(errors[0], PrematureEOF) else errors[0].args[0]
    return f"The entry that begins at line {line} cannot be read: {what}."

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

from ingest.library.entry import Entry, label_of, page_of, text_of, title_of, year_of
from ingest.library.identified import Identifiers
from ingest.library.latex import plain, verbatim
from ingest.library.people import people_of

#: The longest entry that is read, in characters, and the most braces and quotes in it.
MAX_ENTRY: Final = 200_000
MAX_BRACES: Final = 5_000
#: The longest text that an abbreviation (`@string`) may stand for.
MAX_MACRO_LENGTH: Final = 1_000
_BEGIN: Final = re.compile(r"^[ \t]*@[ \t]*([A-Za-z_]+)\s*[{(]", re.MULTILINE)
#: The beginning of an entry without a key.
_KEYLESS: Final = re.compile(r"\A([ \t]*@[ \t]*[A-Za-z_]+\s*[{(]\s*),")
_BRACE: Final = re.compile(r'[{}"]')
#: What is not an entry: BibTeX's own commands, and settings that revtex keeps in the same file.
_COMMANDS: Final = frozenset({"string", "preamble", "comment", "control"})
#: Commands of which nothing is read.
_SKIPPED: Final = frozenset({"comment", "control"})
_CLOSERS: Final = {"{": "}", "(": ")"}
#: The word between two names of a byline, outside of braces.
_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)
Fields = dict[str, str]


def bibtex(text: str) -> Iterator[Entry]:
    """The entries in their order; one that cannot be read says why."""
    macros, line, read = _Macros(), 1, 0
    starts = list(_starts(text))
    for start, end in pairwise([*starts, len(text)]):
        line += text.count("\n", read, start)
        read = start
        yield from _entries(text[start:end], line, macros)


def _starts(text: str) -> Iterator[int]:
    """Where entries and commands begin. What stands inside a command, such as an entry in a comment, is part of it."""
    end = 0
    for match in _BEGIN.finditer(text):
        if match.start() >= end:
            yield match.start()
            if match[1].lower() in _COMMANDS:
                end = _end(text, match.end() - 1)


def _end(text: str, opening: int) -> int:
    """Behind the bracket that closes the one at `opening`; there itself where none does, or only too far away."""
    opener, closer, depth = text[opening], _CLOSERS[text[opening]], 0
    for match in re.compile(f"[{opener}{closer}]").finditer(text, opening, opening + MAX_ENTRY):
        depth += 1 if match[0] == opener else -1
        if depth == 0:
            return match.end()
    return opening


class _Macros(dict[str, str]):
    """Abbreviations: names in either case, texts that are short."""

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value[:MAX_MACRO_LENGTH])

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())


def _entries(chunk: str, line: int, macros: _Macros) -> Iterator[Entry]:
    """What stands between one beginning of an entry and the next: one entry, or several on one line."""
    errors: list[PybtexSyntaxError] = []
    place = f"line {line}"
    begin = _BEGIN.match(chunk)
    is_command = begin is not None and begin[1].lower() in _COMMANDS
    if begin is not None and begin[1].lower() in _SKIPPED:
        end = _end(chunk, begin.end() - 1)
        chunk = chunk[end:] if end >= begin.end() else ""
    if len(chunk) > MAX_ENTRY or sum(1 for _ in _BRACE.finditer(chunk)) > MAX_BRACES:
        found = [] if is_command else [Entry(place, broken=f"The entry that begins at {place} is too long to be read.")]
    else:
        found = [
            _entry(key, {name.lower(): "".join(parts) for name, parts in reversed(fields)}, line, errors, kind)
            for kind, (key, fields) in _parsed(chunk, macros, errors)
        ]
    if not found and errors and not is_command:
        found = [Entry(place, broken=_reason(errors, line))]
    yield from found


def _parsed(chunk: str, macros: _Macros, errors: list[PybtexSyntaxError]) -> Iterator[tuple[str, Any]]:
    """Types, keys and fields as far as they can be read. An address with an @ inside a broken entry is no entry."""
    parser = cast(
        "Iterator[tuple[str, Any]]",
        iter(LowLevelParser(_KEYLESS.sub(r"\1-,", chunk, count=1), macros=macros, handle_error=errors.append)),
    )
    for number, (command, body) in enumerate(parser):
        if command.lower() not in _COMMANDS and body[0] and (number == 0 or body[1]):
            yield command, body


def _entry(key: str | None, fields: Fields, line: int, errors: list[PybtexSyntaxError], kind: str) -> Entry:
    exact = {name: verbatim(value) for name, value in fields.items() if name not in {"title", "abstract", "author"}}
    authors, abridged = people_of(_names(fields.get("author", "")))
    entry = Entry(
        f"line {line}" if key in {None, "-"} else label_of(key, 0),
        title_of(plain(fields.get("title", ""))),
        year_of(_of(exact, "year", "date")),
        subtitle=title_of(plain(fields.get("subtitle", ""))),
        authors=authors,
        abridged=abridged,
        venue=text_of(map(plain, _of(fields, "journal", "journaltitle", "booktitle", "howpublished", "series"))),
        volume=text_of(_of(exact, "volume")),
        page=page_of(_of(exact, "pages", "eid")),
        kind=kind.lower(),
        **_identifiers(fields, exact).values,
    )
    if entry.says_nothing:
        return Entry(entry.label, broken=_reason(errors, line) if errors else None)
    return entry


def _identifiers(fields: Fields, exact: Fields) -> Identifiers:
    identifiers = Identifiers()
    pubmed = exact.get("eprinttype", exact.get("archiveprefix", "")).lower()
    identifiers.add("doi", _of(exact, "doi", "bdsk-url-1"))
    identifiers.add("arxiv", _of(exact, "arxivid", "arxiv", *([] if pubmed in {"pubmed", "pmid"} else ["eprint"])))
    identifiers.add("pmid", _of(exact, "pmid", *(["eprint"] if pubmed in {"pubmed", "pmid"} else [])))
    identifiers.add("pmcid", _of(exact, "pmcid", "pmc", *(["eprint"] if pubmed in {"pmc", "pmcid"} else [])))
    identifiers.add("openalex", _of(exact, "openalex"))
    identifiers.add("mag", _of(exact, "mag", "magid"))
    identifiers.add("isbn", _of(exact, "isbn"))
    identifiers.addresses(_of(exact, "url", "howpublished", "journal", "volume", "number", "publisher", "booktitle"))
    identifiers.notes(_of(fields, "note", "annote", "annotation", "extra"))
    return identifiers


def _names(text: str) -> list[str]:
    """The names of a byline: `and` inside braces joins no names (Patashnik, "BibTeXing", section 4)."""
    names, depth, start = list[str](), 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", text, re.IGNORECASE):
        if _AND.fullmatch(match[0]) and depth == 0:
            names.append(text[start : match.start()])
            start = match.end()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return [_name(name) for name in [*names, text[start:]]]


def _name(name: str) -> str:
    """The name as plain text; a comma inside braces parts nothing."""
    braced = name.strip()
    whole = braced.startswith("{") and braced.endswith("}") and braced.count("{") == 1
    return plain(name).replace(",", " ") if whole else plain(name)


def _of(fields: Fields, *names: str) -> list[str]:
    return [fields[name] for name in names if fields.get(name)]


def _reason(errors: list[PybtexSyntaxError], line: int) -> str:
    """Why the entry that begins at the line could not be read."""
    what = "a brace or a quotation mark is not closed" if isinstance(errors[0], PrematureEOF) else errors[0].args[0]
    return f"The entry that begins at line {line} cannot be read: {what}."

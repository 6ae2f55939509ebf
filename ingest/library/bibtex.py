"""BibTeX and BibLaTeX, as Zotero, Mendeley, JabRef, DBLP, publishers and Google Scholar write them.

An entry begins at a line with `@type{`, even inside an unclosed entry, so that a missing brace breaks only one entry.
The time of pybtex for one entry is proportional to its length times its braces; both are bounded.

Source: Patashnik, "BibTeXing"; the BibLaTeX manual, section 2.2 (fields).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, cast

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PrematureEOF, PybtexSyntaxError

from ingest.library.entry import Entry, label_of, page_of, text_of, title_of, year_of
from ingest.library.identifiers import Identifiers
from ingest.library.latex import plain, verbatim
from ingest.library.people import people_of

#: Maximum length of an entry in characters, and number of braces and quotes in it.
MAX_ENTRY: Final = 200_000
MAX_BRACES: Final = 5_000
#: Maximum length of the text of an abbreviation (`@string`).
MAX_MACRO_LENGTH: Final = 1_000
BEGIN: Final = re.compile(r"^[ \t]*@[ \t]*([A-Za-z_]+)\s*[{(]", re.MULTILINE)
#: The beginning of an entry without a key, and one with a key that BibTeX does not allow (`He et al 2016`).
_KEYLESS: Final = re.compile(r"\A([ \t]*@[ \t]*[A-Za-z_]+\s*[{(]\s*)(?:,|(?=[A-Za-z][\w-]{0,40}\s*=))")
_SPACED_KEY: Final = re.compile(r"\A([ \t]*@[ \t]*[A-Za-z_]+\s*[{(]\s*)([^\s,={}()\"#%][^,={}\"\n]{0,198}?)(?=\s*,)")
_SPACES: Final = re.compile(r"\s+")
#: What stands for a space in a key while it is parsed.
_SPACE: Final = "\u2420"
_BRACE: Final = re.compile(r'[{}"]')
#: Commands of BibTeX, and settings of revtex, which are not entries.
_COMMANDS: Final = frozenset({"string", "preamble", "comment", "control"})
#: Commands whose content is skipped.
_SKIPPED: Final = frozenset({"comment", "control"})
_CLOSERS: Final = {"{": "}", "(": ")"}
#: The word between two names of a byline, outside of braces.
_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)
Fields = dict[str, str]


def bibtex(text: str) -> Iterator[Entry]:
    """The entries, in order; an unreadable one has the reason in `broken`."""
    macros, line, position = _Macros(), 1, 0
    starts = list(_starts(text))
    for start, end in pairwise([*starts, len(text)]):
        line += text.count("\n", position, start)
        position = start
        yield from _entries(text[start:end], line, macros)


def _starts(text: str) -> Iterator[int]:
    """Start positions of entries and commands. An entry inside a command, such as a comment, is part of the command."""
    end = 0
    for match in BEGIN.finditer(text):
        if match.start() >= end:
            yield match.start()
            if match[1].lower() in _COMMANDS:
                end = _end(text, match.end() - 1)


def _end(text: str, opening: int) -> int:
    """The position after the closing bracket of the one at `opening`; `opening` without one within `MAX_ENTRY`."""
    opener, closer, depth = text[opening], _CLOSERS[text[opening]], 0
    for match in re.compile(f"[{opener}{closer}]").finditer(text, opening, opening + MAX_ENTRY):
        depth += 1 if match[0] == opener else -1
        if depth == 0:
            return match.end()
    return opening


class _Macros(dict[str, str]):
    """Abbreviations, with case-insensitive names and truncated texts."""

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value[:MAX_MACRO_LENGTH])

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())


def _entries(chunk: str, line: int, macros: _Macros) -> Iterator[Entry]:
    """The entries of the text between two start positions: one, or several on one line."""
    errors: list[PybtexSyntaxError] = []
    location = f"line {line}"
    start = BEGIN.match(chunk)
    is_command = start is not None and start[1].lower() in _COMMANDS
    if start is not None and start[1].lower() in _SKIPPED:
        end = _end(chunk, start.end() - 1)
        chunk = chunk[end:] if end >= start.end() else ""
    if len(chunk) > MAX_ENTRY or sum(1 for _ in _BRACE.finditer(chunk)) > MAX_BRACES:
        entries = (
            []
            if is_command
            else [Entry(location, broken=f"The entry that begins at {location} is too long to be read.")]
        )
    else:
        entries = [
            _entry(key, {name.lower(): "".join(parts) for name, parts in reversed(fields)}, line, errors, kind)
            for kind, (key, fields) in _parsed(chunk, macros, errors)
        ]
    if not entries and errors and not is_command:
        entries = [Entry(location, broken=_reason(errors, line))]
    yield from entries


def _parsed(chunk: str, macros: _Macros, errors: list[PybtexSyntaxError]) -> Iterator[tuple[str, Any]]:
    """Types, keys and fields of the readable part. An address with an @ inside a broken entry is not an entry."""
    parser = cast(
        "Iterator[tuple[str, Any]]",
        iter(LowLevelParser(_with_key(chunk), macros=macros, handle_error=errors.append)),
    )
    for number, (command, body) in enumerate(parser):
        if command.lower() not in _COMMANDS and body[0] and (number == 0 or body[1]):
            yield command, body


def _with_key(chunk: str) -> str:
    """The entry with a key that BibTeX allows: `-` without one, and no spaces in it."""
    start = BEGIN.match(chunk)
    if start is None or start[1].lower() in _COMMANDS:
        return chunk
    if _KEYLESS.match(chunk):
        return _KEYLESS.sub(r"\1-,", chunk, count=1)
    return _SPACED_KEY.sub(lambda match: match[1] + _SPACES.sub(_SPACE, match[2]), chunk, count=1)


def _entry(key: str | None, fields: Fields, line: int, errors: list[PybtexSyntaxError], kind: str) -> Entry:
    exact = {name: verbatim(value) for name, value in fields.items() if name not in {"title", "abstract", "author"}}
    authors, abridged = people_of(_names(fields.get("author", "")))
    entry = Entry(
        f"line {line}" if key is None or key == "-" else label_of(key.replace(_SPACE, " "), 0),
        title_of(plain(fields.get("title", ""))),
        year_of(_values(exact, "year", "date")),
        subtitle=title_of(plain(fields.get("subtitle", ""))),
        authors=authors,
        abridged=abridged,
        venue=text_of(map(plain, _values(fields, "journal", "journaltitle", "booktitle", "howpublished", "series"))),
        volume=text_of(_values(exact, "volume")),
        page=page_of(_values(exact, "pages", "eid")),
        kind=kind.lower(),
        **_identifiers(fields, exact).values,
    )
    if entry.is_empty:
        return Entry(entry.label, broken=_reason(errors, line) if errors else None)
    return entry


def _identifiers(fields: Fields, exact: Fields) -> Identifiers:
    identifiers = Identifiers()
    archive = exact.get("eprinttype", exact.get("archiveprefix", "")).lower()
    identifiers.add("doi", _values(exact, "doi", "bdsk-url-1"))
    identifiers.add("arxiv", _values(exact, "arxivid", "arxiv", *([] if archive in {"pubmed", "pmid"} else ["eprint"])))
    identifiers.add("pmid", _values(exact, "pmid", *(["eprint"] if archive in {"pubmed", "pmid"} else [])))
    identifiers.add("pmcid", _values(exact, "pmcid", "pmc", *(["eprint"] if archive in {"pmc", "pmcid"} else [])))
    identifiers.add("openalex", _values(exact, "openalex"))
    identifiers.add("mag", _values(exact, "mag", "magid"))
    identifiers.add("isbn", _values(exact, "isbn"))
    identifiers.addresses(
        _values(exact, "url", "howpublished", "journal", "volume", "number", "publisher", "booktitle")
    )
    identifiers.notes(_values(fields, "note", "annote", "annotation", "extra"))
    return identifiers


def _names(text: str) -> list[str]:
    """The names of a byline; `and` inside braces does not separate names (Patashnik, "BibTeXing", section 4)."""
    names, depth, start = list[str](), 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", text, re.IGNORECASE):
        if _AND.fullmatch(match[0]) and depth == 0:
            names.append(text[start : match.start()])
            start = match.end()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return [_name(name) for name in [*names, text[start:]]]


def _name(name: str) -> str:
    """The name as plain text; a comma inside braces does not separate family and given name."""
    stripped = name.strip()
    is_group = stripped.startswith("{") and stripped.endswith("}") and stripped.count("{") == 1
    return plain(name).replace(",", " ") if is_group else plain(name)


def _values(fields: Fields, *names: str) -> list[str]:
    return [fields[name] for name in names if fields.get(name)]


def _reason(errors: list[PybtexSyntaxError], line: int) -> str:
    """The reason why the entry at the line is unreadable."""
    cause = "a brace or a quotation mark is not closed" if isinstance(errors[0], PrematureEOF) else errors[0].args[0]
    return f"The entry that begins at line {line} cannot be read: {cause}."

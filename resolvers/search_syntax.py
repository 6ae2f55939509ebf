"""The text of a search: words, phrases in quotation marks, and fields such as `author:` and `year:2017-2020`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import Any, Final

from errors import BadInput
from graphdb.search.words import Chunk, chunks, phrase

#: The properties of papers that a field searches.
FIELDS: Final = {"author": "credits", "title": "title"}
_ALLOWED: Final = "the fields are author:, title:, venue: and year:, as in author:vaswani or year:2017-2020"
#: Names that are no fields, but are meant as such.
_OTHERS: Final = frozenset((
    "abstract", "affiliation", "au", "authors", "date", "institution", "journal", "keyword", "source", "ti", "titles",
    "topic", "venues", "years",
))  # fmt: skip
_PART: Final = re.compile(r"""(?<!\S)(?P<field>[A-Za-z]{2,12}):(?P<value>"[^"]*"|[^\s"]+)|"(?P<phrase>[^"]+)\"""")
#: The space after a field with years or a phrase; in a text that begins with a field, that after any field.
_SPACE: Final = re.compile(r"(?i)(?<!\S)(?:year:\s+(?=[-–]?[0-9])|(?:author|title|venue):\s+(?=\"[^\"]))")
_ANY_SPACE: Final = re.compile(r"(?i)(?<!\S)(?:author|title|venue|year):\s+(?=\S)")
_BEGINS: Final = re.compile(r"(?i)\s*(?:author|title|venue|year):")
_YEARS: Final = re.compile(r"(?P<from>[0-9]{1,4})?(?P<to>[-–](?:[0-9]{1,4})?)?")
#: What stands for the other authors of a paper, which no record has.
_ET_AL: Final = re.compile(r"\bet\.?\s+al\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SearchText:
    """A parsed text. `words`: to search; `plain`: without names of fields, and without values that are not words of a
    title; `filter`: a PaperFilter; `venue`: a part of the venue's name."""

    words: list[Chunk]
    plain: str
    filter: Mapping[str, Any] = field(default_factory=dict[str, Any])
    venue: str | None = None


def search_text(text: str) -> SearchText:
    """The parts of a text. Raises BadInput for a field without a valid value, or for one that does not exist."""
    words, plain, end = list[Chunk](), list[str](), 0
    years, venue = dict[str, int](), None
    text = (_ANY_SPACE if _BEGINS.match(text) else _SPACE).sub(lambda space: space[0].rstrip(), text)
    for match in _PART.finditer(text):
        name, value = (match["field"] or "").lower(), (match["value"] or "").strip('"')
        if name and name not in {*FIELDS, *_OTHERS, "venue", "year"}:
            continue  # text with a colon
        _add(text[end : match.start()], words, plain)
        end = match.end()
        if match["phrase"] is not None:
            plain.append(match["phrase"])
            words += filter(None, [phrase(match["phrase"])])
        elif name == "year":
            years = _years(value)
        elif name == "venue":
            venue = value
        elif name in FIELDS:
            words += _in_field(value, FIELDS[name], is_phrase=match["value"].startswith('"'))
            plain += [value] if name == "title" else []
        else:
            raise BadInput(f"`{name}:` is no field of search; {_ALLOWED}.")
    _add(text[end:], words, plain)
    if (years or venue) and not words:
        raise BadInput("`year:` and `venue:` narrow a search: add words of a title or of names of authors.")
    return SearchText(list(dict.fromkeys(words)), " ".join(plain), {"year": years} if years else {}, venue)


def _add(text: str, words: list[Chunk], plain: list[str]) -> None:
    rest = _ET_AL.sub(" ", text)
    words += chunks(rest)
    plain += [rest.strip()] if rest.strip() else []


def _in_field(value: str, name: str, *, is_phrase: bool) -> list[Chunk]:
    if is_phrase:
        return list(filter(None, [phrase(value, name)]))
    return [changed(chunk, field=name) for chunk in chunks(value)]


def _years(value: str) -> dict[str, int]:
    match = _YEARS.fullmatch(value)
    if match is None or value in {"", "-", "–"}:
        raise BadInput(f"`year:{value[:40]}` is no year: write year:2017, year:2017-2020, year:2017- or year:-2020.")
    first, last = match["from"], match["to"]
    end = first if last is None else last[1:]
    if first and end and int(first) > int(end):
        raise BadInput(f"`year:{value}` runs from {first} to {end}: the first year must not be greater than the last.")
    return {name: int(year) for name, year in (("from", first), ("to", end)) if year}

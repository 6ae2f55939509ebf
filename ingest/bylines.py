"""Bylines as they are printed: one entry a place, with the printed name and the affiliations that nobody identified.

Source: OpenAlex documentation, work object, `authorships`; `raw_affiliation_string` is the form of 2023.
"""

from collections.abc import Iterator
from typing import Any, Final

from graphdb.ingest.bylines import distinct
from graphdb.ingest.rows import Batch, Byline
from ingest import mentions
from ingest.keys import keys_of
from ingest.values import Record, items, mappings, mark, plain, text

#: What publishers' systems print where there is no name.
_NO_NAMES: Final = frozenset({"&na;", "null", "undefined", "unknown author", "[unknown author]"})
#: Affiliations of one place, and the characters of each: more is a damaged record.
_MAX_AFFILIATIONS: Final = 50
_MAX_AFFILIATION: Final = 2_000


def read_bylines(record: Record, batch: Batch, work: str) -> list[Byline]:
    """The places of the work's byline; those that name one person in one way more than once are one."""
    marked = frozenset(keys_of(record.get("corresponding_author_ids")))
    return distinct(
        _byline(*entry, work, marked, batch) for entry in enumerate(mappings(record["authorships"]), start=1)
    )


def _byline(position: int, authorship: Record, work: str, marked: frozenset[str], batch: Batch) -> Byline:
    name = printed(authorship)
    institutions = mentions.institutions(authorship.get("institutions"), batch)
    author = mentions.author(authorship, name, f"author:{work.lower()}.{position}", batch)
    corresponding = mark(authorship.get("is_corresponding")) is True or author in marked
    return [author, position, corresponding, institutions, name, affiliations(authorship), countries(authorship)]


def printed(authorship: Record) -> str | None:
    """The name as it is printed; None where the record does not say it, or says what is no name."""
    name = plain(authorship.get("raw_author_name"))
    return name if name and is_name(name) else None


def is_name(text: str) -> bool:
    """Whether the text can be the name of a person or group: it has a letter or a digit."""
    return text.casefold() not in _NO_NAMES and any(map(str.isalnum, text))


def names(record: Record) -> Iterator[str | None]:
    """The names of the byline: as printed, or else the authors' own."""
    for authorship in mappings(record["authorships"]):
        yield printed(authorship) or mentions.profile_name(authorship)


def affiliations(authorship: Record) -> list[str]:
    """The printed affiliations that no institution is identified for, each once.

    `affiliations` says for each which institutions it names. Without it a place that has institutions is taken to name
    them in all its affiliations.
    """
    listed = mappings(authorship.get("affiliations"))
    identified = {_text(entry.get("raw_affiliation_string")): bool(_institution_ids(entry)) for entry in listed}
    strings = items(authorship.get("raw_affiliation_strings")) or [authorship.get("raw_affiliation_string")]
    texts = dict.fromkeys([*identified, *map(_text, strings)])
    otherwise = bool(authorship.get("institutions")) and not listed
    return [text for text in texts if text and not identified.get(text, otherwise)][:_MAX_AFFILIATIONS]


def countries(authorship: Record) -> list[str]:
    """The countries (ISO 3166-1 alpha-2) that OpenAlex reads in printed affiliations and that no institution is in."""
    codes = dict.fromkeys(text(code) for code in items(authorship.get("countries")))
    identified = {text(place.get("country_code")) for place in mappings(authorship.get("institutions"))}
    return [code for code in codes if code is not None and code not in identified]


def _institution_ids(entry: Record) -> list[str]:
    return keys_of(entry.get("institution_ids"))


def _text(value: Any) -> str:
    return (plain(value) or "")[:_MAX_AFFILIATION].rstrip()

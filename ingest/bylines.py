"""Bylines as printed: an entry per place, with the printed name and the affiliations without identified institution.

Source: OpenAlex documentation, work object, `authorships`; `raw_affiliation_string` is the form of 2023.
"""

from collections.abc import Iterator
from typing import Any, Final

from graphdb.ingest.bylines import distinct
from graphdb.ingest.rows import Batch, Byline
from ingest import mentions
from ingest.keys import keys_of
from ingest.values import Record, boolean, items, mappings, plain, text

#: Placeholders of publishers' systems for a missing name.
_NO_NAMES: Final = frozenset({"&na;", "null", "undefined", "unknown author", "[unknown author]"})
#: Maximum number of affiliations of one place, and of characters of each; damaged records have more.
_MAX_AFFILIATIONS: Final = 50
_MAX_AFFILIATION: Final = 2_000


def read_bylines(record: Record, batch: Batch, work: str) -> list[Byline]:
    """The places of the work's byline; places that repeat a person under the same name are one."""
    corresponding_ids = frozenset(keys_of(record.get("corresponding_author_ids")))
    return distinct(
        _byline(*entry, work, corresponding_ids, batch) for entry in enumerate(mappings(record["authorships"]), start=1)
    )


def _byline(position: int, authorship: Record, work: str, corresponding_ids: frozenset[str], batch: Batch) -> Byline:
    name = printed_name(authorship)
    institutions = mentions.institutions(authorship.get("institutions"), batch)
    author = mentions.author(authorship, name, f"author:{work.lower()}.{position}", batch)
    corresponding = boolean(authorship.get("is_corresponding")) is True or author in corresponding_ids
    return [
        author,
        position,
        corresponding,
        institutions,
        name,
        printed_affiliations(authorship),
        countries(authorship),
    ]


def printed_name(authorship: Record) -> str | None:
    """The printed name; None where the record has none or a placeholder."""
    name = plain(authorship.get("raw_author_name"))
    return name if name and is_name(name) else None


def is_name(text: str) -> bool:
    """Whether the text can be the name of a person or group: it has a letter or digit and is not a placeholder."""
    return text.casefold() not in _NO_NAMES and any(map(str.isalnum, text))


def author_names(record: Record) -> Iterator[str | None]:
    """The names of the byline: the printed one, or else that of the author's profile."""
    for authorship in mappings(record["authorships"]):
        yield printed_name(authorship) or mentions.profile_name(authorship)


def printed_affiliations(authorship: Record) -> list[str]:
    """The printed affiliations without an identified institution, each once.

    `affiliations` lists the institutions of each. Without it, all affiliations of a place with institutions count as
    identified.
    """
    entries = mappings(authorship.get("affiliations"))
    identified = {_text(entry.get("raw_affiliation_string")): bool(_institution_ids(entry)) for entry in entries}
    strings = items(authorship.get("raw_affiliation_strings")) or [authorship.get("raw_affiliation_string")]
    texts = dict.fromkeys([*identified, *map(_text, strings)])
    default = bool(authorship.get("institutions")) and not entries
    return [text for text in texts if text and not identified.get(text, default)][:_MAX_AFFILIATIONS]


def countries(authorship: Record) -> list[str]:
    """The countries (ISO 3166-1 alpha-2) that OpenAlex reads in printed affiliations, without those of institutions."""
    codes = dict.fromkeys(text(code) for code in items(authorship.get("countries")))
    identified = {text(institution.get("country_code")) for institution in mappings(authorship.get("institutions"))}
    return [code for code in codes if code is not None and code not in identified]


def _institution_ids(entry: Record) -> list[str]:
    return keys_of(entry.get("institution_ids"))


def _text(value: Any) -> str:
    return (plain(value) or "")[:_MAX_AFFILIATION].rstrip()

"""Papers as citations."""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any, Final

import orjson
from cachetools import LRUCache

from exports.formats import CitationFormat, cite
from exports.reference import Reference

#: Characters of all citations in the cache, each by all that it is made of: a change makes another citation.
MAX_CACHED_CHARACTERS: Final = 4_000_000
_CITATIONS: Final[LRUCache[bytes, str]] = LRUCache(MAX_CACHED_CHARACTERS, len)


async def cited(rows: Sequence[Any], form: CitationFormat, style: str, locale: str) -> list[str | Exception]:
    """Each paper (a row in the order of `exports.reference.FIELDS`) as a citation. Setting one takes up to 30 ms of
    CPU: a thread does it, so that other requests go on, and it is done once."""
    names = [_name(row, form, style, locale) for row in rows]
    answers: list[str | Exception | None] = [_CITATIONS.get(name) for name in names]
    wanted = [place for place, known in enumerate(answers) if known is None]
    if wanted:
        made = await asyncio.to_thread(lambda: [_cite(rows[place], form, style, locale) for place in wanted])
        for place, citation in zip(wanted, made, strict=True):
            answers[place] = citation
            if isinstance(citation, str) and len(citation) <= MAX_CACHED_CHARACTERS:
                _CITATIONS[names[place]] = citation
    return [each for each in answers if each is not None]


def _cite(row: Sequence[Any], form: CitationFormat, style: str, locale: str) -> str | Exception:
    return cite(Reference.from_row(row), form, style, locale)


def _name(row: Sequence[Any], form: CitationFormat, style: str, locale: str) -> bytes:
    return hashlib.sha256(orjson.dumps([row, form.name, style, locale], default=repr)).digest()

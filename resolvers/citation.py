"""Renders papers as citations."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from cachetools import LRUCache

from exports.formats import CitationFormat, cite
from exports.reference import Reference

#: Characters of the cached citations. The key is a digest of all inputs, so a changed paper has another key.
MAX_CACHED_CHARACTERS: Final = 4_000_000
CITATIONS: Final[LRUCache[bytes, str]] = LRUCache(MAX_CACHED_CHARACTERS, len)


#: The work of a citation for one paper, as a cost: one that a style formats, and one in a format of files.
STYLED: Final = 20_000
PLAIN: Final = 300


def work(arguments: Mapping[str, Any]) -> int:
    """The work of the citation of one paper."""
    return STYLED if arguments["format"] in {CitationFormat.TEXT, CitationFormat.HTML} else PLAIN


async def citations(rows: Sequence[Any], form: CitationFormat, style: str, locale: str) -> list[str | Exception]:
    """The citation of each paper (a row in the order of `exports.reference.FIELDS`). Rendering takes up to 30 ms of
    CPU: it runs in a thread, and the results are cached."""
    keys = [_key(row, form, style, locale) for row in rows]
    results: list[str | Exception | None] = [CITATIONS.get(key) for key in keys]
    missing = [index for index, result in enumerate(results) if result is None]
    if missing:
        rendered = await asyncio.to_thread(lambda: [_cite(rows[index], form, style, locale) for index in missing])
        for index, citation in zip(missing, rendered, strict=True):
            results[index] = citation
            if isinstance(citation, str) and len(citation) <= MAX_CACHED_CHARACTERS:
                CITATIONS[keys[index]] = citation
    return [result for result in results if result is not None]


def _cite(row: Sequence[Any], form: CitationFormat, style: str, locale: str) -> str | Exception:
    return cite(Reference.from_row(row), form, style, locale)


def _key(row: Sequence[Any], form: CitationFormat, style: str, locale: str) -> bytes:
    return hashlib.sha256(orjson.dumps([row, form.name, style, locale], default=repr)).digest()

"""Renders papers as citations."""

import hashlib
import threading
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from cachetools import LRUCache

from errors import BadInput
from exports.formats import CitationFormat, cite
from exports.reference import Reference
from thread_pools import RENDERING

#: Characters of the cached citations. The key is a digest of all inputs, so a changed paper has another key.
MAX_CACHED_CHARACTERS: Final = 4_000_000
CITATIONS: Final[LRUCache[bytes, str]] = LRUCache(MAX_CACHED_CHARACTERS, len)
_LOCK: Final = threading.Lock()

#: The work of a citation for one paper, as a cost: one that a style formats, and one in a format of files.
STYLED: Final = 20_000
PLAIN: Final = 300


def work(arguments: Mapping[str, Any]) -> int:
    """The work of the citation of one paper."""
    return STYLED if arguments["format"] in {CitationFormat.TEXT, CitationFormat.HTML} else PLAIN


async def citations(rows: Sequence[Any], form: CitationFormat, style: str, locale: str) -> list[str | Exception]:
    """The citation of each paper (a row in the order of `exports.reference.FIELDS`). Rendering takes up to 30 ms of
    CPU, and the key of a long abstract 0.1 ms: both run in a thread, and the results are cached."""
    return await RENDERING.map(lambda row: _cached(row, form, style, locale), rows)


def _cached(row: Sequence[Any], form: CitationFormat, style: str, locale: str) -> str | Exception:
    key = hashlib.sha256(orjson.dumps([row, form.name, style, locale], default=repr)).digest()
    with _LOCK:
        citation = CITATIONS.get(key)
    if citation is None:
        try:
            citation = cite(Reference.from_row(row), form, style, locale)
        except BadInput as error:
            return error
        if len(citation) <= MAX_CACHED_CHARACTERS:
            with _LOCK:
                CITATIONS[key] = citation
    return citation

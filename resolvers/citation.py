"""Renders papers as citations."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from content_cache import ContentCache
from errors import BadInput
from exports.formats import CitationFormat, cite
from exports.reference import Reference
from thread_pools import RENDERING

#: Characters of the cached citations.
MAX_CACHED_CHARACTERS: Final = 4_000_000
#: The work of a citation for one paper, as a cost: one that a style formats, and one in a format of files.
STYLED: Final = 20_000
PLAIN: Final = 300

Row = Sequence[Any]
#: A paper as a row in the order of `exports.reference.FIELDS`, the format, the style and the language.
Source = tuple[Row, CitationFormat, str, str]


def work(arguments: Mapping[str, Any]) -> int:
    """The work of the citation of one paper."""
    return STYLED if arguments["format"] in {CitationFormat.TEXT, CitationFormat.HTML} else PLAIN


async def citations(rows: Sequence[Any], form: CitationFormat, style: str, locale: str) -> list[str | Exception]:
    """The citation of each paper (a row in the order of `exports.reference.FIELDS`). Rendering takes up to 30 ms of
    CPU, and the key of a long abstract 0.1 ms: both run in a thread, and the results are cached."""
    return await RENDERING.map(lambda row: _cited(row, form, style, locale), rows)


def _cited(row: Row, form: CitationFormat, style: str, locale: str) -> str | Exception:
    try:
        return CITATIONS.of((row, form, style, locale))
    except BadInput as error:
        return error


def _bytes(source: Source) -> bytes:
    row, form, style, locale = source
    return orjson.dumps([row, form.name, style, locale], default=repr)


def _cite(source: Source) -> str:
    row, form, style, locale = source
    return cite(Reference.from_row(row), form, style, locale)


#: The cache of this process. A changed paper is another content.
CITATIONS: Final = ContentCache[Source, str](MAX_CACHED_CHARACTERS, len, _bytes, _cite)

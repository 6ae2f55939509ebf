"""Papers as citations."""

import asyncio
from collections.abc import Sequence
from typing import Any

from exports.formats import CitationFormat, cite
from exports.reference import Reference


async def cited(rows: Sequence[Any], form: CitationFormat, style: str, locale: str) -> list[str | Exception]:
    """Each paper (a row in the order of `exports.reference.FIELDS`) as a citation. Setting one takes up to 30 ms of
    CPU: a thread does it, so that other requests go on."""
    return await asyncio.to_thread(lambda: [_cite(row, form, style, locale) for row in rows])


def _cite(row: Sequence[Any], form: CitationFormat, style: str, locale: str) -> str | Exception:
    return cite(Reference.from_row(row), form, style, locale)

"""Nodes by reference."""

import asyncio
from collections.abc import Mapping, Sequence

from errors import BadInput
from graphdb.lookups import labels_of_reference
from identifiers import reference
from loaders.context import Context
from loaders.reading import Row
from loaders.selection import Path
from resolvers import keys

MAX_IDS = 1_000


async def by_key(context: Context, path: Path, label: str, key: Mapping[str, str | None]) -> Row | None:
    """The node of a label by a key input; None if it does not exist."""
    parsed = keys.read(key)
    return None if parsed is None else await context.fetch_groups.find(path, label, *parsed)


async def by_id(context: Context, path: Path, text: str) -> Row | None:
    """The node of any label by a reference; None if it does not exist."""
    parsed = reference.read(text)
    for label in labels_of_reference(*parsed) if parsed is not None else ():
        if parsed is not None and (row := await context.fetch_groups.find(path, label, *parsed)) is not None:
            return row
    return None


async def by_ids(context: Context, path: Path, ids: Sequence[str]) -> list[Row | None]:
    """The nodes with these ids, in order, None for unknown ids."""
    if len(ids) > MAX_IDS:
        raise BadInput(f"`ids` has {len(ids)} ids: it may have {MAX_IDS}.")
    return list(await asyncio.gather(*(by_id(context, path, text) for text in ids)))

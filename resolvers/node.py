"""Nodes by what names them."""

import asyncio
from collections.abc import Mapping, Sequence

from errors import BadInput
from graphdb.lookups import labels_named
from identifiers import reference
from loaders.context import Context
from loaders.reading import Row
from loaders.selection import Path
from resolvers import keys

MAX_IDS = 1_000


async def by_key(context: Context, path: Path, label: str, key: Mapping[str, str | None]) -> Row | None:
    """The node of a label that a key input names; null when none is known by it."""
    found = keys.read(key)
    return None if found is None else await context.fetch_groups.find(path, label, *found)


async def by_id(context: Context, path: Path, given: str) -> Row | None:
    """The node of any kind that a reference names; null when there is none."""
    read = reference.read(given)
    for label in labels_named(*read) if read is not None else ():
        if read is not None and (found := await context.fetch_groups.find(path, label, *read)) is not None:
            return found
    return None


async def by_ids(context: Context, path: Path, given: Sequence[str]) -> list[Row | None]:
    """The nodes that the ids name, in their order, null for each that names none."""
    if len(given) > MAX_IDS:
        raise BadInput(f"`ids` has {len(given)} ids: it may have {MAX_IDS}.")
    return list(await asyncio.gather(*(by_id(context, path, each) for each in given)))

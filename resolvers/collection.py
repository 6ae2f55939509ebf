"""Mutations of collections and of their papers."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import orjson

from graphdb import collection_writes, timestamps
from graphdb.collection_writes import STEP, NewCollection
from graphdb.store import Transaction
from identifiers.sortable import sortable
from loaders.context import Context
from resolvers.input_limits import COLLECTION_DESCRIPTION, COLLECTION_PAPERS, COLLECTION_TITLE, COLLECTIONS
from resolvers.validation import Problem, Problems, Refused, not_found
from resolvers.write import paper_key, write, writer

_NOUN: Final = "collection of yours"


async def create(context: Context, title: str, description: str | None, visibility: str, key: str | None) -> str:
    """Creates a collection of the viewer. Its id."""
    viewer = writer(context)
    new = new_collection(title, description, visibility)
    work = partial(collection_writes.create, viewer=viewer.id, new=new, limit=COLLECTIONS.most)
    collection = await write(context, key, f"createCollection {_input_text([title, description, visibility])}", work)
    if collection is None:
        raise Refused(Problem((), "TOO_MANY", f"You have {COLLECTIONS.most:,} collections: delete one first."))
    return collection


def new_collection(title: str, description: str | None, visibility: str) -> NewCollection:
    """A new collection from validated input. Raises Refused."""
    problems = Problems()
    title = problems.name("title", title, COLLECTION_TITLE)
    about = problems.text("description", description, COLLECTION_DESCRIPTION) or None
    problems.check()
    at = timestamps.to_text()
    return NewCollection(sortable("col_"), title, about, visibility, at, at)


async def update(context: Context, collection: str, fields: Mapping[str, Any], key: str | None) -> str:
    """Changes the given fields of `title`, `description` and `visibility`. The collection's id."""
    viewer = writer(context)
    problems, changes = Problems(), dict(fields)
    if "title" in fields:
        changes["title"] = problems.name("title", fields["title"], COLLECTION_TITLE)
    if "description" in fields:
        changes["description"] = problems.text("description", fields["description"], COLLECTION_DESCRIPTION) or None
    problems.check()
    work = partial(
        collection_writes.change, viewer=viewer.id, collection=collection, changes=changes, at=timestamps.to_text()
    )
    return _require(await write(context, key, f"updateCollection {collection} {_input_text(fields)}", work))


async def delete(context: Context, collection: str, key: str | None) -> str:
    """Deletes a collection of the viewer. Its former id."""
    work = partial(collection_writes.delete, viewer=writer(context).id, collection=collection)
    return _require(await write(context, key, f"deleteCollection {collection}", work))


async def add(context: Context, collection: str, paper: str, place: int | None, key: str | None) -> tuple[str, str]:
    """Adds a paper to a collection of the viewer at `place` (from 1), by default at the end; a paper in the collection
    is moved, by default not. The ids of both."""
    viewer = writer(context)
    if place is not None and place < 1:
        raise Refused(Problem(("place",), "OUT_OF_RANGE", f"`place` is {place}: places are counted from 1."))
    work = partial(_add, viewer=viewer.id, collection=collection, paper=paper_key(paper), place=place)
    added = await write(context, key, f"addToCollection {collection} {paper} {place}", work)
    return added[0], added[1]


async def remove(context: Context, collection: str, paper: str, key: str | None) -> tuple[str, str]:
    """Removes a paper from a collection of the viewer, if it is in it. The ids of both."""
    work = partial(_remove, viewer=writer(context).id, collection=collection, paper=paper_key(paper))
    removed = await write(context, key, f"removeFromCollection {collection} {paper}", work)
    return removed[0], removed[1]


def between(others: Sequence[int], place: int | None) -> int | None:
    """A position for a paper at `place` (from 1) among other papers with these ascending positions; None if there is no
    gap and they must be renumbered."""
    before = len(others) if place is None else min(place - 1, len(others))
    low = others[before - 1] if before else None
    high = others[before] if before < len(others) else None
    if low is None or high is None:
        return STEP if low is high else (low + STEP if low is not None else (high or 0) - STEP)
    return (low + high) // 2 if high - low > 1 else None


async def _add(
    transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str], place: int | None
) -> list[str]:
    collection, name, current, others = await _positions(transaction, viewer, collection, paper)
    if current is not None and place in {None, bisect_left(others, current) + 1}:
        return [collection, name]
    if current is None and len(others) >= COLLECTION_PAPERS.most:
        raise Refused(Problem(("collection",), "TOO_MANY", f"A collection can have {COLLECTION_PAPERS}."))
    position = between(others, place)
    if position is None:
        await collection_writes.number(transaction, collection, name)
        position = between([STEP * (index + 1) for index in range(len(others))], place) or 0
    await collection_writes.add_papers(transaction, collection, [(name, position)], timestamps.to_text())
    return [collection, name]


async def _remove(transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str]) -> list[str]:
    collection, name, *_ = await _positions(transaction, viewer, collection, paper)
    await collection_writes.remove(transaction, collection, name, timestamps.to_text())
    return [collection, name]


async def _positions(
    transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str]
) -> tuple[str, str, int | None, list[int]]:
    """The ids of both, and the positions. Raises Refused if one of them does not exist."""
    positions = await collection_writes.positions(transaction, viewer, collection, paper)
    collection = _require(positions.collection)
    if positions.paper is None:
        raise not_found("paper", "paper")
    return collection, positions.paper, positions.position, positions.others


def _require(collection: str | None) -> str:
    if collection is None:
        raise not_found("collection", _NOUN)
    return collection


def _input_text(value: object) -> str:
    return orjson.dumps(value).decode()

"""Collections: making them, and keeping papers in their order."""

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
from resolvers.validation import Problem, Problems, Refused, unknown
from resolvers.write import paper_key, write, writer

_WHAT: Final = "collection of yours"


async def create(context: Context, title: str, description: str | None, visibility: str, key: str | None) -> str:
    """Makes a collection of the viewer's. Its id."""
    viewer = writer(context)
    new = new_collection(title, description, visibility)
    work = partial(collection_writes.create, viewer=viewer.id, new=new, most=COLLECTIONS.most)
    found = await write(context, key, f"createCollection {_text([title, description, visibility])}", work)
    if found is None:
        raise Refused(Problem((), "TOO_MANY", f"You have {COLLECTIONS.most:,} collections: delete one first."))
    return found


def new_collection(title: str, description: str | None, visibility: str) -> NewCollection:
    """A new collection of what was given. Raises Refused for what does not fit."""
    problems = Problems()
    title = problems.text("title", title, COLLECTION_TITLE)
    about = problems.text("description", description, COLLECTION_DESCRIPTION) or None
    problems.check()
    at = timestamps.written()
    return NewCollection(sortable("col_"), title, about, visibility, at, at)


async def update(context: Context, collection: str, given: Mapping[str, Any], key: str | None) -> str:
    """Changes what is given of `title`, `description` and `visibility`. The collection's id."""
    viewer = writer(context)
    problems, changes = Problems(), dict(given)
    if "title" in given:
        changes["title"] = problems.text("title", given["title"], COLLECTION_TITLE)
    if "description" in given:
        changes["description"] = problems.text("description", given["description"], COLLECTION_DESCRIPTION) or None
    problems.check()
    work = partial(
        collection_writes.change, viewer=viewer.id, collection=collection, changes=changes, at=timestamps.written()
    )
    found = await write(context, key, f"updateCollection {collection} {_text(given)}", work)
    return _there(found)


async def delete(context: Context, collection: str, key: str | None) -> str:
    """Deletes a collection of the viewer's. The id that it had."""
    work = partial(collection_writes.delete, viewer=writer(context).id, collection=collection)
    return _there(await write(context, key, f"deleteCollection {collection}", work))


async def add(context: Context, collection: str, paper: str, place: int | None, key: str | None) -> tuple[str, str]:
    """Puts a paper into a collection of the viewer's: at a place, from 1; without one at the end, or where it is
    already. The ids of both."""
    viewer = writer(context)
    if place is not None and place < 1:
        raise Refused(Problem(("place",), "OUT_OF_RANGE", f"`place` is {place}: places are counted from 1."))
    work = partial(_add, viewer=viewer.id, collection=collection, paper=paper_key(paper), place=place)
    added = await write(context, key, f"addToCollection {collection} {paper} {place}", work)
    return added[0], added[1]


async def remove(context: Context, collection: str, paper: str, key: str | None) -> tuple[str, str]:
    """Takes a paper out of a collection of the viewer's, if it is in it. The ids of both."""
    work = partial(_remove, viewer=writer(context).id, collection=collection, paper=paper_key(paper))
    removed = await write(context, key, f"removeFromCollection {collection} {paper}", work)
    return removed[0], removed[1]


def between(others: Sequence[int], place: int | None) -> int | None:
    """A position for the paper at a place, from 1, among others that stand at these positions, in their order; None
    where there is no room before they are numbered anew."""
    before = len(others) if place is None else min(place - 1, len(others))
    low = others[before - 1] if before else None
    high = others[before] if before < len(others) else None
    if low is None or high is None:
        return STEP if low is high else (low + STEP if low is not None else (high or 0) - STEP)
    return (low + high) // 2 if high - low > 1 else None


async def _add(
    transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str], place: int | None
) -> list[str]:
    found, known, held, others = await _positions(transaction, viewer, collection, paper)
    if held is not None and place in {None, bisect_left(others, held) + 1}:
        return [found, known]
    if held is None and len(others) >= COLLECTION_PAPERS.most:
        raise Refused(Problem(("collection",), "TOO_MANY", f"A collection may have {COLLECTION_PAPERS}."))
    position = between(others, place)
    if position is None:
        await collection_writes.number(transaction, found, known)
        position = between([STEP * (each + 1) for each in range(len(others))], place) or 0
    await collection_writes.hold(transaction, found, [(known, position)], timestamps.written())
    return [found, known]


async def _remove(transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str]) -> list[str]:
    found, known, *_ = await _positions(transaction, viewer, collection, paper)
    await collection_writes.remove(transaction, found, known, timestamps.written())
    return [found, known]


async def _positions(
    transaction: Transaction, viewer: str, collection: str, paper: tuple[str, str]
) -> tuple[str, str, int | None, list[int]]:
    """The ids of both, and the positions. Raises Refused where one of them is not there."""
    there = await collection_writes.positions(transaction, viewer, collection, paper)
    found = _there(there.collection)
    if there.paper is None:
        raise unknown("paper", "paper")
    return found, there.paper, there.held, there.others


def _there(found: str | None) -> str:
    if found is None:
        raise unknown("collection", _WHAT)
    return found


def _text(given: object) -> str:
    return orjson.dumps(given).decode()

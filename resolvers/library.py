"""Importing a library: its entries become papers of the graph, and these a collection."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from typing import Final

from errors import BadInput
from graphdb import collecting, library, moments
from graphdb.collecting import STEP, NewCollection
from graphdb.store import Transaction
from ingest.library.entry import Entry
from ingest.library.matching import Match, match
from ingest.library.reading import LibraryFormat, read
from loaders.request import Request
from resolvers.checking import Problem, Problems, Refused, unknown
from resolvers.collection import made
from resolvers.limits import COLLECTION_PAPERS, COLLECTIONS, LIBRARY_TEXT
from resolvers.writing import write, writer

#: What a collection is called where neither a title nor a collection is given.
UNTITLED: Final = "Imported library"
_BATCH: Final = 1_000
#: Reading a library keeps a processor busy: one at a time in each process.
_READING: Final = asyncio.Semaphore(1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A library to import: its text, and the collection that it shall become or come into."""

    format: LibraryFormat
    text: str
    visibility: str
    title: str | None = None
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """The collection's id, and what became of each entry, in their order."""

    collection: str
    matches: Sequence[Match]


async def import_library(request: Request, wanted: Wanted, key: str | None) -> Imported:
    """Reads, matches, and puts what was matched into a new collection of the viewer's, or at the end of theirs."""
    viewer = writer(request)
    new = _checked(wanted)
    matches = await match(request.store, await _entries(wanted))
    papers = list(dict.fromkeys(each.paper for each in matches if each.paper is not None))
    work = partial(_filled, viewer=viewer.id, collection=wanted.collection, new=new, papers=papers)
    digest = sha256(repr(asdict(wanted)).encode()).hexdigest()
    return Imported(await write(request, key, f"importLibrary {digest}", work), matches)


def _checked(wanted: Wanted) -> NewCollection | None:
    """The collection to make, if there is one."""
    problems = Problems()
    problems.text("text", wanted.text, LIBRARY_TEXT)
    if wanted.title is not None and wanted.collection is not None:
        problems.add("title", "CONFLICT", "Give a `title` for a new collection, or a `collection`, not both.")
    problems.check()
    return None if wanted.collection is not None else made(wanted.title or UNTITLED, None, wanted.visibility)


async def _entries(wanted: Wanted) -> list[Entry]:
    async with _READING:
        try:
            entries = await asyncio.to_thread(read, wanted.text, wanted.format)
        except BadInput as error:
            raise Refused(Problem(("text",), "TOO_LARGE", str(error))) from error
    if not entries:
        raise Refused(Problem(("text",), "NO_ENTRIES", f"`text` has no entry in the format {wanted.format.value}."))
    return entries


async def _filled(
    transaction: Transaction, viewer: str, collection: str | None, new: NewCollection | None, papers: list[str]
) -> str:
    there: list[str] = []
    last = 0
    if new is not None:
        collection = await collecting.create(transaction, viewer, new, COLLECTIONS.most)
        if collection is None:
            raise Refused(Problem((), "TOO_MANY", f"You have {COLLECTIONS.most:,} collections: delete one first."))
    elif collection is None or (held := await library.held(transaction, viewer, collection)) is None:
        raise unknown("collection", "collection of yours")
    else:
        there, last = held
    already = set(there)
    coming = [paper for paper in papers if paper not in already]
    if len(there) + len(coming) > COLLECTION_PAPERS.most:
        raise Refused(Problem(("collection",), "TOO_MANY", f"A collection may have {COLLECTION_PAPERS}."))
    rows = [(paper, last + STEP * place) for place, paper in enumerate(coming, 1)]
    for start in range(0, len(rows), _BATCH):
        await collecting.hold(transaction, collection, rows[start : start + _BATCH], moments.written())
    return collection

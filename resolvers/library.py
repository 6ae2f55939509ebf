"""Importing a library: its entries become papers of the graph, and these a collection. What became of each entry is
stored, so that its owner can decide what is uncertain, change what is wrong, and undo it all."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Final

from errors import BadInput
from graphdb import collection_writes, library, library_import, timestamps
from graphdb.collection_writes import STEP, NewCollection
from graphdb.library_import import EntryRow, LibraryImport
from graphdb.store import Transaction
from identifiers.sortable import sortable
from ingest.library.entry import Entry
from ingest.library.evidence import Evidence
from ingest.library.formats import LibraryFormat, read
from ingest.library.matching import Match, match
from loaders.context import Context
from resolvers.collection import new_collection
from resolvers.input_limits import COLLECTION_PAPERS, COLLECTIONS, LIBRARY_TEXT
from resolvers.validation import Problem, Problems, Refused, unknown
from resolvers.write import paper_key, signed_in, write, writer

#: What a collection is called where neither a title nor a collection is given.
UNTITLED: Final = "Imported library"
_BATCH: Final = 1_000
#: Reading a library keeps a processor busy: one at a time in each process.
_READING: Final = asyncio.Semaphore(1)


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A library to import: its text, and the collection that it shall become or come into."""

    format: LibraryFormat
    text: str
    visibility: str
    title: str | None = None
    collection: str | None = None


async def import_library(context: Context, wanted: ImportRequest, key: str | None) -> LibraryImport:
    """Reads, matches, and puts what was matched into a new collection of the viewer's, or at the end of theirs."""
    viewer = writer(context)
    new = _checked(wanted)
    matches = await match(context.store, await _entries(wanted))
    work = partial(_filled, viewer=viewer.id, wanted=wanted, new=new, matches=matches)
    digest = sha256(repr(asdict(wanted)).encode()).hexdigest()
    stored = await library_import.read(
        context.store, viewer.id, await write(context, key, f"importLibrary {digest}", work)
    )
    if stored is None:
        raise unknown("idempotencyKey", "import of yours any more")
    return stored


async def find(context: Context, id: str) -> LibraryImport | None:  # noqa: A002
    """The viewer's import with this id; None for anybody else."""
    return None if context.viewer is None else await library_import.read(context.store, context.viewer.id, id)


async def resolve(context: Context, id: str, position: int, paper: str | None, key: str | None) -> LibraryImport:  # noqa: A002
    """Decides which paper an entry is, or that it is none: the paper comes into the collection, at its end, and the one
    that the import had put there for this entry goes."""
    named = paper_key(paper) if paper else None
    work = partial(_resolved, viewer=writer(context).id, id=id, position=position, paper=named)
    return await _again(context, await write(context, key, f"resolveLibraryEntry {id} {position} {paper}", work))


async def undo(context: Context, id: str, key: str | None) -> LibraryImport:  # noqa: A002
    """Takes out of the collection what the import put there, and nothing else."""
    work = partial(_undone, viewer=writer(context).id, id=id)
    return await _again(context, await write(context, key, f"undoLibraryImport {id}", work))


async def _again(context: Context, id: str) -> LibraryImport:  # noqa: A002
    return _there(await library_import.read(context.store, signed_in(context).id, id))


def _there(found: LibraryImport | None) -> LibraryImport:
    if found is None:
        raise unknown("import", "import of yours")
    return found


def _checked(wanted: ImportRequest) -> NewCollection | None:
    """The collection to make, if there is one."""
    problems = Problems()
    problems.text("text", wanted.text, LIBRARY_TEXT)
    if wanted.title is not None and wanted.collection is not None:
        problems.add("title", "CONFLICT", "Give a `title` for a new collection, or a `collection`, not both.")
    problems.check()
    return None if wanted.collection is not None else new_collection(wanted.title or UNTITLED, None, wanted.visibility)


async def _entries(wanted: ImportRequest) -> list[Entry]:
    async with _READING:
        try:
            entries = await asyncio.to_thread(read, wanted.text, wanted.format)
        except BadInput as error:
            raise Refused(Problem(("text",), "TOO_LARGE", str(error))) from error
    if not entries:
        raise Refused(Problem(("text",), "NO_ENTRIES", f"`text` has no entry in the format {wanted.format.value}."))
    return entries


async def _filled(
    transaction: Transaction, viewer: str, wanted: ImportRequest, new: NewCollection | None, matches: Sequence[Match]
) -> str:
    there: list[str] = []
    last, collection = 0, wanted.collection
    if new is not None:
        collection = await collection_writes.create(transaction, viewer, new, COLLECTIONS.most)
        if collection is None:
            raise Refused(Problem((), "TOO_MANY", f"You have {COLLECTIONS.most:,} collections: delete one first."))
    elif collection is None or (held := await library.papers_of(transaction, viewer, collection)) is None:
        raise unknown("collection", "collection of yours")
    else:
        there, last = held
    already = set(there)
    papers = dict.fromkeys(each.paper for each in matches if each.paper is not None)
    coming = [paper for paper in papers if paper not in already]
    _fits(len(there) + len(coming))
    rows = [(paper, last + STEP * place) for place, paper in enumerate(coming, 1)]
    for start in range(0, len(rows), _BATCH):
        await collection_writes.hold(transaction, collection, rows[start : start + _BATCH], timestamps.written())
    entries = [_row(each) for each in matches]
    made_ = LibraryImport(
        sortable("imp_"), collection, wanted.format.value, timestamps.written(), None, entries, {}, coming
    )
    await library_import.create(transaction, viewer, made_)
    return made_.id


def _fits(papers: int) -> None:
    if papers > COLLECTION_PAPERS.most:
        raise Refused(Problem(("collection",), "TOO_MANY", f"A collection may have {COLLECTION_PAPERS}."))


def _row(each: Match) -> EntryRow:
    entry = each.entry
    candidates = [[one.paper, one.score, _evidence(one.evidence)] for one in each.candidates]
    head = [entry.label, entry.full_title or None, entry.year, entry.broken, each.paper]
    return [*head, each.reason and each.reason.value, _evidence(each.evidence), candidates]


def _evidence(evidence: Sequence[Evidence]) -> list[list[object]]:
    return [[each.kind.value, each.agrees, each.detail] for each in evidence]


async def _resolved(
    transaction: Transaction,
    viewer: str,
    id: str,  # noqa: A002
    position: int,
    paper: tuple[str, str] | None,
) -> str:
    found = _there(await library_import.locked(transaction, viewer, id))
    if found.undone_at is not None:
        raise Refused(Problem(("import",), "UNDONE", "This import was undone: import the library again."))
    if not 1 <= position <= len(found.entries):
        raise unknown("position", "entry")
    at, before, chosen = timestamps.written(), found.paper(position), None
    added = list(found.added)
    if paper is not None:
        places = await collection_writes.positions(transaction, viewer, found.collection, paper)
        if places.paper is None:
            raise unknown("paper", "paper")
        chosen = places.paper
        if places.held is None:
            _fits(len(places.others) + 1)
            last = places.others[-1] if places.others else 0
            await collection_writes.hold(transaction, found.collection, [(chosen, last + STEP)], at)
            added.append(chosen)
    changed = replace(found, decisions=found.decisions | {position: chosen}, added=added)
    if before in added and before != chosen and before not in changed.papers():
        await library_import.remove(transaction, found.collection, [str(before)], at)
        changed = replace(changed, added=[each for each in added if each != before])
    await library_import.change(transaction, changed)
    return id


async def _undone(transaction: Transaction, viewer: str, id: str) -> str:  # noqa: A002
    found = _there(await library_import.locked(transaction, viewer, id))
    if found.undone_at is None:
        at = timestamps.written()
        await library_import.remove(transaction, found.collection, found.added, at)
        await library_import.change(transaction, replace(found, added=[], undone_at=at))
    return id

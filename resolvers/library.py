"""Imports a library: matches its entries with papers and adds these to a collection. The result of each entry is
stored, so that the owner can resolve uncertain entries, correct wrong ones, and undo the import."""

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
from ingest.library.recognition import Unread, recognize
from loaders.context import Context
from resolvers.collection import new_collection
from resolvers.input_limits import COLLECTION_PAPERS, COLLECTIONS, LIBRARY_TEXT
from resolvers.validation import Problem, Problems, Refused, not_found
from resolvers.write import paper_key, signed_in, write, writer
from thread_pools import LIBRARIES

#: Default title of a new collection.
UNTITLED: Final = "Imported library"
_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A library to import: its text, and the new or existing collection."""

    format: LibraryFormat
    text: str
    visibility: str
    title: str | None = None
    collection: str | None = None


async def import_library(context: Context, request: ImportRequest, key: str | None) -> LibraryImport:
    """Parses and matches the library, and adds the papers to a new collection, or to the end of an existing one."""
    viewer = writer(context)
    new = _check_request(request)
    digest = sha256(repr(asdict(request)).encode()).hexdigest()
    request = await LIBRARIES.run(partial(_recognized, request))
    matches = await match(context.store, await _entries(request))
    work = partial(_store, viewer=viewer.id, request=request, new=new, matches=matches)
    stored = await library_import.read(
        context.store, viewer.id, await write(context, key, f"importLibrary {digest}", work)
    )
    if stored is None:
        raise not_found("idempotencyKey", "import of yours any more")
    return stored


async def find(context: Context, id: str) -> LibraryImport | None:  # noqa: A002
    """The viewer's import with this id; None for other users."""
    return None if context.viewer is None else await library_import.read(context.store, context.viewer.id, id)


async def resolve(context: Context, id: str, position: int, paper: str | None, key: str | None) -> LibraryImport:  # noqa: A002
    """Sets the paper of an entry, or None: the paper is added to the end of the collection, and the one that the import
    had added for this entry is removed."""
    reference = paper_key(paper) if paper else None
    work = partial(_resolve, viewer=writer(context).id, id=id, position=position, paper=reference)
    return await _reread(context, await write(context, key, f"resolveLibraryEntry {id} {position} {paper}", work))


async def undo(context: Context, id: str, key: str | None) -> LibraryImport:  # noqa: A002
    """Removes from the collection exactly the papers that the import added."""
    work = partial(_undo, viewer=writer(context).id, id=id)
    return await _reread(context, await write(context, key, f"undoLibraryImport {id}", work))


async def _reread(context: Context, id: str) -> LibraryImport:  # noqa: A002
    return _require(await library_import.read(context.store, signed_in(context).id, id))


def _require(stored: LibraryImport | None) -> LibraryImport:
    if stored is None:
        raise not_found("import", "import of yours")
    return stored


def _check_request(request: ImportRequest) -> NewCollection | None:
    """The new collection, if one is requested."""
    problems = Problems()
    problems.text("text", request.text, LIBRARY_TEXT)
    if request.title is not None and request.collection is not None:
        problems.add("title", "CONFLICT", "Give a `title` for a new collection, or a `collection`, not both.")
    problems.check()
    return (
        None if request.collection is not None else new_collection(request.title or UNTITLED, None, request.visibility)
    )


async def _entries(request: ImportRequest) -> list[Entry]:
    try:
        entries = await LIBRARIES.run(partial(read, request.text, request.format))
    except BadInput as error:
        raise Refused(Problem(("text",), "TOO_LARGE", str(error))) from error
    if all(entry.broken or entry.is_empty for entry in entries):
        reason = next((f": {entry.broken}" for entry in entries if entry.broken), ".")
        message = f"`text` has no readable entry in the format {request.format.value}{reason}"
        raise Refused(Problem(("text",), "NO_ENTRIES", message))
    return entries


def _recognized(request: ImportRequest) -> ImportRequest:
    """The request with the format that the text has. If the text does not tell, it is the format of the request."""
    form = recognize(request.text)
    if isinstance(form, Unread):
        raise Refused(Problem(("text",), "NO_ENTRIES", form.message))
    return request if form is None else replace(request, format=form)


async def _store(
    transaction: Transaction, viewer: str, request: ImportRequest, new: NewCollection | None, matches: Sequence[Match]
) -> str:
    existing: list[str] = []
    last, collection = 0, request.collection
    if new is not None:
        collection = await collection_writes.create(transaction, viewer, new, COLLECTIONS.most)
        if collection is None:
            raise Refused(Problem((), "TOO_MANY", f"You have {COLLECTIONS.most:,} collections: delete one first."))
    elif collection is None or (contents := await library.papers_of(transaction, viewer, collection)) is None:
        raise not_found("collection", "collection of yours")
    else:
        existing, last = contents
    existing_ids = set(existing)
    papers = dict.fromkeys(match.paper for match in matches if match.paper is not None)
    added = [paper for paper in papers if paper not in existing_ids]
    _check_size(len(existing) + len(added))
    rows = [(paper, last + STEP * index) for index, paper in enumerate(added, 1)]
    for start in range(0, len(rows), _BATCH):
        await collection_writes.add_papers(transaction, collection, rows[start : start + _BATCH], timestamps.to_text())
    entries = [_row(match) for match in matches]
    new_import = LibraryImport(
        sortable("imp_"), collection, request.format.value, timestamps.to_text(), None, entries, {}, added
    )
    await library_import.create(transaction, viewer, new_import)
    return new_import.id


def _check_size(papers: int) -> None:
    if papers > COLLECTION_PAPERS.most:
        raise Refused(Problem(("collection",), "TOO_MANY", f"A collection can have {COLLECTION_PAPERS}."))


def _row(result: Match) -> EntryRow:
    entry = result.entry
    candidates = [[candidate.paper, candidate.score, _evidence(candidate.evidence)] for candidate in result.candidates]
    head = [entry.label, entry.full_title or None, entry.year, entry.broken, result.paper]
    return [*head, result.reason and result.reason.value, _evidence(result.evidence), candidates]


def _evidence(evidence: Sequence[Evidence]) -> list[list[object]]:
    return [[item.kind.value, item.agrees, item.detail] for item in evidence]


async def _resolve(
    transaction: Transaction,
    viewer: str,
    id: str,  # noqa: A002
    position: int,
    paper: tuple[str, str] | None,
) -> str:
    stored = _require(await library_import.read_locked(transaction, viewer, id))
    if stored.undone_at is not None:
        raise Refused(Problem(("import",), "UNDONE", "This import was undone: import the library again."))
    if not 1 <= position <= len(stored.entries):
        raise not_found("position", "entry")
    at, before, chosen = timestamps.to_text(), stored.paper(position), None
    added = list(stored.added)
    if paper is not None:
        positions = await collection_writes.positions(transaction, viewer, stored.collection, paper)
        if positions.paper is None:
            raise not_found("paper", "paper")
        chosen = positions.paper
        if positions.position is None:
            _check_size(len(positions.others) + 1)
            last = positions.others[-1] if positions.others else 0
            await collection_writes.add_papers(transaction, stored.collection, [(chosen, last + STEP)], at)
            added.append(chosen)
    updated = replace(stored, decisions=stored.decisions | {position: chosen}, added=added)
    if before in added and before != chosen and before not in updated.papers():
        await library_import.remove(transaction, stored.collection, [str(before)], at)
        updated = replace(updated, added=[paper for paper in added if paper != before])
    await library_import.change(transaction, updated)
    return id


async def _undo(transaction: Transaction, viewer: str, id: str) -> str:  # noqa: A002
    stored = _require(await library_import.read_locked(transaction, viewer, id))
    if stored.undone_at is None:
        at = timestamps.to_text()
        await library_import.remove(transaction, stored.collection, stored.added, at)
        await library_import.change(transaction, replace(stored, added=[], undone_at=at))
    return id

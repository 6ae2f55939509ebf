"""Imports of libraries from reference managers."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

import strawberry

from errors import BadInput
from graphdb.library_import import LibraryImport as Stored
from ingest.library.formats import MAX_SECONDS, LibraryFormat
from ingest.library.matching import Unmatched
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP, FieldSpec
from resolvers.input_limits import COLLECTION_TITLE, LIBRARY_ENTRIES, LIBRARY_TEXT
from resolvers.keys import public_id
from resolvers.library import UNTITLED, ImportRequest, find, import_library, resolve, undo
from schema.collection import Collection, Visibility
from schema.enumeration import enumeration
from schema.library_entry import LibraryEntry, LibraryOutcome, UnmatchedEntry
from schema.mutations_base import WRITE, Payload, Write, changed, mutation
from schema.scalars import DateTime

enumeration(
    "The formats of libraries.",
    BIBTEX="BibTeX or BibLaTeX.",
    RIS="RIS, with or without end-of-record tags.",
    CSL_JSON="CSL-JSON: a list of items, one item, or an object with items, such as works of Crossref.",
    PUBMED="PubMed's tagged format (.nbib).",
    ENDNOTE_XML="EndNote's XML.",
    WEB_OF_SCIENCE="Web of Science's plain text.",
    SCOPUS="Scopus' CSV.",
)(LibraryFormat)


@strawberry.input(
    description=f"A library to import: {LIBRARY_ENTRIES}, {LIBRARY_TEXT}, which may take {MAX_SECONDS:g} s to read."
)
class ImportLibraryInput(Write):
    format: LibraryFormat = strawberry.field(description="The format of the text, unless it shows another one.")
    text: str = strawberry.field(description=f"The file's content: {LIBRARY_TEXT}.")
    title: str | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"The title of the new collection: {COLLECTION_TITLE}. Default: {UNTITLED!r}.",
    )
    collection: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="The id of a collection of the signed-in user to append the papers to, instead of a new one.",
    )
    visibility: Visibility = strawberry.field(
        default=Visibility.PRIVATE, description="The visibility of the new collection."
    )


def _entries_length(arguments: Mapping[str, Any]) -> int:
    return arguments.get("first") or _FIRST


#: The weight of a stored import. That of a new one is by its characters, up to that of its limits of time.
STORED_IMPORT: Final = 5_000
_CHARACTERS: Final = 10
_MAX_IMPORT: Final = 700_000


def _import_work(arguments: Mapping[str, Any]) -> int:
    return WRITE + min(len(arguments["input"]["text"]) * _CHARACTERS, _MAX_IMPORT)


#: Entries of one page, and of the longest.
_FIRST = 100
_MAX_FIRST = 500


@strawberry.type(description="An imported library with the outcome of each entry. Visible only to its owner.")
class LibraryImport:
    stored: strawberry.Private[Stored]

    @strawberry.field(description="Its id, for `libraryImport`, `resolveLibraryEntry` and `undoLibraryImport`.")
    def import_id(self) -> strawberry.ID:
        """It begins with `imp_`."""
        return strawberry.ID(self.stored.id)

    @strawberry.field(description="The format of the text, as its content shows.")
    def format(self) -> LibraryFormat:
        """As in the input, if the content does not show it."""
        return LibraryFormat(self.stored.format)

    @strawberry.field(description="When it was imported.")
    def created_at(self) -> DateTime:
        """In UTC."""
        return self.stored.created_at  # pyright: ignore[reportReturnType]

    @strawberry.field(description="When it was undone; null if it was not.")
    def undone_at(self) -> DateTime | None:
        """In UTC."""
        return self.stored.undone_at  # pyright: ignore[reportReturnType]

    @strawberry.field(description="The collection with its papers.", metadata=LOOKS_UP)
    async def collection(self, info: Info) -> Collection | None:
        """The owner's."""
        return await info.context.fetch_groups.find(path_of(info), "Collection", "id", self.stored.collection)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="How many papers it added to the collection.")
    def added_count(self) -> int:
        """Without papers that were in the collection before."""
        return len(self.stored.added)

    @strawberry.field(description="How many entries the library has.")
    def entry_count(self) -> int:
        """Including entries that cannot be parsed."""
        return len(self.stored.entries)

    @strawberry.field(
        description=f"The entries in order, `first` (at most {_MAX_FIRST}) of those after the position `after`,"
        " filtered by `outcomes`.",
        metadata=FieldSpec(length=_entries_length).metadata,
    )
    def entries(
        self,
        outcomes: Annotated[
            list[LibraryOutcome] | None, strawberry.argument(description="Only entries with these outcomes.")
        ] = None,
        first: Annotated[
            int | None, strawberry.argument(description=f"The number of entries: at most {_MAX_FIRST}.")
        ] = _FIRST,
        after: int | None = 0,
    ) -> list[LibraryEntry]:
        """The last one's position is the next page's `after`."""
        size = _FIRST if first is None else first
        if not 0 <= size <= _MAX_FIRST:
            raise BadInput(f"`first` is {size}: it must be 0 to {_MAX_FIRST}.")
        entries = _entries(self.stored)[max(0, after or 0) :]
        return [entry for entry in entries if not outcomes or entry.outcome() in outcomes][:size]


def _entries(stored: Stored) -> list[LibraryEntry]:
    return [
        LibraryEntry(row=row, decided=stored.decisions, position=position)
        for position, row in enumerate(stored.entries, 1)
    ]


#: The usual number of unmatched entries, for the cost; that of reading and matching all is in the weight of the import.
_USUAL_UNMATCHED: Final = 500


def _usual_unmatched(_arguments: object) -> int:
    return _USUAL_UNMATCHED


@strawberry.type(description="The result of an import.")
class ImportLibraryPayload(Payload):
    stored: strawberry.Private[Stored | None] = None
    collection: Collection | None = changed("Collection", "The collection with the matched papers.")

    @strawberry.field(name="import", description="The stored import, with the outcome and evidence of each entry.")
    def library_import(self) -> LibraryImport | None:
        """Null if nothing was imported."""
        return self.stored and LibraryImport(stored=self.stored)

    @strawberry.field(description="How many entries the library has.")
    def entries(self) -> int:
        """Including entries that cannot be parsed."""
        return len(self.stored.entries) if self.stored else 0

    @strawberry.field(description="How many entries were matched; two entries can match one paper.")
    def matched(self) -> int:
        """Counted by entry."""
        return sum(1 for row in self.stored.entries if row[4] is not None) if self.stored else 0

    @strawberry.field(
        description="The entries without a match, in order, with reasons.",
        metadata=FieldSpec(length=_usual_unmatched).metadata,
    )
    def unmatched(self) -> list[UnmatchedEntry]:
        """In the order of the library."""
        rows = enumerate(self.stored.entries if self.stored else (), 1)
        return [
            UnmatchedEntry(row=row, position=position, reason=Unmatched(row[5]))
            for position, row in rows
            if row[5] is not None
        ]


@strawberry.input(description="A decision about an entry of an imported library.")
class ResolveLibraryEntryInput(Write):
    import_: strawberry.ID = strawberry.field(name="import", description="The id of an import of the signed-in user.")
    position: int = strawberry.field(description="The position of the entry, from 1.")
    paper: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the paper, a candidate or any other. Null: no paper of this graph."
    )


@strawberry.input(description="An import to undo.")
class UndoLibraryImportInput(Write):
    import_: strawberry.ID = strawberry.field(name="import", description="The id of an import of the signed-in user.")


@strawberry.type(description="An import after a decision.")
class LibraryImportPayload(Payload):
    stored: strawberry.Private[Stored | None] = None
    position: strawberry.Private[int | None] = None
    collection: Collection | None = changed("Collection", "The collection with its papers, after the write.")

    @strawberry.field(name="import", description="The import, after the write.")
    def library_import(self) -> LibraryImport | None:
        """Null if nothing was changed."""
        return self.stored and LibraryImport(stored=self.stored)

    @strawberry.field(description="The entry that was decided; null after an undo.")
    def entry(self) -> LibraryEntry | None:
        """After the write."""
        return _entries(self.stored)[self.position - 1] if self.stored and self.position else None


async def library_import(info: Info, id: strawberry.ID) -> LibraryImport | None:  # noqa: A002
    """One's own; null for others."""
    stored = await find(info.context, id)
    return stored and LibraryImport(stored=stored)


async def _import(info: Info, input: ImportLibraryInput) -> ImportLibraryPayload:  # noqa: A002
    into = public_id(input.collection) if input.collection else None
    request = ImportRequest(input.format, input.text, input.visibility.value, input.title or None, into)
    imported = await import_library(info.context, request, input.idempotency_key or None)
    return ImportLibraryPayload(ids={"collection": imported.collection}, stored=imported)


async def _resolve(info: Info, input: ResolveLibraryEntryInput) -> LibraryImportPayload:  # noqa: A002
    key = input.idempotency_key or None
    changed_ = await resolve(info.context, input.import_, input.position, input.paper or None, key)
    return LibraryImportPayload(ids={"collection": changed_.collection}, stored=changed_, position=input.position)


async def _undo(info: Info, input: UndoLibraryImportInput) -> LibraryImportPayload:  # noqa: A002
    changed_ = await undo(info.context, input.import_, input.idempotency_key or None)
    return LibraryImportPayload(ids={"collection": changed_.collection}, stored=changed_)


@strawberry.type
class Libraries:
    import_library: ImportLibraryPayload | None = mutation(
        _import,
        "Imports BibTeX, RIS or CSL-JSON into a collection of the papers that certainly match, with the outcome and"
        " evidence of each entry. The owner decides uncertain entries with `resolveLibraryEntry`.",
        weight=_import_work,
    )
    resolve_library_entry: LibraryImportPayload | None = mutation(
        _resolve,
        "Confirms or changes the match of an entry of an imported library. The paper is added to the collection; the"
        " one that the import added for this entry is removed.",
    )
    undo_library_import: LibraryImportPayload | None = mutation(
        _undo, "Removes the papers that an import added to the collection; others stay."
    )

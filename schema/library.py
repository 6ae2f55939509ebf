"""Importing what people have in their reference managers."""

from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from errors import BadInput
from graphdb.library_import import LibraryImport as Stored
from ingest.library.formats import MAX_ENTRIES, MAX_SECONDS, LibraryFormat
from ingest.library.matching import Unmatched
from loaders.context import Info, path_of
from loaders.field_spec import FieldSpec
from resolvers.input_limits import COLLECTION_TITLE, LIBRARY_ENTRIES, LIBRARY_TEXT
from resolvers.keys import public_id
from resolvers.library import UNTITLED, ImportRequest, find, import_library, resolve, undo
from schema.collection import Collection, Visibility
from schema.enumeration import enumeration
from schema.library_entry import LibraryEntry, LibraryOutcome, UnmatchedEntry
from schema.mutations_base import Payload, Write, changed, mutation
from schema.scalars import DateTime

enumeration(
    "What reference managers write.",
    BIBTEX="BibTeX or BibLaTeX.",
    RIS="RIS, with or without ends of records.",
    CSL_JSON="CSL-JSON: a list of items, one item, or an object that holds them.",
)(LibraryFormat)


@strawberry.input(
    description=f"A library to import: {LIBRARY_ENTRIES}, {LIBRARY_TEXT}, which may take {MAX_SECONDS:g} s to read."
)
class ImportLibraryInput(Write):
    format: LibraryFormat = strawberry.field(description="What the text is.")
    text: str = strawberry.field(description=f"The file's content: {LIBRARY_TEXT}.")
    title: str | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"What to call the collection that is made: {COLLECTION_TITLE}. Not given: {UNTITLED!r}.",
    )
    collection: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="The id of a collection of one's own to put the papers into, at its end, instead of making one.",
    )
    visibility: Visibility = strawberry.field(
        default=Visibility.PRIVATE, description="Who shall see the collection that is made."
    )


def _entries_length(arguments: Mapping[str, Any]) -> int:
    return arguments.get("first") or _FIRST


#: Entries of one page, and of the longest.
_FIRST = 100
_MAX_FIRST = 500


@strawberry.type(
    description="A library that somebody imported: what became of each entry. Only its owner sees it, by any way."
)
class LibraryImport:
    stored: strawberry.Private[Stored]

    @strawberry.field(description="Its id, for `libraryImport`, `resolveLibraryEntry` and `undoLibraryImport`.")
    def id(self) -> strawberry.ID:
        """It begins with `imp_`."""
        return strawberry.ID(self.stored.id)

    @strawberry.field(description="What the text was.")
    def format(self) -> LibraryFormat:
        """As it was given."""
        return LibraryFormat(self.stored.format)

    @strawberry.field(description="When it was imported.")
    def created_at(self) -> DateTime:
        """In UTC."""
        return self.stored.created_at  # pyright: ignore[reportReturnType]

    @strawberry.field(description="When it was undone; null where it was not.")
    def undone_at(self) -> DateTime | None:
        """In UTC."""
        return self.stored.undone_at  # pyright: ignore[reportReturnType]

    @strawberry.field(description="The collection that its papers came into.")
    async def collection(self, info: Info) -> Collection | None:
        """The owner's."""
        return await info.context.fetch_groups.find(path_of(info), "Collection", "id", self.stored.collection)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="How many papers are in the collection because of it.")
    def added_count(self) -> int:
        """Those that were there before are not counted."""
        return len(self.stored.added)

    @strawberry.field(description="How many entries the library has.")
    def entry_count(self) -> int:
        """Those that cannot be read included."""
        return len(self.stored.entries)

    @strawberry.field(
        description=f"The entries, in their order: those with the outcomes (all where none is given), `first` (at most"
        f" {_MAX_FIRST}) of those behind the position `after`.",
        metadata=FieldSpec(length=_entries_length).metadata,
    )
    def entries(
        self,
        outcomes: Annotated[
            list[LibraryOutcome] | None, strawberry.argument(description="Entries with these outcomes alone.")
        ] = None,
        first: int | None = _FIRST,
        after: int | None = 0,
    ) -> list[LibraryEntry]:
        """The last one's position is the next page's `after`."""
        size = _FIRST if first is None else first
        if not 0 <= size <= _MAX_FIRST:
            raise BadInput(f"`first` is {size}: it must be 0 to {_MAX_FIRST}.")
        every = _every(self.stored)[max(0, after or 0) :]
        return [each for each in every if not outcomes or each.outcome() in outcomes][:size]


def _every(stored: Stored) -> list[LibraryEntry]:
    return [
        LibraryEntry(row=row, decided=stored.decisions, position=position)
        for position, row in enumerate(stored.entries, 1)
    ]


def _max_entries(_arguments: object) -> int:
    return MAX_ENTRIES


@strawberry.type(description="What an import found.")
class ImportLibraryPayload(Payload):
    stored: strawberry.Private[Stored | None] = None
    collection: Collection | None = changed("Collection", "The collection with the papers that were found.")

    @strawberry.field(
        name="import", description="The import: what became of each entry, by what evidence. It is stored."
    )
    def library_import(self) -> LibraryImport | None:
        """Null where nothing was imported."""
        return self.stored and LibraryImport(stored=self.stored)

    @strawberry.field(description="How many entries the library has.")
    def entries(self) -> int:
        """Those that cannot be read included."""
        return len(self.stored.entries) if self.stored else 0

    @strawberry.field(description="For how many of them a paper was found; two entries may be one paper.")
    def matched(self) -> int:
        """Counted by entry."""
        return sum(1 for row in self.stored.entries if row[4] is not None) if self.stored else 0

    @strawberry.field(
        description="The entries for which none was found, in their order, each with its reason.",
        metadata=FieldSpec(length=_max_entries).metadata,
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
    import_: strawberry.ID = strawberry.field(name="import", description="The id of an import of one's own.")
    position: int = strawberry.field(description="Which entry it is, from 1.")
    paper: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the paper that it is: a candidate or any other. Null: none of this graph."
    )


@strawberry.input(description="An import to undo.")
class UndoLibraryImportInput(Write):
    import_: strawberry.ID = strawberry.field(name="import", description="The id of an import of one's own.")


@strawberry.type(description="An import after a decision.")
class LibraryImportPayload(Payload):
    stored: strawberry.Private[Stored | None] = None
    position: strawberry.Private[int | None] = None
    collection: Collection | None = changed("Collection", "The collection that its papers came into, as it is now.")

    @strawberry.field(name="import", description="The import, as it is now.")
    def library_import(self) -> LibraryImport | None:
        """Null where nothing was changed."""
        return self.stored and LibraryImport(stored=self.stored)

    @strawberry.field(description="The entry that was decided; null after an undo.")
    def entry(self) -> LibraryEntry | None:
        """As it is now."""
        return _every(self.stored)[self.position - 1] if self.stored and self.position else None


async def library_import(info: Info, id: strawberry.ID) -> LibraryImport | None:  # noqa: A002
    """One's own; null for anybody else."""
    stored = await find(info.context, id)
    return stored and LibraryImport(stored=stored)


async def _import(info: Info, input: ImportLibraryInput) -> ImportLibraryPayload:  # noqa: A002
    into = public_id(input.collection) if input.collection else None
    wanted = ImportRequest(input.format, input.text, input.visibility.value, input.title or None, into)
    imported = await import_library(info.context, wanted, input.idempotency_key or None)
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
    import_library: ImportLibraryPayload = mutation(
        _import,
        "BibTeX, RIS or CSL-JSON in; a collection of the papers that the graph certainly has out, and for each entry"
        " what it became, by what evidence. What is not certain is asked: see `resolveLibraryEntry`.",
    )
    resolve_library_entry: LibraryImportPayload = mutation(
        _resolve,
        "Confirms or changes which paper an entry of an imported library is. The paper comes into the collection; the"
        " one that the import had put there for this entry goes.",
    )
    undo_library_import: LibraryImportPayload = mutation(
        _undo, "Takes out of the collection what an import put there; what was there before stays."
    )

"""Importing what people have in their reference managers."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Annotated, Any

import strawberry

from errors import BadInput
from graphdb.importing import EntryRow
from graphdb.importing import LibraryImport as Stored
from ingest.library.evidence import EvidenceKind
from ingest.library.matching import MOST_CANDIDATES, Unmatched
from ingest.library.reading import MOST_ENTRIES, MOST_SECONDS, LibraryFormat
from loaders import paging
from loaders.request import Info, path_of
from resolvers.keys import public_id
from resolvers.library import UNTITLED, Wanted, find, import_library, resolve, undo
from resolvers.limits import COLLECTION_TITLE, LIBRARY_ENTRIES, LIBRARY_TEXT
from schema.collection import Collection, Visibility
from schema.enumeration import enumeration
from schema.paper import Paper
from schema.scalars import DateTime
from schema.writing import Payload, Write, changed, mutation

enumeration(
    "What reference managers write.",
    BIBTEX="BibTeX or BibLaTeX.",
    RIS="RIS, with or without ends of records.",
    CSL_JSON="CSL-JSON: a list of items, one item, or an object that holds them.",
)(LibraryFormat)
enumeration(
    "Why there is no paper for an entry of a library.",
    name="UnmatchedReason",
    UNREADABLE="It cannot be read: `message` says where and why.",
    NOTHING_TO_GO_BY="It has no identifier and no title.",
    UNKNOWN="No paper of this graph has its identifiers or its title.",
    NOT_SEARCHED="No paper has its identifiers or its exact title; there was no time to search for similar titles.",
    UNCERTAIN="A paper may be meant: the evidence does not suffice.",
    CONTRADICTED="A paper has its title or one of its identifiers, but something else contradicts.",
    OTHER_YEAR="Papers of this title are from other years.",
    AMBIGUOUS="Several papers could be meant.",
)(Unmatched)
enumeration(
    "What is compared of an entry and a paper.",
    DOI="DOIs.",
    OPENALEX="OpenAlex keys.",
    ARXIV="arXiv ids.",
    PMID="PubMed ids.",
    PMCID="PubMed Central ids.",
    MAG="Ids of the Microsoft Academic Graph.",
    URL="Addresses.",
    TITLE="Titles, with their subtitles.",
    AUTHORS="Bylines.",
    YEAR="Years.",
    VENUE="Journals, proceedings and other venues.",
    VOLUME="Volumes.",
    PAGES="First pages.",
    TYPE="What sort of work it is: a book is no article.",
)(EvidenceKind)


@enumeration(
    "What became of an entry of a library.",
    MATCHED="It is a paper of this graph, by evidence.",
    ASKED="A person must decide: `candidates` are papers that it may be.",
    UNMATCHED="No paper of this graph resembles it.",
    CONFIRMED="The owner decided which paper it is.",
    REJECTED="The owner decided that it is no paper of this graph.",
)
class LibraryOutcome(Enum):
    MATCHED = "MATCHED"
    ASKED = "ASKED"
    UNMATCHED = "UNMATCHED"
    CONFIRMED = "CONFIRMED"
    REJECTED = "REJECTED"


_MESSAGES = {
    Unmatched.NOTHING_TO_GO_BY: "It has no DOI, no arXiv or PubMed id, and no title.",
    Unmatched.UNKNOWN: "No paper of this graph has its identifiers or its title.",
    Unmatched.NOT_SEARCHED: "No paper has its identifiers or its exact title. There was no time to search for"
    " similar titles: import this entry again with fewer others.",
    Unmatched.UNCERTAIN: "A paper of this graph may be meant: look at the candidates.",
    Unmatched.CONTRADICTED: "What resembles it differs in something that counts: look at the candidates.",
    Unmatched.OTHER_YEAR: "Papers of this title are from other years: one of the candidates may be meant.",
    Unmatched.AMBIGUOUS: "Several papers of this graph have this title: choose one of the candidates.",
}


@strawberry.input(
    description=f"A library to import: {LIBRARY_ENTRIES}, {LIBRARY_TEXT}, which may take {MOST_SECONDS:g} s to read."
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


@strawberry.type(description="One thing that speaks for or against a paper being the one that an entry describes.")
class LibraryEvidence:
    kind: EvidenceKind = strawberry.field(description="What was compared.")
    agrees: bool = strawberry.field(description="Whether it speaks for the paper.")
    detail: str = strawberry.field(description="What was compared, and how it came out, as a sentence.")


@strawberry.type(description="A paper that an entry of a library may be.")
class LibraryCandidate:
    id: strawberry.Private[str]
    score: float = strawberry.field(description="How much speaks for it, from 0 to 1.")
    evidence: list[LibraryEvidence] = strawberry.field(description="What speaks for it and against it.")

    @strawberry.field(description="The paper; null where it is no longer in this graph.")
    async def paper(self, info: Info) -> Paper | None:
        """All candidates' in one statement."""
        return await info.context.islands.find(path_of(info), "Paper", "id", self.id)  # pyright: ignore[reportReturnType]


def _most_candidates(_arguments: object) -> int:
    return MOST_CANDIDATES


@strawberry.type(description="An entry of an imported library, and what became of it.")
class LibraryEntry:
    row: strawberry.Private[EntryRow]
    decided: strawberry.Private[Mapping[int, str | None]]
    position: int = strawberry.field(description="Which entry of the library it is, from 1.")

    @strawberry.field(description="What the entry calls itself: its key, its id, or where it stands.")
    def label(self) -> str:
        """As it was read."""
        return self.row[0]

    @strawberry.field(description="The entry's title, if it can be read.")
    def title(self) -> str | None:
        """As it was read."""
        return self.row[1]

    @strawberry.field(description="The entry's year, if it can be read.")
    def year(self) -> int | None:
        """As it was read."""
        return self.row[2]

    @strawberry.field(description="What became of it.")
    def outcome(self) -> LibraryOutcome:
        """The owner's decision stands above the evidence."""
        if self.position in self.decided:
            return LibraryOutcome.REJECTED if self.decided[self.position] is None else LibraryOutcome.CONFIRMED
        if self.row[4] is not None:
            return LibraryOutcome.MATCHED
        return LibraryOutcome.ASKED if self.row[7] else LibraryOutcome.UNMATCHED

    @strawberry.field(description="Why the evidence alone made it no paper; null where it did.")
    def reason(self) -> Unmatched | None:
        """Decisions leave it as it was."""
        return None if self.row[5] is None else Unmatched(self.row[5])

    @strawberry.field(description="The reason as a sentence.")
    def message(self) -> str | None:
        """Of what cannot be read it says where."""
        return None if self.row[5] is None else _message(self.row)

    @strawberry.field(description="The paper that it is; null where it is none, or where a person must decide.")
    async def paper(self, info: Info) -> Paper | None:
        """All entries' in one statement."""
        paper = self.decided[self.position] if self.position in self.decided else self.row[4]
        return paper and await info.context.islands.find(path_of(info), "Paper", "id", paper)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="By what evidence it was matched; empty where it was not.")
    def evidence(self) -> list[LibraryEvidence]:
        """As it was weighed when the library was imported."""
        return _evidence(self.row[6])

    @strawberry.field(
        description=f"Papers that it may be, at most {MOST_CANDIDATES}, best first; also of what was matched.",
        metadata={"length": _most_candidates},
    )
    def candidates(self) -> list[LibraryCandidate]:
        """As they were weighed when the library was imported."""
        return [LibraryCandidate(id=paper, score=score, evidence=_evidence(each)) for paper, score, each in self.row[7]]


def _evidence(rows: Sequence[Any]) -> list[LibraryEvidence]:
    return [LibraryEvidence(kind=EvidenceKind(kind), agrees=agrees, detail=detail) for kind, agrees, detail in rows]


def _message(row: EntryRow) -> str:
    return row[3] or _MESSAGES.get(Unmatched(row[5]), "It cannot be read.")


def _entries_length(arguments: Mapping[str, Any]) -> int:
    return arguments.get("first") or _FIRST


#: Entries of one page, and of the longest.
_FIRST = 100
_MOST_FIRST = 500


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
        return await info.context.islands.find(path_of(info), "Collection", "id", self.stored.collection)  # pyright: ignore[reportReturnType]

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
        f" {_MOST_FIRST}) of those behind the position `after`.",
        metadata={"length": _entries_length},
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
        if not 0 <= size <= _MOST_FIRST:
            raise BadInput(f"`first` is {size}: it must be 0 to {_MOST_FIRST}.")
        every = _every(self.stored)[max(0, after or 0) :]
        return [each for each in every if not outcomes or each.outcome() in outcomes][:size]


def _every(stored: Stored) -> list[LibraryEntry]:
    return [
        LibraryEntry(row=row, decided=stored.decisions, position=position)
        for position, row in enumerate(stored.entries, 1)
    ]


@strawberry.type(description="An entry of a library for which no paper was found.")
class UnmatchedEntry:
    row: strawberry.Private[EntryRow]
    position: int = strawberry.field(description="Which entry of the library it is, from 1.")
    reason: Unmatched = strawberry.field(description="Why there is none.")

    @strawberry.field(description="What the entry calls itself: its key, its id, or where it stands.")
    def label(self) -> str:
        """As it was read."""
        return self.row[0]

    @strawberry.field(description="The entry's title, if it can be read.")
    def title(self) -> str | None:
        """As it was read."""
        return self.row[1]

    @strawberry.field(description="The entry's year, if it can be read.")
    def year(self) -> int | None:
        """As it was read."""
        return self.row[2]

    @strawberry.field(description="Why there is none, in a sentence.")
    def message(self) -> str:
        """Of what cannot be read it says where."""
        return _message(self.row)

    @strawberry.field(description="The papers that could be meant, best first; `import` says what speaks for each.")
    async def candidates(self, info: Info, first: int | None = 3) -> list[Paper]:
        """All entries' in one statement."""
        size = paging.size({"first": first}, info.context.limits.page)
        return await _papers(info, [paper for paper, *_ in self.row[7][:size]])


def _most(_arguments: object) -> int:
    return MOST_ENTRIES


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
        metadata={"length": _most},
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


async def _papers(info: Info, ids: Sequence[str]) -> list[Any]:
    nodes = await info.context.islands.nodes(path_of(info), ids)
    return [each for each in nodes if each is not None]


async def _import(info: Info, input: ImportLibraryInput) -> ImportLibraryPayload:  # noqa: A002
    into = public_id(input.collection) if input.collection else None
    wanted = Wanted(input.format, input.text, input.visibility.value, input.title or None, into)
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

"""Importing what people have in their reference managers."""

from collections.abc import Sequence
from typing import Any

import strawberry

from ingest.library.matching import Match, Unmatched
from ingest.library.reading import MOST_ENTRIES, MOST_SECONDS, LibraryFormat
from loaders import paging
from loaders.request import Info, path_of
from resolvers.library import UNTITLED, Wanted, import_library
from resolvers.limits import COLLECTION_TITLE, LIBRARY_ENTRIES, LIBRARY_TEXT
from schema.collection import Collection, Visibility
from schema.enumeration import enumeration
from schema.paper import Paper
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
    UNCERTAIN="A paper may be meant: the evidence does not suffice.",
    CONTRADICTED="A paper has its title or one of its identifiers, but something else contradicts.",
    OTHER_YEAR="Papers of this title are from other years.",
    AMBIGUOUS="Several papers could be meant.",
)(Unmatched)
_MESSAGES = {
    Unmatched.NOTHING_TO_GO_BY: "It has no DOI, no arXiv or PubMed id, and no title.",
    Unmatched.UNKNOWN: "No paper of this graph has its identifiers or its title.",
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


@strawberry.type(description="An entry of a library for which no paper was found.")
class UnmatchedEntry:
    found: strawberry.Private[Match]
    position: int = strawberry.field(description="Which entry of the library it is, from 1.")
    reason: Unmatched = strawberry.field(description="Why there is none.")

    @strawberry.field(description="What the entry calls itself: its key, its id, or where it stands.")
    def label(self) -> str:
        """As it was read."""
        return self.found.entry.label

    @strawberry.field(description="The entry's title, if it can be read.")
    def title(self) -> str | None:
        """As it was read."""
        return self.found.entry.title or None

    @strawberry.field(description="The entry's year, if it can be read.")
    def year(self) -> int | None:
        """As it was read."""
        return self.found.entry.year

    @strawberry.field(description="Why there is none, in a sentence.")
    def message(self) -> str:
        """Of what cannot be read it says where."""
        return self.found.entry.broken or _MESSAGES.get(self.reason, "It cannot be read.")

    @strawberry.field(description="The papers that could be meant, most cited first.")
    async def candidates(self, info: Info, first: int | None = 3) -> list[Paper]:
        """All entries' in one statement."""
        size = paging.size({"first": first}, info.context.limits.page)
        return await _papers(info, [each.paper for each in self.found.candidates[:size]])


def _most(_arguments: object) -> int:
    return MOST_ENTRIES


@strawberry.type(description="What an import found.")
class ImportLibraryPayload(Payload):
    matches: strawberry.Private[Sequence[Match]] = ()
    collection: Collection | None = changed("Collection", "The collection with the papers that were found.")

    @strawberry.field(description="How many entries the library has.")
    def entries(self) -> int:
        """Those that cannot be read included."""
        return len(self.matches)

    @strawberry.field(description="For how many of them a paper was found; two entries may be one paper.")
    def matched(self) -> int:
        """Counted by entry."""
        return sum(1 for each in self.matches if each.paper is not None)

    @strawberry.field(
        description="The entries for which none was found, in their order, each with its reason.",
        metadata={"length": _most},
    )
    def unmatched(self) -> list[UnmatchedEntry]:
        """In the order of the library."""
        return [
            UnmatchedEntry(found=each, position=position, reason=each.reason)
            for position, each in enumerate(self.matches, 1)
            if each.reason is not None
        ]


async def _papers(info: Info, ids: Sequence[str]) -> list[Any]:
    found = await info.context.islands.nodes(path_of(info), ids)
    return [each for each in found if each is not None]


async def _import(info: Info, input: ImportLibraryInput) -> ImportLibraryPayload:  # noqa: A002
    wanted = Wanted(input.format, input.text, input.visibility.value, input.title or None, input.collection or None)
    imported = await import_library(info.context, wanted, input.idempotency_key or None)
    return ImportLibraryPayload(ids={"collection": imported.collection}, matches=imported.matches)


@strawberry.type
class Libraries:
    import_library: ImportLibraryPayload = mutation(
        _import,
        "BibTeX, RIS or CSL-JSON in; a collection of the papers that the graph knows out, and what it could not match."
        " Papers are found by DOI, arXiv id and PubMed id, then by title and year.",
    )

"""The entries of an imported library: what each says, what became of it, and by what evidence."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import strawberry

from graphdb.library_import import EntryRow
from ingest.library.evidence import EvidenceKind
from ingest.library.matching import MAX_CANDIDATES, Unmatched
from loaders import paging
from loaders.context import Info, path_of
from loaders.field_spec import FieldSpec
from schema.enumeration import enumeration
from schema.paper import Paper

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
        return await info.context.fetch_groups.find(path_of(info), "Paper", "id", self.id)  # pyright: ignore[reportReturnType]


def _max_candidates(_arguments: object) -> int:
    return MAX_CANDIDATES


@strawberry.type
class EntryAsRead:
    """What the library itself says of an entry."""

    row: strawberry.Private[EntryRow]
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


@strawberry.type(description="An entry of an imported library, and what became of it.")
class LibraryEntry(EntryAsRead):
    decided: strawberry.Private[Mapping[int, str | None]]

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
        return paper and await info.context.fetch_groups.find(path_of(info), "Paper", "id", paper)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="By what evidence it was matched; empty where it was not.")
    def evidence(self) -> list[LibraryEvidence]:
        """As it was weighed when the library was imported."""
        return _evidence(self.row[6])

    @strawberry.field(
        description=f"Papers that it may be, at most {MAX_CANDIDATES}, best first; also of what was matched.",
        metadata=FieldSpec(length=_max_candidates).metadata,
    )
    def candidates(self) -> list[LibraryCandidate]:
        """As they were weighed when the library was imported."""
        return [LibraryCandidate(id=paper, score=score, evidence=_evidence(each)) for paper, score, each in self.row[7]]


def _evidence(rows: Sequence[Any]) -> list[LibraryEvidence]:
    return [LibraryEvidence(kind=EvidenceKind(kind), agrees=agrees, detail=detail) for kind, agrees, detail in rows]


def _message(row: EntryRow) -> str:
    return row[3] or _MESSAGES.get(Unmatched(row[5]), "It cannot be read.")


@strawberry.type(description="An entry of a library for which no paper was found.")
class UnmatchedEntry(EntryAsRead):
    reason: Unmatched = strawberry.field(description="Why there is none.")

    @strawberry.field(description="Why there is none, in a sentence.")
    def message(self) -> str:
        """Of what cannot be read it says where."""
        return _message(self.row)

    @strawberry.field(description="The papers that could be meant, best first; `import` says what speaks for each.")
    async def candidates(self, info: Info, first: int | None = 3) -> list[Paper]:
        """All entries' in one statement."""
        size = paging.size({"first": first}, info.context.limits.page)
        return await _papers(info, [paper for paper, *_ in self.row[7][:size]])


async def _papers(info: Info, ids: Sequence[str]) -> list[Any]:
    nodes = await info.context.fetch_groups.nodes(path_of(info), ids)
    return [each for each in nodes if each is not None]

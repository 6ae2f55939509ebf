"""The entries of an imported library, with their matches and evidence."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Annotated, Any, Final

import strawberry

from graphdb.library_import import EntryRow
from ingest.library.evidence import EvidenceKind
from ingest.library.matching import MAX_CANDIDATES, Unmatched
from loaders import paging
from loaders.context import Info, path_of
from loaders.field_spec import LOOKS_UP, FieldSpec
from schema.arguments import FEW
from schema.enumeration import enumeration
from schema.paper import Paper

enumeration(
    "Why an entry of a library has no match.",
    name="UnmatchedReason",
    UNREADABLE="It cannot be parsed; `message` has the location and the reason.",
    NOTHING_TO_GO_BY="It has no identifier and no title.",
    UNKNOWN="No paper of this graph has its identifiers or its title.",
    NOT_SEARCHED="No paper has its identifiers or its exact title; there was no time to search for similar titles.",
    UNCERTAIN="There is a candidate, but not enough evidence.",
    CONTRADICTED="A paper has its title or one of its identifiers, but other evidence contradicts.",
    OTHER_YEAR="Papers of this title are from other years.",
    AMBIGUOUS="There are several candidates.",
)(Unmatched)
enumeration(
    "A kind of evidence that an entry is a paper.",
    DOI="DOIs.",
    OPENALEX="OpenAlex keys.",
    ARXIV="arXiv ids.",
    PMID="PubMed ids.",
    PMCID="PubMed Central ids.",
    MAG="Ids of the Microsoft Academic Graph.",
    URL="URLs.",
    TITLE="Titles, with their subtitles.",
    AUTHORS="Bylines.",
    YEAR="Years.",
    VENUE="Journals, proceedings and other venues.",
    VOLUME="Volumes.",
    PAGES="First pages.",
    TYPE="Types of work: a book is not an article.",
)(EvidenceKind)


@enumeration(
    "The outcome of an entry of a library.",
    MATCHED="It matches a paper of this graph by evidence.",
    ASKED="The owner must choose one of `candidates`.",
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
    Unmatched.UNCERTAIN: "It may be a paper of this graph: check the candidates.",
    Unmatched.CONTRADICTED: "Similar papers differ in important facts: check the candidates.",
    Unmatched.OTHER_YEAR: "Papers of this title are from other years: check the candidates.",
    Unmatched.AMBIGUOUS: "Several papers of this graph have this title: choose one of the candidates.",
}


@strawberry.type(description="Evidence for or against the match of an entry and a paper.")
class LibraryEvidence:
    kind: EvidenceKind = strawberry.field(description="The kind of evidence.")
    agrees: bool = strawberry.field(description="Whether it supports the match.")
    detail: str = strawberry.field(description="The comparison and its result as a sentence.")


@strawberry.type(description="A candidate for the match of an entry.")
class LibraryCandidate:
    id: strawberry.Private[str]
    score: float = strawberry.field(description="The strength of the evidence, from 0 to 1.")
    evidence: list[LibraryEvidence] = strawberry.field(description="The evidence for and against it.")

    @strawberry.field(description="The paper; null if it is no longer in this graph.", metadata=LOOKS_UP)
    async def paper(self, info: Info) -> Paper | None:
        """All candidates' in one statement."""
        return await info.context.fetch_groups.find(path_of(info), "Paper", "id", self.id)  # pyright: ignore[reportReturnType]


#: The usual number of candidates of an entry, for its cost: most have one or none.
_USUAL_CANDIDATES: Final = 1


def _usual_candidates(_arguments: object) -> int:
    return _USUAL_CANDIDATES


@strawberry.type
class EntryAsRead:
    """The text of an entry in the library."""

    row: strawberry.Private[EntryRow]
    position: int = strawberry.field(description="The position in the library, from 1.")

    @strawberry.field(description="The key or id of the entry, or its position.")
    def label(self) -> str:
        """As in the file."""
        return self.row[0]

    @strawberry.field(description="The entry's title, if it can be read.")
    def title(self) -> str | None:
        """As in the file."""
        return self.row[1]

    @strawberry.field(description="The entry's year, if it can be read.")
    def year(self) -> int | None:
        """As in the file."""
        return self.row[2]


@strawberry.type(description="An entry of an imported library, with its outcome.")
class LibraryEntry(EntryAsRead):
    decided: strawberry.Private[Mapping[int, str | None]]

    @strawberry.field(description="The outcome.")
    def outcome(self) -> LibraryOutcome:
        """The owner's decision overrides the evidence."""
        if self.position in self.decided:
            return LibraryOutcome.REJECTED if self.decided[self.position] is None else LibraryOutcome.CONFIRMED
        if self.row[4] is not None:
            return LibraryOutcome.MATCHED
        return LibraryOutcome.ASKED if self.row[7] else LibraryOutcome.UNMATCHED

    @strawberry.field(description="Why the evidence gave no match; null if it gave one.")
    def reason(self) -> Unmatched | None:
        """Not changed by decisions."""
        return None if self.row[5] is None else Unmatched(self.row[5])

    @strawberry.field(description="The reason as a sentence.")
    def message(self) -> str | None:
        """For an entry that cannot be parsed, with the location."""
        return None if self.row[5] is None else _message(self.row)

    @strawberry.field(
        description="The matched paper; null if there is none or the owner must decide.", metadata=LOOKS_UP
    )
    async def paper(self, info: Info) -> Paper | None:
        """All entries' in one statement."""
        paper = self.decided[self.position] if self.position in self.decided else self.row[4]
        return paper and await info.context.fetch_groups.find(path_of(info), "Paper", "id", paper)  # pyright: ignore[reportReturnType]

    @strawberry.field(description="The evidence for the match; empty without a match.")
    def evidence(self) -> list[LibraryEvidence]:
        """As it was weighed when the library was imported."""
        return _evidence(self.row[6])

    @strawberry.field(
        description=f"Candidates, at most {MAX_CANDIDATES}, best first; also for matched entries.",
        metadata=FieldSpec(length=_usual_candidates).metadata,
    )
    def candidates(self) -> list[LibraryCandidate]:
        """As they were weighed when the library was imported."""
        return [LibraryCandidate(id=paper, score=score, evidence=_evidence(each)) for paper, score, each in self.row[7]]


def _evidence(rows: Sequence[Any]) -> list[LibraryEvidence]:
    return [LibraryEvidence(kind=EvidenceKind(kind), agrees=agrees, detail=detail) for kind, agrees, detail in rows]


def _message(row: EntryRow) -> str:
    return row[3] or _MESSAGES.get(Unmatched(row[5]), "It cannot be read.")


@strawberry.type(description="An entry of a library without a match.")
class UnmatchedEntry(EntryAsRead):
    reason: Unmatched = strawberry.field(description="Why it has no match.")

    @strawberry.field(description="The reason as a sentence.")
    def message(self) -> str:
        """For an entry that cannot be parsed, with the location."""
        return _message(self.row)

    @strawberry.field(description="The candidates, best first; `import` has their evidence.", metadata=LOOKS_UP)
    async def candidates(self, info: Info, first: Annotated[int | None, FEW] = 3) -> list[Paper]:
        """All entries' in one statement."""
        size = paging.size({"first": first}, info.context.limits.page)
        return await _papers(info, [paper for paper, *_ in self.row[7][:size]])


async def _papers(info: Info, ids: Sequence[str]) -> list[Any]:
    nodes = await info.context.fetch_groups.nodes(path_of(info), ids)
    return [each for each in nodes if each is not None]

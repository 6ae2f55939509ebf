"""Which paper of the graph an entry is: by DOI, by arXiv id, by PubMed id, then by title and year."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from graphdb import library
from graphdb.store import Store
from ingest.library.entry import Entry

#: Years between a preprint and its publication, on either side, that one title may be apart.
YEARS_APART: Final = 1


class Unmatched(Enum):
    """Why there is no paper for an entry."""

    UNREADABLE = "UNREADABLE"
    NOTHING_TO_GO_BY = "NOTHING_TO_GO_BY"
    UNKNOWN = "UNKNOWN"
    OTHER_YEAR = "OTHER_YEAR"
    AMBIGUOUS = "AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and the id of its paper; or why there is none, with the papers that it could have been, best first."""

    entry: Entry
    paper: str | None = None
    reason: Unmatched | None = None
    candidates: Sequence[str] = ()


async def match(store: Store, entries: Sequence[Entry]) -> list[Match]:
    """Looks all of them up, a thousand a statement. In the order of the entries."""
    wanted = [[entry.doi, entry.arxiv, entry.pmid, entry.title_key or None] for entry in entries]
    found = await library.candidates(store, wanted)
    return [_decided(entry, each) for entry, each in zip(entries, found, strict=True)]


def _decided(entry: Entry, found: Sequence[Any]) -> Match:
    named = next((ids[0] for ids in found[:3] if ids), None)
    if named is not None:
        return Match(entry, named)
    if entry.broken is not None:
        return Match(entry, reason=Unmatched.UNREADABLE)
    if entry.says_nothing:
        return Match(entry, reason=Unmatched.NOTHING_TO_GO_BY)
    return _by_title(entry, found[3])


def _by_title(entry: Entry, titled: Sequence[tuple[str, int | None]]) -> Match:
    """One paper of the very year, else one of a year beside it; without a year, the only one of the title."""
    if not titled:
        return Match(entry, reason=Unmatched.UNKNOWN)
    for apart in range(YEARS_APART + 1):
        near = [paper for paper, year in titled if _apart(entry.year, year) <= apart]
        if len(near) == 1:
            return Match(entry, near[0])
        if near:
            return Match(entry, reason=Unmatched.AMBIGUOUS, candidates=near)
    return Match(entry, reason=Unmatched.OTHER_YEAR, candidates=[paper for paper, _ in titled])


def _apart(entry: int | None, paper: int | None) -> int:
    return 0 if entry is None or paper is None else abs(entry - paper)

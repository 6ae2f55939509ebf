"""Which paper of the graph each entry is, by what evidence; and whom to ask about where that is not certain."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from graphdb import library
from graphdb.library import Words
from graphdb.store import Store
from identifiers.title import title_key
from ingest.library.candidate import Candidate
from ingest.library.entry import Entry
from ingest.library.evidence import NEAR, Evidence, EvidenceKind, Weighed, weigh
from ingest.library.judging import FULL, Verdict, contradicted, judge
from ingest.library.titles import Relation, compare, main_title

#: Candidates of an entry that are shown.
MAX_CANDIDATES: Final = 5
#: How much more than the next one a certain candidate must weigh.
AHEAD: Final = 1.0
#: Seconds that looking for titles by their words may take, and statements that look at once.
MAX_SECONDS: Final = 8.0
_AT_ONCE: Final = 3
#: Identifiers that each version of a work has one of.
_OF_VERSIONS: Final = frozenset({"doi", "openalex"})
#: Titles that make candidates of the entry's years alone (`ingest.library.judging`).
_ALIKE: Final = frozenset({Relation.SIMILAR, Relation.DIFFERENT})
#: What a title of another work hardly is.
_SETTLING: Final = frozenset({Relation.SAME, Relation.MISTYPED})
#: Letters of a title from which on longer titles that begin with it are candidates.
_BEGINNING: Final = 4


class Unmatched(Enum):
    """Why there is no paper for an entry."""

    UNREADABLE = "UNREADABLE"
    NOTHING_TO_GO_BY = "NOTHING_TO_GO_BY"
    UNKNOWN = "UNKNOWN"
    NOT_SEARCHED = "NOT_SEARCHED"
    UNCERTAIN = "UNCERTAIN"
    CONTRADICTED = "CONTRADICTED"
    OTHER_YEAR = "OTHER_YEAR"
    AMBIGUOUS = "AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class Possible:
    """A candidate's id, its score from 0 to 1, and its evidence."""

    paper: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and the id of its paper with the evidence for it; or why there is none, with the papers that it could
    be, best first."""

    entry: Entry
    paper: str | None = None
    evidence: tuple[Evidence, ...] = ()
    reason: Unmatched | None = None
    candidates: Sequence[Possible] = ()


async def match(store: Store, entries: Sequence[Entry], seconds: float = MAX_SECONDS) -> list[Match]:
    """Looks all of them up by identifier and title, a thousand a statement; those that this does not settle by the
    words of their titles, within `seconds`: those that are left then are NOT_SEARCHED. In the order of the entries."""
    asked = [(entry.identifiers, _keys(entry)) for entry in entries]
    papers = await library.candidates(store, asked)
    matches = await asyncio.to_thread(_all_decided, entries, papers)
    until, slots = time.monotonic() + seconds, asyncio.Semaphore(_AT_ONCE)

    async def search(words: Words, places: Sequence[int]) -> None:
        asked = [entries[place] for place in places]
        async with slots:
            if time.monotonic() > until:
                for place in places:
                    matches[place] = _unsearched(matches[place])
                return
            found = await _similar(store, asked, words)
            merged = [_merge(papers[place], each) for place, each in zip(places, found, strict=True)]
            decided = await asyncio.to_thread(_all_decided, asked, merged)
        for place, each, match_ in zip(places, merged, decided, strict=True):
            papers[place], matches[place] = each, match_

    for words in Words:
        left = [place for place, each in enumerate(matches) if _open(each) and words.suit(each.entry.full_title)]
        starts = range(0, len(left), library.WORDS_BATCH)
        await asyncio.gather(*(search(words, left[start : start + library.WORDS_BATCH]) for start in starts))
    return matches


def _all_decided(entries: Sequence[Entry], papers: Sequence[Sequence[Any]]) -> list[Match]:
    """Each entry with its papers. Comparing them takes a processor some seconds for a large library: a thread's work,
    so that others are answered."""
    return [_decided(entry, _weighed(entry, each)) for entry, each in zip(entries, papers, strict=True)]


def _keys(entry: Entry) -> list[str]:
    """Title keys under which its paper may stand: with the subtitle, without, and without what looks like one."""
    titles = (entry.full_title, entry.title, main_title(entry.title))
    return list(dict.fromkeys(key for title in titles if (key := title_key(title))))


def _open(match_: Match) -> bool:
    """Whether a search by words may settle it: nothing was found that the title could mean."""
    return bool(match_.entry.title_key) and match_.reason in {Unmatched.UNKNOWN, Unmatched.CONTRADICTED}


def _unsearched(match_: Match) -> Match:
    return replace(match_, reason=Unmatched.NOT_SEARCHED) if match_.reason is Unmatched.UNKNOWN else match_


async def _similar(store: Store, entries: Sequence[Entry], words: Words) -> list[list[Any]]:
    """Papers of similar titles, in the form of `library.candidates`."""
    keys = [entry.title_key for entry in entries]
    beginnings = [f"{key} " if len(key) >= _BEGINNING and words is Words.LONGEST else None for key in keys]
    titled = await library.similar(store, [entry.full_title for entry in entries], beginnings, words)
    near = await asyncio.to_thread(_all_near, entries, titled)
    ids = list({paper for each in near for paper in each})
    records = {record[0]: record for record in await library.records(store, ids)}
    return [[[[], records[paper]] for paper in each if paper in records] for each in near]


def _all_near(entries: Sequence[Entry], titled: Sequence[Any]) -> list[list[str]]:
    return [_near(entry, each) for entry, each in zip(entries, titled, strict=True)]


def _near(entry: Entry, titled: Sequence[tuple[str, str | None, int | None]]) -> list[str]:
    """The papers whose titles have to do with the entry's. Those that only have words in common decide nothing beside
    one that is the same or mistyped, and are no candidates years apart."""
    relations = {
        paper: compared.relation
        for paper, title, year in titled
        if (compared := compare(entry.full_title, title or ""))
        and compared.relation is not Relation.OTHER
        and not (compared.relation in _ALIKE and entry.year and year and abs(entry.year - year) > NEAR)
    }
    settled = not _SETTLING.isdisjoint(relations.values())
    return [paper for paper, relation in relations.items() if not settled or relation is not Relation.DIFFERENT]


def _merge(before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    seen = {record[0] for _, record in before}
    return [*before, *(each for each in after if each[1][0] not in seen)]


def _weighed(entry: Entry, papers: Sequence[Any]) -> list[Weighed]:
    """All candidates, heaviest first; of equals the one that is cited more."""
    weighed = [weigh(entry, Candidate.of(each)) for each in papers]
    return sorted(weighed, key=lambda each: (-each.total, -each.paper.citations, each.paper.id))


def _decided(entry: Entry, weighed: Sequence[Weighed]) -> Match:
    verdicts = [(each, judge(each, year=entry.year)) for each in weighed]
    certain = [each for each, verdict in verdicts if verdict is Verdict.CERTAIN]
    possible = [each for each, verdict in verdicts if verdict is not Verdict.NONE]
    shown = tuple(_possible(each) for each in possible[:MAX_CANDIDATES])
    if certain and _stands_out(certain[0], [each for each in possible if each is not certain[0]]):
        return Match(entry, certain[0].paper.id, certain[0].evidence, candidates=shown)
    if certain or shown:
        return Match(entry, reason=_reason(certain, possible), candidates=shown)
    if entry.broken is not None:
        return Match(entry, reason=Unmatched.UNREADABLE)
    return Match(entry, reason=Unmatched.NOTHING_TO_GO_BY if entry.says_nothing else Unmatched.UNKNOWN)


def _stands_out(best: Weighed, others: Sequence[Weighed]) -> bool:
    """Whether no other paper could as well be meant.

    Two records of one identifier and one title are one work: the one that is cited more stands for it, as everywhere.
    Of a preprint and its publication, which an entry may both name, it is the one that the DOI names.
    """
    named = best.paper.schemes
    for other in others:
        if other.paper.schemes < named and contradicted(other):
            continue  # sources mistake one identifier more often than all
        versions = best.relation is other.relation and (other.paper.schemes <= named or named & _OF_VERSIONS)
        if other.paper.schemes and not versions:
            return False
        if not named and best.total - other.total < AHEAD:
            return False
    return True


def _reason(certain: Sequence[Weighed], possible: Sequence[Weighed]) -> Unmatched:
    if certain:
        return Unmatched.AMBIGUOUS
    best = possible[0]
    against = {each.kind for each in best.evidence if not each.agrees}
    if against == {EvidenceKind.YEAR}:
        return Unmatched.OTHER_YEAR
    if against - {EvidenceKind.YEAR, EvidenceKind.VENUE, EvidenceKind.VOLUME}:
        return Unmatched.CONTRADICTED
    alike = [each for each in possible if best.total - each.total < AHEAD]
    return Unmatched.AMBIGUOUS if len(alike) > 1 else Unmatched.UNCERTAIN


def _possible(weighed: Weighed) -> Possible:
    score = round(min(1.0, max(0.0, weighed.total / FULL)), 2)
    return Possible(weighed.paper.id, score, weighed.evidence)

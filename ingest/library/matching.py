"""Matches entries of a library with papers of the graph, with evidence; lists candidates of uncertain matches."""

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
from ingest.library.evidence import MAX_YEARS_APART, Evidence, EvidenceKind, Weighed, weigh
from ingest.library.titles import Relation, compare, main_title
from ingest.library.verdict import FULL_SCORE, Verdict, contradicted, judge
from thread_pools import LIBRARIES

#: Maximum number of candidates of an entry.
MAX_CANDIDATES: Final = 5
#: Minimum difference in weight between a certain candidate and the next one.
MIN_LEAD: Final = 1.0
#: Maximum seconds of the search for titles by words, and number of concurrent statements.
MAX_SECONDS: Final = 8.0
_MAX_CONCURRENT: Final = 3
#: Identifiers that distinguish versions of a work.
_VERSION_SCHEMES: Final = frozenset({"doi", "openalex"})
#: Relations of titles that are candidates only in similar years (`ingest.library.verdict`).
_SIMILAR: Final = frozenset({Relation.SIMILAR, Relation.DIFFERENT})
#: Relations that hardly occur between titles of different works.
_DECISIVE: Final = frozenset({Relation.SAME, Relation.MISTYPED})
#: Minimum length of a title for longer titles that begin with it to be candidates.
_MIN_BEGINNING: Final = 4


class Unmatched(Enum):
    """The reason why an entry has no paper."""

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
    """An entry with the id of its paper and the evidence, or with a reason and the candidates, best first."""

    entry: Entry
    paper: str | None = None
    evidence: tuple[Evidence, ...] = ()
    reason: Unmatched | None = None
    candidates: Sequence[Possible] = ()


async def match(store: Store, entries: Sequence[Entry], seconds: float = MAX_SECONDS) -> list[Match]:
    """The matches, in the order of the entries. Looks all entries up by identifier and title, a thousand per statement,
    and searches the unmatched ones by words of their titles for up to `seconds`; the remaining ones are NOT_SEARCHED.
    """
    lookups = [(entry.identifiers, _title_keys(entry)) for entry in entries]
    papers = await library.candidates(store, lookups)
    matches = await _decide_all(entries, papers)
    until, slots = time.monotonic() + seconds, asyncio.Semaphore(_MAX_CONCURRENT)

    async def search(words: Words, indexes: Sequence[int]) -> None:
        batch = [entries[index] for index in indexes]
        async with slots:
            if time.monotonic() > until:
                for index in indexes:
                    matches[index] = _mark_unsearched(matches[index])
                return
            similar = await _search_similar(store, batch, words)
            merged = [_merge(papers[index], entry_papers) for index, entry_papers in zip(indexes, similar, strict=True)]
            decided = await _decide_all(batch, merged)
        for index, entry_papers, decision in zip(indexes, merged, decided, strict=True):
            papers[index], matches[index] = entry_papers, decision

    for words in Words:
        pending = [
            index
            for index, current in enumerate(matches)
            if _needs_search(current) and words.suit(current.entry.full_title)
        ]
        starts = range(0, len(pending), library.WORDS_BATCH)
        await asyncio.gather(*(search(words, pending[start : start + library.WORDS_BATCH]) for start in starts))
    return matches


async def _decide_all(entries: Sequence[Entry], papers: Sequence[Sequence[Any]]) -> list[Match]:
    """The match of each entry. The comparison takes seconds for a large library, so it runs in a thread."""
    pairs = list(zip(entries, papers, strict=True))
    return await LIBRARIES.map(lambda pair: _decide(pair[0], _weigh_all(*pair)), pairs)


def _title_keys(entry: Entry) -> list[str]:
    """Possible title keys of the paper: with the subtitle, without it, and without a text that looks like one."""
    titles = (entry.full_title, entry.title, main_title(entry.title))
    return list(dict.fromkeys(key for title in titles if (key := title_key(title))))


def _needs_search(current: Match) -> bool:
    """Whether to search by words: there is no candidate with a similar title."""
    return bool(current.entry.title_key) and current.reason in {Unmatched.UNKNOWN, Unmatched.CONTRADICTED}


def _mark_unsearched(current: Match) -> Match:
    return replace(current, reason=Unmatched.NOT_SEARCHED) if current.reason is Unmatched.UNKNOWN else current


async def _search_similar(store: Store, entries: Sequence[Entry], words: Words) -> list[list[Any]]:
    """Papers with similar titles, in the form of `library.candidates`."""
    keys = [entry.title_key for entry in entries]
    beginnings = [f"{key} " if len(key) >= _MIN_BEGINNING and words is Words.LONGEST else None for key in keys]
    titled = await library.similar(store, [entry.full_title for entry in entries], beginnings, words)
    related = await _all_related(entries, titled)
    ids = list({paper for entry_ids in related for paper in entry_ids})
    records = {record[0]: record for record in await library.records(store, ids)}
    return [[[[], records[paper]] for paper in entry_ids if paper in records] for entry_ids in related]


async def _all_related(entries: Sequence[Entry], titled: Sequence[Any]) -> list[list[str]]:
    return await LIBRARIES.map(lambda pair: _related(*pair), list(zip(entries, titled, strict=True)))


def _related(entry: Entry, titles: Sequence[tuple[str, str | None, int | None]]) -> list[str]:
    """The papers whose titles are related to the entry's. Titles that only have words in common are left out if the
    years are apart, and if another title is the same or mistyped."""
    relations = {
        paper: compared.relation
        for paper, title, year in titles
        if (compared := compare(entry.full_title, title or ""))
        and compared.relation is not Relation.OTHER
        and not (compared.relation in _SIMILAR and entry.year and year and abs(entry.year - year) > MAX_YEARS_APART)
    }
    decisive = not _DECISIVE.isdisjoint(relations.values())
    return [paper for paper, relation in relations.items() if not decisive or relation is not Relation.DIFFERENT]


def _merge(earlier: Sequence[Any], later: Sequence[Any]) -> list[Any]:
    known_ids = {record[0] for _, record in earlier}
    return [*earlier, *(row for row in later if row[1][0] not in known_ids)]


def _weigh_all(entry: Entry, papers: Sequence[Any]) -> list[Weighed]:
    """All candidates, by descending weight and citations."""
    weighed = [weigh(entry, Candidate.of(candidate)) for candidate in papers]
    return sorted(weighed, key=lambda candidate: (-candidate.total, -candidate.paper.citations, candidate.paper.id))


def _decide(entry: Entry, weighed: Sequence[Weighed]) -> Match:
    verdicts = [(candidate, judge(candidate, year=entry.year)) for candidate in weighed]
    certain = [candidate for candidate, verdict in verdicts if verdict is Verdict.CERTAIN]
    possible = [candidate for candidate, verdict in verdicts if verdict is not Verdict.NONE]
    listed = tuple(_possible(candidate) for candidate in possible[:MAX_CANDIDATES])
    if certain and _stands_out(certain[0], [candidate for candidate in possible if candidate is not certain[0]]):
        return Match(entry, certain[0].paper.id, certain[0].evidence, candidates=listed)
    if certain or listed:
        return Match(entry, reason=_reason(certain, possible), candidates=listed)
    if entry.broken is not None:
        return Match(entry, reason=Unmatched.UNREADABLE)
    return Match(entry, reason=Unmatched.NOTHING_TO_GO_BY if entry.is_empty else Unmatched.UNKNOWN)


def _stands_out(best: Weighed, others: Sequence[Weighed]) -> bool:
    """Whether no other paper matches as well.

    Two records with the same identifier and title are one work, represented by the more cited one. If an entry has
    identifiers of a preprint and of its publication, the match is the paper with the DOI.
    """
    schemes = best.paper.schemes
    for other in others:
        if other.paper.schemes < schemes and contradicted(other):
            continue  # a single wrong identifier is more common than several
        versions = best.relation is other.relation and (other.paper.schemes <= schemes or schemes & _VERSION_SCHEMES)
        if other.paper.schemes and not versions:
            return False
        if not schemes and best.total - other.total < MIN_LEAD:
            return False
    return True


def _reason(certain: Sequence[Weighed], possible: Sequence[Weighed]) -> Unmatched:
    if certain:
        return Unmatched.AMBIGUOUS
    best = possible[0]
    contradictions = {candidate.kind for candidate in best.evidence if not candidate.agrees}
    if contradictions == {EvidenceKind.YEAR}:
        return Unmatched.OTHER_YEAR
    if contradictions - {EvidenceKind.YEAR, EvidenceKind.VENUE, EvidenceKind.VOLUME}:
        return Unmatched.CONTRADICTED
    alike = [candidate for candidate in possible if best.total - candidate.total < MIN_LEAD]
    return Unmatched.AMBIGUOUS if len(alike) > 1 else Unmatched.UNCERTAIN


def _possible(weighed: Weighed) -> Possible:
    score = round(min(1.0, max(0.0, weighed.total / FULL_SCORE)), 2)
    return Possible(weighed.paper.id, score, weighed.evidence)

"""Neighbours from bounded Cypher: the same parts as `scoring`, of the candidates and shared items that were looked at.

Of a paper with more references or citations than were looked at, the sums that normalise are reckoned from those that
were, so that such scores are near the exact ones and not the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, sqrt

import numpy as np

from citations.ranking import Ranking, Shared, ranking
from citations.rows import Numbers
from citations.weights import Part, Weights
from graphdb.neighbours import Detail, Near


@dataclass(frozen=True, slots=True)
class BoundedEvidence:
    """What was found of a paper's candidates, these in the order of their ids."""

    candidates: Sequence[str]
    found: dict[tuple[Part, str], list[str]] = field(default_factory=dict[tuple[Part, str], list[str]])

    def ids(self, places: Sequence[int]) -> list[str]:
        """The ids of candidates."""
        return [self.candidates[place] for place in places]

    def after(self, id: str) -> int:  # noqa: A002
        """The first place beyond an id."""
        return sum(each <= id for each in self.candidates)

    def shared(self, part: Part, place: int) -> Shared:
        """What the paper shares with a candidate; of a citation, that other paper."""
        other = self.candidates[place]
        items = self.found.get((part, other), [other])
        return Shared(len(items), lambda first: items[:first])


def ranked(paper: str, near: Near, weights: Weights) -> Ranking:
    """The neighbours that were found of a paper."""
    candidates = sorted(near.details.keys() - {paper})
    evidence = BoundedEvidence(candidates)
    parts: dict[Part, Numbers] = {}
    for part in Part:
        values = _values(part, paper, near, evidence)
        parts[part] = np.array([min(values.get(each, 0.0), 1.0) for each in candidates])
    places = np.arange(len(candidates), dtype=np.int32)
    return ranking(evidence, places, parts, weights, exact=False)


def _values(part: Part, paper: str, near: Near, evidence: BoundedEvidence) -> Mapping[str, float]:
    """The part of each candidate that has any; what is shared goes to the evidence."""
    own, details = near.details[paper], near.details
    match part:
        case Part.SHARED_REFERENCES | Part.SHARED_CITATIONS:
            coupling = part is Part.SHARED_REFERENCES
            rows = near.coupled if coupling else near.cocited
            evidence.found.update({(part, other): items for other, _, items in rows})
            size = _references if coupling else _citations
            return {other: total / sqrt(size(own) * size(details[other])) for other, total, _ in rows}
        case Part.CITES:
            return dict.fromkeys(near.cites, 1.0)
        case Part.CITED_BY:
            return dict.fromkeys(near.cited_by, 1.0)
        case Part.SHARED_AUTHORS:
            return {other: _authors(own, detail, evidence) for other, detail in details.items()}
        case Part.SHARED_TOPICS:
            return {other: _topics(own, detail, evidence) for other, detail in details.items()}


def _references(detail: Detail) -> float:
    looked, total = detail.references
    return total * detail.reference_count / looked


def _citations(detail: Detail) -> float:
    looked, total = detail.citations
    return total * detail.citation_count / looked


def _authors(own: Detail, other: Detail, evidence: BoundedEvidence) -> float:
    shared = sorted(set(own.authors) & set(other.authors))
    evidence.found[Part.SHARED_AUTHORS, other.id] = shared
    return len(shared) / sqrt(own.author_count * other.author_count) if shared else 0.0


def _topics(own: Detail, other: Detail, evidence: BoundedEvidence) -> float:
    mine, theirs = dict(own.topics), dict(other.topics)
    shared = sorted(mine.keys() & theirs.keys())
    evidence.found[Part.SHARED_TOPICS, other.id] = shared
    size = sqrt(fsum(each**2 for each in mine.values()) * fsum(each**2 for each in theirs.values()))
    return fsum(mine[each] * theirs[each] for each in shared) / size if size else 0.0

"""Neighbours from bounded Cypher: the parts of `scoring`, for the candidates and shared items that were read.

If a paper has more references or citations than were read, the normalising sums are extrapolated, so that the scores
are approximate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import fsum, sqrt

import numpy as np

from citations.ranking import Ranking, Shared, rank_candidates
from citations.rows import Numbers
from citations.weights import SHRINKAGE, Part, Weights
from graphdb.neighbours import Detail, Neighbourhood


@dataclass(frozen=True, slots=True)
class BoundedEvidence:
    """The items shared with each candidate; candidates are in the order of their ids."""

    candidates: Sequence[str]
    shared_items: dict[tuple[Part, str], list[str]] = field(default_factory=dict[tuple[Part, str], list[str]])

    def ids(self, positions: Sequence[int]) -> list[str]:
        """The ids of candidates."""
        return [self.candidates[position] for position in positions]

    def after(self, id: str) -> int:  # noqa: A002
        """The first position after an id."""
        return sum(candidate <= id for candidate in self.candidates)

    def shared(self, part: Part, positions: Sequence[int]) -> list[Shared]:
        """The items shared with each of the candidates; for a citation, that paper."""
        items = [self.shared_items.get((part, other), [other]) for other in self.ids(positions)]
        return [Shared(len(each), partial(_first, each)) for each in items]


def _first(items: Sequence[str], number: int) -> list[str]:
    return list(items[:number])


def rank(paper: str, near: Neighbourhood, weights: Weights) -> Ranking:
    """The ranking of a paper's candidates."""
    candidates = sorted(near.details.keys() - {paper})
    evidence = BoundedEvidence(candidates)
    parts: dict[Part, Numbers] = {}
    for part in Part:
        values = _values(part, paper, near, evidence)
        parts[part] = np.array([min(values.get(candidate, 0.0), 1.0) for candidate in candidates])
    positions = np.arange(len(candidates), dtype=np.int32)
    return rank_candidates(evidence, positions, parts, weights, exact=False)


def _values(part: Part, paper: str, near: Neighbourhood, evidence: BoundedEvidence) -> Mapping[str, float]:
    """The value of the part by candidate; the shared items are added to the evidence."""
    paper_detail, details = near.details[paper], near.details
    match part:
        case Part.SHARED_REFERENCES | Part.SHARED_CITATIONS:
            coupling = part is Part.SHARED_REFERENCES
            rows = near.coupled if coupling else near.cocited
            evidence.shared_items.update({(part, other): items for other, _, items in rows})
            size = _references if coupling else _citations
            return {
                other: total / (sqrt(size(paper_detail) * size(details[other])) + SHRINKAGE) for other, total, _ in rows
            }
        case Part.CITES:
            return dict.fromkeys(near.cites, 1.0)
        case Part.CITED_BY:
            return dict.fromkeys(near.cited_by, 1.0)
        case Part.SHARED_AUTHORS:
            return {other: _authors(paper_detail, detail, evidence) for other, detail in details.items()}
        case Part.SHARED_TOPICS:
            return {other: _topics(paper_detail, detail, evidence) for other, detail in details.items()}


def _references(detail: Detail) -> float:
    read, total = detail.references
    return total * detail.reference_count / read


def _citations(detail: Detail) -> float:
    read, total = detail.citations
    return total * detail.citation_count / read


def _authors(paper_detail: Detail, other: Detail, evidence: BoundedEvidence) -> float:
    shared = sorted(set(paper_detail.authors) & set(other.authors))
    evidence.shared_items[Part.SHARED_AUTHORS, other.id] = shared
    return len(shared) / sqrt(paper_detail.author_count * other.author_count) if shared else 0.0


def _topics(paper_detail: Detail, other: Detail, evidence: BoundedEvidence) -> float:
    mine, theirs = dict(paper_detail.topics), dict(other.topics)
    shared = sorted(mine.keys() & theirs.keys())
    evidence.shared_items[Part.SHARED_TOPICS, other.id] = shared
    size = sqrt(fsum(score**2 for score in mine.values()) * fsum(score**2 for score in theirs.values()))
    return fsum(mine[topic] * theirs[topic] for topic in shared) / size if size else 0.0

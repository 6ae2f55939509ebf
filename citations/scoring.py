"""The exact parts of the scores of all candidates, from the index.

Every part is in [0, 1]:

- Shared references, bibliographic coupling: Kessler, Bibliographic coupling between scientific papers, American
  Documentation 14 (1963), 10-25.
- Shared citations, co-citation: Small, Co-citation in the scientific literature, JASIS 24 (1973), 265-269.
- Both weigh shared items by rarity, 1 / log(1 + degree): Adamic and Adar, Friends and neighbors on the Web,
  Social Networks 25 (2003), 211-230. The degree of a reference is its number of citations, that of a citing paper its
  number of references.
- Both are normalised by the geometric mean of the two papers' sums, as shared authors and shared topics are: the
  cosine of Salton and McGill, Introduction to Modern Information Retrieval (1983), section 6.1.
- Shared references and citations have `SHRINKAGE` added to that mean, so that one shared item of papers with few items
  is no close relation: the shrink term of the cosine in Ferrari Dacrema, Cremonesi and Jannach, Are we really making
  much progress?, RecSys (2019), equation 1, https://doi.org/10.1145/3298689.3347058.
- A citation, in either direction, is 1 or 0.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from citations.evidence import IndexEvidence
from citations.index import Index, rarity
from citations.ranking import Ranking, rank_candidates
from citations.rows import Numbers, Positions, Rows
from citations.weights import SHRINKAGE, SHRUNK, Part, Weights

#: Up to this share of all papers, candidates are sorted; above it, they are marked in an array of all papers.
SPARSE_SHARE: Final = 1 / 32


def rank(index: Index, position: int, weights: Weights) -> Ranking:
    """The neighbours of the paper at a position: all papers that share anything with it in a part with a weight."""
    weighted = [part for part, weight in zip(Part, weights, strict=True) if weight]
    shares = [_sharing_papers(index, part, position) for part in weighted]
    positions, columns = _distinct([papers for papers, _ in shares], len(index.papers))
    parts: dict[Part, Numbers] = {}
    itself = np.flatnonzero(positions == position)
    for part, (_, values), column in zip(weighted, shares, columns, strict=True):
        if len(column):
            sums = np.bincount(column, values, minlength=len(positions)).astype(np.float64, copy=False)
            # Most parts of a hub's candidates are 0: only the others are normalised.
            at = np.unique(column) if len(column) < SPARSE_SHARE * len(positions) else slice(None)
            theirs, ours = _norms(index, part, positions[at]), _norms(index, part, np.array([position]))
            sums[at] = _cosine(sums[at], theirs, ours, SHRINKAGE if part in SHRUNK else 0.0)
            sums[itself] = 0
            parts[part] = sums
    return rank_candidates(IndexEvidence(index, position), positions, parts, weights, exact=True)


def _sharing_papers(index: Index, part: Part, position: int) -> tuple[Positions, Numbers | None]:
    """The papers that share an item, once for each item, and the weight of each (None: 1)."""
    match part:
        case Part.SHARED_REFERENCES:
            return _two_hop(index.references.row(position), index.citations)
        case Part.SHARED_CITATIONS:
            return _two_hop(index.citations.row(position), index.references)
        case Part.CITES:
            return index.references.row(position), None
        case Part.CITED_BY:
            return index.citations.row(position), None
        case Part.SHARED_AUTHORS:
            return index.works.joined(index.authors.row(position))[0], None
        case Part.SHARED_TOPICS:
            topics = index.topics.row(position)
            near, lengths = index.subjects.joined(topics)
            return near, index.subjects.joined_values(topics) * np.repeat(index.topics.values_of(position), lengths)


def _two_hop(middle: Positions, back: Rows) -> tuple[Positions, Numbers]:
    """From the paper's items to all papers with the same items, weighed by rarity."""
    near, lengths = back.joined(middle)
    return near, np.repeat(rarity(lengths), lengths)


def _norms(index: Index, part: Part, positions: npt.NDArray[np.integer]) -> Numbers | None:
    """The norm of a part for each paper; None for a citation, which is 1 or 0."""
    match part:
        case Part.SHARED_REFERENCES:
            return index.reference_sums[positions]
        case Part.SHARED_CITATIONS:
            return index.citation_sums[positions]
        case Part.SHARED_AUTHORS:
            return index.authors.lengths(positions).astype(np.float64)
        case Part.SHARED_TOPICS:
            return index.topic_sums[positions]
        case Part.CITES | Part.CITED_BY:
            return None


def _cosine(sums: Numbers, theirs: Numbers | None, ours: Numbers | None, shrinkage: float) -> Numbers:
    if theirs is None or ours is None:
        return sums
    size = np.sqrt(theirs * ours) + shrinkage
    np.divide(sums, size, out=sums, where=sums > 0)
    return np.minimum(sums, 1.0, out=sums)


def _distinct(lists: list[Positions], papers: int) -> tuple[Positions, list[npt.NDArray[np.integer]]]:
    """The distinct positions, ascending; and for each list the columns of its positions."""
    everything = np.concatenate([*lists, np.empty(0, np.int32)])
    columns: npt.NDArray[np.integer]
    if len(everything) < SPARSE_SHARE * papers:
        positions, columns = np.unique(everything, return_inverse=True)
    else:
        present = np.zeros(papers, np.bool_)
        present[everything] = True
        positions = np.flatnonzero(present).astype(np.int32)
        column_of = np.empty(papers, np.intp)
        column_of[positions] = np.arange(len(positions))
        columns = column_of[everything]
    return positions, np.split(columns, np.cumsum([len(listed) for listed in lists])[:-1]) if lists else []

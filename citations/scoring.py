"""The parts of a score, for all candidates at once, exactly, from the index.

Every part is in [0, 1]:

- Shared references, bibliographic coupling: Kessler, Bibliographic coupling between scientific papers, American
  Documentation 14 (1963), 10-25.
- Shared citations, co-citation: Small, Co-citation in the scientific literature, JASIS 24 (1973), 265-269.
- Both weigh what is shared by its rarity, 1 / log(1 + degree): Adamic and Adar, Friends and neighbors on the Web,
  Social Networks 25 (2003), 211-230. The degree of a reference is how often it is cited, that of a citing paper how
  many references it has.
- Both are normalised by the geometric mean of the two papers' own sums, as shared authors and shared topics are: the
  cosine of Salton and McGill, Introduction to Modern Information Retrieval (1983), section 6.1.
- A citation, either way, is 1 or 0.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from citations.evidence import IndexEvidence
from citations.index import Index, rarity
from citations.ranking import Ranking, ranking
from citations.rows import Numbers, Positions, Rows
from citations.weights import Part, Weights

#: Less than this share of all there is, is sorted; more is marked in an array of everything.
FEW: Final = 1 / 32


def ranked(index: Index, place: int, weights: Weights) -> Ranking:
    """The neighbours of the paper at a place: all that share anything with it in a part that has a weight."""
    wanted = [part for part, weight in zip(Part, weights, strict=True) if weight]
    found = [_sharing(index, part, place) for part in wanted]
    places, columns = _distinct([near for near, _ in found], len(index.papers))
    parts: dict[Part, Numbers] = {}
    itself = np.flatnonzero(places == place)
    for part, (_, values), column in zip(wanted, found, columns, strict=True):
        if len(column):
            sums = np.bincount(column, values, minlength=len(places)).astype(np.float64, copy=False)
            # Most parts of a hub's candidates are nothing: only what was found is normalised.
            at = np.unique(column) if len(column) < FEW * len(places) else slice(None)
            theirs, own = _sizes(index, part, places[at]), _sizes(index, part, np.array([place]))
            sums[at] = _cosine(sums[at], theirs, own)
            sums[itself] = 0
            parts[part] = sums
    return ranking(IndexEvidence(index, place), places, parts, weights, exact=True)


def _sharing(index: Index, part: Part, place: int) -> tuple[Positions, Numbers | None]:
    """Who shares something, once for each thing shared, and what that weighs (None: 1)."""
    match part:
        case Part.SHARED_REFERENCES:
            return _through(index.references.row(place), index.citations)
        case Part.SHARED_CITATIONS:
            return _through(index.citations.row(place), index.references)
        case Part.CITES:
            return index.references.row(place), None
        case Part.CITED_BY:
            return index.citations.row(place), None
        case Part.SHARED_AUTHORS:
            return index.works.joined(index.authors.row(place))[0], None
        case Part.SHARED_TOPICS:
            topics = index.topics.row(place)
            near, lengths = index.subjects.joined(topics)
            return near, index.subjects.joined_values(topics) * np.repeat(index.topics.values_of(place), lengths)


def _through(middle: Positions, back: Rows) -> tuple[Positions, Numbers]:
    """From what the paper has to all that have it too, weighed by its rarity."""
    near, lengths = back.joined(middle)
    return near, np.repeat(rarity(lengths), lengths)


def _sizes(index: Index, part: Part, places: npt.NDArray[np.integer]) -> Numbers | None:
    """What a part is normalised by, of each paper. None for a citation, which is 1 or 0."""
    match part:
        case Part.SHARED_REFERENCES:
            return index.reference_sums[places]
        case Part.SHARED_CITATIONS:
            return index.citation_sums[places]
        case Part.SHARED_AUTHORS:
            return index.authors.lengths(places).astype(np.float64)
        case Part.SHARED_TOPICS:
            return index.topic_sums[places]
        case Part.CITES | Part.CITED_BY:
            return None


def _cosine(sums: Numbers, theirs: Numbers | None, own: Numbers | None) -> Numbers:
    if theirs is None or own is None:
        return sums
    size = np.sqrt(theirs * own)
    np.divide(sums, size, out=sums, where=sums > 0)
    return np.minimum(sums, 1.0, out=sums)


def _distinct(found: list[Positions], papers: int) -> tuple[Positions, list[npt.NDArray[np.integer]]]:
    """The places that were found, each once, ascending; and of every list the columns that its places have there."""
    everything = np.concatenate([*found, np.empty(0, np.int32)])
    columns: npt.NDArray[np.integer]
    if len(everything) < FEW * papers:
        places, columns = np.unique(everything, return_inverse=True)
    else:
        seen = np.zeros(papers, np.bool_)
        seen[everything] = True
        places = np.flatnonzero(seen).astype(np.int32)
        at = np.empty(papers, np.intp)
        at[places] = np.arange(len(places))
        columns = at[everything]
    return places, np.split(columns, np.cumsum([len(each) for each in found])[:-1]) if found else []

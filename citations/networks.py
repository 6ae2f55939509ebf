"""The members of co-citation and co-authorship networks, from the citation index.

Sources: Small 1973, "Co-citation in the scientific literature"; Newman 2001, "The structure of scientific collaboration
networks".
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from citations.index import Index
from citations.map_works import MAX_EDGES
from citations.rows import Positions, Rows

_NONE = np.empty(0, np.int32)


def co_cited(index: Index, paper: str, limit: int) -> tuple[int, list[str]]:
    """The number of papers that are cited together with this paper, and those that most papers cite with it."""
    position = index.papers.position(paper)
    citing = _NONE if position is None else index.citations.row(position)
    others, counts = _counted(index.references, citing)
    others, counts = others[others != position], counts[others != position]
    best = np.lexsort((others, -index.citations.lengths(others), -counts))[:limit]
    return len(others), index.papers.at(others[best].tolist())


def co_authors(index: Index, papers: Sequence[str], author: str | None, limit: int) -> tuple[int, list[str]]:
    """The number of authors of these papers, and those of most of them; for an author, of all papers of the author and
    without the author."""
    if author is None:
        positions = [position for paper in papers if (position := index.papers.position(paper)) is not None]
        works, own = np.array(sorted(set(positions)), np.int32), None
    else:
        own = index.author_ids.position(author)
        works = _NONE if own is None else index.works.row(own)
    others, counts = _counted(index.authors, works)
    others, counts = others[others != own], counts[others != own]
    best = np.lexsort((others, -index.works.lengths(others), -counts))[:limit]
    return len(others), index.author_ids.at(others[best].tolist())


def citing_papers(index: Index, papers: Sequence[str]) -> list[Positions]:
    """The papers that cite each of these papers."""
    positions = [index.papers.position(paper) for paper in papers]
    return [_NONE if position is None else index.citations.row(position) for position in positions]


def works(index: Index, authors: Sequence[str]) -> list[Positions]:
    """The papers of each of these authors."""
    positions = [index.author_ids.position(author) for author in authors]
    return [_NONE if position is None else index.works.row(position) for position in positions]


def _counted(rows: Rows, positions: Positions) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The targets of these nodes, ascending, and the number of nodes that have each; nodes with few targets first."""
    lengths = rows.lengths(positions)
    order = np.argsort(lengths, kind="stable")
    targets, _ = rows.joined(positions[order[np.cumsum(lengths[order]) <= MAX_EDGES]])
    values, counts = np.unique(targets, return_counts=True)
    return values.astype(np.int64), counts

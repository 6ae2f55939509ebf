"""Prior and derivative works of the papers of a map, from the citation index: papers that many of them cite, and papers
that cite many of them.

Source: the lists of Connected Papers, https://www.connectedpapers.com/about, "Prior works" and "Derivative works".
"""

from collections.abc import Sequence
from enum import Enum
from typing import Final

import numpy as np

from citations.index import Index

#: Citations that are counted. Papers with few of them are counted first, because they say more than those of a hub.
MAX_EDGES: Final = 2_000_000


class Direction(Enum):
    """The direction of the citations that lead from the map to a work."""

    PRIOR = "PRIOR"
    DERIVATIVE = "DERIVATIVE"


LinkedWork = tuple[str, int]
"""The id of a paper that is not on the map, and the number of papers on the map that it is linked to."""


def rank(index: Index, papers: Sequence[str], direction: Direction, limit: int) -> list[LinkedWork]:
    """The works linked to most of these papers; among equals, the most cited first, then by id. Papers that the index
    does not have are skipped. Takes 0.2 s for `MAX_EDGES`: call it in a thread."""
    present = {position for paper in papers if (position := index.papers.position(paper)) is not None}
    positions = np.array(sorted(present), np.int64)
    rows = index.references if direction is Direction.PRIOR else index.citations
    lengths = rows.lengths(positions)
    order = np.argsort(lengths, kind="stable")
    counted = positions[order[np.cumsum(lengths[order]) <= MAX_EDGES]]
    works, counts = np.unique(rows.joined(counted)[0], return_counts=True)
    others = ~np.isin(works, positions)
    works, counts = works[others], counts[others]
    best = np.lexsort((works, -index.citations.lengths(works), -counts))[:limit]
    ids = index.papers.at(works[best].tolist())
    return list(zip(ids, counts[best].tolist(), strict=True))

"""The items that a paper shares with a neighbour, from the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from citations.index import Index
from citations.node_ids import NodeIds
from citations.ranking import Shared
from citations.rows import Positions, Rows
from citations.weights import Part


@dataclass(frozen=True, slots=True)
class IndexEvidence:
    """The evidence for the neighbours of the paper at position `paper`."""

    index: Index
    paper: int

    def ids(self, positions: Sequence[int]) -> list[str]:
        """The ids of candidates."""
        return self.index.papers.at(positions)

    def after(self, id: str) -> int:  # noqa: A002
        """The first position after an id."""
        position = self.index.papers.position(id)
        return self.index.papers.before(id) if position is None else position + 1

    def shared(self, part: Part, position: int) -> Shared:
        """The items shared with the paper at a position; for a citation, that paper."""
        index = self.index
        match part:
            case Part.SHARED_REFERENCES:
                return self._common(index.references, index.citations, index.papers, position)
            case Part.SHARED_CITATIONS:
                return self._common(index.citations, index.references, index.papers, position)
            case Part.SHARED_AUTHORS:
                return self._common(index.authors, index.works, index.author_ids, position)
            case Part.SHARED_TOPICS:
                return self._common(index.topics, index.subjects, index.topic_ids, position)
            case Part.CITES | Part.CITED_BY:
                return Shared(1, partial(self._itself, position))

    def _itself(self, position: int, first: int) -> list[str]:
        return self.ids([position][:first])

    def _common(self, edges: Rows, back: Rows, ids: NodeIds, position: int) -> Shared:
        positions = common(edges.row(self.paper), edges.row(position))
        return Shared(len(positions), partial(_rarest, positions, back, ids))


def common(one: Positions, other: Positions) -> Positions:
    """The intersection of two ascending arrays."""
    few, many = sorted((one, other), key=len)
    if not len(many):
        return few
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return few[many[at] == few]


def _rarest(positions: Positions, back: Rows, ids: NodeIds, first: int) -> list[str]:
    """The ids of the nodes with the fewest edges, ties by id."""
    order = np.argsort(back.lengths(positions), kind="stable")[:first]
    return ids.at(positions[order].tolist())

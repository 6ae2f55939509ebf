"""The items that a paper shares with a neighbour, from the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np

from citations.index import Index
from citations.node_ids import NodeIds
from citations.ranking import Shared
from citations.rows import Offsets, Positions, Rows
from citations.weights import Part

#: Items of all candidates up to which they are compared at once: of hubs, the paper's items are searched instead.
MAX_JOINED: Final = 20_000


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

    def shared(self, part: Part, positions: Sequence[int]) -> list[Shared]:
        """The items shared with the papers at the positions; for a citation, these papers."""
        index = self.index
        match part:
            case Part.SHARED_REFERENCES:
                return self._common(index.references, index.citations, index.papers, positions)
            case Part.SHARED_CITATIONS:
                return self._common(index.citations, index.references, index.papers, positions)
            case Part.SHARED_AUTHORS:
                return self._common(index.authors, index.works, index.author_ids, positions)
            case Part.SHARED_TOPICS:
                return self._common(index.topics, index.subjects, index.topic_ids, positions)
            case Part.CITES | Part.CITED_BY:
                return [Shared(1, partial(self._itself, position)) for position in positions]

    def _itself(self, position: int, first: int) -> list[str]:
        return self.ids([position][:first])

    def _common(self, edges: Rows, back: Rows, ids: NodeIds, positions: Sequence[int]) -> list[Shared]:
        own, others = edges.row(self.paper), np.asarray(positions)
        if int(edges.lengths(others).sum()) > MAX_JOINED:
            items = [common(own, edges.row(position)) for position in positions]
        else:
            items = _intersections(own, *edges.joined(others))
        return [Shared(len(each), partial(_rarest, each, back, ids)) for each in items]


def _intersections(own: Positions, joined: Positions, lengths: Offsets) -> list[Positions]:
    """The intersection of an ascending array with each of several, which are joined."""
    if not len(own):
        return [own for _ in lengths]
    at = np.minimum(np.searchsorted(own, joined), len(own) - 1)
    is_common = own[at] == joined
    ends = np.cumsum(np.concatenate([[0], is_common]))[np.cumsum(lengths)]
    items = joined[is_common]
    starts = [0, *ends.tolist()]
    return [items[start:end] for start, end in pairwise(starts)]


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

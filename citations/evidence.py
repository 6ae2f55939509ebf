"""What a paper shares with a neighbour, from the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from citations.index import Index
from citations.names import NodeIds
from citations.ranking import Shared
from citations.rows import Positions, Rows
from citations.weights import Part


@dataclass(frozen=True, slots=True)
class IndexEvidence:
    """Of the paper at `paper`."""

    index: Index
    paper: int

    def ids(self, places: Sequence[int]) -> list[str]:
        """The ids of candidates."""
        return self.index.papers.at(places)

    def after(self, id: str) -> int:  # noqa: A002
        """The first place beyond an id."""
        place = self.index.papers.place(id)
        return self.index.papers.before(id) if place is None else place + 1

    def shared(self, part: Part, place: int) -> Shared:
        """What the paper shares with the one at a place; of a citation, that other paper."""
        index = self.index
        match part:
            case Part.SHARED_REFERENCES:
                return self._common(index.references, index.citations, index.papers, place)
            case Part.SHARED_CITATIONS:
                return self._common(index.citations, index.references, index.papers, place)
            case Part.SHARED_AUTHORS:
                return self._common(index.authors, index.works, index.author_ids, place)
            case Part.SHARED_TOPICS:
                return self._common(index.topics, index.subjects, index.topic_ids, place)
            case Part.CITES | Part.CITED_BY:
                return Shared(1, partial(self._itself, place))

    def _itself(self, place: int, first: int) -> list[str]:
        return self.ids([place][:first])

    def _common(self, edges: Rows, back: Rows, ids: NodeIds, place: int) -> Shared:
        places = common(edges.row(self.paper), edges.row(place))
        return Shared(len(places), partial(_rarest, places, back, ids))


def common(one: Positions, other: Positions) -> Positions:
    """What is in both; either ascends."""
    few, many = sorted((one, other), key=len)
    if not len(many):
        return few
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return few[many[at] == few]


def _rarest(places: Positions, back: Rows, ids: NodeIds, first: int) -> list[str]:
    """The ids of those with the fewest edges, equal ones by id."""
    order = np.argsort(back.lengths(places), kind="stable")[:first]
    return ids.at(places[order].tolist())

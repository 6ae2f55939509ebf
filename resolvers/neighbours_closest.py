"""The closest neighbours of papers, for the edges of a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from citations.ranking import Reason
from citations.weights import Part
from loaders.context import Context
from maps.options import Options
from resolvers import neighbours
from resolvers.neighbours import Edge

#: Neighbours of a paper that a map considers.
MAX_EDGES: Final = 30
_EVIDENCE: Final = {
    Part.SHARED_REFERENCES: ("shared reference", "shared references"),
    Part.SHARED_CITATIONS: ("shared citation", "shared citations"),
    Part.SHARED_AUTHORS: ("shared author", "shared authors"),
    Part.SHARED_TOPICS: ("shared topic", "shared topics"),
    Part.CITES: ("cites it", ""),
    Part.CITED_BY: ("is cited by it", ""),
}


@dataclass(frozen=True, slots=True)
class Close:
    """A neighbour of a paper: its score from 0 to 1, and its reasons as the label of an edge."""

    id: str
    score: float
    label: str


async def closest(papers: Sequence[str], context: Context, options: Options) -> dict[str, list[Close]]:
    """The closest neighbours of each paper, best first, published in the years of the map."""
    years = {"from": options.since, "to": options.until}
    narrowed = {"year": years} if any(year is not None for year in years.values()) else None
    params = neighbours.neighbour_params({"first": min(MAX_EDGES, options.nodes), "filter": narrowed}, options.nodes)
    pages = await neighbours.pages(papers, context, params)
    edges = [edge for page in pages for edge in page.edges]
    close = map(_close, edges, await neighbours.reasons(edges))
    return {page.paper: [next(close) for _ in page.edges] for page in pages}


def _close(edge: Edge, reasons: Sequence[Reason]) -> Close:
    named = ", ".join(map(_reason, reasons))
    return Close(edge.neighbour.id, edge.score, f"is close to: {named}" if named else "is close to")


def _reason(reason: Reason) -> str:
    one, several = _EVIDENCE[reason.kind]
    if not several:
        return one
    return f"{reason.shared.count} {one if reason.shared.count == 1 else several}"

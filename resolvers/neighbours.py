"""The neighbours of many papers at a time: ranked by the citation index, by bounded Cypher while there is none."""

import asyncio
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import orjson

from citations import neighbours_bounded, scoring
from citations.index import Index
from citations.ranking import Neighbour, Ranking, Reason
from citations.refreshing import Keeper
from citations.weights import Weights, weights
from errors import BadInput
from graphdb.cypher import cypher
from graphdb.filter_match import passing
from graphdb.fragments import Sort, Way
from graphdb.neighbours import related
from graphdb.paper import ALL
from loaders import cursors, filters, paging
from loaders.context import Context
from loaders.cursors import order_of

#: What a cursor holds besides the id: the score in ticks, and which weights it is a score of.
ORDER: Final = (Sort(cypher("score"), Way.DESC), Sort(cypher("weights")))
#: Candidates of a paper that the first statement of a filter looks at; each further one looks at `FURTHER` times more.
FIRST: Final = 200
FURTHER: Final = 5
#: Candidates of all papers that one statement of a filter looks at.
MAX_RANKED: Final = 20_000
_ALL: Final = 2**31

_After = tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class NeighbourParams:
    """Which neighbours: the arguments of the field in a form that can be compared. `filter` is JSON, empty for none."""

    size: int
    after: _After
    weights: Weights
    filter: bytes

    @property
    def conditions(self) -> Mapping[str, Any]:
        """The filter in its normal form."""
        return orjson.loads(self.filter) if self.filter else {}


@dataclass(frozen=True, slots=True)
class Edge:
    """One neighbour of a page."""

    neighbour: Neighbour
    cursor: str

    @property
    def score(self) -> float:
        """The sum of its reasons' contributions."""
        return self.neighbour.score


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paper's neighbours. `total`: of the list without its filter."""

    paper: str
    params: NeighbourParams
    edges: list[Edge]
    more: bool
    total: int
    exact: bool


def neighbour_params(arguments: Mapping[str, Any], limit: int) -> NeighbourParams:
    """Reads the field's arguments. Raises BadInput for what cannot be a page of neighbours."""
    chosen = weights(arguments.get("weights"))
    conditions = filters.normal(ALL, arguments.get("filter"))
    after = _after(arguments.get("after"), chosen)
    return NeighbourParams(
        paging.size(arguments, limit), after, chosen, orjson.dumps(conditions) if conditions else b""
    )


async def pages(papers: Sequence[str], context: Context, params: NeighbourParams) -> list[Page]:
    """The page of each paper."""
    if params.filter:
        found = await _sifted(papers, context, params)
    else:
        found = await _read(dict.fromkeys(papers, params.after), context, params, params.size + 1)
    return [_page(paper, params, found[paper]) for paper in papers]


async def totals(papers: Sequence[str], context: Context, params: NeighbourParams) -> list[int]:
    """How many neighbours of each paper the filter lets through: all of them are looked at."""
    found = await _read(dict.fromkeys(papers), context, params, _ALL)
    passed = await _passing(found.values(), context, params)
    return [sum(each.id in passed for each in found[paper].candidates) for paper in papers]


async def reasons(edges: Sequence[Edge]) -> list[list[Reason]]:
    """Why each is a neighbour. What two hubs share takes a millisecond to find: a thread does it."""
    return await asyncio.to_thread(lambda: [edge.neighbour.reasons() for edge in edges])


class _Ranked(NamedTuple):
    """Some of a paper's neighbours in their order, how many there are, and whether they are the exact ones."""

    candidates: list[Neighbour]
    total: int
    exact: bool


async def _sifted(papers: Sequence[str], context: Context, params: NeighbourParams) -> dict[str, _Ranked]:
    """A page and one more of those that the filter lets through: candidates are looked at in their order, of all papers
    at once, until there are enough."""
    kept: dict[str, _Ranked] = {}
    asked, limit = dict.fromkeys(papers, params.after), max(FIRST, 2 * params.size)
    while asked:
        found = await _read(asked, context, params, limit)
        passed = await _passing(found.values(), context, params)
        asked = {}
        for paper, some in found.items():
            before = kept[paper].candidates if paper in kept else []
            let_in = before + [each for each in some.candidates if each.id in passed]
            kept[paper] = some._replace(candidates=let_in)
            if len(let_in) <= params.size and len(some.candidates) == limit:
                asked[paper] = some.candidates[-1].ticks, some.candidates[-1].id
        limit *= FURTHER
    return kept


async def _passing(found: Iterable[_Ranked], context: Context, params: NeighbourParams) -> set[str]:
    ids = list({each.id for some in found for each in some.candidates})
    parts = [ids[first : first + MAX_RANKED] for first in range(0, len(ids), MAX_RANKED)]
    return {each for part in parts for each in await passing(context.store, part, params.conditions)}


async def _read(
    asked: Mapping[str, _After], context: Context, params: NeighbourParams, limit: int
) -> dict[str, _Ranked]:
    """The next neighbours of papers: from the index, and of those that it does not know from the store."""
    keeper = context.service(Keeper)
    index = keeper.index if keeper else None
    found = await asyncio.to_thread(_exact, index, asked, params, limit) if index else {}
    rest = [paper for paper in asked if paper not in found]
    for paper, near in (await related(context.store, rest) if rest else {}).items():
        found[paper] = _first(neighbours_bounded.ranked(paper, near, params.weights), limit, asked[paper])
    return {paper: found.get(paper, _Ranked([], 0, exact=False)) for paper in asked}


def _exact(index: Index, asked: Mapping[str, _After], params: NeighbourParams, limit: int) -> dict[str, _Ranked]:
    """One ranking after another: those of hubs hold a hundred thousand candidates, and one at a time is in memory."""
    places = {paper: index.papers.place(paper) for paper in asked}
    return {
        paper: _first(scoring.ranked(index, place, params.weights), limit, asked[paper])
        for paper, place in places.items()
        if place is not None
    }


def _first(ranking: Ranking, limit: int, after: _After) -> _Ranked:
    return _Ranked(ranking.best(limit, after), len(ranking), ranking.exact)


def _page(paper: str, params: NeighbourParams, found: _Ranked) -> Page:
    mark = _mark(params.weights)
    edges = [
        Edge(each, cursors.encode(order_of(ORDER), [each.ticks, mark, each.id]))
        for each in found.candidates[: params.size]
    ]
    return Page(paper, params, edges, len(found.candidates) > params.size, found.total, found.exact)


def _mark(chosen: Weights) -> int:
    return zlib.crc32(repr(chosen).encode())


def _after(cursor: str | None, chosen: Weights) -> _After:
    """The score and the id in a cursor. Raises BadInput for one of other weights."""
    match None if cursor is None else cursors.decode("after", cursor, ORDER):
        case None:
            return None
        case [int(ticks), int(mark), str(id)]:
            if mark != _mark(chosen):
                raise BadInput(f"`after` is a cursor of other weights than the ones given now: {cursor!r}.")
            return ticks, id
        case _:
            raise BadInput(f"`after` is not a cursor of this list: {cursor!r}.")

"""The neighbours of many papers at a time, ranked by the citation index, or by bounded Cypher without an index."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final, NamedTuple

import orjson

from citations import neighbours_bounded, ranking, scoring
from citations.index import Index
from citations.ranking import Neighbour, Position, Ranking, Reason
from citations.refresher import IndexRefresher
from citations.weights import Weights, weights
from errors import BadInput
from graphdb.cypher import cypher
from graphdb.filter_match import match_filter
from graphdb.fragments import Direction, Sort
from graphdb.neighbours import neighbourhoods
from graphdb.paper import ALL
from loaders import cursors, filters, paging
from loaders.context import Context
from loaders.cursors import order_of
from thread_pools import RENDERING

#: The values of a cursor before the id: the score in ticks, and a checksum of the weights.
ORDER: Final = (Sort(cypher("score"), Direction.DESC), Sort(cypher("weights")))
#: Candidates of a paper in the first statement of a filter; each further one reads `BATCH_GROWTH` times more.
FIRST_BATCH: Final = 200
BATCH_GROWTH: Final = 5
#: Candidates of all papers in one statement of a filter.
MAX_RANKED: Final = 20_000
_ALL: Final = 2**31
#: Neighbours whose reasons are found at once, without looking at whether the request has ended.
REASONED: Final = 50
#: The work for one paper, as a cost: its ranking; with a filter; counting all that match a filter; and the reasons of
#: one neighbour.
RANKING: Final = 3_000
FILTERING: Final = 15_000
COUNTING: Final = 150_000
REASONS: Final = 100

_Position = Position | None


@dataclass(frozen=True, slots=True)
class NeighbourParams:
    """The arguments of the field in a hashable form. `filter` is JSON, empty for none."""

    size: int
    after: _Position
    weights: Weights
    filter: bytes
    before: _Position = None
    backwards: bool = False

    @property
    def conditions(self) -> Mapping[str, Any]:
        """The filter in normal form."""
        return orjson.loads(self.filter) if self.filter else {}


@dataclass(frozen=True, slots=True)
class Edge:
    """One neighbour of a page."""

    neighbour: Neighbour
    cursor: str

    @property
    def score(self) -> float:
        """The sum of the contributions."""
        return self.neighbour.score


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paper's neighbours. `total`: without the filter."""

    paper: str
    params: NeighbourParams
    edges: list[Edge]
    more: bool
    total: int
    exact: bool


def neighbour_params(arguments: Mapping[str, Any], limit: int) -> NeighbourParams:
    """Reads the arguments of the field. Raises BadInput."""
    weight_values = weights(arguments.get("weights"))
    conditions = filters.normalize(ALL, arguments.get("filter"))
    after, before = (_position(name, arguments.get(name), weight_values) for name in ("after", "before"))
    return NeighbourParams(
        paging.size(arguments, limit),
        after,
        weight_values,
        orjson.dumps(conditions) if conditions else b"",
        before,
        arguments.get("last") is not None,
    )


def work(arguments: Mapping[str, Any]) -> int:
    """The work of the page of one paper."""
    return RANKING + (FILTERING if arguments.get("filter") else 0)


async def pages(papers: Sequence[str], context: Context, params: NeighbourParams) -> list[Page]:
    """The page of each paper."""
    if params.filter:
        ranked = await _read_filtered(papers, context, params)
    else:
        ranked = await _read(dict.fromkeys(papers, params.after), context, params, params.size + 1)
    return [_page(paper, params, ranked[paper]) for paper in papers]


async def totals(papers: Sequence[str], context: Context, params: NeighbourParams) -> list[int]:
    """The number of neighbours of each paper that match the filter, from all neighbours."""
    every = replace(params, before=None, backwards=False)
    ranked = await _read(dict.fromkeys(papers), context, every, _ALL)
    matching = await _passing(ranked.values(), context, params)
    return [sum(neighbour.id in matching for neighbour in ranked[paper].candidates) for paper in papers]


async def reasons(edges: Sequence[Edge]) -> list[list[Reason]]:
    """The reasons of each edge, computed in a thread, because the shared items of two hubs take a millisecond."""
    groups = [list(group) for _, group in groupby((edge.neighbour for edge in edges), lambda each: id(each.evidence))]
    parts = [group[first : first + REASONED] for group in groups for first in range(0, len(group), REASONED)]
    return [each for part in await RENDERING.map(ranking.reasons, parts) for each in part]


class _Ranked(NamedTuple):
    """Neighbours of a paper in order, the total, and whether they are exact."""

    candidates: list[Neighbour]
    total: int
    exact: bool


async def _read_filtered(papers: Sequence[str], context: Context, params: NeighbourParams) -> dict[str, _Ranked]:
    """A page and one more of the neighbours that match the filter: candidates of all papers are read in order, in
    growing batches, until there are enough."""
    if params.backwards:
        ranked = await _read(dict.fromkeys(papers, params.after), context, params, _ALL)
        matching = await _passing(ranked.values(), context, params)
        return {
            paper: each._replace(candidates=[neighbour for neighbour in each.candidates if neighbour.id in matching])
            for paper, each in ranked.items()
        }
    results: dict[str, _Ranked] = {}
    starts, limit = dict.fromkeys(papers, params.after), max(FIRST_BATCH, 2 * params.size)
    while starts:
        ranked = await _read(starts, context, params, limit)
        matching = await _passing(ranked.values(), context, params)
        starts = {}
        for paper, batch in ranked.items():
            before = results[paper].candidates if paper in results else []
            candidates = before + [neighbour for neighbour in batch.candidates if neighbour.id in matching]
            results[paper] = batch._replace(candidates=candidates)
            if len(candidates) <= params.size and len(batch.candidates) == limit:
                starts[paper] = batch.candidates[-1].ticks, batch.candidates[-1].id
        limit *= BATCH_GROWTH
    return results


async def _passing(ranked: Iterable[_Ranked], context: Context, params: NeighbourParams) -> set[str]:
    ids = list({neighbour.id for batch in ranked for neighbour in batch.candidates})
    parts = [ids[first : first + MAX_RANKED] for first in range(0, len(ids), MAX_RANKED)]
    return {id for part in parts for id in await match_filter(context.store, part, params.conditions)}  # noqa: A001


async def _read(
    starts: Mapping[str, _Position], context: Context, params: NeighbourParams, limit: int
) -> dict[str, _Ranked]:
    """The next neighbours of papers: from the index, or from the store for papers that are not in it."""
    refresher = context.service(IndexRefresher)
    index = refresher.index if refresher else None
    ranked = await _exact(index, starts, params, limit) if index else {}
    remaining = [paper for paper in starts if paper not in ranked]
    for paper, near in (await neighbourhoods(context.store, remaining) if remaining else {}).items():
        ranked[paper] = _some(neighbours_bounded.rank(paper, near, params.weights), limit, starts[paper], params)
    return {paper: ranked.get(paper, _Ranked([], 0, exact=False)) for paper in starts}


async def _exact(
    index: Index, starts: Mapping[str, _Position], params: NeighbourParams, limit: int
) -> dict[str, _Ranked]:
    """One ranking at a time, because that of a hub holds a hundred thousand candidates in memory."""

    def rank(paper: str) -> tuple[str, _Ranked] | None:
        position = index.papers.position(paper)
        if position is None:
            return None
        return paper, _some(scoring.rank(index, position, params.weights), limit, starts[paper], params)

    return dict(ranked for ranked in await RENDERING.map(rank, list(starts)) if ranked is not None)


def _some(ranking: Ranking, limit: int, after: _Position, params: NeighbourParams) -> _Ranked:
    candidates = ranking.best(limit, after, params.before, last=params.backwards)
    return _Ranked(candidates, len(ranking), ranking.exact)


def _page(paper: str, params: NeighbourParams, ranked: _Ranked) -> Page:
    checksum, first = _checksum(params.weights), max(len(ranked.candidates) - params.size, 0)
    candidates = ranked.candidates[first:] if params.backwards else ranked.candidates[: params.size]
    edges = [
        Edge(neighbour, cursors.encode(order_of(ORDER), [neighbour.ticks, checksum, neighbour.id]))
        for neighbour in candidates
    ]
    return Page(paper, params, edges, len(ranked.candidates) > params.size, ranked.total, ranked.exact)


def _checksum(weight_values: Weights) -> int:
    return zlib.crc32(repr(weight_values).encode())


def _position(name: str, cursor: str | None, weight_values: Weights) -> _Position:
    """The score and the id in a cursor. Raises BadInput for a cursor with other weights."""
    match None if cursor is None else cursors.decode(name, cursor, ORDER):
        case None:
            return None
        case [int(ticks), int(checksum), str(id)]:
            if checksum != _checksum(weight_values):
                raise BadInput(f"`{name}` is a cursor that was created with different `weights`: {cursor!r}.")
            return ticks, id
        case _:
            raise BadInput(f"`{name}` is not a cursor of this list: {cursor!r}.")

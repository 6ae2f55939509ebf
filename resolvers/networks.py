"""Co-citation and co-authorship networks around nodes: their members, and the items that these share, from the citation
index or from bounded statements while there is none."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from citations import networks as indexed
from citations.index import Index
from citations.refresher import IndexRefresher
from citations.rows import Positions
from citations.shared import shared_counts
from graphdb import map_slice, maps, networks
from graphdb.filter_match import match_filter
from graphdb.node import label_of
from graphdb.paper import ALL
from loaders import filters
from loaders.context import Context
from maps.assembly import parts_of
from maps.cache import ASSEMBLED
from maps.networks import network_edges
from maps.options import Options
from maps.records import MapEdge, kind_of
from maps.research_map import ResearchMap
from maps.selection import MAX_LISTED, NodeList, Selection
from resolvers.map_records import map_edge, map_record
from thread_pools import MAPS

#: The work of a network in addition to that of a map, as a cost.
NETWORK: Final = 50_000
#: Candidates that are read of a network with years, as many times its nodes.
_NARROWED: Final = 5


async def network_maps(groups: Sequence[tuple[str, ...]], context: Context, options: Options) -> list[ResearchMap]:
    """The network around each group of public ids. Unknown ids are skipped, merged ones resolve to their successor."""
    labels = {node: label for group in groups for node in group if (label := label_of(node)) is not None}
    surroundings = await maps.around(context.store, labels, length=MAX_LISTED, since=options.since, until=options.until)
    current = {each.requested: each for each in surroundings}
    refresher = context.service(IndexRefresher)
    index = refresher.index if refresher else None
    lists = await _candidates(list({each.id: each for each in surroundings}.values()), context, index, options)
    selections: list[Selection] = []
    for group in groups:
        seeds = [current[node] for node in group if node in current]
        selection = Selection({seed.id: kind_of(seed.label) for seed in seeds}, options)
        selection.add_lists(1, [lists[seed.id] for seed in seeds])
        selection.choose(1)
        selections.append(selection)
    return [await _drawn(selection, context, index) for selection in selections]


async def _candidates(
    seeds: Sequence[maps.Around], context: Context, index: Index | None, options: Options
) -> dict[str, NodeList]:
    """The list of members around each seed, the closest first."""
    papers = {each.id: _papers(each) for each in seeds}
    if options.network == "CO_AUTHORSHIP":
        return await _authors(seeds, papers, context, index, options)
    lists = {seed: NodeList(seed, "PAPER", total, tuple(ids)) for seed, (total, ids) in papers.items()}
    centres = [each.id for each in seeds if each.label == "Paper"]
    narrowed = options.since is not None or options.until is not None
    length = max(options.nodes, MAX_LISTED) * (_NARROWED if narrowed else 1)
    if index is not None:
        read = dict(
            zip(centres, await MAPS.map(lambda seed: indexed.co_cited(index, seed, length), centres), strict=True)
        )
    else:
        read = await networks.co_cited(context.store, centres, length) if centres else {}
    for centre, (total, ids) in read.items():
        chosen = await _in_years(ids, context, options) if narrowed else ids
        lists[centre] = NodeList(centre, "PAPER", len(chosen) if narrowed else total, tuple(chosen))
    return lists


async def _authors(
    seeds: Sequence[maps.Around],
    papers: Mapping[str, tuple[int, Sequence[str]]],
    context: Context,
    index: Index | None,
    options: Options,
) -> dict[str, NodeList]:
    """The authors of the papers of each seed."""
    length = max(options.nodes, MAX_LISTED)
    narrowed = options.since is not None or options.until is not None
    works = [[each.id] if each.label == "Paper" else list(papers[each.id][1]) for each in seeds]
    if index is not None:
        whole = [each.id if each.label == "Author" and not narrowed else None for each in seeds]
        read = await MAPS.map(
            lambda number: indexed.co_authors(index, works[number], whole[number], length), range(len(seeds))
        )
    else:
        read = await networks.co_authors(context.store, works, length)
    return {
        seed.id: NodeList(seed.id, "AUTHOR", total - (seed.id in ids), tuple(each for each in ids if each != seed.id))
        for seed, (total, ids) in zip(seeds, read, strict=True)
    }


def _papers(seed: maps.Around) -> tuple[int, Sequence[str]]:
    """The papers of a seed that is no paper, the most cited first, and their number."""
    if seed.label == "Paper":
        return 0, ()
    return next((total, ids) for label, total, ids in seed.lists if label == "Paper")


async def _in_years(ids: Sequence[str], context: Context, options: Options) -> list[str]:
    conditions = filters.normalize(ALL, {"year": {"from": options.since, "to": options.until}})
    matching = set(await match_filter(context.store, list(ids), conditions))
    return [paper for paper in ids if paper in matching]


async def _drawn(selection: Selection, context: Context, index: Index | None) -> ResearchMap:
    if not selection.distance:
        return ResearchMap(selection.options)
    labels = {node: selection.kinds[node].capitalize() for node in selection.distance}
    node_rows, edge_rows = await map_slice.read_slice(context.store, labels)
    (member,) = selection.options.kinds
    members = [node for node in selection.distance if selection.kinds[node] == member]
    # Seeds of another kind are linked by the relations of the graph.
    others = {node for node in selection.seeds if selection.kinds[node] != member}
    edges = [map_edge(row) for row in edge_rows if (row.source in others) != (row.target in others)]
    edges += await _shared(members, selection, context, index)
    parts = parts_of(selection, {row.id: map_record(row) for row in node_rows}, edges)
    return ASSEMBLED.cached(parts) or await MAPS.run(lambda: ASSEMBLED.of(parts))


async def _shared(members: Sequence[str], selection: Selection, context: Context, index: Index | None) -> list[MapEdge]:
    network, papers = selection.options.network, selection.options.network == "CO_CITATION"
    if index is not None:
        items = (indexed.citing_papers if papers else indexed.works)(index, members)
    else:
        read = networks.citing_papers if papers else networks.works
        items = _numbered(members, await read(context.store, members))
    counts = await MAPS.run(lambda: shared_counts(items))
    return network_edges(network, members, [len(each) for each in items], counts, list(selection.seeds))


def _numbered(members: Sequence[str], items: Mapping[str, Sequence[str]]) -> list[Positions]:
    """The items of each member as numbers."""
    numbers: dict[str, int] = {}
    lists = [[numbers.setdefault(item, len(numbers)) for item in items.get(member, ())] for member in members]
    return [np.unique(np.array(each, np.int32)) for each in lists]

"""Research maps for many centres at a time: one statement for each hop, and one for all nodes and edges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphdb import map_slice, maps, name_lookup
from graphdb.map_slice import EdgeRow, NodeRow
from graphdb.node import label_of
from graphdb.store import Store
from identifiers import reference
from loaders.context import Context
from maps.assembly import parts_of
from maps.cache import ASSEMBLED
from maps.options import Options, options
from maps.records import MapEdge, kind_of
from maps.research_map import ResearchMap
from maps.selection import NodeList, Selection, list_length
from resolvers.map_records import map_edge, map_record
from resolvers.neighbours_closest import Close, closest
from resolvers.networks import NETWORK, network_maps
from thread_pools import MAPS

#: The work of a map, as a cost: each hop, and for each hop each node and its position.
HOP: Final = 5_000
NODE: Final = 200
POSITION: Final = 400


def work(arguments: Mapping[str, Any]) -> int:
    """The work of a map. Raises BadInput for invalid options."""
    values = options(arguments.get("options"))
    network = NETWORK if values.network != "RELATIONS" else 0
    return network + values.hops * (HOP + values.nodes * (NODE + values.layout * POSITION))


async def resolve_ids(store: Store, around: Sequence[str]) -> tuple[str, ...]:
    """The public ids of these references, in any form of `Query.node`, without those of no node."""
    references = [parsed for text in around if (parsed := reference.read_page(text)) is not None]
    others = list(dict.fromkeys(parsed.name for parsed in references if parsed.scheme != "id"))
    ids = await name_lookup.ids(store, others) if others else {}
    nodes = [parsed.key if parsed.scheme == "id" else ids.get(parsed.name) for parsed in references]
    return tuple(dict.fromkeys(node for node in nodes if node is not None))


async def research_maps(groups: Sequence[tuple[str, ...]], context: Context, map_options: Options) -> list[ResearchMap]:
    """A map around each group of public ids. Unknown ids are skipped, merged ones resolve to their successor."""
    if map_options.network != "RELATIONS":
        return await network_maps(groups, context, map_options)
    builder = _MapBuilder(context, map_options, groups)
    for hop in range(1, map_options.hops + 1):
        await builder.go(hop)
    return await builder.maps()


@dataclass(slots=True)
class _MapBuilder:
    context: Context
    options: Options
    groups: Sequence[Sequence[str]]
    choices: list[Selection] = field(default_factory=list[Selection])
    close: Mapping[str, Sequence[Close]] = field(default_factory=dict[str, Sequence[Close]])

    async def go(self, hop: int) -> None:
        """Reads the lists around the frontiers of all maps, and selects nodes."""
        frontiers = self.groups if hop == 1 else [choice.frontier(hop - 1) for choice in self.choices]
        widest = max((len(frontier) for frontier in frontiers), default=0)
        labels = {node: label_of(node) for frontier in frontiers for node in frontier}
        options = self.options
        surroundings = await maps.around(
            self.context.store,
            {node: label for node, label in labels.items() if label is not None},
            length=list_length(options, widest),
            since=options.since,
            until=options.until,
        )
        if hop == 1:
            await self._begin(surroundings)
            frontiers = [list(choice.seeds) for choice in self.choices]
        lists = _node_lists(surroundings, self.close if hop == 1 else {})
        for choice, frontier in zip(self.choices, frontiers, strict=True):
            choice.add_lists(hop, [listed for node in frontier for listed in lists.get(node, ())])
            choice.choose(hop)

    async def _begin(self, surroundings: Sequence[maps.Around]) -> None:
        """Sets the centres, with their current ids, and reads their neighbours."""
        by_request = {node.requested: node for node in surroundings}
        groups = [[by_request[id] for id in group if id in by_request] for group in self.groups]  # noqa: A001
        self.choices = [Selection({node.id: kind_of(node.label) for node in seeds}, self.options) for seeds in groups]
        papers = list(dict.fromkeys(node.id for node in surroundings if node.label == "Paper"))
        if papers and "PAPER" in self.options.kinds:
            self.close = await closest(papers, self.context, self.options)

    async def maps(self) -> list[ResearchMap]:
        """The maps of the selected nodes."""
        labels = {node: choice.kinds[node].capitalize() for choice in self.choices for node in choice.distance}
        if not labels:
            node_rows, edge_rows = list[NodeRow](), list[EdgeRow]()
        else:
            node_rows, edge_rows = await map_slice.read_slice(self.context.store, labels)
        records = {node.id: map_record(node) for node in node_rows}
        edges = [*map(map_edge, edge_rows), *_closeness(self.close)]
        parts = [parts_of(choice, records, edges) for choice in self.choices]
        ready = {index: cached for index, part in enumerate(parts) if (cached := ASSEMBLED.cached(part)) is not None}
        others = [index for index in range(len(parts)) if index not in ready]
        ready |= dict(zip(others, await MAPS.map(lambda index: ASSEMBLED.of(parts[index]), others), strict=True))
        return [ready[index] for index in range(len(parts))]


def _node_lists(surroundings: Sequence[maps.Around], close: Mapping[str, Sequence[Close]]) -> dict[str, list[NodeList]]:
    lists = {
        node.id: [NodeList(node.id, kind_of(label), total, ids) for label, total, ids in node.lists]
        for node in surroundings
    }
    for paper, nearest in close.items():
        ids = tuple(neighbour.id for neighbour in nearest)
        lists[paper].append(NodeList(paper, "PAPER", len(ids), ids))
    return lists


def _closeness(close: Mapping[str, Sequence[Close]]) -> list[MapEdge]:
    """Neighbours as edges from the centre paper."""
    return [
        MapEdge(paper, neighbour.id, "NEIGHBOUR", min(1.0, max(0.0, neighbour.score)), neighbour.label)
        for paper, nearest in close.items()
        for neighbour in nearest
    ]

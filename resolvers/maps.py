"""Research maps, for many centres at a time: a statement a hop, and one for all that they show."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from errors import BadInput
from graphdb import map_slice, maps, name_lookup
from graphdb.map_slice import Described, Linked
from graphdb.node import label_of
from graphdb.store import Store
from identifiers import reference
from loaders.context import Context
from maps.assembling import assembled
from maps.choosing import Choice, Reach, list_length
from maps.options import Options
from maps.records import LABELS, EdgeName, Kind, MapEdge, MapRecord, kind_of
from maps.research_map import ResearchMap
from maps.subtitles import subtitle
from plaintext.formulas import readable
from resolvers.neighbours_closest import Close, closest


async def identified(store: Store, around: Sequence[str]) -> tuple[str, ...]:
    """The public ids that these name, in any form that `Query.node` takes; what names no node is left out."""
    read = [each for text in around if (each := reference.read_page(text)) is not None]
    other = list(dict.fromkeys(each.name for each in read if each.scheme != "id"))
    ids = await name_lookup.ids(store, other) if other else {}
    named = [each.key if each.scheme == "id" else ids.get(each.name) for each in read]
    return tuple(dict.fromkeys(node for node in named if node is not None))


@dataclass(slots=True)
class MapBudget:
    """The nodes of all maps of a request."""

    nodes: int = 0

    def charge(self, nodes: int) -> None:
        """Adds the nodes of a map that the request asks for, before any map is drawn."""
        self.nodes += nodes

    def check(self, limit: int) -> None:
        """Raises BadInput when drawing all these maps would take long."""
        if self.nodes > limit:
            raise BadInput(
                f"The request asks for maps of more than {limit} nodes in all, which is the limit: ask for fewer maps,"
                " or give a smaller `options.nodes`."
            )


async def research_maps(groups: Sequence[tuple[str, ...]], context: Context, options: Options) -> list[ResearchMap]:
    """A map around each group of public ids. Ids that name nothing are skipped, merged ones mean their successor.

    Raises BadInput where the request asks for more maps than it may, and then draws none."""
    context.state(MapBudget).check(context.limits.map_nodes)
    drawing = _Drawing(context, options, groups)
    for hop in range(1, options.hops + 1):
        await drawing.go(hop)
    return await drawing.maps()


@dataclass(slots=True)
class _Drawing:
    context: Context
    options: Options
    groups: Sequence[Sequence[str]]
    choices: list[Choice] = field(default_factory=list[Choice])
    close: Mapping[str, Sequence[Close]] = field(default_factory=dict[str, Sequence[Close]])

    async def go(self, hop: int) -> None:
        """What is around the frontiers of all maps, and each map's choice among it."""
        frontiers = self.groups if hop == 1 else [choice.frontier(hop - 1) for choice in self.choices]
        widest = max((len(each) for each in frontiers), default=0)
        wanted = {node: label_of(node) for frontier in frontiers for node in frontier}
        options = self.options
        found = await maps.around(
            self.context.store,
            {node: label for node, label in wanted.items() if label is not None},
            length=list_length(options, widest),
            since=options.since,
            until=options.until,
        )
        if hop == 1:
            await self._begin(found)
            frontiers = [list(choice.seeds) for choice in self.choices]
        reaches = _reaches(found, self.close if hop == 1 else {})
        for choice, frontier in zip(self.choices, frontiers, strict=True):
            choice.hear(hop, [reach for node in frontier for reach in reaches.get(node, ())])
            choice.choose(hop)

    async def _begin(self, found: Sequence[maps.Around]) -> None:
        """The centres, by the ids that they have by now, and their neighbours."""
        known = {each.asked: each for each in found}
        there = [[known[asked] for asked in group if asked in known] for group in self.groups]
        self.choices = [Choice({each.id: kind_of(each.label) for each in seeds}, self.options) for seeds in there]
        papers = list(dict.fromkeys(each.id for each in found if each.label == "Paper"))
        if papers and "PAPER" in self.options.kinds:
            self.close = await closest(papers, self.context, self.options)

    async def maps(self) -> list[ResearchMap]:
        """The maps, once all is chosen."""
        shown = {node: choice.kinds[node].capitalize() for choice in self.choices for node in choice.distance}
        if not shown:
            described, linked = list[Described](), list[Linked]()
        else:
            described, linked = await map_slice.among(self.context.store, shown)
        found = {each.id: _record(each) for each in described}
        edges = [*map(_edge, linked), *_closeness(self.close)]
        return await asyncio.to_thread(lambda: [assembled(choice, found, edges) for choice in self.choices])


def _reaches(found: Sequence[maps.Around], close: Mapping[str, Sequence[Close]]) -> dict[str, list[Reach]]:
    reaches = {
        each.id: [Reach(each.id, kind_of(held), total, ids) for held, total, ids in each.lists] for each in found
    }
    for paper, nearest in close.items():
        ids = tuple(each.id for each in nearest)
        reaches[paper].append(Reach(paper, "PAPER", len(ids), ids))
    return reaches


def _record(node: Described) -> MapRecord:
    kind: Kind = kind_of(node.label)
    return MapRecord(node.id, kind, readable(node.name or node.id), subtitle(kind, node.told), node.size, node.topics)


def _edge(linked: Linked) -> MapEdge:
    kind: EdgeName = linked.type  # pyright: ignore[reportAssignmentType]
    return MapEdge(linked.source, linked.target, kind, min(1.0, max(0.0, linked.weight)), LABELS[kind])


def _closeness(close: Mapping[str, Sequence[Close]]) -> list[MapEdge]:
    """Neighbours as edges from the paper that the map is around."""
    return [
        MapEdge(paper, each.id, "NEIGHBOUR", min(1.0, max(0.0, each.score)), each.label)
        for paper, nearest in close.items()
        for each in nearest
    ]

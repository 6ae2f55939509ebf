"""Builds the index: reads it from the store and writes it to disk, concurrently with other work."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final, LiteralString

import numpy as np
import numpy.typing as npt

from citations import files
from citations.index import Index, build_index
from citations.node_ids import NodeIds, encode_ids
from citations.rows import Numbers
from errors import PeergraphError
from graphdb import adjacency
from graphdb.adjacency import Stamp
from graphdb.embedded.locks import lock_owner, try_lock
from graphdb.store import Store

#: Papers of one statement, whose edges are decoded in a few milliseconds, so that the event loop is not blocked.
BATCH: Final = 2_000
LOCK: Final = "building.lock"

Progress = Callable[[int, int], None]
NodeNumbers = npt.NDArray[np.int64]


class Busy(PeergraphError):
    """Another process is building this index."""


class GraphChanged(PeergraphError):
    """The graph changed while it was read. Build again after the ingest."""


class Unfit(PeergraphError):
    """The graph does not change, but no index can be built from it."""


async def build(store: Store, folder: Path, progress: Progress = lambda done, total: None) -> Stamp:
    """Build the index and make it the current one; the stamp of its graph.

    `progress` receives the number of papers read and the total. Raises Busy, GraphChanged, Unfit, StoreError and
    OSError; the previous index stays in that case.
    """
    lock = await asyncio.to_thread(_lock, folder)
    if lock is None:
        raise Busy(f"Process {lock_owner(folder / LOCK)} is building the index in {folder}: wait for it.")
    with lock:
        files.remove_unused(folder)
        before = await adjacency.stamp(store)
        index = await _read(store, before.papers, progress)
        if await adjacency.stamp(store) != before:
            raise GraphChanged("The graph changed while the index was built: build it again after the ingest.")
        if index is None or len(index.papers) != before.papers:
            raise Unfit(
                "No citation index can be built from this graph: it has papers without an id, or edges CITES, AUTHORED"
                " or ABOUT of nodes that are not papers, authors or topics. Correct these."
            )
        await asyncio.to_thread(files.write, folder, index, before)
        files.remove_unused(folder)
        return before


def _lock(folder: Path) -> IO[bytes] | None:
    folder.mkdir(parents=True, exist_ok=True)
    return try_lock(folder / LOCK)


async def _read(store: Store, total: int, progress: Progress) -> Index | None:
    """The index of the store; None if an edge leads to an unknown node."""
    papers, authors, topics = _Nodes(), await _nodes(store, "Author"), await _nodes(store, "Topic")
    cites, wrote, about, scores = _Edges(), _Edges(), _Edges(), list[Numbers]()
    while (batch := await adjacency.papers(store, papers.last, BATCH)).ids:
        first = len(papers.ids)
        papers.add(batch.ids, batch.numbers)
        for edges, lists in ((cites, batch.cited), (wrote, batch.authors), (about, batch.topics)):
            edges.add(first, lists)
        scores.append(np.fromiter(chain.from_iterable(batch.scores), np.float64))
        progress(len(papers.ids), total)
    try:
        return await asyncio.to_thread(_build, papers, authors, topics, cites, wrote, about, scores)
    except KeyError:
        return None


async def _nodes(store: Store, label: LiteralString) -> "_Nodes":
    nodes = _Nodes()
    while (batch := await adjacency.nodes(store, label, nodes.last, 10 * BATCH))[0]:
        nodes.add(*batch)
    return nodes


def _build(
    papers: "_Nodes", authors: "_Nodes", topics: "_Nodes", cites: "_Edges", wrote: "_Edges", about: "_Edges",
    scores: list[Numbers],
) -> Index:  # fmt: skip
    paper_positions, paper_of, paper_ids = papers.sorted()
    _, author_of, author_ids = authors.sorted()
    _, topic_of, topic_ids = topics.sorted()
    return build_index(
        paper_ids, author_ids, topic_ids,
        cites.resolve(paper_positions, paper_of), wrote.resolve(paper_positions, author_of),
        about.resolve(paper_positions, topic_of),
        np.concatenate([*scores, np.empty(0)]),
    )  # fmt: skip


class _Positions:
    """Maps Neo4j's internal ids to positions in the index."""

    def __init__(self, numbers: NodeNumbers, positions: NodeNumbers) -> None:
        order = np.argsort(numbers)
        self._numbers, self._positions = numbers[order], positions[order]

    def __call__(self, numbers: NodeNumbers) -> NodeNumbers:
        """The positions of nodes. Raises KeyError for an unknown one."""
        at = np.searchsorted(self._numbers, numbers)
        if len(numbers) and (at.max() >= len(self._numbers) or (self._numbers[at] != numbers).any()):
            raise KeyError
        return self._positions[at]


class _Nodes:
    """Collects the nodes of a label."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self.last = ""
        self._numbers: list[NodeNumbers] = []

    def add(self, ids: list[str], numbers: list[int]) -> None:
        """Add a batch."""
        self.ids += [id.encode() for id in ids]  # noqa: A001
        self.last = ids[-1]
        self._numbers.append(np.array(numbers, np.int64))

    def sorted(self) -> tuple[NodeNumbers, _Positions, NodeIds]:
        """The position of each node in the order of arrival, the map from internal ids, and the table of ids."""
        order = np.array(sorted(range(len(self.ids)), key=self.ids.__getitem__), np.int64)
        positions = np.empty(len(order), np.int64)
        positions[order] = np.arange(len(order))
        numbers = np.concatenate([*self._numbers, np.empty(0, np.int64)])
        return positions, _Positions(numbers, positions), encode_ids([self.ids[int(index)] for index in order])


class _Edges:
    """Collects the edges of one kind: the paper in the order of arrival, and the internal id of the other end."""

    def __init__(self) -> None:
        self._papers: list[NodeNumbers] = []
        self._numbers: list[NodeNumbers] = []

    def add(self, first: int, lists: list[list[Any]]) -> None:
        """Add the edges of a batch of papers, which begins at paper number `first`."""
        self._papers.append(np.repeat(np.arange(first, first + len(lists)), [len(numbers) for numbers in lists]))
        self._numbers.append(_flatten(lists))

    def resolve(self, papers: NodeNumbers, others: _Positions) -> tuple[NodeNumbers, NodeNumbers]:
        """Both ends as positions."""
        none = np.empty(0, np.int64)
        return papers[np.concatenate([*self._papers, none])], others(np.concatenate([*self._numbers, none]))


def _flatten(lists: Iterable[Iterable[int]]) -> NodeNumbers:
    return np.fromiter(chain.from_iterable(lists), np.int64)

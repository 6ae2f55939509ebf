"""The index read from the store and written to disk, beside whatever else goes on."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final, LiteralString

import numpy as np
import numpy.typing as npt

from citations import files
from citations.index import Index, build_index
from citations.names import NodeIds, names
from citations.rows import Numbers
from errors import PeergraphError
from graphdb import adjacency
from graphdb.adjacency import Stamp
from graphdb.embedded.locks import held_by, try_lock
from graphdb.store import Store

#: Papers a statement: their edges are decoded in a few milliseconds, so that a service that builds goes on answering.
BATCH: Final = 2_000
LOCK: Final = "building.lock"

Progress = Callable[[int, int], None]
Numbered = npt.NDArray[np.int64]


class Busy(PeergraphError):
    """Another process builds this index."""


class GraphChanged(PeergraphError):
    """The graph changed while it was read. Build again when the ingest is over."""


class Unfit(PeergraphError):
    """The graph is at rest and no index can be made of it."""


async def build(store: Store, folder: Path, progress: Progress = lambda done, total: None) -> Stamp:
    """Build the index of the graph as it is and make it the current one; for which graph it stands.

    `progress` hears how many papers are read, of how many. Raises Busy, Moved, Unfit, StoreError and OSError; the index
    that was there before stays then.
    """
    lock = await asyncio.to_thread(_locked, folder)
    if lock is None:
        raise Busy(f"Process {held_by(folder / LOCK)} is building the index in {folder}: wait for it.")
    with lock:
        files.remove_unused(folder)
        before = await adjacency.stamp(store)
        index = await _read(store, before.papers, progress)
        if await adjacency.stamp(store) != before:
            raise GraphChanged("The graph changed while the index was built: build it again when the ingest is over.")
        if index is None or len(index.papers) != before.papers:
            raise Unfit(
                "No citation index can be made of this graph: it has papers without an id, or edges CITES, AUTHORED or"
                " ABOUT at nodes that are no papers, authors or topics. Mend these."
            )
        await asyncio.to_thread(files.write, folder, index, before)
        files.remove_unused(folder)
        return before


def _locked(folder: Path) -> IO[bytes] | None:
    folder.mkdir(parents=True, exist_ok=True)
    return try_lock(folder / LOCK)


async def _read(store: Store, total: int, progress: Progress) -> Index | None:
    """The index of what the store holds. None when an edge leads to a node that is not in its list."""
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
    found = _Nodes()
    while (batch := await adjacency.nodes(store, label, found.last, 10 * BATCH))[0]:
        found.add(*batch)
    return found


def _build(
    papers: "_Nodes", authors: "_Nodes", topics: "_Nodes", cites: "_Edges", wrote: "_Edges", about: "_Edges",
    scores: list[Numbers],
) -> Index:  # fmt: skip
    papers_at, paper_of, paper_ids = papers.placed()
    _, author_of, author_ids = authors.placed()
    _, topic_of, topic_ids = topics.placed()
    return build_index(
        paper_ids, author_ids, topic_ids,
        cites.placed(papers_at, paper_of), wrote.placed(papers_at, author_of), about.placed(papers_at, topic_of),
        np.concatenate([*scores, np.empty(0)]),
    )  # fmt: skip


class _Positions:
    """From Neo4j's numbers to places."""

    def __init__(self, numbers: Numbered, places: Numbered) -> None:
        order = np.argsort(numbers)
        self._numbers, self._places = numbers[order], places[order]

    def __call__(self, wanted: Numbered) -> Numbered:
        """The places of nodes. Raises KeyError for one that is not known."""
        at = np.searchsorted(self._numbers, wanted)
        if len(wanted) and (at.max() >= len(self._numbers) or (self._numbers[at] != wanted).any()):
            raise KeyError
        return self._places[at]


class _Nodes:
    """The nodes of a label, as they come."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self.last = ""
        self._numbers: list[Numbered] = []

    def add(self, ids: list[str], numbers: list[int]) -> None:
        """A batch of them."""
        self.ids += [each.encode() for each in ids]
        self.last = ids[-1]
        self._numbers.append(np.array(numbers, np.int64))

    def placed(self) -> tuple[Numbered, _Positions, NodeIds]:
        """The place of each node as it came, the way from numbers to places, and the table of ids."""
        order = np.array(sorted(range(len(self.ids)), key=self.ids.__getitem__), np.int64)
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        numbers = np.concatenate([*self._numbers, np.empty(0, np.int64)])
        return places, _Positions(numbers, places), names([self.ids[int(at)] for at in order])


class _Edges:
    """The edges of one kind, as they come: which paper, counted as it came, and the other end's number."""

    def __init__(self) -> None:
        self._papers: list[Numbered] = []
        self._numbers: list[Numbered] = []

    def add(self, first: int, lists: list[list[Any]]) -> None:
        """The edges of a batch of papers, of which the first is the `first` to come."""
        self._papers.append(np.repeat(np.arange(first, first + len(lists)), [len(each) for each in lists]))
        self._numbers.append(_flat(lists))

    def placed(self, papers: Numbered, others: _Positions) -> tuple[Numbered, Numbered]:
        """Both ends as places."""
        none = np.empty(0, np.int64)
        return papers[np.concatenate([*self._papers, none])], others(np.concatenate([*self._numbers, none]))


def _flat(lists: Iterable[Iterable[int]]) -> Numbered:
    return np.fromiter(chain.from_iterable(lists), np.int64)

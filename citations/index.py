"""What the index holds, and how it is made of edges."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citations.names import NodeIds
from citations.rows import Numbers, Rows, rows, turned

Edges = tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]]


@dataclass(frozen=True, slots=True)
class Index:
    """The graph as rows of places: papers, authors and topics each count from 0, in the order of their ids.

    `references` and `citations` are CITES from either end, `authors` and `works` AUTHORED, `topics` and `subjects`
    ABOUT with its scores. `reference_sums`, `citation_sums` and `topic_sums` are what each paper's parts are
    normalised by (`citations.scoring`).
    """

    papers: NodeIds
    author_ids: NodeIds
    topic_ids: NodeIds
    references: Rows
    citations: Rows
    authors: Rows
    works: Rows
    topics: Rows
    subjects: Rows
    reference_sums: Numbers
    citation_sums: Numbers
    topic_sums: Numbers


def rarity(degrees: npt.NDArray[np.integer]) -> Numbers:
    """What it says of two papers that they share a node of so many edges: 1 / log(1 + degree).

    Source: Adamic and Adar, Friends and neighbors on the Web, Social Networks 25 (2003), 211-230, section 3; with 1
    added, so that a node of one edge has a weight too (it counts in a paper's own sum).
    """
    return 1.0 / np.log1p(np.maximum(degrees, 1))


def build_index(
    papers: NodeIds, author_ids: NodeIds, topic_ids: NodeIds, cites: Edges, wrote: Edges, about: Edges, scores: Numbers
) -> Index:
    """The index of edges given as places: (citing, cited), (paper, author), (paper, topic) with the topic's score."""
    others = cites[0] != cites[1]
    references = rows(cites[0][others], cites[1][others], (len(papers), len(papers)), None)
    citations = turned(references, len(papers))
    authors = rows(*wrote, (len(papers), len(author_ids)), None)
    topics = rows(*about, (len(papers), len(topic_ids)), scores)
    assert topics.values is not None  # noqa: S101 - tells the type checker that scores went in
    return Index(
        papers, author_ids, topic_ids, references, citations,
        authors, turned(authors, len(author_ids)), topics, turned(topics, len(topic_ids)),
        _sums(references, rarity(np.diff(citations.offsets))[references.targets]),
        _sums(citations, rarity(np.diff(references.offsets))[citations.targets]),
        _sums(topics, topics.values**2),
    )  # fmt: skip


def _sums(edges: Rows, values: Numbers) -> Numbers:
    """The sum of the values of each row."""
    sources = np.repeat(np.arange(len(edges.offsets) - 1), np.diff(edges.offsets))
    return np.bincount(sources, values, minlength=len(edges.offsets) - 1).astype(np.float64)

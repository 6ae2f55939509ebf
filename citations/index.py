"""The index, and its construction from edges."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citations.node_ids import NodeIds
from citations.rows import Numbers, Rows, rows, transpose

Edges = tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]]


@dataclass(frozen=True, slots=True)
class Index:
    """The graph as rows of positions: papers, authors and topics are each numbered from 0 in the order of their ids.

    `references` and `citations` are CITES in both directions, `authors` and `works` AUTHORED, `topics` and `subjects`
    ABOUT with scores. `reference_sums`, `citation_sums` and `topic_sums` normalise the parts of each paper
    (`citations.scoring`).
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
    """The weight of a shared node with this number of edges: 1 / log(1 + degree).

    Source: Adamic and Adar, Friends and neighbors on the Web, Social Networks 25 (2003), 211-230, section 3; with 1
    added, so that a node with one edge has a weight (it is part of the paper's sum).
    """
    return 1.0 / np.log1p(np.maximum(degrees, 1))


def build_index(
    papers: NodeIds, author_ids: NodeIds, topic_ids: NodeIds, cites: Edges, wrote: Edges, about: Edges, scores: Numbers
) -> Index:
    """The index from edges as positions: (citing, cited), (paper, author), (paper, topic) with the topic's score."""
    others = cites[0] != cites[1]
    references = rows(cites[0][others], cites[1][others], (len(papers), len(papers)), None)
    citations = transpose(references, len(papers))
    authors = rows(*wrote, (len(papers), len(author_ids)), None)
    topics = rows(*about, (len(papers), len(topic_ids)), scores)
    assert topics.values is not None  # noqa: S101 - for the type checker: scores are present
    return Index(
        papers, author_ids, topic_ids, references, citations,
        authors, transpose(authors, len(author_ids)), topics, transpose(topics, len(topic_ids)),
        _sums(references, rarity(np.diff(citations.offsets))[references.targets]),
        _sums(citations, rarity(np.diff(references.offsets))[citations.targets]),
        _sums(topics, topics.values**2),
    )  # fmt: skip


def _sums(edges: Rows, values: Numbers) -> Numbers:
    """The sum of the values of each row."""
    sources = np.repeat(np.arange(len(edges.offsets) - 1), np.diff(edges.offsets))
    return np.bincount(sources, values, minlength=len(edges.offsets) - 1).astype(np.float64)

"""Latency of lists of a field, whose papers are about topics below it, and of a topic with the same papers.

    python -m benchmarks.topics --papers 300000 [--data FOLDER] [--times 20]

The field is the largest of the generated graph; the topic is added to it, with every paper of the field. Both are
queried in turn, in process, by one client, so that other load affects both. The table of medians and ratios is
written to `results/topics.md`. `--data` stores the imported graph for the next run.
"""

import argparse
import asyncio
import os
import platform
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.graph import LEVELS, NOTHING, Edges, Graph, Indices, generate_graph
from benchmarks.importing import FIRST, load_graph
from benchmarks.lists import FAR, SIZE, Listed
from benchmarks.processor import load_average
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import execute

RESULTS: Final = Path(__file__).with_name("results") / "topics.md"
_LATEST: Final = ", orderBy: [{field: YEAR}]"
_MAP: Final = (
    '{ topic(by: {id: "$topic"}) { map(options: {OPTIONS}) { nodes { nodeId label } edges { source target kind } } } }'
)


def lists(topic: str) -> tuple[Listed, ...]:
    """The lists of a topic."""
    of = ("Topic", topic)
    chosen = f', filter: {{topics: ["{topic}"]}}'
    return (
        Listed("papers", "papers", of=of),
        Listed(f"papers, page {FAR}", "papers", of=of, page=FAR),
        Listed("papers, latest", "papers", _LATEST, of=of),
        Listed(f"papers, latest, page {FAR}", "papers", _LATEST, of=of, page=FAR),
        Listed("papers, open access since 2020", "papers", ", filter: {openAccess: true, year: {from: 2020}}", of=of),
        Listed("filter", "papers", chosen),
        Listed(f"filter, page {FAR}", "papers", chosen, page=FAR),
        Listed("filter, latest", "papers", chosen + _LATEST),
        Listed(f"filter, latest, page {FAR}", "papers", chosen + _LATEST, page=FAR),
        Listed(
            "filter, any of two", "papers", f', filter: {{or: [{{topics: ["{topic}"]}}, {{authors: ["A1000000"]}}]}}'
        ),
        Listed("authors", "authors", of=of, row="id name"),
        Listed("authors, page 5", "authors", of=of, row="id name", page=5),
        Listed(f"authors, page {FAR}", "authors", of=of, row="id name", page=FAR),
        Listed("authors, filter", "authors", chosen, row="id name"),
    )


#: Further queries by name of the row.
QUESTIONS: Final = {
    "count": '{ topic(by: {id: "$topic"}) { paperCount } }',
    "authors, count": '{ topic(by: {id: "$topic"}) { authors(first: 1) { totalCount } } }',
    "authors, filter, count": '{ authors(filter: {topics: ["$topic"]}) { totalCount } }',
    "filter, count": '{ papers(filter: {topics: ["$topic"]}) { totalCount } }',
    "map": _MAP.replace("(options: {OPTIONS})", ""),
    "map of institutions": _MAP.replace("OPTIONS", "kinds: [PAPER, AUTHOR, INSTITUTION], hops: 3"),
    "map of two hops, 500 nodes": _MAP.replace("OPTIONS", "nodes: 500, hops: 2"),
}


async def main(papers: int, data: Path | None, times: int) -> None:
    """Measures, prints, and writes the table."""
    graph, field, size = twinned(generate_graph(papers))
    async with AsyncExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not (folder / "neo4j").exists():
            await asyncio.to_thread(load_graph, folder, graph)
        neo4j = EmbeddedNeo4j(folder, heap="2g", page_cache="1g")
        address = await stack.enter_async_context(neo4j)
        store = await stack.enter_async_context(await Store.open(address.uri, address.auth, timeout=60.0))
        rows = await measured(store, f"T{FIRST + field}", f"T{FIRST + graph.topics - 1}", times)
    text = "\n".join([*_facts(papers, size, times), *rows, ""])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def twinned(graph: Graph) -> tuple[Graph, int, int]:
    """The graph with an additional topic that has all papers of the largest field; index and size of the field."""
    listed = graph.listed_topics
    sizes = np.bincount(listed.target, minlength=graph.topics)
    field = int(np.argmax(np.where(graph.level == LEVELS.index("FIELD"), sizes, 0)))
    papers: Indices = listed.source[listed.target == field]
    about = Edges.unique(
        np.concatenate((graph.about.source, papers)),
        np.concatenate((graph.about.target, np.full(len(papers), graph.topics))),
        graph.topics + 1,
    )
    extended = replace(
        graph, topics=graph.topics + 1, about=about,
        broader=np.append(graph.broader, NOTHING), level=np.append(graph.level, LEVELS.index("TOPIC")),
    )  # fmt: skip
    return extended, field, len(papers)


async def measured(store: Store, field: str, topic: str, times: int) -> list[str]:
    """A row for each list: medians in milliseconds, and their ratio."""
    rows = [f"| {SIZE} of a list | field | topic | ratio |", "|---|---|---|---|"]
    for of_field, of_topic in zip(lists(field), lists(topic), strict=True):
        cursors = [
            None if each.page == 1 else each.end(await _ask(store, each.pages_before, {}))
            for each in (of_field, of_topic)
        ]
        queries = [(each.query, {"after": cursor}) for each, cursor in zip((of_field, of_topic), cursors, strict=True)]
        rows.append(_row(of_field.name, await _medians(store, queries, times)))
    for name, question in QUESTIONS.items():
        queries = [(question.replace("$topic", each), dict[str, Any]()) for each in (field, topic)]
        rows.append(_row(name, await _medians(store, queries, times)))
    return rows


async def _medians(store: Store, queries: list[tuple[str, dict[str, Any]]], times: int) -> list[float]:
    """Median milliseconds of each query, in turn, after a third as many turns for warm-up."""
    spent = [list[float]() for _ in queries]
    for turn in range(-max(2, times // 3), times):
        for (query, variables), into in zip(queries, spent, strict=True):
            began = time.perf_counter()
            await _ask(store, query, variables)
            if turn >= 0:
                into.append(1_000 * (time.perf_counter() - began))
    return [float(np.median(each)) for each in spent]


async def _ask(store: Store, query: str, variables: dict[str, Any]) -> Any:
    result = await execute(Context(store, Limits()), query, variables)
    if result.errors:
        raise result.errors[0]
    return result.data


def _row(name: str, medians: list[float]) -> str:
    field, topic = medians
    row = f"| {name} | {field:.2f} | {topic:.2f} | {field / topic:.2f} |"
    print(row, flush=True)
    return row


def _facts(papers: int, size: int, times: int) -> list[str]:
    return [
        "# Topics", "",
        f"`python -m benchmarks.topics --papers {papers}`: the largest field of {papers:,} papers, with {size:,} of"
        f" them, against a topic of the same papers; medians of {times} turns in ms, one client, in process, the two in"
        f" turn. {os.cpu_count()} cores shared by all (load: {load_average():.1f}); Python"
        f" {platform.python_version()}.", "",
    ]  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=300_000)
    parser.add_argument("--data", type=Path, default=None, help="where the imported graph is kept for the next run")
    parser.add_argument("--times", type=int, default=20, help="turns of each question")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.papers, chosen.data, chosen.times))

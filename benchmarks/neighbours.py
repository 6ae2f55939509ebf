"""Latency of exact neighbours on hubs, and of bounded Cypher with its overlap with the exact top 20.

    python -m benchmarks.neighbours                 the index alone, on a generated graph
    python -m benchmarks.neighbours --store 20000   also bounded Cypher, on a new Neo4j with so many papers

The generated graph: papers and citations by argument, skewed to few cited papers; a paper with 50,000 citations, a
survey with 500 references, and a reference shared by 100,000 papers (fewer in smaller graphs, in proportion).
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from citations import files, neighbours_bounded, scoring
from citations.builder import build
from citations.index import Index, build_index
from citations.node_ids import encode_ids
from citations.ranking import Neighbour, Ranking, reasons
from citations.weights import weights
from graphdb.adjacency import Stamp
from graphdb.bootstrap import bootstrap
from graphdb.cypher import Cypher, cypher
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.neighbours import neighbourhoods
from graphdb.store import Store

PAPERS: Final = 300_000
CITATIONS: Final = 3_000_000
#: Indices of the hub, of the survey, and of the shared reference.
HUB, SURVEY, SHARED = 0, 1, 2
TOP: Final = 20
_WEIGHTS: Final = weights(None)

Indices = npt.NDArray[np.int64]


def edges(papers: int, citations: int, seed: int = 1) -> tuple[Indices, Indices]:
    """Indices of citing and of cited papers."""
    chance = np.random.default_rng(seed)
    citing = chance.integers(3, papers, citations)
    cited = 3 + ((papers - 3) * chance.random(citations) ** 3).astype(np.int64)
    hubs = [
        (chance.choice(np.arange(3, papers), papers // 6, replace=False), np.full(papers // 6, HUB)),
        (np.full(500, SURVEY), chance.choice(np.unique(cited), 500, replace=False, p=_probabilities(cited))),
        (chance.choice(np.arange(3, papers), papers // 3, replace=False), np.full(papers // 3, SHARED)),
    ]
    return np.concatenate([citing, *(one for one, _ in hubs)]), np.concatenate([cited, *(other for _, other in hubs)])


def _probabilities(cited: Indices) -> npt.NDArray[np.float64]:
    """The probability of another citation for each cited paper."""
    counts = np.unique(cited, return_counts=True)[1]
    return counts / counts.sum()


def generated(papers: int, citations: int) -> Index:
    """The index of the generated graph, with four authors and three topics per paper."""
    chance = np.random.default_rng(2)
    wrote = np.repeat(np.arange(papers), 4), (papers * 1.5 * chance.random(papers * 4) ** 2).astype(np.int64)
    about = np.repeat(np.arange(papers), 3), (4_500 * chance.random(papers * 3) ** 2).astype(np.int64)
    scores = chance.uniform(0.3, 1.0, papers * 3)
    tables = (
        encode_ids(ids_of("W", papers)),
        encode_ids(ids_of("A", int(papers * 1.5))),
        encode_ids(ids_of("T", 4_500)),
    )
    return build_index(*tables, edges(papers, citations), wrote, about, scores)


def ids_of(letter: str, number: int) -> list[bytes]:
    """Ids in order."""
    return [f"{letter}{10_000_000 + position}".encode() for position in range(number)]


def page(ranking: Ranking) -> list[Neighbour]:
    """The first page with all its reasons, as for a request."""
    results = ranking.best(TOP)
    reasons(results)
    return results


def timed(run: Callable[[int], object], paper_indices: Iterable[int]) -> list[tuple[float, float]]:
    """Elapsed and processor milliseconds of each run."""
    results: list[tuple[float, float]] = []
    for position in paper_indices:
        began, worked = time.perf_counter(), time.process_time()
        run(position)
        results.append((1_000 * (time.perf_counter() - began), 1_000 * (time.process_time() - worked)))
    return results


def table_row(name: str, runs: list[tuple[float, float]]) -> str:
    """A row of the table."""
    (low, work), (high, most) = np.percentile(runs, [50, 99], axis=0)
    return f"{name:<46} {low:8.2f} {high:8.2f} {work:10.2f} {most:8.2f}"


def sample(index: Index, number: int) -> list[int]:
    """Papers sampled by number of citations."""
    counts = np.diff(index.citations.offsets) + 1.0
    return np.random.default_rng(3).choice(len(counts), number, p=counts / counts.sum()).tolist()


def exact(papers: int, citations: int) -> None:
    """Builds, writes, opens and queries the index."""
    began = time.perf_counter()
    index = generated(papers, citations)
    print(f"{papers:,} papers, {index.references.offsets[-1]:,} citations; made in {time.perf_counter() - began:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        written = files.write(Path(folder), index, Stamp(1, None, papers, citations, 0, 0))
        size = sum(path.stat().st_size for path in written.iterdir())
        print(f"written in {time.perf_counter() - began:.1f} s, {size / 2**20:,.0f} MiB")
        began = time.perf_counter()
        opened = files.load(Path(folder))
        assert opened is not None
        print(f"opened and checked in {1_000 * (time.perf_counter() - began):.0f} ms")
        report(opened.index)


def report(index: Index) -> None:
    """Latency of the first page, with reasons."""

    def run(position: int) -> list[Neighbour]:
        return page(scoring.rank(index, position, _WEIGHTS))

    chance = np.random.default_rng(4)
    cases = {
        "any paper (1,000 of them)": chance.integers(3, len(index.papers), 1_000).tolist(),
        "as often as they are cited (1,000 of them)": sample(index, 1_000),
        f"cited by {len(index.citations.row(HUB)):,}": [HUB] * 200,
        f"survey with {len(index.references.row(SURVEY)):,} references": [SURVEY] * 200,
        f"cites what {len(index.citations.row(SHARED)):,} cite": index.citations.row(SHARED)[:300].tolist(),
        f"that reference itself (cited by {len(index.citations.row(SHARED)):,})": [SHARED] * 50,
    }
    print(f"\n{'exact, first 20 with reasons':<46} {'p50 ms':>8} {'p99 ms':>8} {'CPU p50':>10} {'p99':>8}")
    for name, paper_indices in cases.items():
        timed(run, paper_indices[:20])
        print(table_row(name, timed(run, paper_indices)))


WRITE: Final = cypher("""\
UNWIND $rows AS row
CREATE (p:Paper {id: row[0], citations: 0})
FOREACH (_ IN [] | SET p.title = '')
RETURN count(*)""")
CITE: Final = cypher("""\
UNWIND $rows AS row
MATCH (p:Paper {id: row[0]})
MATCH (q:Paper {id: row[1]})
CREATE (p)-[:CITES]->(q)
RETURN count(*)""")
MARK: Final = cypher("MERGE (graph:Meta {id: 'graph'}) SET graph.epoch = 1 RETURN true")


async def against_store(papers: int) -> None:
    """Compares bounded Cypher on a new Neo4j with the index."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            EmbeddedNeo4j(Path(folder) / "neo4j", heap="1g", page_cache="256m") as address,
            await Store.open(address.uri, address.auth) as store,
        ):
            await bootstrap(store)
            await load(store, papers)
            began = time.perf_counter()
            await build(store, Path(folder) / "index")
            print(f"\n{papers:,} papers in Neo4j; index built from it in {time.perf_counter() - began:.1f} s")
            opened = files.load(Path(folder) / "index")
            assert opened is not None
            await compare(store, opened.index)


async def load(store: Store, papers: int) -> None:
    """Writes papers and citations of the generated graph to the store."""
    ids = [each.decode() for each in ids_of("W", papers)]
    await write(store, WRITE, [[each] for each in ids])
    pairs = np.unique(np.stack(edges(papers, papers * 10), axis=1), axis=0).tolist()
    await write(store, CITE, [[ids[one], ids[other]] for one, other in pairs if one != other])
    await store.write(MARK, {})


async def write(store: Store, statement: Cypher, rows: list[list[str]]) -> None:
    """Writes in batches."""
    for first in range(0, len(rows), 10_000):
        await store.write(statement, {"rows": rows[first : first + 10_000]}, within=120)


async def compare(store: Store, index: Index) -> None:
    """Overlap of the first 20, and latency of both."""
    cases = {
        "any paper": np.random.default_rng(5).integers(3, len(index.papers), 100).tolist(),
        "as often as cited": sample(index, 100),
        f"cited by {len(index.citations.row(HUB)):,}": [HUB] * 5,
        f"{len(index.references.row(SURVEY)):,} references": [SURVEY] * 5,
    }
    print(f"{'':<24} {'exact p50':>10} {'p99':>8} {'bounded p50':>12} {'p99':>8} {'overlap@20':>11}")
    for name, paper_indices in cases.items():
        for position in paper_indices[:5]:
            await from_store(store, index, position)
        exactly = timed(lambda position: page(scoring.rank(index, position, _WEIGHTS)), paper_indices)
        took, shares = list[float](), list[float]()
        for position in paper_indices:
            began = time.perf_counter()
            results = {each.id for each in await from_store(store, index, position)}
            took.append(1_000 * (time.perf_counter() - began))
            expected = {each.id for each in page(scoring.rank(index, position, _WEIGHTS))}
            shares.append(len(results & expected) / max(len(expected), 1))
        ((a, _), (b, _)), (c, d) = np.percentile(exactly, [50, 99], axis=0), np.percentile(took, [50, 99])
        print(f"{name:<24} {a:>10.2f} {b:>8.2f} {c:>12.2f} {d:>8.2f} {np.mean(shares):>11.2f}")


async def from_store(store: Store, index: Index, position: int) -> list[Neighbour]:
    """The first page from bounded Cypher."""
    (paper,) = index.papers.at([position])
    neighbourhood = await neighbourhoods(store, [paper])
    return page(neighbours_bounded.rank(paper, neighbourhood[paper], _WEIGHTS))


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=PAPERS)
    parser.add_argument("--citations", type=int, default=CITATIONS)
    parser.add_argument("--store", type=int, default=0, metavar="PAPERS", help="papers to load into a Neo4j")
    arguments = parser.parse_args()
    exact(arguments.papers, arguments.citations)
    if arguments.store:
        asyncio.run(against_store(arguments.store))


if __name__ == "__main__":
    main()

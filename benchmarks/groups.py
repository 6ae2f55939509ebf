"""Groups and measures of a generated graph: milliseconds of each question through the executor, and of its statement by
DuckDB alone on the same tables.

    python -m benchmarks.groups --papers 30000

The graph has random citations and authors; the time of Cypher is that of a hand-written statement for the same numbers.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from analytics.refresher import TablesRefresher
from benchmarks.importing import FIRST, load
from benchmarks.processor import load_average
from execution.prepare import GraphQLParams
from graphdb.cypher import Cypher, cypher
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import prepare

RUNS: Final = 40
UNLIMITED: Final = Limits(cost=10**12)
_KEYS: Final = "nodes { keys { value } count }"
_TOPIC: Final = f"T{FIRST}"
_AUTHOR: Final = f"A{FIRST}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question in GraphQL, as a statement of DuckDB on the same tables, and as one of Cypher."""

    name: str
    query: str
    duckdb: str = ""
    cypher: Cypher | None = None


def _all(key: str) -> str:
    return f"{{ papers {{ groups(by: {key}) {{ {_KEYS} }} }} }}"


def _below(kind: str, node: str, selection: str) -> str:
    return f'{{ node(id: "{node}") {{ ... on {kind} {{ papers {{ {selection} }} }} }} }}'


QUESTIONS: Final = (
    Question(
        "all papers by year", _all("YEAR"), "SELECT year, count(*) FROM papers GROUP BY year ORDER BY 2 DESC LIMIT 21",
        cypher("MATCH (p:Paper) WITH p.year AS year, count(*) AS n ORDER BY n DESC LIMIT 21 RETURN collect([year, n])"),
    ),
    Question(
        "all papers by venue", _all("VENUE"),
        "SELECT venue, count(*) FROM papers GROUP BY venue ORDER BY 2 DESC LIMIT 21",
        cypher(
            "MATCH (p:Paper)-[:PUBLISHED_IN]->(v) WITH v.id AS venue, count(*) AS n ORDER BY n DESC LIMIT 21"
            " RETURN collect([venue, n])"
        ),
    ),
    Question(
        "all papers by topic", _all("TOPIC"),
        "SELECT topic, count(*) FROM papers LEFT JOIN topics ON topics.paper = papers.paper AND direct"
        " GROUP BY topic ORDER BY 2 DESC LIMIT 21",
        cypher(
            "MATCH (p:Paper)-[:ABOUT]->(t) WITH t.id AS topic, count(*) AS n ORDER BY n DESC LIMIT 21"
            " RETURN collect([topic, n])"
        ),
    ),
    Question(
        "all papers by country", _all("COUNTRY"),
        "SELECT country, count(*) FROM papers LEFT JOIN countries USING (paper)"
        " GROUP BY country ORDER BY 2 DESC LIMIT 21",
        cypher(
            "MATCH (p:Paper)-[:FROM]->(i) WITH DISTINCT p, i.country AS country"
            " WITH country, count(*) AS n ORDER BY n DESC LIMIT 21 RETURN collect([country, n])"
        ),
    ),
    Question(
        "largest topic by year", _below("Topic", _TOPIC, f"groups(by: YEAR) {{ {_KEYS} }}"),
        f"SELECT year, count(*) FROM topics JOIN papers USING (paper) WHERE topic = '{_TOPIC}' GROUP BY year",
        cypher(
            "MATCH (:Topic {id: $topic})<-[:ABOUT|WITHIN]-(p) WITH p.year AS year, count(*) AS n"
            " RETURN collect([year, n])"
        ),
    ),
    Question(
        "50 topics by year",
        f"{{ topics(first: 50) {{ nodes {{ papers {{ groups(by: YEAR) {{ {_KEYS} }} }} }} }} }}",
    ),
    Question(
        "all papers by topic and year", "{ papers { groups(by: [TOPIC, YEAR]) { nodes { keys { value } count } } } }"
    ),
    Question(
        "measures of an author", _below("Author", _AUTHOR, "measures { papers citations meanCitations hIndex gIndex }")
    ),
    Question(
        "measures of all papers",
        "{ papers { measures { citations medianCitations hIndex gIndex openAccessShare } } }",
    ),
    Question("different authors of all papers", "{ papers { measures { authors } } }"),
    Question(
        "leaders of a topic, by h-index",
        _below("Topic", _TOPIC, f"groups(by: AUTHOR, orderBy: {{field: H_INDEX}}, first: 10) {{ {_KEYS} }}"),
    ),
    Question(
        "numbers by year of a topic",
        f'{{ node(id: "{_TOPIC}") {{ ... on Topic {{ countsByYear {{ year citations }} }} }} }}',
    ),
)  # fmt: skip


async def main(papers: int, kept: Path | None) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        data = kept or Path(folder)
        if not (data / "neo4j").exists():
            await asyncio.to_thread(load, data, papers)
        async with (
            EmbeddedNeo4j(data, heap="1g", page_cache="256m") as address,
            await Store.open(address.uri, address.auth, timeout=60) as store,
        ):
            await _measure(store, data, papers)


async def _measure(store: Store, data: Path, papers: int) -> None:
    refresher = TablesRefresher(store, data / "tables")
    began = time.perf_counter()
    await refresher.refresh()
    seconds = time.perf_counter() - began
    tables = refresher.tables
    assert tables is not None
    size = sum(path.stat().st_size for path in tables.folder.iterdir())
    rows = [tables.connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in _tables(tables)]
    print(
        f"{papers:,} papers; the tables have {sum(rows):,} rows, are built in {seconds:.1f} s and have"
        f" {size / sum(rows):.1f} bytes a row; {os.cpu_count()} cores (load {load_average():.1f}).\n"
    )
    print("| question | p50 ms | p99 ms | DuckDB alone, p50 ms | Cypher, p50 ms |\n|---|---|---|---|---|", flush=True)
    for question in QUESTIONS:
        ours = await _times(lambda question=question: _ask(store, refresher, question))
        alone = await _times(lambda question=question: _alone(tables, question)) if question.duckdb else []
        theirs = await _times(lambda question=question: _cypher(store, question), RUNS // 6) if question.cypher else []
        others = " | ".join(f"{np.percentile(each, 50):.1f}" if each else "" for each in (alone, theirs))
        p50, p99 = np.percentile(ours, [50, 99])
        print(f"| {question.name} | {p50:.1f} | {p99:.1f} | {others} |", flush=True)


def _tables(tables: Any) -> list[str]:
    return [row[0] for row in tables.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]


async def _ask(store: Store, refresher: TablesRefresher, question: Question) -> None:
    operation = prepare(GraphQLParams(question.query), UNLIMITED)
    result = await operation.execute(Context(store, UNLIMITED, services=(refresher,)))
    assert not result.errors, result.errors


async def _alone(tables: Any, question: Question) -> None:
    tables.connection.execute(question.duckdb).fetchall()


async def _cypher(store: Store, question: Question) -> None:
    assert question.cypher is not None
    await store.read(question.cypher, {"topic": _TOPIC})


async def _times(run: Callable[[], Awaitable[None]], runs: int = RUNS) -> list[float]:
    """Milliseconds of each run, after some that warm caches."""
    for _ in range(3):
        await run()
    times: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        await run()
        times.append(1_000 * (time.perf_counter() - began))
    return times


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=30_000)
    parser.add_argument("--data", type=Path, default=None, help="where the imported graph is kept for the next run")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.papers, chosen.data))

"""Quality and latency of search, and the cost of its index for an ingest.

    python -m benchmarks.search --seed 1

Loads the demo graph and the real works that are there (`benchmarks.loading`) into an embedded store of its own, asks
known-item queries (`benchmarks.known_items`) and typed ones (`benchmarks.typed_queries`), and prints, by kind of query,
how often the right answer comes first and how often it is among the first ten: success@1 and success@10, targets 0.8
and 0.95, and 0.9 and 0.98 for typed ones. `--ingest N` measures instead how fast N generated works come in with the
index as it is, with one that is brought up to date in the background, and without one.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.generated import write
from benchmarks.known_items import Item, items
from benchmarks.loading import sources
from benchmarks.search_index import AWAIT, DROP, eventually_consistent
from benchmarks.typed_queries import HELD_OUT, TUNED, typed_items
from graphdb.bootstrap import bootstrap
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.search.statement import SearchParams, search
from graphdb.store import Store
from ingest.demo import load_demo
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from resolvers.search import search_request

WARM: Final = 3_000
PAGE: Final = 10


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ingest", type=int, metavar="WORKS")
    arguments = parser.parse_args()
    screen = Console()
    asyncio.run(
        _cost(arguments.ingest, screen) if arguments.ingest else _quality(arguments.queries, arguments.seed, screen)
    )


@asynccontextmanager
async def empty_store() -> AsyncGenerator[Store]:
    """An empty store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            EmbeddedNeo4j(Path(folder), heap="1g", page_cache="256m") as address,
            await Store.open(address.uri, address.auth, timeout=60.0) as store,
        ):
            await bootstrap(store)
            yield store


async def _quality(queries: int, seed: int, screen: Console) -> None:
    async with empty_store() as store:
        await load_demo(store)
        record_sets = sources()
        await ingest(store, record_sets)
        screen.print(
            f"The demo graph, {', '.join(Path(source.name).name for source in record_sets) or 'and nothing else'}."
        )
        test_items = await items(store, queries, seed)
        await ranks(store, await items(store, queries, seed + 1_000))  # warms up
        screen.print(_report(await ranks(store, test_items)))
        for groups in (TUNED, HELD_OUT):
            screen.print(_report(await ranks(store, await typed_items(store, groups), ["PAPER"])))


Rank = tuple[Item, int | None, float]
"""A query, the place of the right answer among the first `PAGE` from 0, and the seconds that it took."""


async def ranks(store: Store, queries: list[Item], kinds: list[str] | None = None) -> list[Rank]:
    """Ask each query."""
    return [await _rank(store, item, kinds) for item in queries]


async def _rank(store: Store, item: Item, kinds: list[str] | None) -> Rank:
    began = time.perf_counter()
    results = await search(store, search_request(item.text, kinds, None, {"first": PAGE}).query, SearchParams(PAGE))
    seconds = time.perf_counter() - began
    ids = [row[1] for row in results.rows[:PAGE]]
    return item, next((rank for rank, each in enumerate(ids) if each in item.right), None), seconds


def _report(ranked: list[Rank]) -> Table:
    table = Table("queries", "number", "success@1", "success@10", "p50 ms", "p95 ms")
    kinds = list(dict.fromkeys(item.kind for item, _, _ in ranked))
    for kind in [*kinds, "all"]:
        rows = [row for row in ranked if kind in (row[0].kind, "all")]
        times = quantiles([1_000 * seconds for _, _, seconds in rows], n=20)
        first = sum(rank == 0 for _, rank, _ in rows) / len(rows)
        among = sum(rank is not None for _, rank, _ in rows) / len(rows)
        table.add_row(kind, str(len(rows)), f"{first:.2f}", f"{among:.2f}", f"{times[9]:.1f}", f"{times[18]:.1f}")
    return table


async def _cost(works: int, screen: Console) -> None:
    table = Table("search index", "works a second")
    background = DROP, eventually_consistent(), AWAIT
    for name, statements in (("in the transaction", ()), ("in the background", background), ("none", (DROP,))):
        async with empty_store() as store:
            for statement in statements:
                await store.write(statement, {})
            await _ingest_seconds(store, WARM, 2)
            table.add_row(name, f"{works / await _ingest_seconds(store, works, 1):.0f}")
    screen.print(table)


async def _ingest_seconds(store: Store, works: int, seed: int) -> float:
    """Seconds that so many generated works take."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "works.jsonl", works, seed=seed, first=seed * 10**9)
        began = time.monotonic()
        await ingest(store, [file_source(path)])
        return time.monotonic() - began


if __name__ == "__main__":
    main()

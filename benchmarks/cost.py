"""Whether the cost of a query is the work that it causes: processor time by cost, of random and of hostile queries.

    python -m benchmarks.cost [--papers 30000] [--data FOLDER] [--random 150]

Each query runs in this process on a generated graph with its citation index: once, and then again as often as takes a
tenth of a second. The processor time of this process and of Neo4j is divided by the cost that the service states before
it runs. The table goes to `results/cost.md`. With `--data`, the imported graph is kept there for the next run. The
first run is one of a new operation in a service that has run others: the variables of its statements have new names,
so that Neo4j plans them, while it has planned what no query changes, such as the statements of search. The least of
three first runs counts, because other work of Neo4j, such as compiling its own code, falls into some of them.
"""

import argparse
import asyncio
import os
import re
import tempfile
import time
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
import orjson
from graphql import ExecutionResult, parse, validate

from analytics.refresher import TablesRefresher
from benchmarks.hostile import HOSTILE, USUAL, Named
from benchmarks.importing import FIRST, load, paper_id
from benchmarks.processor import load_average, processor
from benchmarks.random_queries import Writer
from citations.refresher import IndexRefresher
from execution.plans import clear_plans
from execution.prepare import GraphQLParams, RequestError
from execution.prepared_operation import PreparedOperation
from graphdb.cypher import Cypher
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Cost, Limits
from maps.cache import ASSEMBLED
from markup.cache import RENDERINGS
from resolvers.citation import CITATIONS
from schema.operations import DOCUMENTS, prepare

RESULTS: Final = Path(__file__).with_name("results") / "cost.md"
#: A limit that no query reaches, so that the work of a refused query is measured too.
UNLIMITED: Final = Limits(cost=10**12)
LIMIT: Final = Limits().cost
#: Processor seconds of the repetitions of one query, and their number.
SECONDS: Final = 0.1
MAX_RUNS: Final = 30
#: Microseconds and cost that are added to both sides of a ratio: a request to an idle Neo4j takes up to
#: 20 ms, most of which is the housekeeping of Neo4j.
FLOOR: Final = 20_000
#: Percentiles of the ratios, and the goal: how far a ratio may be from 1.
PARTS: Final = (0, 5, 50, 95, 100)
FACTOR: Final = 5
#: Rounds of a warm-up.
WARM: Final = 5
SEED: Final = 7
#: Seconds in which Neo4j finishes what earlier queries began, such as compiling their code.
SETTLE: Final = 0.3
#: First runs of a query, of which the least counts.
FIRST_RUNS: Final = 3
#: Names of variables that `graphdb.composing` numbers.
NAMES: Final = re.compile(r"\b((?:n|r|k|ids)[0-9]+)\b")
IDS: Final = (
    *(paper_id(index) for index in (0, 1, 7, 300, 1_000, 1_001)),
    *(f"{letter}{FIRST + index}" for letter in "AITS" for index in (0, 5)),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A query with its stated cost, its processor milliseconds at the first run and later, and bytes of the answer."""

    name: str
    cost: Cost
    first: float
    later: float
    size: int
    failed: bool

    @property
    def ratio(self) -> float:
        """Processor microseconds of a later run by cost, over the floor: 1 for an exact estimate."""
        return (1_000 * self.later + FLOOR) / (self.cost.work + FLOOR)

    @property
    def first_ratio(self) -> float:
        """The same of the first run, with the cost of planning."""
        return (1_000 * self.first + FLOOR) / (self.cost.work + self.cost.planning + FLOOR)

    def row(self) -> str:
        """As a row of a Markdown table."""
        refused = self.cost.work + self.cost.planning > LIMIT
        state = "refused" if refused else "error" if self.failed else ""
        return (
            f"| {self.name} | {self.cost.work:,} | {self.later:,.1f} | {self.ratio:.2f} | {self.cost.planning:,}"
            f" | {self.first:,.0f} | {self.first_ratio:.2f} | {self.size / 1_000:,.0f} | {state} |"
        )


class NewStatements(Store):
    """A store whose composed statements are new to Neo4j when `names` changes."""

    names = 0

    async def read(
        self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None, latest: bool = False
    ) -> Any:
        """As the method of the base class."""
        text = NAMES.sub(rf"\1x{self.names}", statement.text)
        renamed = Cypher(text)  # pyright: ignore[reportArgumentType] - the statement was made of constant fragments
        return await super().read(renamed, parameters, within=within, latest=latest)


@dataclass(slots=True)
class Bench:
    """The store with its citation index and its tables of papers, and the process of Neo4j."""

    store: "NewStatements"
    derived: tuple[IndexRefresher, TablesRefresher]
    neo4j: int
    results: list[Measured] = field(default_factory=list[Measured])

    def used(self) -> float:
        """Processor milliseconds of this process and of Neo4j until now."""
        return 1_000 * (time.process_time() + processor(self.neo4j))

    async def warm_up(self, cases: Sequence[Named]) -> None:
        """Runs each query, usual ones more often, so that Neo4j has planned and compiled them."""
        for _, query, variables in (*USUAL * WARM, *cases):
            with suppress(RequestError):
                await self.run(prepare(GraphQLParams(query, variables), UNLIMITED))

    async def measure(self, name: str, query: str, variables: Mapping[str, Any]) -> Measured | None:
        """Runs a query; None for one that is refused for another reason than its cost."""
        try:
            operation = prepare(GraphQLParams(query, variables), UNLIMITED)
        except RequestError as error:
            print(f"-- {name}: {error}")
            return None
        first = min([await self.first_run(query, variables) for _ in range(FIRST_RUNS)])
        result, size = await self.run(operation)
        began, runs = self.used(), 0
        while runs < 2 or (self.used() - began < 1_000 * SECONDS and runs < MAX_RUNS):
            await self.run(prepare(GraphQLParams(query, variables), UNLIMITED))
            runs += 1
        later = (self.used() - began) / runs
        print(f"{name}: {first:.1f} ms, then {later:.2f} ms; {operation.cost.as_extension}", flush=True)
        return Measured(name, operation.cost, first, later, size, bool(result.errors))

    async def first_run(self, query: str, variables: Mapping[str, Any]) -> float:
        """Processor milliseconds of a run whose operation and statements are new."""
        clear_plans()
        self.store.names += 1
        await asyncio.sleep(SETTLE)
        began = self.used()
        await self.run(prepare(GraphQLParams(query, variables), UNLIMITED))
        return self.used() - began

    async def run(self, operation: PreparedOperation) -> tuple[ExecutionResult, int]:
        """Runs an operation, and writes its answer."""
        ASSEMBLED.clear()
        RENDERINGS.clear()
        CITATIONS.clear()
        context = Context(self.store, UNLIMITED, services=self.derived)
        result = await operation.execute(context)
        return result, len(orjson.dumps(result.data))


async def main(papers: int, data: Path | None, number: int, only: str) -> None:
    """Measures, prints, and writes the table."""
    async with opened(papers, data) as bench:
        cases = [case for case in (*USUAL, *HOSTILE) if only in case[0]]
        await bench.warm_up(cases)
        named = [each for case in cases if (each := await bench.measure(*case))]
        await bench.warm_up([("", *query) for query in random_queries(number // 2, SEED + 1)])
        drawn = [
            each
            for index, (query, variables) in enumerate(random_queries(number, SEED))
            if (each := await bench.measure(f"random {index}", query, variables))
        ]
    text = "\n".join(report(named, drawn, papers)) + "\n"
    if not only:
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


@asynccontextmanager
async def opened(papers: int, data: Path | None) -> AsyncGenerator[Bench]:
    """A generated graph in a Neo4j, with what is derived from it."""
    async with AsyncExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not (folder / "neo4j").exists():
            await asyncio.to_thread(load, folder, papers)
        neo4j = EmbeddedNeo4j(folder, heap="1g", page_cache="256m")
        address = await stack.enter_async_context(neo4j)
        store = await stack.enter_async_context(await NewStatements.open(address.uri, address.auth, timeout=60))
        derived = IndexRefresher(store, folder / "index"), TablesRefresher(store, folder / "index")
        for each in derived:
            await each.refresh()
        yield Bench(store, derived, neo4j.pid)


def random_queries(number: int, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Valid queries of the differential fuzz."""
    chance = Random(seed)
    while number:
        query = Writer(DOCUMENTS.schema, chance, ids=IDS).query()
        if not validate(DOCUMENTS.schema, parse(query.text)):
            number -= 1
            yield query.text, query.variables[0]


def report(named: Sequence[Measured], drawn: Sequence[Measured], papers: int) -> list[str]:
    """The tables, and how far the ratios are apart."""
    worst = sorted(drawn, key=lambda each: each.ratio)
    head = "| query | cost | CPU ms | CPU µs / cost | planning | first run, ms | µs / cost | kB | |"
    line = "|---|---|---|---|---|---|---|---|---|"
    return [
        "# Cost", "",
        f"CPU microseconds by cost, both plus a floor of {FLOOR:,}; the cost of a first run includes planning:", "",
        *spread("named queries", named), *spread("random queries", drawn), *spread("all", [*named, *drawn]), "",
        f"{papers:,} papers; {os.cpu_count()} cores (load before: {load_average():.1f}). CPU: this process and Neo4j,"
        " of a later run of the same query; the first run includes planning by Neo4j.", "",
        head, line, *(each.row() for each in named), "",
        f"{len(drawn)} random queries of the differential fuzz; the lowest and the highest ratios:", "",
        head, line, *(each.row() for each in (*worst[:5], *worst[-10:])),
    ]  # fmt: skip


def spread(name: str, measured: Sequence[Measured]) -> list[str]:
    """The quantiles of the ratios, and how many are within the factor."""
    if not measured:
        return []
    ratios = {"later": [each.ratio for each in measured], "first": [each.first_ratio for each in measured]}
    return [
        f"- {name}, {run} run: "
        + ", ".join(f"p{part} {value:.2f}" for part, value in zip(PARTS, np.percentile(each, PARTS), strict=True))
        + f"; {sum(1 / FACTOR <= ratio <= FACTOR for ratio in each)} of {len(each)} within a factor of {FACTOR}"
        for run, each in ratios.items()
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=30_000)
    parser.add_argument("--data", type=Path, default=None, help="where the imported graph is kept for the next run")
    parser.add_argument("--random", type=int, default=150, help="number of random queries")
    parser.add_argument("--only", default="", help="only named queries with this text in their name")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.papers, chosen.data, chosen.random, chosen.only))

"""The cost of execution alone: the same queries in the fast executor and in graphql-core, on objects in memory.

    python -m benchmarks.execution [--seconds 2]

The queries have the shapes of the service: one paper, a page of papers with authors, a map, a long list. Random
queries check that the others are not a special case. Times are processor time of this process, which other load
hardly changes. The table is written to `results/execution.md`.
"""

import argparse
import asyncio
import gc
import platform
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import orjson
import strawberry

from execution.documents import Documents
from execution.executor import FastExecutor
from execution.prepare import GraphQLParams, prepare
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from loaders.graphql_core import StrawberryExecutor, graphql_schema

RESULTS: Final = Path(__file__).with_name("results") / "execution.md"
ROUNDS: Final = 7
MARK: Final = "## Execution alone"


@strawberry.type
class Author:
    id: strawberry.ID
    name: str
    orcid: str | None


@strawberry.type
class Paper:
    id: strawberry.ID
    title: str
    year: int
    kind: str
    score: float
    open: bool
    citations: int
    references: int
    language: str | None
    url: str | None
    authors: list[Author]


@strawberry.type
class Node:
    id: strawberry.ID
    label: str
    x: float
    y: float
    weight: float
    cluster: int | None


@strawberry.type
class Edge:
    source: strawberry.ID
    target: strawberry.ID
    kind: str
    weight: float


@strawberry.type
class Map:
    nodes: list[Node]
    edges: list[Edge]


def _author(number: int) -> Author:
    return Author(id=strawberry.ID(f"A{number}"), name=f"Author {number}", orcid=None)


def _paper(number: int) -> Paper:
    return Paper(
        id=strawberry.ID(f"W{number}"), title=f"On graphs {number}", year=1990 + number % 30, kind="ARTICLE",
        score=number / 7, open=number % 2 == 0, citations=number, references=30, language="en" if number % 3 else None,
        url=None, authors=[_author(number + index) for index in range(20)],
    )  # fmt: skip


def _node(number: int) -> Node:
    x, y = number / 3, number / 5
    named = strawberry.ID(f"W{number}"), f"Paper {number}"
    return Node(id=named[0], label=named[1], x=x, y=y, weight=0.5, cluster=number % 7)


def _edge(number: int) -> Edge:
    ends = strawberry.ID(f"W{number % 200}"), strawberry.ID(f"W{number % 173}")
    return Edge(source=ends[0], target=ends[1], kind="CITES", weight=0.5)


PAPERS: Final = [_paper(number) for number in range(1_000)]
MAP: Final = Map(nodes=[_node(number) for number in range(200)], edges=[_edge(number) for number in range(800)])


@strawberry.type
class Query:
    @strawberry.field
    async def papers(self, first: int) -> list[Paper]:
        """The first of them."""
        return PAPERS[:first]

    @strawberry.field
    async def map(self) -> Map:
        """A map."""
        return MAP


LEAVES: Final = "id title year kind score open citations references language url"
QUESTIONS: Final = {
    "one paper, 72 fields": f"{{ papers(first: 1) {{ {LEAVES} authors {{ id name orcid }} }} }}",
    "50 papers of 20 people, 3,550 fields": f"{{ papers(first: 50) {{ {LEAVES} authors {{ id name orcid }} }} }}",
    "a map of 200 nodes and 800 edges, 4,402 fields": (
        "{ map { nodes { id label x y weight cluster } edges { source target kind weight } } }"
    ),
    "1,000 papers, 10,001 fields": f"{{ papers(first: 1000) {{ {LEAVES} }} }}",
}
DOCUMENTS: Final = Documents(graphql_schema(strawberry.Schema(Query)), 8_000)
Ask = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of processor time: median and spread of the rounds."""

    median: float
    spread: float

    def __str__(self) -> str:
        return f"{self.median:.3f} ± {self.spread:.3f}"


def call_of(executor: type[StrawberryExecutor], query: str) -> Ask:
    """A function that executes a planned query and returns JSON."""
    operation = prepare(DOCUMENTS, GraphQLParams(query), Limits())
    store = Store.__new__(Store)  # never queried

    async def ask() -> bytes:
        answer = await operation.execute(Context(store, Limits()), executor)
        assert not answer.errors
        return orjson.dumps(answer.data)

    return ask


async def timed(ask: Ask, seconds: float) -> Timing:
    """The timing of one function."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        count, began = 0, time.process_time()
        while time.process_time() - began < seconds / ROUNDS:
            await ask()
            count += 1
        rounds.append((time.process_time() - began) / count * 1_000)
    return Timing(statistics.median(rounds), statistics.pstdev(rounds))


def random_queries(many: int) -> list[str]:
    """Random selections of the same types."""
    chance = Random(7)

    def sample_fields(fields: str) -> str:
        names = fields.split()
        return " ".join(f"{f'k{index}: ' if chance.random() < 0.3 else ''}{name}"
                        for index, name in enumerate(chance.sample(names, chance.randint(1, len(names)))))  # fmt: skip

    return [
        f"{{ papers(first: {chance.randint(1, 200)}) {{ {sample_fields(LEAVES)} ...P }} }}"
        f" fragment P on Paper {{ authors {{ {sample_fields('id name orcid')} }} }}"
        for _ in range(many)
    ]


def fields_of(value: Any) -> int:
    """The number of values of a response."""
    if isinstance(value, dict):
        return sum(1 + fields_of(each) for each in value.values())  # pyright: ignore
    return sum(map(fields_of, value)) if isinstance(value, list) else 0  # pyright: ignore


async def compared(query: str, seconds: float) -> tuple[Timing, Timing, int]:
    """Timings of both executors, after comparing their responses."""
    quick, slow = call_of(FastExecutor, query), call_of(StrawberryExecutor, query)
    answer = await quick()
    assert answer == await slow()
    return await timed(quick, seconds), await timed(slow, seconds), fields_of(orjson.loads(answer))


async def main(seconds: float) -> None:
    """Measures, prints, and writes the table."""
    gc.collect()
    gc.freeze()
    facts = (
        f"Python {platform.python_version()}; processor milliseconds an answer, JSON included: median of {ROUNDS}"
        " rounds ± their spread."
    )
    head = ["| question | fast executor | graphql-core | times | ns a field, fast |", "|---|---|---|---|---|"]
    lines = [MARK, "", facts, "", *head]
    queries = [*QUESTIONS.items(), *((f"random {n}", query) for n, query in enumerate(random_queries(8), 1))]
    for name, query in queries:
        quick, slow, fields = await compared(query, seconds)
        times, each = slow.median / quick.median, quick.median / fields * 1e6
        lines.append(f"| {name} | {quick} | {slow} | {times:.1f} | {each:.0f} |")
    text = "\n".join(lines) + "\n"
    print(text)
    text_before = RESULTS.read_text(encoding="utf-8").split(MARK)[0] if RESULTS.exists() else "# The fast executor\n\n"
    RESULTS.write_text(text_before + text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each way (default: %(default)s)")
    asyncio.run(main(parser.parse_args().seconds))

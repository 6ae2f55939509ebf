"""The figures as a page of Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from benchmarks.peers.executors import NESTED, OTHERS, PEERGRAPH_FROM_MEMORY
from benchmarks.peers.figures import Summary
from benchmarks.peers.measuring import COLD, GROWTH, Outcome
from benchmarks.peers.questions import QUESTIONS, Question
from benchmarks.peers.rounds import CLIENTS, PATIENCE
from benchmarks.peers.services import KINDS, Kind
from benchmarks.peers.targets import TARGETS

#: Why a service has no figures for a question, by document.
CANNOT: Final = {
    "map": "not expressible in its schema or in one statement",
    "neighbours": "not expressible in its schema or in one statement",
    "whole": "has no neighbours",
}
_HEADER: Final = (
    "| service | clients | p50 / p95 / p99 ms | a second (least–most) | CPU ms: Neo4j / service | kB | trips |\n"
    "|---|---|---|---|---|---|---|"
)


def page(outcome: Outcome) -> str:
    """The full page."""
    return "\n".join(
        [
            "# Peers", "", *_facts(outcome), "", "![Requests a second](peers.svg)", "", "## Targets", "",
            *_targets(outcome), "", *_questions(outcome), *_memory(outcome),
        ]
    )  # fmt: skip


def _facts(outcome: Outcome) -> Sequence[str]:
    extent = outcome.extent
    return [
        f"{datetime.now(UTC):%Y-%m-%d}, `python -m benchmarks.peers --papers {extent.papers} --rounds {extent.rounds}"
        f" --seconds {extent.seconds:g}`: {os.cpu_count()} cores shared by Neo4j, services and load (its own limit:"
        f" {outcome.limit:,.0f} requests a second), Python {platform.python_version()}, one process a service.",
        "",
        f"All services answer from one store with {extent.papers:,} papers, over HTTP, and were shown to answer the"
        " same before. Each figure is the median of the rounds, in which they took turns. A trip is one there and back"
        f" between service and store. Where one client waits longer than {PATIENCE:g} ms, 32 were not sent.",
        "",
        "@neo4j/graphql runs behind Apollo Server; its counts are hand-written Cypher, as its manual has it, and its"
        " lists are its own. Strawberry has a dataloader for each field. `hand-written` is a statement and a function"
        " for each question, without GraphQL. Of the hub there is one: of clients that ask for it in the same moment,"
        " a service may answer several at once. At a vote Peergraph also checks who it is from, keeps the paper's log,"
        " and writes both in one transaction; its limit of writes a minute was lifted for this run.",
    ]


def _targets(outcome: Outcome) -> Iterable[str]:
    yield "| figure | target | reached | |"
    yield "|---|---|---|---|"
    for target in TARGETS:
        bound = f"{'at least' if target.at_least else 'at most'} {target.bound:g}"
        ratio = target.measure(outcome)
        if ratio is None:
            yield f"| {target.title} | {bound} | not measured | |"
        else:
            yield f"| {target.title} | {bound} | {ratio:.3g} | {'met' if target.met(ratio) else '**missed**'} |"


def _questions(outcome: Outcome) -> Iterable[str]:
    for question in (*QUESTIONS, COLD, GROWTH):
        yield from _table(outcome, question, KINDS)
    yield from _table(outcome, NESTED, (PEERGRAPH_FROM_MEMORY, *OTHERS), " (from memory: execution and HTTP alone)")


def _table(outcome: Outcome, question: Question, kinds: Sequence[Kind], note: str = "") -> Iterable[str]:
    yield f"## {question.title[0].upper()}{question.title[1:]}{note}"
    yield ""
    yield _HEADER
    for kind in kinds:
        summaries = [(clients, outcome.summaries.get((question.name, kind.name, clients))) for clients in CLIENTS]
        trips = outcome.trips.get((kind.name, question.name))
        rows = [_row(kind, clients, summary, trips) for clients, summary in summaries if summary]
        yield from rows or [f"| {kind.name} | | {CANNOT.get(question.document, 'takes no documents')} | | | | |"]
    yield ""


def _row(kind: Kind, clients: int, summary: Summary, trips: float | None) -> str:
    each = summary.middle
    trips_text = "" if trips is None else f"{trips:g}"
    return (
        f"| {kind.name} | {clients} | {each.p50:.2f} / {each.p95:.2f} / {each.p99:.2f}"
        f" | {_rate(each.rate)} ({_rate(summary.least)}–{_rate(summary.greatest)})"
        f" | {each.store:.2f} / {each.service:.2f} | {each.size / 1_000:.1f} | {trips_text} |"
    )


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _memory(outcome: Outcome) -> Iterable[str]:
    yield "## Memory"
    yield ""
    yield "| process | MB in memory after the last round |"
    yield "|---|---|"
    for name, size in outcome.memory.items():
        yield f"| {name} | {size / 1e6:,.0f} |"
    yield ""

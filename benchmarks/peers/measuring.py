"""The full measurement, from the check to the last round."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.peers.checking import checked
from benchmarks.peers.executors import NESTED, SAMPLE, executors
from benchmarks.peers.figures import Summary
from benchmarks.peers.questions import QUESTIONS, Question, Variables, body, document, unseen
from benchmarks.peers.rounds import Key, Rounds, Task, loading
from benchmarks.peers.services import ATTENDED, Kind, Service, memory, running
from benchmarks.peers.site import Site, site

#: The ratio of the large graph to the small one, to measure growth.
SMALLER: Final = 10
#: New documents in each round.
UNSEEN: Final = 12
PAGE: Final = QUESTIONS[0]
GROWTH: Final = Question("page, smaller graph", "paper page, a graph a tenth as large", PAGE.document, PAGE.sample)
COLD: Final = Question("new document", "paper page, a document never seen before", PAGE.document, PAGE.sample)
HELLO: Final = Kind("load", lambda port: (*ATTENDED, "benchmarks.peers.hello:serve", str(port)), None)


@dataclass(frozen=True, slots=True)
class Extent:
    """The extent: papers of the graph, rounds, and seconds of each measurement."""

    papers: int
    rounds: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The results: medians, round trips by service and question, bytes in memory by process, and requests per second of
    the load itself on a service without work."""

    extent: Extent
    summaries: Mapping[Key, Summary]
    trips: Mapping[tuple[str, str], float]
    memory: Mapping[str, int]
    limit: float


@dataclass(frozen=True, slots=True)
class Running:
    """The services of both graphs, and those that execute from memory."""

    large: Site
    services: Sequence[Service]
    small: Site
    smaller: Sequence[Service]
    executors: Sequence[Service]

    def groups(self) -> list[list[Task]]:
        """The tasks, one group per question."""
        groups = [_group(question, self.large, self.services) for question in QUESTIONS]
        nested = [_task(NESTED, self.large, each, SAMPLE) for each in self.executors]
        return [*groups, _group(GROWTH, self.small, self.smaller), nested]

    def cold(self, turn: int) -> list[Task]:
        """New documents for one round, the same for each service."""
        tasks: list[Task] = []
        for service in self.services:
            text = service.kind.documents and document(service.kind.documents, COLD.document)
            if text:
                texts = unseen(text, UNSEEN * (turn + 1))[UNSEEN * turn :]
                sample = self.large.samples[COLD.sample]
                bodies = [body(each, COLD.name, sample[index]) for index, each in enumerate(texts)]
                tasks.append(Task(COLD.name, service, self.large.neo4j, bodies, [""] * len(bodies)))
        return tasks


async def measured(folder: Path, extent: Extent, progress: Callable[[str], None]) -> Outcome:
    """Imports what the folder does not have yet, checks, warms up, measures. Raises Different, CannotStart."""
    async with AsyncExitStack() as stack:
        progress("importing and starting")
        small = await stack.enter_async_context(site(folder, extent.papers // SMALLER))
        large = await stack.enter_async_context(site(folder, extent.papers))
        progress("comparing answers")
        trips = await checked(large)
        rounds = Rounds(await stack.enter_async_context(loading()), extent.seconds)
        hello = await stack.enter_async_context(running(HELLO, large.address, {}))
        await rounds.measure([Task("load", hello, hello.process, ["{}"], [""])], 0)
        everybody = Running(
            large,
            await stack.enter_async_context(large.services()),
            small,
            await stack.enter_async_context(small.services()),
            await stack.enter_async_context(executors(large)),
        )
        await _measure(rounds, everybody, extent, progress)
        summaries = rounds.summaries()
        limit = summaries["load", "load", 32].middle.rate
        return Outcome(extent, summaries, trips, _memory(everybody), limit)


async def _measure(rounds: Rounds, everybody: Running, extent: Extent, progress: Callable[[str], None]) -> None:
    groups = everybody.groups()
    # The store of the smaller graph only gets the page, and must be as warm as the other, which gets three of them.
    growth = next(group for group in groups if group[0].question == GROWTH.name)
    for group in (*groups, growth, growth):
        progress(f"warming up: {group[0].question}")
        await rounds.warm(group)
    for turn in range(extent.rounds):
        for group in groups:
            progress(f"round {turn + 1} of {extent.rounds}: {group[0].question}")
            await rounds.measure(group, turn)
        for task in everybody.cold(turn):
            await rounds.measure_once(task)


def _memory(everybody: Running) -> Mapping[str, int]:
    sizes = {service.kind.name: memory(service.process) for service in everybody.services}
    return {**sizes, "Neo4j": memory(everybody.large.neo4j)}


def _group(question: Question, site: Site, services: Sequence[Service]) -> list[Task]:
    tasks = [_task(question, site, service, site.samples[question.sample]) for service in services]
    return [each for each in tasks if each.bodies]


def _task(question: Question, site: Site, service: Service, sample: Sequence[Variables]) -> Task:
    bodies = service.bodies(question, sample)
    return Task(question.name, service, site.neo4j, bodies, site.headers(sample) if bodies else [])

"""Checks before the measurement that all services have equal responses, and counts their round trips to the store."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, Final

from benchmarks.peers.answers import difference, plain
from benchmarks.peers.questions import QUESTIONS
from benchmarks.peers.services import KINDS, Kind, Service
from benchmarks.peers.site import Site
from benchmarks.peers.trips import Trips
from errors import CannotStart
from graphdb.embedded.server import Address

#: Responses of each question that are compared, and requests before trips are counted.
COMPARED: Final = 24
WARM: Final = 4
Answers = dict[str, list[Any]]
Key = tuple[str, str]


class Different(CannotStart):
    """Two services have different responses."""


async def checked(site: Site) -> Mapping[Key, float]:
    """Round trips by service and question. Raises Different with the first difference of any two services."""
    trips: dict[Key, float] = {}
    agreed: Answers = {}
    for kind in KINDS:
        answers_by_service = await _answers(site, kind, trips)
        for name, answers in answers_by_service.items():
            _compare(kind, name, agreed.setdefault(name, answers), answers)
    return trips


async def _answers(site: Site, kind: Kind, trips: dict[Key, float]) -> Answers:
    async with Trips(int(site.address.uri.rpartition(":")[2])) as proxy:
        between = Address(f"bolt://127.0.0.1:{proxy.port}", site.address.auth)
        async with site.services([kind], between) as (service,):
            answers: Answers = {}
            for question in QUESTIONS:
                sample = site.samples[question.sample]
                requests = list(zip(service.bodies(question, sample), site.headers(sample), strict=False))
                if requests:
                    answers[question.name], trips[kind.name, question.name] = await _one(service, requests, proxy)
    return answers


async def _one(service: Service, requests: Sequence[tuple[str, str]], proxy: Trips) -> tuple[list[Any], float]:
    """The responses, and the median of trips per request after warm-up."""
    answers: list[Any] = []
    half = len(requests) // 2
    counts: list[int] = []
    for index in range(COMPARED):
        before = proxy.count
        # From both halves in turn, so that the second undoes the writes of the first.
        answers.append(plain(await service.ask(*requests[(index // 2 + index % 2 * half) % len(requests)])))
        counts.append(proxy.count - before)
    return answers, median(counts[WARM:])


def _compare(kind: Kind, question: str, agreed: list[Any], answers: list[Any]) -> None:
    differs = difference(agreed, answers)
    if differs:
        raise Different(f"{kind.name} answers {question!r} otherwise than {KINDS[0].name}: {differs}.")

"""Before anything is timed: whether all services answer the same, and how many round trips to the store each takes."""

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

#: Answers of each question that are compared, and how many requests before trips are counted.
COMPARED: Final = 24
WARM: Final = 4
Answers = dict[str, list[Any]]
Key = tuple[str, str]


class Different(CannotStart):
    """Two services do not answer the same."""


async def checked(site: Site) -> Mapping[Key, float]:
    """Round trips by service and question. Raises Different with the first difference of any two services."""
    trips: dict[Key, float] = {}
    agreed: Answers = {}
    for kind in KINDS:
        found = await _asked(site, kind, trips)
        for name, answers in found.items():
            _compare(kind, name, agreed.setdefault(name, answers), answers)
    return trips


async def _asked(site: Site, kind: Kind, trips: dict[Key, float]) -> Answers:
    async with Trips(int(site.address.uri.rpartition(":")[2])) as proxy:
        between = Address(f"bolt://127.0.0.1:{proxy.port}", site.address.auth)
        async with site.services([kind], between) as (service,):
            found: Answers = {}
            for question in QUESTIONS:
                sample = site.samples[question.sample]
                asked = list(zip(service.bodies(question, sample), site.headers(sample), strict=False))
                if asked:
                    found[question.name], trips[kind.name, question.name] = await _one(service, asked, proxy)
    return found


async def _one(service: Service, asked: Sequence[tuple[str, str]], proxy: Trips) -> tuple[list[Any], float]:
    """The answers, and the median of the trips that each took once the service was warm."""
    answers: list[Any] = []
    half = len(asked) // 2
    counts: list[int] = []
    for place in range(COMPARED):
        before = proxy.count
        # From both halves in turn, so that what is written by the first is undone by the second.
        answers.append(plain(await service.ask(*asked[(place // 2 + place % 2 * half) % len(asked)])))
        counts.append(proxy.count - before)
    return answers, median(counts[WARM:])


def _compare(kind: Kind, question: str, agreed: list[Any], answers: list[Any]) -> None:
    differs = difference(agreed, answers)
    if differs:
        raise Different(f"{kind.name} answers {question!r} otherwise than {KINDS[0].name}: {differs}.")

"""Neighbours in order: the weighted sum of their parts, equal ones by id, page after page, each with its reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from citations.rows import Numbers, Positions
from citations.weights import Part, Weights

#: Scores are whole numbers of this many to 1. Sums of the same numbers in another order differ in their last bits: so
#: rounded, what is equal stays equal, and the order is the same on every machine.
TICKS: Final = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Shared:
    """What a paper and a neighbour share in one part: how many (1 for a citation), and the ids of the rarest."""

    count: int
    examples: Callable[[int], list[str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score, and what is behind it."""

    kind: Part
    contribution: float
    shared: Shared


class Evidence(Protocol):
    """Where the parts of a ranking come from. Candidates are known by places, whose order is that of their ids."""

    def ids(self, places: Sequence[int]) -> list[str]:
        """The ids of candidates."""
        ...

    def after(self, id: str) -> int:  # noqa: A002
        """The first place beyond an id, whether it is a candidate's or not."""
        ...

    def shared(self, part: Part, place: int) -> Shared:
        """What the paper shares with a candidate."""
        ...


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour of a paper. `contributions`: weight × part, one a `Part`; `ticks`: their sum."""

    id: str
    ticks: int
    contributions: tuple[float, ...]
    evidence: Evidence
    place: int

    @property
    def score(self) -> float:
        """The sum of the contributions, to ten digits."""
        return self.ticks / TICKS

    def reasons(self) -> list[Reason]:
        """Why it is a neighbour: the largest contribution first."""
        told = sorted(zip(Part, self.contributions, strict=True), key=lambda pair: -pair[1])
        return [Reason(part, value, self.evidence.shared(part, self.place)) for part, value in told if value > 0]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The neighbours of one paper. `places` ascend; beside each stand its parts, each in [0, 1], and its score in
    ticks, -1 for what is no neighbour. `exact`: whether these are all of them, and all that they share."""

    evidence: Evidence
    places: Positions
    parts: Mapping[Part, Numbers]
    ticks: npt.NDArray[np.int64]
    weights: Weights
    exact: bool

    def __len__(self) -> int:
        return int(np.count_nonzero(self.ticks >= 0))

    def best(self, limit: int, after: tuple[int, str] | None = None) -> list[Neighbour]:
        """The first neighbours, those behind a score in ticks and an id (the last ones seen) where these are given."""
        chosen = _highest(self.ticks if after is None else self._behind(*after), limit)
        places = self.places[chosen].tolist()
        columns = zip(
            self.evidence.ids(places), self.ticks[chosen].tolist(), self._contributions(chosen), places, strict=True
        )
        return [Neighbour(id, ticks, values, self.evidence, place) for id, ticks, values, place in columns]  # noqa: A001

    def _contributions(self, chosen: npt.NDArray[np.intp]) -> list[tuple[float, ...]]:
        nothing = [0.0] * len(chosen)
        weighted = [
            (weight * self.parts[part][chosen]).tolist() if part in self.parts else nothing
            for part, weight in zip(Part, self.weights, strict=True)
        ]
        return list(zip(*weighted, strict=True))

    def _behind(self, ticks: int, id: str) -> npt.NDArray[np.int64]:  # noqa: A002
        """The scores with -1 for what does not come behind that one."""
        later = np.arange(len(self.places)) >= np.searchsorted(self.places, self.evidence.after(id))
        return np.where((self.ticks < ticks) | ((self.ticks == ticks) & later), self.ticks, -1)


def ranking(
    evidence: Evidence, places: Positions, parts: Mapping[Part, Numbers], weights: Weights, *, exact: bool
) -> Ranking:
    """The candidates that any part speaks for: score = Σ weight × part."""
    total = np.zeros(len(places))
    for part, weight in zip(Part, weights, strict=True):
        if part in parts:
            total += weight * parts[part]
    there = total > 0
    total *= TICKS
    ticks = np.rint(total, out=total).astype(np.int64)
    ticks[~there] = -1
    return Ranking(evidence, places, parts, ticks, weights, exact)


def _highest(ticks: npt.NDArray[np.int64], limit: int) -> npt.NDArray[np.intp]:
    """Where the `limit` highest are, equal ones in the order in which they stand. What is below 0 is left out."""
    if limit <= 0:
        return np.empty(0, np.intp)
    least = int(np.partition(ticks, -limit)[-limit]) if len(ticks) > limit else 0
    above = np.flatnonzero(ticks > max(least, -1))
    if least >= 0:
        above = np.sort(np.concatenate([above, np.flatnonzero(ticks == least)[: limit - len(above)]]))
    return above[np.argsort(-ticks[above], kind="stable")]

"""Neighbours in order: the weighted sum of their parts, equal ones by id, page after page, each with its reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from citations.rows import Numbers, Places
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
    """The neighbours of one paper. `places` ascend; `parts` has a row a `Part`, each value in [0, 1], and a column a
    candidate. `exact`: whether these are all of them, and all that they share."""

    evidence: Evidence
    places: Places
    parts: Numbers
    ticks: npt.NDArray[np.int64]
    weights: Weights
    exact: bool

    def __len__(self) -> int:
        return len(self.places)

    def best(self, limit: int, after: tuple[int, str] | None = None) -> list[Neighbour]:
        """The first neighbours, those behind a score in ticks and an id (the last ones seen) where these are given."""
        left = np.arange(len(self.places)) if after is None else self._behind(*after)
        chosen = _highest(self.ticks, left, limit)
        contributions = (self.parts[:, chosen].T * np.asarray(self.weights)).tolist()
        places = self.places[chosen].tolist()
        columns = zip(self.evidence.ids(places), self.ticks[chosen].tolist(), contributions, places, strict=True)
        return [Neighbour(id, ticks, tuple(values), self.evidence, place) for id, ticks, values, place in columns]  # noqa: A001

    def _behind(self, ticks: int, id: str) -> npt.NDArray[np.intp]:  # noqa: A002
        first = self.evidence.after(id)
        return np.flatnonzero((self.ticks < ticks) | ((self.ticks == ticks) & (self.places >= first)))


def ranking(evidence: Evidence, places: Places, parts: Numbers, weights: Weights, *, exact: bool) -> Ranking:
    """The candidates that any part speaks for: score = Σ weight × part."""
    total = np.asarray(weights) @ parts
    there = np.flatnonzero(total > 0)
    ticks = np.rint(total[there] * TICKS).astype(np.int64)
    return Ranking(evidence, places[there], parts[:, there], ticks, weights, exact)


def _highest(ticks: npt.NDArray[np.int64], left: npt.NDArray[np.intp], limit: int) -> npt.NDArray[np.intp]:
    """The `limit` highest of those that are left, equal ones in the order in which they stand."""
    if limit <= 0:
        return left[:0]
    values = ticks[left]
    if len(left) > limit:
        least = np.partition(values, len(left) - limit)[len(left) - limit]
        above = np.flatnonzero(values > least)
        kept = np.sort(np.concatenate([above, np.flatnonzero(values == least)[: limit - len(above)]]))
        left, values = left[kept], values[kept]
    return left[np.argsort(-values, kind="stable")]

"""Ranked neighbours: sorted by the weighted sum of their parts, then by id, with pages and reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from citations.rows import Numbers, Positions
from citations.weights import Part, Weights

#: Scores are integers in units of 1 / TICKS. Sums of the same numbers in another order differ in their last bits; the
#: rounding keeps equal scores equal and the order the same on every machine.
TICKS: Final = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Shared:
    """The items that a paper and a neighbour share in one part: their number (1 for a citation), and the ids of the
    rarest."""

    count: int
    examples: Callable[[int], list[str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score with its evidence."""

    kind: Part
    contribution: float
    shared: Shared


class Evidence(Protocol):
    """The source of a ranking's parts. Candidates are identified by positions, in the order of their ids."""

    def ids(self, positions: Sequence[int]) -> list[str]:
        """The ids of candidates."""
        ...

    def after(self, id: str) -> int:  # noqa: A002
        """The first position after an id, which need not be a candidate's."""
        ...

    def shared(self, part: Part, positions: Sequence[int]) -> list[Shared]:
        """The items shared with each of the candidates."""
        ...


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour of a paper. `contributions`: weight × part, in the order of `Part`; `ticks`: their sum."""

    id: str
    ticks: int
    contributions: tuple[float, ...]
    evidence: Evidence
    position: int

    @property
    def score(self) -> float:
        """The sum of the contributions, rounded to ten digits."""
        return self.ticks / TICKS


def reasons(neighbours: Sequence[Neighbour]) -> list[list[Reason]]:
    """The reasons of each neighbour of one paper, the largest contribution first."""
    named: list[list[Reason]] = [[] for _ in neighbours]
    for index, part in enumerate(Part):
        places = [place for place, neighbour in enumerate(neighbours) if neighbour.contributions[index] > 0]
        if places:
            shared = neighbours[0].evidence.shared(part, [neighbours[place].position for place in places])
            for place, items in zip(places, shared, strict=True):
                named[place].append(Reason(part, neighbours[place].contributions[index], items))
    for each in named:
        each.sort(key=lambda reason: -reason.contribution)
    return named


Position = tuple[int, str]
"""A position in a ranking: a score in ticks, and an id."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The neighbours of one paper. `positions` ascend; `parts` (each in [0, 1]) and `ticks` are parallel, -1 ticks for
    candidates that are not neighbours. `exact`: whether all neighbours and shared items are included."""

    evidence: Evidence
    positions: Positions
    parts: Mapping[Part, Numbers]
    ticks: npt.NDArray[np.int64]
    weights: Weights
    exact: bool

    def __len__(self) -> int:
        return int(np.count_nonzero(self.ticks >= 0))

    def best(
        self, limit: int, after: Position | None = None, before: Position | None = None, *, last: bool = False
    ) -> list[Neighbour]:
        """The first neighbours, or the last ones, between two positions."""
        ticks = self.ticks if after is None else self._behind(*after)
        ticks = ticks if before is None else np.where(self._is_ahead(*before), ticks, -1)
        chosen = _lowest(ticks, limit) if last else _highest(ticks, limit)
        positions = self.positions[chosen].tolist()
        columns = zip(
            self.evidence.ids(positions),
            self.ticks[chosen].tolist(),
            self._contributions(chosen),
            positions,
            strict=True,
        )
        return [Neighbour(id, ticks, values, self.evidence, position) for id, ticks, values, position in columns]  # noqa: A001

    def _contributions(self, chosen: npt.NDArray[np.intp]) -> list[tuple[float, ...]]:
        nothing = [0.0] * len(chosen)
        weighted = [
            (weight * self.parts[part][chosen]).tolist() if part in self.parts else nothing
            for part, weight in zip(Part, self.weights, strict=True)
        ]
        return list(zip(*weighted, strict=True))

    def _behind(self, ticks: int, id: str) -> npt.NDArray[np.int64]:  # noqa: A002
        """The scores, with -1 for neighbours before or at the given one."""
        later = np.arange(len(self.positions)) >= np.searchsorted(self.positions, self.evidence.after(id))
        return np.where((self.ticks < ticks) | ((self.ticks == ticks) & later), self.ticks, -1)

    def _is_ahead(self, ticks: int, id: str) -> npt.NDArray[np.bool_]:  # noqa: A002
        """Which neighbours come before the given one."""
        end = int(np.searchsorted(self.positions, self.evidence.after(id)))
        if end > 0 and self.evidence.ids([int(self.positions[end - 1])]) == [id]:
            end -= 1
        return (self.ticks > ticks) | ((self.ticks == ticks) & (np.arange(len(self.positions)) < end))


def rank_candidates(
    evidence: Evidence, positions: Positions, parts: Mapping[Part, Numbers], weights: Weights, *, exact: bool
) -> Ranking:
    """The candidates with a positive score: score = Σ weight × part."""
    total = np.zeros(len(positions))
    for part, weight in zip(Part, weights, strict=True):
        if part in parts:
            total += weight * parts[part]
    is_positive = total > 0
    total *= TICKS
    ticks = np.rint(total, out=total).astype(np.int64)
    ticks[~is_positive] = -1
    return Ranking(evidence, positions, parts, ticks, weights, exact)


def _highest(ticks: npt.NDArray[np.int64], limit: int) -> npt.NDArray[np.intp]:
    """The indexes of the `limit` highest scores, ties in order, without negative ones."""
    if limit <= 0:
        return np.empty(0, np.intp)
    threshold = int(np.partition(ticks, -limit)[-limit]) if len(ticks) > limit else 0
    above = np.flatnonzero(ticks > max(threshold, -1))
    if threshold >= 0:
        above = np.sort(np.concatenate([above, np.flatnonzero(ticks == threshold)[: limit - len(above)]]))
    return above[np.argsort(-ticks[above], kind="stable")]


def _lowest(ticks: npt.NDArray[np.int64], limit: int) -> npt.NDArray[np.intp]:
    """The indexes of the `limit` lowest scores in descending order, ties in order, without negative ones."""
    neighbours = np.flatnonzero(ticks >= 0)
    ordered = neighbours[np.argsort(-ticks[neighbours], kind="stable")]
    return ordered[max(len(ordered) - limit, 0) :]

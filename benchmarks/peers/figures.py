"""Figures of one measurement, and their summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds at percentiles 50, 95 and 99; requests a second; milliseconds of processor time a request, of the
    store and of the service; bytes of an answer."""

    p50: float
    p95: float
    p99: float
    rate: float
    store: float
    service: float
    size: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Medians of several rounds, and the range of their rates."""

    middle: Figures
    least: float
    greatest: float

    @classmethod
    def of(cls, rounds: Sequence[Figures]) -> "Summary":
        """The summary of at least one round."""
        names = Figures.__slots__
        middle = Figures(**{name: median(getattr(each, name) for each in rounds) for name in names})
        rates = [each.rate for each in rounds]
        return cls(middle, min(rates), max(rates))

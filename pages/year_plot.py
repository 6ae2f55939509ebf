"""Bars by year: the geometry of a plot that the server draws as SVG.

Sources: steps of 1, 2 and 5 for the ticks, as in Heckbert, Nice Numbers for Graph Labels, Graphics Gems (1990).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

#: Units of the drawing, about pixels; its left margin has the numbers and its lower margin the years.
WIDTH: Final = 360
HEIGHT: Final = 150
LEFT: Final = 40
RIGHT: Final = 8
TOP: Final = 10
BOTTOM: Final = 22
#: The last years of a longer time are shown.
MAX_YEARS: Final = 60
#: The greatest number of ticks with numbers, and of years with a name.
MAX_TICKS: Final = 4
MAX_NAMES: Final = 7
#: The share of its place that a bar takes.
FILL: Final = 0.78


class Bar(NamedTuple):
    """One year. The rectangle is in units of the drawing; one of a value above 0 is visible."""

    year: int
    value: int
    x: float
    y: float
    width: float
    height: float


class Tick(NamedTuple):
    """A number or a year, and its position on its axis."""

    value: int
    position: float


class YearPlot(NamedTuple):
    """A plot. `earlier`: the sum of the years before the first bar, of which `since` is the first; `later`: of years
    that are still to come, which are errors of records."""

    bars: list[Bar]
    numbers: list[Tick]
    years: list[Tick]
    earlier: int
    since: int
    later: int

    @property
    def values(self) -> list[Bar]:
        """The years with a value, latest first, for a table."""
        return [bar for bar in reversed(self.bars) if bar.value]


def year_plot(values: Mapping[int, int]) -> YearPlot | None:
    """The plot of a value for each year; years between them have 0. None for fewer than two years with a value: a
    number says as much."""
    latest = datetime.now(UTC).year + 1
    known = sorted(year for year, value in values.items() if value > 0 and year <= latest)
    if len(known) < 2:
        return None
    first = max(known[0], known[-1] - MAX_YEARS + 1)
    years = range(first, known[-1] + 1)
    top = max(values.get(year, 0) for year in years)
    place = (WIDTH - LEFT - RIGHT) / len(years)
    floor = HEIGHT - BOTTOM
    scale = (floor - TOP) / top
    bars: list[Bar] = []
    for position, year in enumerate(years):
        value = values.get(year, 0)
        height = max(1.0, value * scale) if value else 0.0
        x = LEFT + (position + (1 - FILL) / 2) * place
        bars.append(Bar(year, value, round(x, 2), round(floor - height, 2), round(FILL * place, 2), round(height, 2)))
    every = -(-len(years) // MAX_NAMES)
    step = _step(top)
    return YearPlot(
        bars,
        [Tick(value, round(floor - value * scale, 2)) for value in range(step, top + 1, step)],
        [Tick(bar.year, round(bar.x + bar.width / 2, 2)) for bar in bars[(len(bars) - 1) % every :: every]],
        sum(values[year] for year in known if year < first),
        known[0],
        sum(value for year, value in values.items() if year > latest),
    )


def _step(top: int) -> int:
    """The distance of ticks: 1, 2 or 5 times a power of ten."""
    magnitude = 1
    while True:
        for factor in (1, 2, 5):
            if top // (factor * magnitude) <= MAX_TICKS:
                return factor * magnitude
        magnitude *= 10

"""The geometry of a plot by year."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pages.year_plot import BOTTOM, HEIGHT, LEFT, MAX_NAMES, MAX_TICKS, MAX_YEARS, TOP, WIDTH, year_plot


def test_a_single_year_has_no_plot() -> None:
    assert year_plot({}) is None
    assert year_plot({2020: 3}) is None
    assert year_plot({2020: 3, 2021: 0}) is None


def test_years_between_have_an_empty_place() -> None:
    plot = year_plot({2018: 2, 2021: 4})
    assert plot is not None
    assert [(bar.year, bar.value) for bar in plot.bars] == [(2018, 2), (2019, 0), (2020, 0), (2021, 4)]
    assert [bar.height > 0 for bar in plot.bars] == [True, False, False, True]
    assert plot.bars[0].height * 2 == plot.bars[3].height
    assert [(bar.year, bar.value) for bar in plot.values] == [(2021, 4), (2018, 2)]
    assert [tick.value for tick in plot.numbers] == [1, 2, 3, 4]


def test_a_long_time_is_cut_at_its_beginning() -> None:
    plot = year_plot({1687: 1, 1905: 4, 2024: 10, 2025: 20})
    assert plot is not None
    assert (len(plot.bars), plot.bars[-1].year) == (MAX_YEARS, 2025)
    assert (plot.earlier, plot.since) == (5, 1687)


def test_a_year_of_the_far_future_does_not_stretch_the_plot() -> None:
    plot = year_plot({2018: 2, 2021: 4, 2199: 1})
    assert plot is not None
    assert (plot.bars[0].year, plot.bars[-1].year, plot.later) == (2018, 2021, 1)


@given(st.dictionaries(st.integers(1500, 2100), st.integers(0, 10**9), max_size=80))
def test_everything_is_inside_the_drawing(values: dict[int, int]) -> None:
    plot = year_plot(values)
    if plot is None:
        assert sum(value > 0 for year, value in values.items() if year <= datetime.now(UTC).year + 1) < 2
        return
    assert sum(bar.value for bar in plot.bars) + plot.earlier + plot.later == sum(values.values())
    for bar in plot.bars:
        assert bar.x >= LEFT
        assert bar.x + bar.width <= WIDTH
        assert TOP - 1 <= bar.y <= HEIGHT - BOTTOM
        assert (bar.height > 0) == (bar.value > 0)
    assert len(plot.numbers) <= MAX_TICKS
    assert 1 <= len(plot.years) <= MAX_NAMES
    assert plot.years[-1].value == plot.bars[-1].year
    assert all(later.x > bar.x + bar.width for bar, later in zip(plot.bars, plot.bars[1:], strict=False))

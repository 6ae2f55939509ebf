"""Long tests take turns by their duration; short and new ones always run."""

from typing import Final

import pytest

from tests.rotation import LEAST, SECONDS, has_turn

SEEDS: Final = range(2_000)


def share(seconds: float) -> float:
    """The share of the runs in which a test of so many seconds runs."""
    return sum(has_turn("tests/test_a.py::test_a", seconds, seed) for seed in SEEDS) / len(SEEDS)


@pytest.mark.parametrize("seconds", [0.0, 0.1, SECONDS])
def test_new_and_short_tests_always_run(seconds: float) -> None:
    assert share(seconds) == 1


@pytest.mark.parametrize(("seconds", "expected"), [(1.0, SECONDS), (2.0, SECONDS / 2), (600.0, LEAST)])
def test_a_long_test_runs_in_its_share_of_the_runs(seconds: float, expected: float) -> None:
    assert abs(share(seconds) - expected) < 0.04


def test_each_run_chooses_anew_and_a_seed_repeats_the_choice() -> None:
    names = [f"tests/test_a.py::test_{number}" for number in range(100)]
    first, again, other = ([has_turn(name, 1.0, seed) for name in names] for seed in (1, 1, 2))
    assert first == again != other

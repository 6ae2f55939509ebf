"""Samples of the items of a loop (`tests/sampling.py` describes the short form)."""

from collections.abc import Iterable
from random import Random
from typing import Final, TypeVar

import pytest

T = TypeVar("T")
#: Counts of what runs and what there is, by test.
COUNTS: Final = pytest.StashKey[dict[str, list[int]]]()


class Sampler:
    """Takes samples for one test or fixture. `name` is in the report; `key` has the parameters too."""

    def __init__(self, config: pytest.Config, name: str, key: str = "") -> None:
        self._config = config
        self._name = name
        self._key = key or name

    def __call__(self, items: Iterable[T], number: int) -> list[T]:
        """So many of the items, in their order; all of them in the thorough form."""
        everything = list(items)
        if self._config.getoption("thorough"):
            return everything
        return self._counted(draw(self._config, self._key, everything, number), len(everything))

    def first(self, items: Iterable[T], number: int) -> list[T]:
        """The first so many of the items, where the later ones build on them; all of them in the thorough form."""
        everything = list(items)
        return everything if self._config.getoption("thorough") else self._counted(everything[:number], len(everything))

    def _counted(self, chosen: list[T], of: int) -> list[T]:
        count(self._config, self._name, len(chosen), of)
        return chosen


def draw(config: pytest.Config, key: str, items: list[T], number: int) -> list[T]:
    """So many of the items, in their order, chosen by the seed of the run and the key."""
    if number >= len(items):
        return items
    places = Random(f"{config.option.sample_seed} {key}").sample(range(len(items)), number)  # noqa: S311
    return [items[place] for place in sorted(places)]


def count(config: pytest.Config, test: str, number: int, of: int) -> None:
    """Adds to the counts of a test."""
    before = config.stash[COUNTS].get(test, [0, 0])
    config.stash[COUNTS][test] = [before[0] + number, before[1] + of]

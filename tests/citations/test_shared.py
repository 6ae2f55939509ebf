"""Shared items of nodes, as an oracle counts them."""

import random

import numpy as np
import pytest

from citations import shared
from citations.rows import Positions
from citations.shared import shared_counts


def _items(seed: int) -> list[Positions]:
    chance = random.Random(seed)  # noqa: S311
    return [np.unique(np.array([chance.randrange(200) for _ in range(chance.randrange(60))], np.int32))
            for _ in range(30)]  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 7, 8_192])
def test_counts_are_those_of_an_oracle(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(shared, "_CHUNK", chunk)
    for seed in range(5):
        items = _items(seed)
        sets = [set(each.tolist()) for each in items]
        expected = {
            (one, other): len(sets[one] & sets[other])
            for one in range(len(sets)) for other in range(one + 1, len(sets)) if sets[one] & sets[other]
        }  # fmt: skip
        assert shared_counts(items) == expected
    assert shared_counts([]) == {}
    assert shared_counts([np.empty(0, np.int32)] * 2) == {}


def test_nodes_with_few_items_are_counted_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "MAX_ITEMS", 5)
    items = [np.arange(9, dtype=np.int32), np.arange(3, dtype=np.int32), np.arange(2, dtype=np.int32)]
    assert shared_counts(items) == {(1, 2): 2}

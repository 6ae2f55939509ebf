"""Rows and the table of ids, against lists and sorting."""

import random

import numpy as np
import pytest

from citations import rows as module
from citations.names import names
from citations.rows import rows, turned


@pytest.mark.parametrize("long", [0, 3, 64])
def test_rows_are_the_edges_from_either_end(monkeypatch: pytest.MonkeyPatch, long: int) -> None:
    monkeypatch.setattr(module, "LONG", long)
    chance = random.Random(long)  # noqa: S311
    edges = {(chance.randrange(20), int(50 * chance.random() ** 2)): chance.random() for _ in range(300)}
    ends = np.array(list(edges))
    forward = rows(ends[:, 0], ends[:, 1], (20, 50), np.array(list(edges.values())))
    back = turned(forward, 50)
    for place in range(20):
        assert forward.row(place).tolist() == sorted(far for near, far in edges if near == place)
        assert forward.values_of(place).tolist() == [edges[place, far] for far in forward.row(place).tolist()]
    for place in range(50):
        assert back.row(place).tolist() == sorted(near for near, far in edges if far == place)
    some = np.array([3, 0, 3, 19])
    joined, lengths = forward.joined(some)
    assert joined.tolist() == [far for place in some.tolist() for far in forward.row(place).tolist()]
    assert lengths.tolist() == [len(forward.row(place)) for place in some.tolist()]
    assert forward.joined_values(some).tolist() == [value for at in some.tolist() for value in forward.values_of(at)]


def test_an_edge_that_is_given_twice_counts_once() -> None:
    assert rows(np.array([0, 0, 1]), np.array([1, 1, 0]), (2, 2), None).targets.tolist() == [1, 0]


def test_nothing_has_rows_too() -> None:
    none = np.empty(0, np.int64)
    empty = rows(none, none, (0, 0), None)
    assert turned(empty, 0).joined(none)[0].tolist() == []


def test_ids_are_found_by_halves_and_nothing_else_is() -> None:
    ids = sorted({f"doi:10.{place % 7}/é{place}😀" for place in range(500)} | {"W1", "W10", "W2"}, key=str.encode)
    table = names([each.encode() for each in ids])
    assert ids == sorted(ids)
    assert [table.place(each) for each in ids] == list(range(len(ids)))
    assert table.at(range(len(ids))) == ids
    assert [table.place(each) for each in ("", "W", "W11", "zz", ids[5] + "x")] == [None] * 5
    assert (table.before(""), table.before("\U0010ffff")) == (0, len(ids))

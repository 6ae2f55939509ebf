"""Rows and the table of ids, compared with lists and sorting."""

import random

import numpy as np
import pytest

from citations import rows as module
from citations.node_ids import encode_ids
from citations.rows import rows, transpose


@pytest.mark.parametrize("long", [0, 3, 64])
def test_rows_are_the_edges_from_either_end(monkeypatch: pytest.MonkeyPatch, long: int) -> None:
    monkeypatch.setattr(module, "LONG_ROW", long)
    chance = random.Random(long)  # noqa: S311
    edges = {(chance.randrange(20), int(50 * chance.random() ** 2)): chance.random() for _ in range(300)}
    ends = np.array(list(edges))
    forward = rows(ends[:, 0], ends[:, 1], (20, 50), np.array(list(edges.values())))
    back = transpose(forward, 50)
    for position in range(20):
        assert forward.row(position).tolist() == sorted(far for near, far in edges if near == position)
        assert forward.values_of(position).tolist() == [edges[position, far] for far in forward.row(position).tolist()]
    for position in range(50):
        assert back.row(position).tolist() == sorted(near for near, far in edges if far == position)
    some = np.array([3, 0, 3, 19])
    joined, lengths = forward.joined(some)
    assert joined.tolist() == [far for position in some.tolist() for far in forward.row(position).tolist()]
    assert lengths.tolist() == [len(forward.row(position)) for position in some.tolist()]
    assert forward.joined_values(some).tolist() == [value for at in some.tolist() for value in forward.values_of(at)]


def test_an_edge_that_is_given_twice_counts_once() -> None:
    assert rows(np.array([0, 0, 1]), np.array([1, 1, 0]), (2, 2), None).targets.tolist() == [1, 0]


def test_nothing_has_rows_too() -> None:
    none = np.empty(0, np.int64)
    empty = rows(none, none, (0, 0), None)
    assert transpose(empty, 0).joined(none)[0].tolist() == []


def test_ids_are_found_by_halves_and_nothing_else_is() -> None:
    ids = sorted(
        {f"doi:10.{position % 7}/é{position}😀" for position in range(500)} | {"W1", "W10", "W2"}, key=str.encode
    )
    table = encode_ids([each.encode() for each in ids])
    assert ids == sorted(ids)
    assert [table.position(each) for each in ids] == list(range(len(ids)))
    assert table.at(range(len(ids))) == ids
    assert [table.position(each) for each in ("", "W", "W11", "zz", ids[5] + "x")] == [None] * 5
    assert (table.before(""), table.before("\U0010ffff")) == (0, len(ids))

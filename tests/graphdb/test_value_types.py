"""Values that fit a type, and the faults of others."""

import math

import pytest

from graphdb.value_types import Address, Day, Flag, Integer, Moment, OneOf, Real, Several, Text, Timestamp, ValueType

FITTING: list[tuple[ValueType, object]] = [
    (Text(), ""), (Text(4), "abcd"), (Text(4), "éé"), (Text(), "𝔘\u2028\u0085"),
    (Integer(), 2**31 - 1), (Integer(), -(2**31)), (Integer(1000, 2199), 2024),
    (Real(), 0.5), (Real(), 1), (Real(-90, 90), -90.0), (Flag(), True), (Flag(), False),
    (Day(), "2024-02-29"), (Moment(), "2024-07-15T09:30:00.000Z"),
    (Timestamp(), "2024-07-15"), (Timestamp(), "2025-10-26T16:08:05.459863"), (Timestamp(), "2025-10-26 16:08:05Z"),
    (Timestamp(), ""),
    (Address(), "https://example.org/a?b=c#d"), (Address(), "http://münchen.example/ä"), (Address(), "https://[::1]/"),
    (OneOf(("A", "B")), "B"), (Several(Text()), []), (Several(Integer()), [1, 2]),
]  # fmt: skip
MISFITS: list[tuple[ValueType, object, str]] = [
    (Text(), None, "not text"), (Text(), 1, "not text"), (Text(4), "ééé", "has 6 bytes"), (Text(4), "abcde", "5 bytes"),
    (Text(), "a\ud800", "surrogate"),
    (Integer(), 2**31, "not between"), (Integer(), True, "not a whole number"), (Integer(), 1.0, "not a whole number"),
    (Integer(1000, 2199), 999, "not between"),
    (Real(), math.nan, "finite"), (Real(), math.inf, "finite"), (Real(), "1", "not a number"), (Real(), True, "number"),
    (Real(0, 1), 1.5, "not between 0 and 1"), (Flag(), 1, "neither"), (Flag(), None, "neither"),
    (Day(), "2024-02-30", "calendar"), (Day(), "2024", "calendar"), (Day(), "20240101", "calendar"), (Day(), 5, "day"),
    (Day(), "2024-01-01T00:00", "calendar"), (Moment(), "2024-07-15", "moment"), (Moment(), "now", "moment"),
    (Timestamp(), "soon", "neither"), (Timestamp(), "2024-02-30", "neither"), (Timestamp(), "20240101", "neither"),
    (Timestamp(), "2024-01-01T25:00", "neither"), (Timestamp(), "9999", "neither"), (Timestamp(), 20240101, "neither"),
    (Address(), "ftp://example.org", "web address"), (Address(), "https:///x", "web address"), (Address(), 1, "text"),
    (Address(), "https://a b", "web address"), (Address(), "https://[x", "web address"),
    (Address(), "javascript:alert(1)", "web address"), (Address(20), "https://example.org/abc", "bytes"),
    (OneOf(("A", "B")), "C", "not one of A, B"), (OneOf(("A",)), ["A"], "not one of"),
    (Several(Text()), "ab", "not a list"), (Several(Text(), 1), ["a", "b"], "has 2 values"),
    (Several(Text(1)), ["a", "bc"], "a value that has 2 bytes"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), FITTING)
def test_a_value_fits(kind: ValueType, value: object) -> None:
    assert kind.fault(value) is None


@pytest.mark.parametrize(("kind", "value", "reason"), MISFITS)
def test_a_value_does_not_fit(kind: ValueType, value: object, reason: str) -> None:
    assert reason in (kind.fault(value) or "")

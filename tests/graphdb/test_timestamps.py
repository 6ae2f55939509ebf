"""Stored times sort as text, because Neo4j compares them as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb import timestamps

_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_MOMENTS = st.datetimes(datetime(1991, 1, 1), datetime(2100, 1, 1), timezones=_ZONES)


@given(one=_MOMENTS, other=_MOMENTS)
def test_text_sorts_as_time_does(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert timestamps.to_text(earlier) <= timestamps.to_text(later)
    if later - earlier >= timedelta(milliseconds=1):
        assert timestamps.to_text(earlier) < timestamps.to_text(later)


@given(moment=_MOMENTS)
def test_what_was_written_is_read_to_the_millisecond(moment: datetime) -> None:
    read = timestamps.parse(timestamps.to_text(moment))
    assert timedelta() <= moment - read < timedelta(milliseconds=1)
    assert timestamps.to_text(read) == timestamps.to_text(moment)


@pytest.mark.parametrize("microsecond", [0, 400, 123_456, 999_999])
def test_all_of_them_have_one_form(microsecond: int) -> None:
    moment = datetime(2026, 1, 31, 9, 30, microsecond=microsecond, tzinfo=UTC)
    assert timestamps.to_text(moment) == f"2026-01-31T09:30:00.{microsecond // 1000:03}Z"
    assert timestamps.later(moment, hours=1) == f"2026-01-31T10:30:00.{microsecond // 1000:03}Z"


def test_now_is_now() -> None:
    assert timestamps.now() - timestamps.parse(timestamps.to_text()) < timedelta(minutes=1)

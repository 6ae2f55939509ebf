"""Abbreviated page ranges: the examples of the CSL specification and of the Chicago Manual of Style."""

import pytest

from exports.page_ranges import last_page

RANGES = [
    ("42", "45", {"expanded": "45", "minimal": "5", "minimal-two": "45", "chicago": "45"}),
    ("321", "328", {"expanded": "328", "minimal": "8", "minimal-two": "28", "chicago": "28"}),
    ("2787", "2816", {"minimal": "816", "minimal-two": "816", "chicago": "2816", "chicago-16": "816"}),
    ("1", "52", {"minimal": "52", "minimal-two": "52", "chicago": "52"}),
    ("1", "10", {"minimal": "10", "minimal-two": "10", "chicago": "10"}),
    ("100", "104", {"minimal": "4", "minimal-two": "04", "chicago": "104"}),
    ("107", "108", {"minimal": "8", "minimal-two": "08", "chicago": "8"}),
    ("1496", "1504", {"minimal": "504", "chicago": "1504", "chicago-15": "1504", "chicago-16": "504"}),
    ("11564", "11615", {"chicago": "615", "chicago-16": "615"}),
    ("96", "103", {"minimal": "103", "minimal-two": "103", "chicago": "103"}),
    ("321", "8", {"expanded": "328", "minimal": "8", "minimal-two": "28"}),
    ("S12", "S15", {"expanded": "S15", "minimal": "5", "minimal-two": "15"}),
    ("e83", "e104", {"minimal": "e104"}),
    ("107", "107", {"minimal": "7", "chicago": "7"}),
    ("271", "280.e8", {"minimal": "280.e8"}),
    ("n123", "124", {"minimal": "124"}),
    ("52", "1", {"minimal": "1", "expanded": "1"}),
    ("xii", "xvi", {"minimal": "xvi"}),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last", "expected"), RANGES)
def test_last_page(first: str, last: str, expected: dict[str, str]) -> None:
    assert {form: last_page(first, last, form) for form in expected} == expected


def test_without_a_format_pages_stay() -> None:
    assert last_page("321", "328", None) == "328"

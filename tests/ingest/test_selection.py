"""The filter of an import."""

import pytest

from errors import BadInput
from ingest.selection import Selection
from tests.ingest.records import authorship, topic, work


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("year:2004", True), ("year:2005", False), ("year:2000-2004", True), ("year:2005-", False),
        ("year:-2004", True), ("kinds:article", True), ("kinds:DATASET|ARTICLE", True), ("kinds:DATASET", False),
        ("topics:T10", True), ("topics:field:17", True), ("topics:T11|subfield:1702", True), ("topics:T11", False),
        ("institutions:I7", True), ("institutions:I8", False), ("authors:A4", True), ("authors:A9", False),
        ("countries:se", True), ("countries:DE|FR", False), ("language:EN", True), ("language:de", False),
        ("ids:W4|W9", True), ("ids:https://openalex.org/W9", False), ("venues:S1", True), ("venues:S2", False),
        ("year:2004,topics:T10,countries:SE", True), ("year:2004,topics:T11", False), ("", True),
    ],
)  # fmt: skip
def test_accepts(text: str, accepted: bool) -> None:
    assert Selection.parse(text).accepts(work(4, language="en")) is accepted


def test_records_without_these_fields_are_not_accepted() -> None:
    record = {"id": "https://openalex.org/W4", "authorships": "many", "topics": {"id": 7}}
    for text in ("year:2004", "topics:T10", "authors:A1", "countries:SE", "venues:S1", "language:en"):
        assert not Selection.parse(text).accepts(record)
    assert not Selection.parse("countries:SE").accepts(work(1, authorships=[{**authorship(1), "institutions": "I1"}]))
    assert Selection.parse("topics:T10").accepts(work(1, topics=None, primary_topic=topic(10, 0.5)))


@pytest.mark.parametrize(
    ("text", "message"),
    [("years:2004", "no 'years'"), ("topics", "no 'topics'"), ("year:soon", "'soon'"), ("year:-", "'-'"),
     ("topics:physics", "'physics'"), ("kinds:poem", "'poem'"), ("countries:Sweden", "'Sweden'")],
)  # fmt: skip
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        Selection.parse(text)

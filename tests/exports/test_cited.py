"""A citation is set once for all that it is made of, and anew when any of it changes."""

import time
from typing import Any, Final

import pytest

from errors import BadInput
from exports.formats import CitationFormat
from exports.reference import FIELDS
from resolvers.citation import cited

AUTHORS: Final = [f"Ada{number} Lovelace{number}" for number in range(300)]


def row(**given: Any) -> list[Any]:
    """A paper with these values, as the store answers."""
    values: dict[str, Any] = {
        "id": "W1",
        "kind": "ARTICLE",
        "title": "Notes",
        "year": 1843,
        "authors": AUTHORS,
        **given,
    }
    return [values.get(name) for name in FIELDS]


async def timed(*rows: list[Any], style: str = "apa") -> tuple[list[str | Exception], float]:
    """The citations, and the seconds of processor time that they took."""
    began = time.process_time()
    return await cited(rows, CitationFormat.TEXT, style, "en-US"), time.process_time() - began


async def test_a_citation_is_set_once() -> None:
    first, cold = await timed(row())
    again, warm = await timed(row())
    assert first == again
    assert "Lovelace" in str(first[0])
    assert warm < cold / 5


async def test_what_changed_is_another_citation() -> None:
    (before,), _ = await timed(row())
    (title,), _ = await timed(row(title="Sketches"))
    (style,), _ = await timed(row(), style="ieee")
    assert "Sketches" in str(title)
    assert len({before, title, style}) == 3


async def test_each_stands_in_its_place_known_or_not() -> None:
    await timed(row(title="Known"))
    found, _ = await timed(row(title="New"), row(title="Known"), row(title="Newer"))
    assert [name in str(each) for name, each in zip(("New", "Known", "Newer"), found, strict=True)] == [True] * 3


async def test_a_style_that_is_none_is_told_each_time() -> None:
    for _ in range(2):
        with pytest.raises(BadInput, match="no such style"):
            await timed(row(), style="no such style")

"""A citation is set once for all that it is made of, and anew when any of it changes."""

from typing import Any, Final

from errors import BadInput
from exports.formats import CitationFormat
from exports.reference import FIELDS
from resolvers.citation import citations

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


async def cite(*rows: list[Any], style: str = "apa") -> list[str | Exception]:
    """The citations of the papers as text."""
    return await citations(rows, CitationFormat.TEXT, style, "en-US")


async def test_a_citation_is_set_once() -> None:
    (first,) = await cite(row())
    (again,) = await cite(row())
    assert "Lovelace" in str(first)
    # The very object: setting the same text again makes another.
    assert first is again


async def test_what_changed_is_another_citation() -> None:
    (before,) = await cite(row())
    (title,) = await cite(row(title="Sketches"))
    (style,) = await cite(row(), style="ieee")
    assert "Sketches" in str(title)
    assert len({before, title, style}) == 3


async def test_each_stands_in_its_place_known_or_not() -> None:
    await cite(row(title="Known"))
    found = await cite(row(title="New"), row(title="Known"), row(title="Newer"))
    assert [name in str(each) for name, each in zip(("New", "Known", "Newer"), found, strict=True)] == [True] * 3


async def test_a_style_that_is_none_is_an_error_of_each_paper_each_time() -> None:
    for _ in range(2):
        answers = await cite(row(), row(title="Sketches"), style="no such style")
        assert [type(answer) for answer in answers] == [BadInput, BadInput]
        assert all("no such style" in str(answer) for answer in answers)

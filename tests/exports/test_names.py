"""Names in parts."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.names import Name, split_name
from tests.exports.labelled_names import RULES

OTHERS = {
    "  Percy   Liang ": Name("Liang", "Percy"),
    "de Bernardis": Name("Bernardis", "", "de"),
    "Ludwig van": Name("van", "Ludwig"),
    "Juan de la Cruz García": Name("Cruz García", "Juan", "de la"),
    "": Name(),
    " , ": Name(),
    "{}": Name(),
}


def labelled() -> Iterator[tuple[str, Name]]:
    """The labelled names with their parts."""
    for line in (line.strip() for lines in RULES.values() for line in lines.splitlines() if line.strip()):
        text, _, label = line.rpartition(" := ")
        if label.startswith("= "):
            yield text or label[2:], Name(literal=label[2:])
        else:
            given, *parts = (part.strip() for part in label.split("/"))
            particle, family, suffix = (["", *parts, ""] if len(parts) == 1 else [*parts, ""])[:3]
            name = Name(family, given, particle, suffix)
            yield text or " ".join(filter(None, (given, particle, family, suffix))), name


def test_labelled_names() -> None:
    names = list(labelled())
    wrong = [(text, split_name(text), name) for text, name in names if split_name(text) != name]
    assert len(names) >= 300
    assert len(wrong) <= len(names) // 100, wrong


@pytest.mark.parametrize(("text", "expected"), OTHERS.items())
def test_split_name(text: str, expected: Name) -> None:
    assert split_name(text) == expected


@given(st.text(alphabet="AbcdeÉ張, .'-vanderJ\u2028", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    name = split_name(text)
    parts = name.given + name.particle + name.family + name.suffix + name.literal
    assert sorted(filter(str.isalpha, parts)) == sorted(filter(str.isalpha, text))

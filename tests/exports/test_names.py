"""Names in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.names import Name, split_name

NAMES = {
    "Percy Liang": Name("Liang", "Percy"),
    "  Percy   Liang ": Name("Liang", "Percy"),
    "Geoffrey E. Hinton": Name("Hinton", "Geoffrey E."),
    "Liang, Percy": Name("Liang", "Percy"),
    "García Márquez, Gabriel": Name("García Márquez", "Gabriel"),
    "Laurens van der Maaten": Name("Maaten", "Laurens", "van der"),
    "van der Maaten, Laurens": Name("Maaten", "Laurens", "van der"),
    "Laurens Van Der Maaten": Name("Van Der Maaten", "Laurens"),
    "J. H. van Lint": Name("Lint", "J. H.", "van"),
    "Juan de la Cruz García": Name("Cruz García", "Juan", "de la"),
    "de Bernardis": Name("Bernardis", "", "de"),
    "Giovanni Di Pietro": Name("Di Pietro", "Giovanni"),
    "Nguyen Van Anh": Name("Anh", "Nguyen Van"),
    "Ludwig van": Name("van", "Ludwig"),
    "Martin Luther King Jr.": Name("King", "Martin Luther", "", "Jr."),
    "Martin Luther King, Jr.": Name("King", "Martin Luther", "", "Jr."),
    "King, Martin Luther, Jr.": Name("King", "Martin Luther", "", "Jr."),
    "King, Jr., Martin Luther": Name("King", "Martin Luther", "", "Jr."),
    "John Smith III": Name("Smith", "John", "", "III"),
    "Madonna": Name(literal="Madonna"),
    "张伟": Name(literal="张伟"),
    "山田 太郎": Name(literal="山田 太郎"),
    "World Health Organization": Name(literal="World Health Organization"),
    "The Cancer Genome Atlas": Name(literal="The Cancer Genome Atlas"),
    "ATLAS Collaboration": Name(literal="ATLAS Collaboration"),
    "Stanford University, Department of Physics": Name(literal="Stanford University, Department of Physics"),
    "": Name(),
    " , ": Name(),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.items())
def test_split_name(text: str, expected: Name) -> None:
    assert split_name(text) == expected


@given(st.text(alphabet="AbcdeÉ張, .'-vanderJ\u2028", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    name = split_name(text)
    parts = name.given + name.particle + name.family + name.suffix + name.literal
    assert sorted(filter(str.isalpha, parts)) == sorted(filter(str.isalpha, text))

"""The parser of references to nodes: the reference of each pasted form, and text that is not a reference."""

import pytest

from identifiers.reference import Reference, read
from tests.identifiers.forms import FORMS

TABLE = [(form, name) for name, forms in FORMS.items() for form in forms]


@pytest.mark.parametrize(("form", "name"), TABLE, ids=range(len(TABLE)))
def test_a_form_is_read_as_its_reference(form: str, name: str | None) -> None:
    reference = read(form)
    assert (reference and reference.name) == name
    if reference is not None:
        assert read(reference.name) == reference


def test_the_table_has_enough_forms() -> None:
    positive = {form for form, name in TABLE if name is not None}
    assert len(positive) >= 300
    assert len(TABLE) == len({form for form, _ in TABLE})


def test_a_reference_is_a_scheme_and_a_key() -> None:
    assert read("https://doi.org/10.1038/NATURE14539") == Reference("doi", "10.1038/nature14539")

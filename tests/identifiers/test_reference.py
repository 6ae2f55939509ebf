"""The one parser of what names a node: what each pasted form names, and that nothing else does."""

import pytest

from identifiers.reference import Reference, read
from tests.identifiers.forms import FORMS

TABLE = [(form, name) for name, forms in FORMS.items() for form in forms]


@pytest.mark.parametrize(("form", "name"), TABLE, ids=range(len(TABLE)))
def test_a_form_names_what_it_names(form: str, name: str | None) -> None:
    reference = read(form)
    assert (reference and reference.name) == name
    if reference is not None:
        assert read(reference.name) == reference


def test_there_are_forms_enough() -> None:
    positive = {form for form, name in TABLE if name is not None}
    assert len(positive) >= 300
    assert len(TABLE) == len({form for form, _ in TABLE})


def test_a_reference_is_a_scheme_and_a_key() -> None:
    assert read("https://doi.org/10.1038/NATURE14539") == Reference("doi", "10.1038/nature14539")

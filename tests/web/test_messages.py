"""Sentences of problems for people."""

import pytest

from errors import Overloaded, RequestTimeout
from pages.messages import error_sentence, form_sentence


@pytest.mark.parametrize(
    ("path", "code", "message", "sentence"),
    [
        ("points", "WRONG_COUNT", "`points` has 0 values: it must have 1 to 30 points.",
         "Add at least one point (30 at most)."),
        ("points.1.text", "TOO_LONG", "`points.1.text` has 6,000 characters: it must have 1 to 5,000 characters.",
         "Point 2 is too long: enter 1 to 5,000 characters."),
        ("body", "REQUIRED", "`body` must have 1 to 5,000 characters.", "Comment is empty."),
        ("link", "REQUIRED", "`link` must be the address of the replication.",
         "A replication needs a link to its results."),
        ("handle", "TAKEN", "The handle `ada` is taken: choose another.", "The handle “ada” is taken: choose another."),
        ("title", "TOO_LONG", "`title` has 201 characters: it must have 1 to 200 characters.",
         "Title is too long: enter 1 to 200 characters."),
    ],
)  # fmt: skip
def test_a_form_names_its_fields_as_the_page_does(path: str, code: str, message: str, sentence: str) -> None:
    assert form_sentence(path, code, message) == sentence


def test_errors_name_neither_database_nor_arguments() -> None:
    timeout = error_sentence(RequestTimeout("Neo4j ended a statement at its limit of 10 s."), "Neo4j ended it.")
    assert "Neo4j" not in timeout
    assert "Try again" in timeout
    assert "Try again" in error_sentence(Overloaded("too much"), "too much")

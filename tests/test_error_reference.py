"""docs/errors.md names every code that a client can get, and is up to date."""

import os

from docs.errors import CODES, REFERENCE, reference, statuses


def test_every_code_is_explained_and_no_other() -> None:
    assert CODES.keys() == statuses().keys(), "Explain each code in docs/errors.py."


def test_statuses_are_those_of_the_exceptions() -> None:
    found = statuses()
    assert found["FORBIDDEN"] == {403}
    assert {400, 405, 406, 413, 415} <= found["BAD_REQUEST"]


def test_the_reference_is_up_to_date() -> None:
    if os.environ.get("PEERGRAPH_TEST_WRITE_GOLDEN"):
        REFERENCE.write_text(reference(), encoding="utf-8")
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "Run `python -m docs.errors`."

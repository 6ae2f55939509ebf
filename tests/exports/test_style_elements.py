"""Elements of styles as the CSL specification has them; expected citations are those of pandoc's citeproc."""
# ruff: noqa: E501 (a citation is one line)

from typing import Final

import pytest

from exports.reference import Reference
from exports.style_names import initials
from exports.styled_citation import styled_text

BASE: Final[dict[str, object]] = {"id": "W1", "kind": "ARTICLE", "title": "On Quotes", "authors": ["Ada Lovelace"], "year": 1843, "venue": "Notes",
        "venue_kind": "journal", "volume": "3", "first_page": "1", "last_page": "52", "language": "en"}  # fmt: skip
CITATIONS: Final[list[tuple[dict[str, object], str, str]]] = [
    ({}, "nlm-citation-sequence", "Lovelace A. On Quotes. Notes. 1843;3:1–52."),
    ({}, "mla", "Lovelace, Ada. “On Quotes.” Notes, vol. 3, 1843, pp. 1–52."),
    ({"authors": []}, "apa", "On Quotes. (1843). Notes, 3, 1–52."),
    ({"authors": []}, "mla", "“On Quotes.” Notes, vol. 3, 1843, pp. 1–52."),
    ({"authors": []}, "harvard", "Notes (1843) “On Quotes,” 3, pp. 1–52."),
    ({"title": "From “Blockbusters” to \"Biosimilars\""}, "mla", "Lovelace, Ada. “From ‘Blockbusters’ to ‘Biosimilars.’” Notes, vol. 3, 1843, pp. 1–52."),
    ({"title": "Who was \"Ada\" really?"}, "ieee", "A. Lovelace, “Who was ‘Ada’ really?” Notes, vol. 3, pp. 1–52, 1843."),
    ({"first_page": "", "last_page": "", "volume": "", "kind": "BOOK"}, "american-chemical-society", "Lovelace, A. On Quotes; Notes, 1843."),
    ({"first_page": "", "last_page": ""}, "springer-basic-author-date", "Lovelace A (1843) On Quotes. Notes 3:"),
    ({"authors": ["Aäron van den Oord"]}, "elsevier-harvard", "van den Oord, A., 1843. On Quotes. Notes 3, 1–52."),
    ({"authors": ["N.M. van Schoor"]}, "chicago", "Schoor, N. M. van. 1843. “On Quotes.” Notes 3: 1–52."),
    ({"authors": ["Jean-Pierre Serre", "Z. ur Rehman"]}, "apa", "Serre, J.-P., & Rehman, Z. ur. (1843). On Quotes. Notes, 3, 1–52."),
    ({"volume": "Volume 10", "authors": ["R . Ada"]}, "apa", "Ada, R. (1843). On Quotes. Notes, 10, 1–52."),
    ({"first_page": "1759720X2090485", "last_page": ""}, "mla", "Lovelace, Ada. “On Quotes.” Notes, vol. 3, 1843, p. 1759720X2090485."),
    ({"title": "Wait... what"}, "apa", "Lovelace, A. (1843). Wait... what. Notes, 3, 1–52."),
]  # fmt: skip


@pytest.mark.parametrize(("values", "style", "expected"), CITATIONS)
def test_citation(values: dict[str, object], style: str, expected: str) -> None:
    assert styled_text(Reference.of(BASE | values), style) == expected


@pytest.mark.parametrize(
    ("given", "expected", "whole"),
    [
        ("Jean-Pierre Marie", "J.-P. M.", "Jean-Pierre Marie"),
        ("N.M.", "N. M.", "N. M."),
        ("Joanne P J", "J. P. J.", "Joanne P. J."),
        ("Ch. Michel", "Ch. M.", "Ch. Michel"),
        ("Aaron van den", "A. van den", "Aaron van den"),
        ("Jean-pierre", "J.", "Jean-pierre"),
        ("Anna (Anne)", "A. (Anne)", "Anna (Anne)"),
        ("عمر", "عمر", "عمر"),
    ],
)
def test_initials(given: str, expected: str, whole: str) -> None:
    assert initials(given, ". ") == expected
    assert initials(given, ". ", whole=True) == whole


def test_initials_without_hyphens() -> None:
    assert initials("Jean-Pierre", "", hyphens=False) == "JP"
    assert initials("Jean-Pierre", ".", hyphens=False) == "J.P."

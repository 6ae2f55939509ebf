"""BibTeX entries."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.bibtex import bibtex, citation_key, escaped
from exports.reference import Reference
from tests.exports.papers import ALL, ARTICLE, BARE, HOSTILE, PREPRINT, PROCEEDINGS


def depths(text: str) -> list[int]:
    """How deep in braces each character stands, as BibTeX counts: it knows no escaped brace."""
    depth = 0
    return [depth := depth + {"{": 1, "}": -1}.get(char, 0) for char in text]


def test_article() -> None:
    assert bibtex(ARTICLE) == (
        "@article{lecun2015deep,\n"
        "  title = {Deep learning},\n"
        "  author = {LeCun, Yann and Bengio, Yoshua and Hinton, Geoffrey E.},\n"
        "  journal = {Nature},\n"
        "  publisher = {Nature Portfolio},\n"
        "  year = {2015},\n"
        "  month = may,\n"
        "  volume = {521},\n"
        "  number = {7553},\n"
        "  pages = {436--444},\n"
        "  doi = {10.1038/nature14539},\n"
        "  pmid = {26017442},\n"
        "  pmcid = {PMC123},\n"
        "  openalex = {W2919115771},\n"
        "  url = {https://doi.org/10.1038/nature14539},\n"
        "  language = {en},\n"
        "  langid = {english},\n"
        "  keywords = {Deep learning, {Speech, spoken}},\n"
        "  copyright = {cc-by},\n"
        "  abstract = {Layers \\& layers.}\n"
        "}\n"
    )


def test_preprint_has_its_eprint_and_no_primary_class() -> None:
    entry = bibtex(PREPRINT)
    assert entry.startswith("@misc{bommasani2022opportunities,")
    assert "  howpublished = {arXiv},\n" in entry
    assert "  eprint = {2108.07258},\n  archivePrefix = {arXiv},\n" in entry
    assert "primaryClass" not in entry


def test_names_capitals_and_specials() -> None:
    entry = bibtex(PROCEEDINGS)
    assert entry.startswith("@inproceedings{devlin2019bert,")
    assert r"title = {{BERT}: 100\% \textbraceleft{}Deep\textbraceright{} \& cheap\_er}" in entry
    assert "{Devlin, Jacob and van der Maaten, Laurens and King, Jr., Martin Luther and {World Health Org" in entry


def test_names_that_bibtex_would_split() -> None:
    entry = bibtex(HOSTILE)
    assert r"{\textbraceright{} and \textbraceleft{}Nobody}" in entry
    assert "doi = {10.1234/a%7Bb%7Dc}" in entry


@pytest.mark.parametrize("reference", ALL, ids=lambda reference: reference.id)
def test_braces_balance(reference: Reference) -> None:
    entry = bibtex(reference)
    levels = depths(entry.rstrip())
    assert levels[-1] == 0
    assert min(levels[entry.index("{") : -1]) == 1


@pytest.mark.parametrize(
    ("title", "authors", "year", "key"),
    [
        ("Attention is all you need", ["Ashish Vaswani"], 2017, "vaswani2017attention"),
        ("The “Über” Method", ["Jürgen Ångström-Müller"], 2001, "angstrommuller2001uber"),
        ("Visualizing Data using t-SNE", ["Laurens van der Maaten"], 2008, "maaten2008visualizing"),
        ("2001: a space odyssey", [], None, "space"),
        ("深度学习", ["张伟"], 2020, "w1"),
        ("", [], None, "w1"),
    ],
)
def test_citation_key(title: str, authors: list[str], year: int | None, key: str) -> None:
    assert citation_key(Reference.of({"id": "W1", "title": title, "authors": authors, "year": year})) == key


def test_taken_keys_are_avoided() -> None:
    taken: list[str] = []
    for _ in range(60):
        taken.append(citation_key(ARTICLE, taken))
    assert taken[:3] == ["lecun2015deep", "lecun2015deepb", "lecun2015deepc"]
    assert len(set(taken)) == 60


def test_nothing_known_but_the_id() -> None:
    assert bibtex(BARE) == "@misc{w4,\n  openalex = {W4}\n}\n"


@given(st.text())
def test_escaped_text_holds_no_command_and_balances(text: str) -> None:
    result = escaped(text)
    levels = [0, *depths(result)]
    assert min(levels) == 0
    assert levels[-1] == 0
    commands = re.sub(r"\\(?:[$&#_%]|text(?:backslash|braceleft|braceright|asciitilde|asciicircum)\{\})", "", result)
    assert not set(commands) & set("\\{}$&#_%~^")


@given(st.text(), st.lists(st.text()), st.text())
def test_any_record_gives_one_balanced_entry(title: str, authors: list[str], venue: str) -> None:
    entry = bibtex(Reference.of({"id": "W1", "title": title, "authors": authors, "venue": venue}))
    assert depths(entry.rstrip())[-1] == 0
    assert re.match(r"@misc\{[a-z0-9]+[,\n]", entry)

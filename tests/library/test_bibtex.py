"""BibTeX as programs and people write it. Each case names its source."""

import pytest

from ingest.library.entry import Entry
from ingest.library.formats import LibraryFormat, read


def entries(text: str) -> list[Entry]:
    return read(text, LibraryFormat.BIBTEX)


def one(text: str) -> Entry:
    (entry,) = entries(text)
    return entry


@pytest.mark.parametrize(
    ("fields", "identifiers"),
    [
        pytest.param("doi = {10.1000/AbC}", ("10.1000/abc", None, None), id="a plain DOI"),
        pytest.param("doi = {https://doi.org/10.1000/a\\_b}", ("10.1000/a_b", None, None), id="an escaped address"),
        pytest.param("doi = {10.48550/arXiv.2108.07258}", (None, "2108.07258", None), id="a DOI that arXiv gave out"),
        pytest.param("DOI = \"10.1000\" # {/x}", ("10.1000/x", None, None), id="joined pieces, a name in capitals"),
        pytest.param("url = {http://dx.doi.org/10.1000/x}", ("10.1000/x", None, None), id="a DOI in the address"),
        pytest.param("eprint = {1706.03762}, archivePrefix = {arXiv}", (None, "1706.03762", None), id="arXiv's export"),
        pytest.param("arxivId = {1706.03762v5}", (None, "1706.03762", None), id="Mendeley"),
        pytest.param("journal = {arXiv preprint arXiv:1706.03762}", (None, "1706.03762", None), id="Google Scholar"),
        pytest.param("journal = {CoRR}, volume = {abs/1706.03762}", (None, "1706.03762", None), id="DBLP"),
        pytest.param("howpublished = {\\url{https://arxiv.org/abs/hep-th/9901001}}", (None, "hep-th/9901001", None),
                     id="by hand"),
        pytest.param("note = {arXiv:1706.03762 [cs]}", (None, "1706.03762", None), id="Zotero's extra"),
        pytest.param("note = {Read it.\nDOI: 10.1000/x}", ("10.1000/x", None, None), id="Zotero's extra, second line"),
        pytest.param("note = {Comment on doi:10.1000/x}", (None, None, None), id="a note about another paper"),
        pytest.param("pmid = {26017442}", (None, None, "26017442"), id="PubMed"),
        pytest.param("eprint = {26017442}, eprinttype = {pubmed}", (None, None, "26017442"), id="BibLaTeX"),
    ],
)  # fmt: skip
def test_identifiers_are_read_from_all_usual_fields(
    fields: str, identifiers: tuple[str | None, str | None, str | None]
) -> None:
    entry = one(f"@misc{{key, title = {{T}}, {fields}}}")
    assert (entry.doi, entry.arxiv, entry.pmid) == identifiers


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{{BERT:} Pre-training of {D}eep}", "BERT: Pre-training of Deep"),
        (r"{G{\"o}del, {\'E}va and {\L}\'od\'z}", "Gödel, Éva and Łódź"),
        (r"{na\"{\i}ve {\&} 100\% \textit{safe}}", "naïve & 100% safe"),
        (r'"Said {"}so{"} -- twice"', 'Said "so" – twice'),
        ("{Two\n   lines}", "Two lines"),
        (r"{H<sub>2</sub>O &amp; salt}", "H2O & salt"),
        (r"{$\alpha$-helix}", "α-helix"),
        ("{グラフ}", "グラフ"),
    ],
)
def test_titles_are_plain_text(written: str, title: str) -> None:
    assert one(f"@article{{k, title = {written}}}").title == title


def test_year_and_date() -> None:
    assert one("@article{k, title={T}, year = 2015}").year == 2015
    assert one("@article{k, title={T}, date = {2015-05-27}}").year == 2015
    assert one("@article{k, title={T}, year = {in press}}").year is None


def test_a_broken_entry_alone_is_rejected_with_its_position() -> None:
    first, broken, last = entries(
        "@a{one, title={One}}\n\n@a{two,\n  title = {never closed, year = 2000}\n@a{three, title={3}}"
    )
    assert (first.label, last.label, last.title) == ("one", "three", "3")
    assert broken.label == "two"
    assert broken.broken == "The entry that begins at line 3 cannot be read: a brace or a quotation mark is not closed."


def test_fields_before_the_damage_are_read() -> None:
    entry = one("@article{k, title = {Alpha} year = {2001}}")
    assert (entry.title, entry.broken) == ("Alpha", None)


def test_comments_and_prose_are_skipped() -> None:
    text = """% Encoding: UTF-8
    @comment{jabref-meta: databaseType:bibtex;}
    @preamble{"\\newcommand{\\x}{y}"}
    @string{venue = "NeurIPS"}
    @control{REVTEX41Control}
    Some prose, with an address a@example.org.
    @unheard_of{k, title = "At " # VENUE # " and " # undefined, abstract = {b@example.org}}"""
    assert [(entry.label, entry.title) for entry in entries(text)] == [("k", "At NeurIPS and")]


def test_an_entry_in_a_comment_is_skipped() -> None:
    text = """@comment{
      @article{hidden, title = {BERT {nested}}}
    }
    @comment{x} @article{shown, title = {Shown}}
    @comment(
    @article{too, title = {Hidden, too}}
    )
    @preamble{"
    @article{neither, title = 5}
    "}
    @comment{never closed
    @article{last, title = {Last}}"""
    assert [(entry.label, entry.title) for entry in entries(text)] == [("shown", "Shown"), ("last", "Last")]


def test_all_fields_of_a_paper_are_read() -> None:
    entry = one(
        r"""@inproceedings{k, title = {Main}, subtitle = {Sub}, author = {{\'E}mile Durand and von Berg, Ann and
        {World Bank, The} and Ludwig van Beethoven Jr. and others}, booktitle = {Proc. of X}, volume = 12,
        pages = {123--130}, isbn = {978-3-16-148410-0}, pmcid = {PMC123}, openalex = {W99}}"""
    )
    assert (entry.title, entry.subtitle, entry.full_title) == ("Main", "Sub", "Main: Sub")
    assert [(person.family, person.given) for person in entry.authors] == [
        ("Durand", "Émile"), ("von Berg", "Ann"), ("The", "World Bank"), ("van Beethoven", "Ludwig"),
    ]  # fmt: skip
    assert (entry.abridged, entry.venue, entry.volume, entry.page) == (True, "Proc. of X", "12", "123")
    assert (entry.kind, entry.isbn, entry.pmcid, entry.openalex) == ("inproceedings", "9783161484100", "PMC123", "W99")


def test_syntax_of_entries() -> None:
    text = (
        "\ufeff@article(paren, title={P}, year=2000)\r\n@article{, title={No key}}\r\n@a{x,title={X}} @a{y,title={Y}}"
    )
    assert [(entry.label, entry.title) for entry in entries(text)] == [
        ("paren", "P"), ("line 2", "No key"), ("x", "X"), ("y", "Y"),
    ]  # fmt: skip

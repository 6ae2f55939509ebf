"""RIS as programs write it."""

import pytest

from ingest.library.entry import Entry
from ingest.library.formats import LibraryFormat, read


def entries(text: str) -> list[Entry]:
    return read(text, LibraryFormat.RIS)


def test_the_form_of_zotero() -> None:
    (entry,) = entries("TY  - JOUR\r\nTI  - A <i>title</i>\r\nDO  - 10.1000/X\r\nPY  - 2010/05//\r\nER  - \r\n")
    assert entry == Entry("entry 1", "A title", 2010, doi="10.1000/x", kind="jour")


def test_older_tags_one_space_and_no_end() -> None:
    first, second = entries("\ufeffTY - CONF\nT1 - Alpha\nY1 - 2011\nID - key1\nTY - JOUR\nT1 - Beta\ngoes on\n")
    assert (first.label, first.title, first.year) == ("key1", "Alpha", 2011)
    assert second.title == "Beta goes on"


@pytest.mark.parametrize(
    ("lines", "title", "venue"),
    [
        ("TY  - CHAP\nT1  - A chapter\nBT  - The Book", "A chapter", "The Book"),
        ("TY  - CHAP\nBT  - The Book", "", "The Book"),
        ("TY  - BOOK\nBT  - The Book", "The Book", ""),
        ("TY  - BOOK\nTI  - The Book\nBT  - The Book", "The Book", ""),
        ("TY  - CONF\nCT  - A talk\nBT  - Proceedings", "A talk", "Proceedings"),
        ("TY  - CONF\nTI  - A talk\nCT  - A conference", "A talk", "A conference"),
        ("TY  - JOUR\nTI  - A\nJ2  - Nat.\nJF  - Nature", "A", "Nature"),
        ("TY  - JOUR\nTI  - A\nJ2  - Nat.", "A", "Nat."), ("TY  - JOUR\nTI  - A\nJ1  - Nat.", "A", "Nat."),
        ("TY  - JOUR\nTI  - A\nJO  - Nature\nJA  - Nat.", "A", "Nature"),
        ("TY  - JOUR\nTI  - A\nJA  - Nat.", "A", "Nat."),
    ],
)  # fmt: skip
def test_titles_of_books_conferences_and_journals(lines: str, title: str, venue: str) -> None:
    (entry,) = entries(f"{lines}\nER  - ")
    assert (entry.title, entry.venue) == (title, venue)


def test_the_forms_of_endnote_and_mendeley() -> None:
    (mendeley,) = entries(
        "TY  - JOUR\nT1  - Deep learning\nA1  - LeCun, Yann\nA1  - Bengio, Yoshua\nY1  - 2015/05/27/\nJF  - Nature\n"
        "VL  - 521\nSP  - 436\nL3  - http://dx.doi.org/10.1038/nature14539\nER  - "
    )
    (endnote,) = entries(
        "TY  - JOUR\nAU  - LeCun, Yann\nAU  - Bengio, Yoshua\nDA  - 2015/05/28\nDO  - \nM3  - 10.1038/nature14539\n"
        "J2  - Nature\nTI  - Deep learning\nSP  - 436-444\nVL  - 521\nER  - "
    )
    assert mendeley == endnote
    assert (mendeley.doi, mendeley.year, mendeley.page) == ("10.1038/nature14539", 2015, "436")
    (kind,) = entries("TY  - JOUR\nTI  - A\nM3  - Journal Article\nL3  - internal-pdf://0123/A.pdf\nER  - ")
    assert kind.doi is None


def test_identifiers_in_addresses_and_notes() -> None:
    (entry,) = entries("TY  - JOUR\nTI  - T\nUR  - https://arxiv.org/abs/2108.07258\nN1  - DOI: 10.1000/x\nER  - ")
    assert (entry.doi, entry.arxiv) == ("10.1000/x", "2108.07258")
    (entry,) = entries("TY  - JOUR\nTI  - T\nAN  - 26017442\nDB  - PubMed\nER  - ")
    assert entry.pmid == "26017442"


def test_text_that_is_not_ris_has_no_entries() -> None:
    assert entries("") == []
    assert entries("@article{k, title={T}}") == []
    (entry,) = entries("TY  - JOUR\nprose without tags")
    assert entry.is_empty


def test_all_fields_of_a_paper_are_read() -> None:
    (entry,) = entries(
        "TY  - BOOK\nTI  - T\nAU  - Durand, Émile\nAU  - Ann Berg\nT2  - Series\nVL  - 4\nSP  - e12\nEP  - e19\n"
        "SN  - 978-3-16-148410-0\nC2  - PMC123\nID  - W99\nER  - "
    )
    assert [(person.family, person.given) for person in entry.authors] == [("Durand", "Émile"), ("Berg", "Ann")]
    assert (entry.venue, entry.volume, entry.page, entry.kind) == ("Series", "4", "e12", "book")
    assert (entry.isbn, entry.pmcid, entry.openalex) == ("9783161484100", "PMC123", "W99")

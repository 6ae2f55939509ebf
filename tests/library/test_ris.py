"""RIS as programs write it."""

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

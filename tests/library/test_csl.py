"""CSL-JSON as programs write it."""

import orjson

from ingest.library.entry import Entry
from ingest.library.formats import LibraryFormat, read


def entries(content: object) -> list[Entry]:
    return read(orjson.dumps(content).decode(), LibraryFormat.CSL_JSON)


def test_a_list_of_items() -> None:
    item = {
        "id": "http://zotero.org/1",
        "title": "X &amp; Y",
        "DOI": "10.1000/A",
        "issued": {"date-parts": [["2019", 1]]},
    }
    assert entries([item]) == [Entry("http://zotero.org/1", "X & Y", 2019, doi="10.1000/a")]


def test_one_item_and_objects_with_items() -> None:
    item = {"id": 5, "citation-key": "key", "title": ["A"], "published": {"raw": "May 2019"}}
    expected = [Entry("key", "A", 2019)]
    assert entries(item) == entries({"items": [item]}) == entries({"message": item}) == expected


def test_identifiers_in_other_fields() -> None:
    (entry,) = entries(
        [{"title": "T", "note": "arXiv:1706.03762 [cs]\nPMID: 26017442", "URL": "https://doi.org/10.1000/x"}]
    )
    assert (entry.doi, entry.arxiv, entry.pmid) == ("10.1000/x", "1706.03762", "26017442")


def test_invalid_items_are_rejected_with_the_reason() -> None:
    assert [entry.broken for entry in entries([3, None, {"title": {"no": "text"}}])] == [
        "It is not a JSON object.", "It is not a JSON object.", None,
    ]  # fmt: skip
    (entry,) = read("[{", LibraryFormat.CSL_JSON)
    assert entry.label == "line 1"
    assert entry.broken is not None
    assert entry.broken.startswith("The text is not JSON: ")


def test_all_fields_of_a_paper_are_read() -> None:
    (entry,) = entries([{
        "id": "https://openalex.org/W99", "type": "article-journal", "title": "T", "container-title": "Nature",
        "author": [{"family": "Berg", "given": "Ann", "non-dropping-particle": "van"}, {"literal": "World Bank"}, 3],
        "volume": 4, "page": "12-19", "PMCID": "PMC123", "ISBN": "978-3-16-148410-0",
    }])  # fmt: skip
    assert [(person.family, person.given) for person in entry.authors] == [("van Berg", "Ann"), ("Bank", "World")]
    assert (entry.venue, entry.volume, entry.page, entry.kind) == ("Nature", "4", "12", "article-journal")
    assert (entry.isbn, entry.pmcid, entry.openalex) == ("9783161484100", "PMC123", "W99")

"""CSL-JSON as programs write it."""

import orjson

from ingest.library.entry import Entry
from ingest.library.reading import LibraryFormat, read


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


def test_one_item_and_what_holds_items() -> None:
    item = {"id": 5, "citation-key": "key", "title": ["A"], "published": {"raw": "May 2019"}}
    expected = [Entry("key", "A", 2019)]
    assert entries(item) == entries({"items": [item]}) == entries({"message": item}) == expected


def test_identifiers_in_other_fields() -> None:
    (entry,) = entries(
        [{"title": "T", "note": "arXiv:1706.03762 [cs]\nPMID: 26017442", "URL": "https://doi.org/10.1000/x"}]
    )
    assert (entry.doi, entry.arxiv, entry.pmid) == ("10.1000/x", "1706.03762", "26017442")


def test_what_cannot_be_read_says_why() -> None:
    assert [entry.broken for entry in entries([3, None, {"title": {"no": "text"}}])] == [
        "It is not a JSON object.", "It is not a JSON object.", None,
    ]  # fmt: skip
    (entry,) = read("[{", LibraryFormat.CSL_JSON)
    assert entry.label == "line 1"
    assert entry.broken is not None
    assert entry.broken.startswith("The text is not JSON: ")

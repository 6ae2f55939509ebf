"""Bylines from the record to the graph: printed names, affiliations and places."""

from pathlib import Path
from typing import Any

import pytest

from graphdb.cypher import cypher
from graphdb.references import reference
from graphdb.store import Store
from ingest.bylines import countries, printed_affiliations, printed_name
from ingest.keys import doi_of
from tests.ingest.records import SITE, Record, authorship, ids, ingest_records, read_graph, work
from tests.ingest.test_merges import ingest_merges
from tests.people.client import ANYBODY, Client

COUNTS = cypher("""\
MATCH (a:Author) WITH a ORDER BY a.id
RETURN collect([a.id, a.name, a.papers, COUNT { (a)-[:AUTHORED]->() }, COUNT { (a)-[:ALSO_AUTHORED]->() }])""")


def byline_place(number: int, raw: str | None = None, **fields: Any) -> Record:
    """A place with this printed name."""
    return {**authorship(number), "raw_author_name": raw, **fields}


def byline(edges: list[Any], work: str = "W1") -> list[list[Any]]:
    """The places of a paper in order: position, author, printed name, type."""
    rows = [[edge[3]["position"], edge[0], edge[3].get("name"), edge[1]] for edge in edges
            if edge[1] in ("AUTHORED", "ALSO_AUTHORED") and edge[2] == work]  # fmt: skip
    return sorted(rows)


async def names(store: Store, work: str = "W1") -> list[str]:
    """The names of a paper's citation."""
    row = await reference(store, "id", work)
    assert row is not None
    return row[3]


async def test_two_people_under_one_id_are_two_places_and_one_paper(empty_store: Store, tmp_path: Path) -> None:
    printed_names = [
        byline_place(1, "Charles Lee"),
        byline_place(2, "B. Two"),
        byline_place(1, "Sandra LEE", is_corresponding=True),
    ]
    await ingest_records(empty_store, tmp_path, work(1, authorships=printed_names), work(9, referenced_works=ids(1)))
    nodes, edges = await read_graph(empty_store)
    assert byline(edges) == [
        [1, "A1", "Charles Lee", "AUTHORED"], [2, "A2", "B. Two", "AUTHORED"], [3, "A1", "Sandra LEE", "ALSO_AUTHORED"],
    ]  # fmt: skip
    stored = {node_id: properties for _, node_id, properties in nodes}
    assert (stored["A1"]["name"], stored["A1"]["papers"], stored["A1"]["citations"]) == ("Author 1", 1, 1)
    assert await names(empty_store) == ["Charles Lee", "B. Two", "Sandra LEE"]
    assert stored["W1"]["credits"] == "Charles Lee, B. Two, Sandra LEE, 2001"
    again = await ingest_records(empty_store, tmp_path, work(1, authorships=printed_names))
    assert not again.changed
    changed = [*printed_names[:2], byline_place(1, "Sandra Li")]
    await ingest_records(empty_store, tmp_path, work(1, authorships=changed, updated_date="2025-02-01"))
    assert await names(empty_store) == ["Charles Lee", "B. Two", "Sandra Li"]
    await ingest_records(empty_store, tmp_path, work(1, authorships=changed[:2], updated_date="2025-03-01"))
    assert await names(empty_store) == ["Charles Lee", "B. Two"]


async def test_one_person_printed_twice_in_one_way_is_one_place(empty_store: Store, tmp_path: Path) -> None:
    places = [byline_place(1, "J. Doe"), byline_place(2), byline_place(1, "J. DOE"), byline_place(1), byline_place(2)]
    await ingest_records(empty_store, tmp_path, work(1, authorships=places))
    _, edges = await read_graph(empty_store)
    assert byline(edges) == [[1, "A1", "J. Doe", "AUTHORED"], [2, "A2", None, "AUTHORED"]]
    assert await names(empty_store) == ["J. Doe", "Author 2"]


async def test_the_placeholder_is_not_an_author(empty_store: Store, tmp_path: Path) -> None:
    nobody = {"id": f"{SITE}A9999999999", "display_name": None, "orcid": None}
    places = [
        byline_place(1, author=nobody),
        byline_place(1, "Ann Ng", author=nobody),
        byline_place(1, "Bo Ek", author=nobody),
    ]
    report = await ingest_records(empty_store, tmp_path, work(1, authorships=places), {**nobody, "display_name": "X"})
    assert report.rejected == 1
    assert await empty_store.read(COUNTS, {}) == [
        ["author:w1.1", "Unknown author", 1, 1, 0], ["author:w1.2", "Ann Ng", 1, 1, 0],
        ["author:w1.3", "Bo Ek", 1, 1, 0],
    ]  # fmt: skip
    assert await names(empty_store) == ["Unknown author", "Ann Ng", "Bo Ek"]


async def test_an_unnamed_node_is_unknown_until_a_record_has_its_name(empty_store: Store, tmp_path: Path) -> None:
    unnamed = {"author": {"id": f"{SITE}A1"}, "institutions": [{"id": f"{SITE}I5"}]}
    source = {"landing_page_url": "https://example.org", "source": {"id": f"{SITE}S1"}}
    partial = {"topics": [{"id": f"{SITE}T1", "score": 1}], "primary_topic": None, "primary_location": source}
    await ingest_records(empty_store, tmp_path, work(1, authorships=[unnamed], **partial))
    nodes, _ = await read_graph(empty_store)
    stored = {
        node_id: (properties["name"], properties["sortName"])
        for _, node_id, properties in nodes
        if "name" in properties
    }
    assert stored == {
        "A1": ("Unknown author", "unknown author"), "I5": ("Unknown institution", "unknown institution"),
        "T1": ("Unknown topic", "unknown topic"), "S1": ("Unknown venue", "unknown venue"),
    }  # fmt: skip
    await ingest_records(
        empty_store,
        tmp_path,
        work(2, authorships=[authorship(1) | {"author": {"id": f"{SITE}A1", "display_name": "Li"}}]),
    )
    nodes, _ = await read_graph(empty_store)
    stored = {
        node_id: (properties["name"], properties["sortName"])
        for _, node_id, properties in nodes
        if "name" in properties
    }
    assert (stored["A1"], stored["I5"]) == (("Li", "li"), ("Institute 5", "institute 5"))
    await ingest_records(empty_store, tmp_path, work(1, authorships=[unnamed], **partial, updated_date="2025-02-01"))
    nodes, _ = await read_graph(empty_store)
    assert next(properties["name"] for _, node_id, properties in nodes if node_id == "A1") == "Li"


async def test_a_merge_keeps_both_printed_names(empty_store: Store, tmp_path: Path) -> None:
    places = [
        byline_place(1, "Ann Ng"),
        byline_place(2, "A. Ng"),
        byline_place(3, "Bo Ek"),
        byline_place(4, "Bo Ek"),
        byline_place(1, "Cy Ng"),
    ]
    await ingest_records(empty_store, tmp_path, work(1, authorships=places))
    await ingest_merges(empty_store, tmp_path, "authors", ("A1", "A2"), ("A3", "A4"))
    assert await names(empty_store) == ["Ann Ng", "A. Ng", "Bo Ek", "Cy Ng"]
    assert await empty_store.read(COUNTS, {}) == [["A2", "Author 2", 1, 1, 2], ["A4", "Author 4", 1, 1, 0]]
    report = await ingest_records(empty_store, tmp_path, work(1, authorships=places, updated_date="2025-02-01"))
    assert await names(empty_store) == ["Ann Ng", "A. Ng", "Bo Ek", "Cy Ng"]
    assert await empty_store.read(COUNTS, {}) == [["A2", "Author 2", 1, 1, 2], ["A4", "Author 4", 1, 1, 0]]
    assert report.rejected == 0


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("José\u00a0 P&eacute;rez", "José Pérez"),
        ("<i>A.</i> Smith", "A. Smith"),
        ("SMITH, J", "SMITH, J"),
        ("李雷", "李雷"),
        ("", None),
        (" … ", None),
        ("&NA;", None),
        ("?", None),
        (None, None),
    ],
)
def test_printed_names(raw: str | None, name: str | None) -> None:
    assert printed_name({"raw_author_name": raw}) == name


AFFILIATED: list[tuple[Record, list[str]]] = [
    ({"raw_affiliation_strings": ["Logic Group", "Lab &amp; Co", "Logic Group"], "institutions": []},
     ["Logic Group", "Lab & Co"]),
    ({"raw_affiliation_string": "Logic Group"}, ["Logic Group"]),
    ({"raw_affiliation_string": "MIT", "institutions": [{"id": "I1"}]}, []),
    ({"raw_affiliation_strings": ["MIT", "Retired"], "institutions": [{"id": "I1"}],
      "affiliations": [{"raw_affiliation_string": "MIT", "institution_ids": [f"{SITE}I1"]},
                       {"raw_affiliation_string": "Retired", "institution_ids": []}]}, ["Retired"]),
    ({"affiliations": [{"raw_affiliation_string": None, "institution_ids": None}]}, []),
    ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "texts"), AFFILIATED)
def test_affiliations_without_an_institution(fields: Record, texts: list[str]) -> None:
    assert printed_affiliations(fields) == texts


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"countries": ["SE", "NO", "NO"], "institutions": [{"id": "I1", "country_code": "SE"}]}, ["NO"]),
        ({"countries": ["SE"], "institutions": [{"id": "I1", "country_code": "SE"}]}, []),
        ({"countries": [None, "DK"]}, ["DK"]),
        ({"countries": None, "institutions": [{"id": "I1", "country_code": ["SE"]}]}, []),
        ({}, []),
    ],
)
def test_countries_without_an_institution(fields: Record, codes: list[str]) -> None:
    assert countries(fields) == codes


async def test_countries_and_lineage_of_a_byline_are_read_back(empty_store: Store, tmp_path: Path) -> None:
    """Of real places with countries, 4 % have one without an institution."""
    system = {"id": f"{SITE}I6", "display_name": "System", "country_code": "SE", "lineage": [f"{SITE}I6"]}
    member = {**system, "id": f"{SITE}I5", "display_name": "Institute 5", "lineage": [f"{SITE}I5", f"{SITE}I6"]}
    places = [
        byline_place(1) | {"institutions": [member], "countries": ["SE", "NO"]},
        byline_place(2) | {"institutions": [system]},
    ]
    await ingest_records(empty_store, tmp_path, work(1, authorships=places))
    query = """{
      paper(by: {id: "W1"}) { authors { edges { countries } } } institution(by: {id: "I5"}) { lineage { id } }
    }"""
    data = await Client(empty_store).ask(ANYBODY, query)
    assert [edge["countries"] for edge in data["paper"]["authors"]["edges"]] == [["SE", "NO"], ["SE"]]
    assert data["institution"]["lineage"] == [{"id": "I6"}]
    assert not (await ingest_records(empty_store, tmp_path, work(1, authorships=places))).changed


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("https://doi.org/10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-#",
         "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-#"),
        ("https://doi.org/10.1002/10&lt;1661::AID-SIM9&gt;3.0.co;2-%23", "10.1002/10<1661::aid-sim9>3.0.co;2-#"),
        ("https://doi.org/10.1016/s0140-6736(05)70000-X.", "10.1016/s0140-6736(05)70000-x."),
        ("HTTP://DX.DOI.ORG/doi:10.1000/A_", "10.1000/a_"),
        ("10.1000/a)", "10.1000/a)"),
        ("10.1000/a>", "10.1000/a>"),
        (" https://doi.org/10.1000/abc ", "10.1000/abc"),
        ("https://example.org/abc", None),
        (None, None),
    ],
)  # fmt: skip
def test_identifiers_of_records_are_exact(written: str | None, doi: str | None) -> None:
    assert doi_of(written) == doi

"""Nodes of funders, awards and publishers: from works, venues and their own records, in every order."""

import gzip
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from graphdb import funding_migration
from graphdb.cypher import cypher
from graphdb.ingest.funding import award_id
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.pipeline import ingest
from tests.ingest.records import SITE, Record, epoch, ingest_records, read_graph, venue, work
from tests.ingest.test_merges import ingest_merges
from tests.openalex.documented import PROFILES, full_work
from tests.openalex.organisations import AWARDS, FUNDERS, PUBLISHERS, organisations
from tests.records.real import DATA

FUNDING_EDGES: Final = ("FUNDED_BY", "SUPPORTED_BY", "GRANTED_BY", "PUBLISHED_BY", "PART_OF")
GRANTS_LAYOUT: Final[Record] = {
    "grants": [
        {"funder": f"{SITE}F1", "funder_display_name": "Fund One", "award_id": "633053"},
        {"funder": f"{SITE}F2", "funder_display_name": "Fund Two", "award_id": None},
    ]
}
AWARDS_LAYOUT: Final[Record] = {
    "awards": [{
        "id": f"{SITE}G5", "display_name": "Roadmap to Fusion", "funder_award_id": "633053",
        "funder_id": f"{SITE}F1", "funder_display_name": "Fund One",
    }],
    "funders": [{"id": f"{SITE}F1", "display_name": "Fund One"}, {"id": f"{SITE}F2", "display_name": "Fund Two"}],
}  # fmt: skip


def difference(one: tuple[list[Any], list[Any]], other: tuple[list[Any], list[Any]]) -> tuple[list[Any], list[Any]]:
    """Funders, awards, publishers and their edges that only one graph has, and that only the other has."""
    before, other_rows = _funding(*one), _funding(*other)
    assert before
    return [row for row in before if row not in other_rows], [row for row in other_rows if row not in before]


def _funding(nodes: list[Any], edges: list[Any]) -> list[Any]:
    labels = {"Funder", "Award", "Publisher"}
    for row in nodes:
        # Older graphs do not have the dates of facts.
        row[2].pop("mentioned", None)
    return [row for row in nodes if labels & {*row[0]}] + [row for row in edges if row[1] in FUNDING_EDGES]


async def edges(store: Store) -> list[list[str]]:
    """The edges of funders, awards and publishers."""
    _, all_edges = await read_graph(store)
    return [[edge[0], edge[1], edge[2]] for edge in all_edges if edge[1] in FUNDING_EDGES]


async def nodes(store: Store) -> dict[str, dict[str, Any]]:
    """Properties by id of funders, awards and publishers."""
    all_nodes, _ = await read_graph(store)
    return {row[1]: row[2] for row in _funding(all_nodes, [])}


@pytest.mark.parametrize(
    ("funder", "number", "openalex", "expected"),
    [
        ("F1", "633053", "G5", "award:f1.633053"),
        ("F1", "R01 GM-123/45", None, "award:f1.r01-gm-123-45"),
        ("F1", None, "G5", "G5"), (None, "633053", "G5", "G5"), ("F1", "", "", None), (None, "633053", None, None),
        ("W1", "633053", "G5", "G5"),
    ],
)  # fmt: skip
def test_an_award_is_its_funder_and_number(
    funder: str | None, number: str | None, openalex: str | None, expected: str | None
) -> None:
    assert award_id(funder, number, openalex) == expected


def test_numbers_without_latin_letters_have_distinct_ids() -> None:
    ids = {award_id("F1", number, None) for number in ("国家重点", "国家重大", "№ 7", "#", "x" * 61, "x" * 62)}
    assert len(ids) == 6
    assert all(award is not None and len(award) < 40 for award in ids)


@pytest.mark.parametrize("order", [(GRANTS_LAYOUT, AWARDS_LAYOUT), (AWARDS_LAYOUT, GRANTS_LAYOUT)])
async def test_both_layouts_give_one_award(empty_store: Store, tmp_path: Path, order: tuple[Record, Record]) -> None:
    for number, layout in enumerate(order, start=1):
        await ingest_records(empty_store, tmp_path, work(number, **layout))
    stored = await nodes(empty_store)
    assert {node_id: stored[node_id]["papers"] for node_id in stored} == {"F1": 2, "F2": 2, "award:f1.633053": 2}
    assert stored["award:f1.633053"]["name"] == "Roadmap to Fusion"
    assert stored["award:f1.633053"]["openalex"] == "G5"
    assert await edges(empty_store) == sorted([
        ["award:f1.633053", "GRANTED_BY", "F1"],
        *([f"W{number}", "FUNDED_BY", funder] for number in (1, 2) for funder in ("F1", "F2")),
        ["W1", "SUPPORTED_BY", "award:f1.633053"], ["W2", "SUPPORTED_BY", "award:f1.633053"],
    ], key=repr)  # fmt: skip
    alias = await empty_store.read(cypher("MATCH (a:Alias {id: 'G5'}) RETURN a.of"), {})
    assert alias == "award:f1.633053"


async def test_an_award_with_only_its_id_is_the_same(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, **AWARDS_LAYOUT))
    award = {"id": f"{SITE}G5", "funder_id": f"{SITE}F1", "funder_award_id": None}
    await ingest_records(empty_store, tmp_path, work(2, awards=[award]), work(3, awards=[{**award, "id": f"{SITE}G7"}]))
    assert [edge for edge in await edges(empty_store) if edge[1] == "SUPPORTED_BY"] == [
        ["W1", "SUPPORTED_BY", "award:f1.633053"], ["W2", "SUPPORTED_BY", "award:f1.633053"],
        ["W3", "SUPPORTED_BY", "G7"],
    ]  # fmt: skip


async def test_their_records_take_precedence_over_mentions(empty_store: Store, tmp_path: Path) -> None:
    records = [*PROFILES, *organisations(), full_work()]
    await ingest_records(empty_store, tmp_path, *records)
    first = await read_graph(empty_store)
    stored = await nodes(empty_store)
    assert set(stored) == {"F1", "F2", "F3", "P1", "P2", "award:f1.633053", "award:f3.de-at06", "G6"}
    assert {name: stored["F1"][name] for name in ("name", "country", "ror", "registry", "otherNames")} == {
        "name": "Fund One of Sweden", "country": "SE", "ror": "021nxhr62", "registry": "501100000001",
        "otherNames": ["FOS", "Fond ett"],
    }  # fmt: skip
    assert (stored["F3"]["registry"], stored["F3"]["reportedAwards"], stored["F1"]["reportedAwards"]) == (
        "100018613",
        3,
        12,
    )
    assert {name: stored["P1"][name] for name in ("countries", "parentId", "reportedVenues", "papers")} == {
        "countries": ["SE", "DE"], "parentId": "P2", "reportedVenues": 4, "papers": 1,
    }  # fmt: skip
    award = stored["award:f1.633053"]
    assert (award["amount"], award["startsOn"], award["leadInvestigator"]) == (2500000.5, "2019-03-01", "Ada Björk")
    assert stored["G6"]["name"] == "X-6"
    await ingest_records(empty_store, tmp_path, *reversed(records))
    assert difference(await read_graph(empty_store), first) == ([], [])
    number = await epoch(empty_store)
    await ingest_records(empty_store, tmp_path, *records)
    assert await epoch(empty_store) == number
    for record in reversed(records):
        await ingest_records(empty_store, tmp_path, record)
    assert difference(await read_graph(empty_store), first) == ([], [])


async def test_a_newer_record_replaces_the_edges(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, **AWARDS_LAYOUT), *PUBLISHERS, PROFILES[2])
    later = {"updated_date": "2026-01-01"}
    other = {**PROFILES[2], **later, "host_organization": f"{SITE}P2", "host_organization_name": "Press Group"}
    await ingest_records(empty_store, tmp_path, work(1, **later, awards=[], funders=[{"id": f"{SITE}F2"}]), other)
    # The award and its funder have no record, and go with the last paper that mentions them.
    assert await edges(empty_store) == [
        ["P1", "PART_OF", "P2"], ["S1", "PUBLISHED_BY", "P2"], ["W1", "FUNDED_BY", "F2"],
    ]  # fmt: skip
    stored = await nodes(empty_store)
    assert {node_id: stored[node_id]["papers"] for node_id in stored} == {"F2": 1, "P1": 0, "P2": 1}


async def test_a_publisher_has_the_papers_of_its_imprints(empty_store: Store, tmp_path: Path) -> None:
    venue_of_imprint = {**venue(1), "host_organization": f"{SITE}P1", "host_organization_name": "One Press",
              "host_organization_lineage": [f"{SITE}P2", f"{SITE}P1"],
              "host_organization_lineage_names": ["Press Group", "One Press"]}  # fmt: skip
    repository = {"id": f"{SITE}S2", "display_name": "Archive", "host_organization": f"{SITE}I5"}
    locations = [{"source": venue_of_imprint}, {"source": venue_of_imprint}, {"source": repository}]
    works = [work(number, primary_location=location) for number, location in enumerate(locations, start=1)]
    await ingest_records(empty_store, tmp_path, *works)
    stored = await nodes(empty_store)
    assert {node_id: (row["name"], row["papers"]) for node_id, row in stored.items()} == {
        "P1": ("One Press", 2), "P2": ("Press Group", 2),
    }  # fmt: skip
    await ingest_records(empty_store, tmp_path, work(4, primary_location={"source": venue_of_imprint}))
    stored = await nodes(empty_store)
    assert [stored[node_id]["papers"] for node_id in ("P1", "P2")] == [3, 3]


async def test_merged_ids_move_edges(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(
        empty_store, tmp_path, work(1, **AWARDS_LAYOUT), work(2, **GRANTS_LAYOUT), *PUBLISHERS, PROFILES[2]
    )
    await ingest_merges(empty_store, tmp_path, "funders", ("F1", "F2"))
    await ingest_merges(empty_store, tmp_path, "publishers", ("P1", "P9"), ("P2", "P9"))
    await ingest_merges(empty_store, tmp_path, "awards", ("G7", "G5"))
    assert await edges(empty_store) == [
        ["S1", "PUBLISHED_BY", "P9"], ["W1", "FUNDED_BY", "F2"], ["W1", "SUPPORTED_BY", "award:f2.633053"],
        ["W2", "FUNDED_BY", "F2"], ["W2", "SUPPORTED_BY", "award:f2.633053"], ["award:f2.633053", "GRANTED_BY", "F2"],
    ]  # fmt: skip
    stored, before = await nodes(empty_store), await edges(empty_store)
    assert stored["award:f2.633053"]["funderId"] == "F2"
    await ingest_records(
        empty_store,
        tmp_path,
        work(1, **AWARDS_LAYOUT),
        work(2, **GRANTS_LAYOUT),
        AWARDS[0] | {"updated_date": "2020-01-01"},
    )
    assert await edges(empty_store) == before


async def test_a_deleted_work_leaves_funders_that_have_records(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1, **AWARDS_LAYOUT), *FUNDERS)
    table = tmp_path / "deleted_ids.csv"
    table.write_text("work_id,deleted_date\nW1,2026-01-01\n", encoding="utf-8")
    await ingest(empty_store, [file_source(table)])
    stored = await nodes(empty_store)
    assert {node_id: stored[node_id]["papers"] for node_id in stored} == {"F1": 0, "F3": 0}


async def test_an_older_graph_is_migrated(empty_store: Store, tmp_path: Path) -> None:
    """Version 5 stored lists of values on papers, publisher id and name on venues, and no nodes."""
    await ingest_records(
        empty_store, tmp_path, full_work(1), full_work(2, **GRANTS_LAYOUT, awards=[], funders=[]), *PROFILES
    )
    first = await read_graph(empty_store)
    gone = cypher("MATCH (n:Funder|Award|Publisher) DETACH DELETE n RETURN count(*)")
    await empty_store.write(gone, {})
    await empty_store.write(cypher("MATCH (a:Alias) WHERE a.id STARTS WITH 'G' DELETE a RETURN count(*)"), {})
    assert await edges(empty_store) == []
    await funding_migration.migrate(empty_store)
    assert difference(await read_graph(empty_store), first) == ([], [])
    await funding_migration.migrate(empty_store)
    assert difference(await read_graph(empty_store), first) == ([], [])


def _short(name: str | None) -> str:
    return (name or "").removeprefix(SITE)


@pytest.mark.skipif(not DATA.exists(), reason=f"real records are not at {DATA}")
async def test_every_funder_and_publisher_of_real_works_is_an_edge(empty_store: Store) -> None:
    """Compares the graph with the records, read without the product's readers."""
    path = DATA / "openalex" / "works-2025.jsonl.gz"
    records: list[Record] = [
        orjson.loads(line) for line in gzip.decompress(path.read_bytes()).split(b"\n") if line.strip()
    ]
    funded = {
        (_short(record["id"]), _short(grant["funder"])) for record in records for grant in record.get("grants") or ()
    }
    awarded = {
        (_short(record["id"]), _short(grant["funder"]), grant["award_id"])
        for record in records
        for grant in record.get("grants") or ()
        if grant["award_id"]
    }
    hosts: dict[str, set[str]] = {}
    for record in records:
        locations: list[Record] = [*(record.get("locations") or ()), record.get("primary_location") or {}]
        for location in locations:
            source: Record = location.get("source") or {}
            if (host := _short(source.get("host_organization"))).startswith("P"):
                hosts.setdefault(_short(source["id"]), set()).add(host)
    await ingest(empty_store, [file_source(path)])
    stored_edges = await edges(empty_store)
    assert len(funded) > 50
    assert {(edge[0], edge[2]) for edge in stored_edges if edge[1] == "FUNDED_BY"} == funded
    assert {(edge[0], edge[2]) for edge in stored_edges if edge[1] == "SUPPORTED_BY"} == {
        (paper, award_id(funder, number, None)) for paper, funder, number in awarded
    }
    published = {edge[0]: edge[2] for edge in stored_edges if edge[1] == "PUBLISHED_BY"}
    assert len(published) > 100
    assert published.keys() == hosts.keys()
    assert all(published[venue] in named for venue, named in hosts.items())

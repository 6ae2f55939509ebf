"""`peergraph ingest ror`: the registry's values take precedence over OpenAlex's in any order of ingest.

The records have the form of schema 2.1 (ROR, "Data structure").
"""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import orjson
from typer.testing import CliRunner

from commands.ingest import app
from graphdb.cypher import cypher
from graphdb.store import Store
from identifiers.ror import check_digits
from ingest.pipeline import NoProgress
from ingest.ror.pipeline import Report, ingest_ror
from tests.ingest.records import SITE, Record, epoch, ingest_records, read_graph, work


def ror_id(encoded: str) -> str:
    return f"https://ror.org/{encoded}{check_digits(encoded)}"


OXBRIDGE, COLLEGE, MERGED = ror_id("0abcde1"), ror_id("0abcde2"), ror_id("0abcde3")
INSTITUTION = cypher("MATCH (n:Institution {id: $id}) RETURN properties(n)")
ALIAS = cypher("MATCH (alias:Alias {id: $id}) RETURN alias.of")


def organisation(key: str, name: str, *, modified: str = "2026-05-04", **fields: Any) -> Record:
    """A record of the registry."""
    return {
        "id": key, "status": "active", "established": 1209, "types": ["funder", "education"],
        "names": [
            {"value": name, "types": ["label", "ror_display"], "lang": "en"},
            {"value": "UOx", "types": ["acronym"], "lang": None},
            {"value": "Universität Oxbridge", "types": ["label"], "lang": "de"},
            {"value": "The University", "types": ["alias"], "lang": None},
        ],
        "locations": [{"geonames_id": 1, "geonames_details": {
            "country_code": "GB", "country_name": "United Kingdom", "name": "Oxbridge", "lat": 52.1, "lng": 0.5,
            "country_subdivision_name": "England",
        }}],
        "links": [
            {"type": "website", "value": "https://oxbridge.example"},
            {"type": "wikipedia", "value": "https://en.wikipedia.org/wiki/Oxbridge"},
        ],
        "external_ids": [{"type": "grid", "preferred": "grid.1.2", "all": ["grid.1.2"]}],
        "relationships": [], "domains": [],
        "admin": {"created": {"date": "2018-11-14"}, "last_modified": {"date": modified, "schema_version": "2.1"}},
        **fields,
    }  # fmt: skip


def openalex_record(number: int, key: str, name: str = "Oxbridge Univ", updated: str = "2026-01-01") -> Record:
    """OpenAlex's record of the same organisation."""
    return {
        "id": f"{SITE}I{number}", "display_name": name, "ror": key, "country_code": "US", "type": "company",
        "display_name_acronyms": ["OXU"], "works_count": 7, "updated_date": updated,
    }  # fmt: skip


async def ingest_organisations(store: Store, folder: Path, *records: Record) -> Report:
    path = folder / "ror.json"
    path.write_bytes(orjson.dumps(list(records)))
    return await ingest_ror(store, path, rejects=folder / "rejects.jsonl", progress=NoProgress())


async def read_institution(store: Store, key: str) -> dict[str, Any]:
    return await store.read(INSTITUTION, {"id": key})


async def test_the_registry_describes_institutions_of_the_graph_and_creates_none(
    empty_store: Store, tmp_path: Path
) -> None:
    await ingest_records(empty_store, tmp_path, openalex_record(5, OXBRIDGE), openalex_record(6, COLLEGE, "A College"))
    parent = {"id": COLLEGE, "label": "A College", "type": "child"}
    report = await ingest_organisations(
        empty_store, tmp_path,
        organisation(OXBRIDGE, "University of Oxbridge", relationships=[parent]),
        organisation(ror_id("0zzzzz9"), "Elsewhere"),
    )  # fmt: skip
    assert (report.outcome.changed, report.outcome.absent, report.rejected, report.left_out) == (1, 1, 0, 0)
    stored = await read_institution(empty_store, "I5")
    expected = {
        "name": "University of Oxbridge", "sortName": "university of oxbridge", "acronyms": ["UOx"], "country": "GB",
        "otherNames": ["Universität Oxbridge", "The University"], "city": "Oxbridge", "region": "England",
        "latitude": 52.1, "longitude": 0.5, "kind": "education", "established": 1209, "status": "active",
        "homepage": "https://oxbridge.example", "grid": "grid.1.2", "reportedPapers": 7,
        "associated": ["I6"], "associations": ["child"],
        "searchNames": ["UOx", "Universität Oxbridge", "The University"],
    }  # fmt: skip
    assert {name: stored.get(name) for name in expected} == expected
    number, nodes = await epoch(empty_store), await read_graph(empty_store)
    again = await ingest_organisations(
        empty_store, tmp_path, organisation(OXBRIDGE, "University of Oxbridge", relationships=[parent])
    )
    assert (again.outcome.unchanged, await epoch(empty_store)) == (1, number)
    assert again.sentences()[-1] == "Nothing changed."
    assert await read_graph(empty_store) == nodes


async def test_later_records_of_openalex_leave_the_registry_s_values(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, openalex_record(5, OXBRIDGE))
    await ingest_organisations(empty_store, tmp_path, organisation(OXBRIDGE, "University of Oxbridge"))
    before = await read_institution(empty_store, "I5")
    authorship = {
        "author": {"id": f"{SITE}A1", "display_name": "Ann"},
        "institutions": [{"id": f"{SITE}I5", "display_name": "A much longer name than the registry's", "ror": OXBRIDGE,
                          "country_code": "US", "type": "government"}],
    }  # fmt: skip
    await ingest_records(
        empty_store, tmp_path, {**openalex_record(5, OXBRIDGE, "Oxb.", "2026-09-09"), "works_count": 9},
        work(1, authorships=[authorship]),
    )  # fmt: skip
    after = await read_institution(empty_store, "I5")
    differing = {name for name in before | after if before.get(name) != after.get(name)}
    assert differing <= {"reportedPapers", "updated", "papers", "authors", "citations", "readAt", "mentioned"}
    assert after["reportedPapers"] == 9


async def test_values_that_the_registry_drops_are_removed_and_older_dumps_change_nothing(
    empty_store: Store, tmp_path: Path
) -> None:
    await ingest_records(empty_store, tmp_path, openalex_record(5, OXBRIDGE))
    await ingest_organisations(empty_store, tmp_path, organisation(OXBRIDGE, "University of Oxbridge"))
    await ingest_organisations(
        empty_store, tmp_path, organisation(OXBRIDGE, "Oxbridge", modified="2026-08-01", established=None, links=[])
    )
    stored = await read_institution(empty_store, "I5")
    assert (stored["name"], "established" in stored, "homepage" in stored) == ("Oxbridge", False, False)
    outdated = await ingest_organisations(empty_store, tmp_path, organisation(OXBRIDGE, "University of Oxbridge"))
    assert outdated.outcome.older == 1
    assert (await read_institution(empty_store, "I5"))["name"] == "Oxbridge"


async def test_a_withdrawn_id_leads_to_its_successor(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, openalex_record(5, MERGED), openalex_record(6, COLLEGE, "A College"))
    successor = {"id": OXBRIDGE, "label": "University of Oxbridge", "type": "successor"}
    records = (
        organisation(OXBRIDGE, "University of Oxbridge"),
        organisation(MERGED, "Oxbridge Polytechnic", status="withdrawn", relationships=[successor]),
    )
    report = await ingest_organisations(empty_store, tmp_path, *records)
    assert (report.outcome.withdrawn, report.outcome.changed) == (1, 1)
    stored = await read_institution(empty_store, "I5")
    assert (stored["name"], stored["ror"]) == ("University of Oxbridge", OXBRIDGE[-9:])
    assert await empty_store.read(ALIAS, {"id": f"ror:{MERGED[-9:]}"}) == "I5"
    number = await epoch(empty_store)
    await ingest_organisations(empty_store, tmp_path, *records)
    await ingest_records(empty_store, tmp_path, openalex_record(5, MERGED))
    assert (await read_institution(empty_store, "I5"))["ror"] == OXBRIDGE[-9:]
    assert await epoch(empty_store) == number


async def test_an_invalid_field_and_an_invalid_record_are_rejected(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, openalex_record(5, OXBRIDGE), openalex_record(6, COLLEGE, "A College"))
    locations = [{"geonames_details": {"country_code": "GB", "name": "Oxbridge", "lat": 999, "lng": 0.5}}]
    report = await ingest_organisations(
        empty_store, tmp_path,
        organisation(OXBRIDGE, "University of Oxbridge", established=-4, locations=locations, links="none"),
        {"id": "nothing"}, {"id": COLLEGE, "name": "A record of schema 1"},
    )  # fmt: skip
    assert (report.outcome.changed, report.rejected) == (1, 2)
    stored = await read_institution(empty_store, "I5")
    assert (stored["name"], stored["city"], "latitude" in stored) == ("University of Oxbridge", "Oxbridge", False)
    rejects = [orjson.loads(line) for line in (tmp_path / "rejects.jsonl").read_bytes().splitlines()]
    assert {reject.get("field") for reject in rejects} == {None, "established", "latitude", "links"}
    assert [reject["line"] for reject in rejects if "field" not in reject] == [2, 3]


async def test_a_dump_is_a_zip_of_both_schemas(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, openalex_record(5, OXBRIDGE))
    path = tmp_path / "v1.45-2024-04-11-ror-data.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("v1.45-ror-data.json", orjson.dumps([{"id": OXBRIDGE, "name": "Schema 1"}]))
        records = [organisation(OXBRIDGE, "University of Oxbridge")]
        archive.writestr("v1.45-ror-data_schema_v2.json", orjson.dumps(records, option=orjson.OPT_INDENT_2))
    report = await ingest_ror(empty_store, path, progress=NoProgress())
    assert (report.outcome.changed, report.rejected) == (1, 0)


def test_help_describes_the_command() -> None:
    result = CliRunner().invoke(app, ["ror", "--help"])
    assert result.exit_code == 0
    assert "organisations on no paper of the graph are left out" in " ".join(result.output.split())

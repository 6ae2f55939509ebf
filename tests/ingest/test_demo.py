"""Ingest of the demo graph, followed by OpenAlex's records of the same papers."""

import re
from pathlib import Path

import demo
from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.demo import load_demo
from tests.ingest.records import SITE, epoch, ingest_records, paper, read_graph, work

OPPORTUNITIES = "arxiv:2108.07258"
SIZES = cypher("""\
RETURN [COUNT { (:Paper) }, COUNT { (:Author) }, COUNT { (:Institution) }, COUNT { (:Topic) }, COUNT { (:Venue) },
  COUNT { ()-[:CITES]->() }, COUNT { ()-[:AUTHORED]->() }, COUNT { ()-[:FROM]->() }, COUNT { (:Resource) }]""")
BYLINE = cypher("""\
MATCH (a)-[by:AUTHORED]->(:Paper {id: $id}) WITH a, by ORDER BY by.position RETURN collect([by.position, a.name])""")


async def test_the_demo_is_complete_and_a_second_load_changes_nothing(empty_store: Store) -> None:
    report = await load_demo(empty_store)
    records = demo.records()
    origins = {(edge["paper"], edge["institution"]) for edge in records.origins}
    origins |= {(edge["paper"], institution) for edge in records.authorships for institution in edge["institutions"]}
    assert report.counts["Paper", "new"] == len(records.papers)
    assert await empty_store.read(SIZES, {}) == [
        len(records.papers), len(records.authors), len(records.institutions), len(records.topics), len(records.venues),
        len(records.citations), len(records.authorships), len(origins), len(records.resources),
    ]  # fmt: skip
    assert re.match(r"[\d,]+ records in [\d,.]+ s \([1-9][\d,]* a second\)\.\Z", report.sentences()[0])
    byline = await empty_store.read(BYLINE, {"id": OPPORTUNITIES})
    assert [position for position, _ in byline] == list(range(1, 115))
    assert byline[0][1] == "Rishi Bommasani"
    before, number = await read_graph(empty_store), await epoch(empty_store)
    again = await load_demo(empty_store)
    assert (again.changed, await epoch(empty_store)) == (False, number)
    assert await read_graph(empty_store) == before


async def test_openalex_s_record_of_a_demo_paper_takes_its_place(empty_store: Store, tmp_path: Path) -> None:
    await load_demo(empty_store)
    cited = (await paper(empty_store, OPPORTUNITIES))["citations"]
    record = work(
        3195577433,
        title="On the Opportunities and Risks of Foundation Models",
        doi="https://doi.org/10.48550/arXiv.2108.07258",
        abstract_inverted_index=None,
    )
    del record["referenced_works"], record["authorships"]
    await ingest_records(empty_store, tmp_path, record)
    assert await paper(empty_store, OPPORTUNITIES) == {}
    stored = await paper(empty_store, "W3195577433")
    assert (stored["abstractKind"], stored["citations"], stored["arxiv"]) == ("SUMMARY", cited, "2108.07258")
    assert len(await empty_store.read(BYLINE, {"id": "W3195577433"})) == 114
    # The demo stays a source of the paper, and the demo's other papers still cite it.
    assert stored["sources"] == ["openalex", "demo"]
    report = await load_demo(empty_store)
    assert (report.changed, report.counts["Paper", "unchanged"]) == (False, len(demo.records().papers))
    assert (await paper(empty_store, "W3195577433"))["citations"] == cited
    assert record["id"] == f"{SITE}W3195577433"

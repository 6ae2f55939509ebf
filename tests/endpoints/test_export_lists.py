"""Exported lists equal those of GraphQL, are complete, and stop when the client disconnects."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import duckdb
import httpx
import orjson
import pytest
import pytest_asyncio

from endpoints import group_exports
from execution import admission
from execution.admission import Admission
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from resolvers.listing import PAGE
from tests.endpoints.serving import Service, requests_in_progress, served, settings
from tests.statements import RecordedStatement, record_statements
from tests.waiting import until

MANY: Final = 12_000
LIMIT: Final = 10_000
PAPERS: Final = cypher("""\
UNWIND range(1, $many) AS n
CREATE (:Paper {id: 'W' + n, title: $title + n, sortTitle: 'title ' + n, kind: 'ARTICLE', sortYear: 1900 + n % 120,
                year: 1900 + n % 120, sortDate: '', citations: n % 977, doi: '10.5555/' + n, abstract: $title})
RETURN count(*)""")
TITLE: Final = "A title that is long enough for the list to fill the buffers on its way. " * 8


@pytest_asyncio.fixture(scope="module")
async def lists(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await graph.write(PAPERS, {"many": MANY, "title": TITLE}, within=60)
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), export_limit=LIMIT)) as running:
        yield running


def _pages(statements: list[RecordedStatement]) -> list[dict[str, Any]]:
    """The parameters of each statement that reads a list."""
    return [each.parameters for each in statements if "ORDER BY" in each.text]


async def _listed(lists: Service, **arguments: Any) -> list[Any]:
    answer = await lists.http.post("/export/papers.jsonl", json=arguments)
    assert answer.status_code == 200, answer.text
    return [orjson.loads(line) for line in answer.text.splitlines()]


async def test_the_export_has_the_papers_and_order_of_graphql(lists: Service) -> None:
    arguments = {
        "filter": {"year": {"from": 1950, "to": 1951}, "not": {"ids": ["W50"]}},
        "orderBy": [{"field": "TITLE", "direction": "ASC"}],
    }
    expected = await lists.ask(
        "query ($filter: PaperFilter, $orderBy: [PaperOrder!])"
        " { papers(first: 1000, filter: $filter, orderBy: $orderBy) { totalCount nodes { id title year } } }",
        **arguments,
    )
    papers = expected["data"]["papers"]
    rows = await _listed(lists, **arguments)
    assert [(each["id"], each["title"], each["year"]) for each in rows] == [
        (each["id"], each["title"], each["year"]) for each in papers["nodes"]
    ]
    assert len(rows) == papers["totalCount"] > 150


async def test_the_query_string_takes_the_same_arguments(lists: Service) -> None:
    query = {"filter": '{"year": {"from": 1950, "to": 1950}}', "orderBy": '{"field": "TITLE", "direction": "ASC"}'}
    answer = await lists.http.get("/export/papers.csv", params=query)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="papers.csv"'
    header, *rows = csv.reader(io.StringIO(answer.text, newline=""))
    assert header[:2] == ["id", "title"]
    assert len(rows) == int(answer.headers["x-total-count"]) == sum(n % 120 == 50 for n in range(1, MANY + 1))


@pytest.mark.parametrize(
    ("suffix", "mark"),
    [
        ("csv", "# The list was cut here"),
        ("jsonl", '{"cut":true'),
        ("bib", "@comment{The"),
        ("ris", "The list was cut"),
    ],
)
async def test_a_cut_list_says_so_in_its_last_line(lists: Service, suffix: str, mark: str) -> None:
    answer = await lists.http.get(f"/export/papers.{suffix}")
    assert answer.headers["x-total-count"] == str(MANY)
    assert answer.headers["x-export-limit"] == str(LIMIT)
    *lines, last = answer.text.splitlines()
    assert last.startswith(mark)
    assert "10000 papers at most" in last
    starts = {"csv": "W", "jsonl": '{"id":', "bib": "@article", "ris": "TY  - "}
    assert sum(line.startswith(starts[suffix]) for line in lines) == LIMIT


async def test_no_paper_comes_twice(lists: Service) -> None:
    rows = await _listed(lists, orderBy=[{"field": "YEAR"}])
    ids = [each["id"] for each in rows if "id" in each]
    assert len(set(ids)) == LIMIT


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"filter": {"year": {"from": 2020, "to": 2010}}}, "`filter.year` runs from 2020 to 2010"),
        ({"filter": {"yeer": 1}}, "`filter`: "),
        ({"filter": {"citations": {"from": "many"}}}, "`filter.citations.from`: "),
        ({"orderBy": [{"field": "BEAUTY"}]}, "`orderBy.0.field`: "),
        ({"orderBy": [{"field": "YEAR"}] * 6}, "`orderBy` has 6 keys"),
        ({"first": 10}, "`first` is no argument of this list"),
        ([1], "The body must be one JSON object"),
    ],
)
async def test_invalid_arguments_run_no_statement(lists: Service, body: Any, says: str) -> None:
    with record_statements(lists.app.state.store) as statements:
        answer = await lists.http.post("/export/papers.bib", json=body)
    assert answer.status_code == 400
    assert answer.text.startswith(says)
    assert not _pages(statements)


async def test_bodies_and_parameters_that_are_not_json_are_rejected(lists: Service) -> None:
    assert (await lists.http.get("/export/papers.csv", params={"filter": "{"})).status_code == 400
    assert (await lists.http.post("/export/papers.csv", content=b"{}")).status_code == 415
    deep = {"filter": '{"not":' * 1_000 + "{}" + "}" * 1_000}
    assert (await lists.http.get("/export/papers.csv", params=deep)).status_code == 400


async def test_reading_stops_when_the_client_disconnects(lists: Service) -> None:
    with record_statements(lists.app.state.store) as statements:
        async with lists.http.stream("GET", "/export/papers.bib", headers={"accept-encoding": "identity"}) as answer:
            await anext(answer.aiter_bytes())
            assert requests_in_progress() == 1
        await until(lambda: requests_in_progress() == 0)
    assert 0 < len(_pages(statements)) < LIMIT / PAGE


async def test_every_statement_reads_one_page(lists: Service) -> None:
    with record_statements(lists.app.state.store) as statements:
        await lists.http.get("/export/papers.jsonl")
    assert len(_pages(statements)) == LIMIT / PAGE
    assert all(PAGE + 1 in parameters.values() for parameters in _pages(statements))


async def test_later_pages_wait_for_their_turn(lists: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    lane = Admission(1)
    monkeypatch.setattr(lists.app.state, "admission", lane)
    monkeypatch.setattr(admission, "SPREAD", 1)
    with record_statements(lists.app.state.store) as statements:
        async with lists.http.stream("GET", "/export/papers.bib", headers={"accept-encoding": "identity"}) as answer:
            chunks = answer.aiter_bytes()
            text = await anext(chunks)
            async with lane.turn(10**6, lists.app):
                before = len(_pages(statements))
                rest = asyncio.create_task(_all(chunks))
                await asyncio.sleep(0.3)
                assert len(_pages(statements)) == before < LIMIT / PAGE
                assert not rest.done()
            text += await rest
    assert text.count(b"@article") == LIMIT
    assert (lane.heavy.running, lane.heavy.waiting) == (0, 0)


async def _all(chunks: AsyncIterator[bytes]) -> bytes:
    return b"".join([chunk async for chunk in chunks])


async def test_later_pages_are_charged(
    lists: Service, neo4j: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ = lists  # Its papers are in the store.
    monkeypatch.setattr(admission, "PART_WAIT", 1)
    async with served(settings(neo4j, tmp_path, cost_per_minute=400_000)) as strict:
        with record_statements(strict.app.state.store) as statements, pytest.raises(httpx.RemoteProtocolError):
            await strict.http.get("/export/papers.jsonl")
        # Each costs 163,000: the client has spent its minute after three.
        assert len(_pages(statements)) == 3


async def test_parquet_has_the_same_papers(lists: Service, tmp_path: Path) -> None:
    arguments: dict[str, Any] = {"filter": {"year": {"from": 1950, "to": 1960}}, "orderBy": {"field": "YEAR"}}
    answer = await lists.http.post("/export/papers.parquet", json=arguments)
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert answer.headers["content-disposition"] == 'attachment; filename="papers.parquet"'
    path = tmp_path / "papers.parquet"
    path.write_bytes(answer.content)
    table = duckdb.read_parquet(str(path))
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]
    assert rows == await _listed(lists, **arguments)
    assert len(rows) > 1_000
    every = await lists.http.get("/export/papers.parquet")
    path.write_bytes(every.content)
    assert duckdb.read_parquet(str(path)).aggregate("count(*)").fetchall() == [(LIMIT,)]
    (notice,) = duckdb.execute(
        "SELECT value FROM parquet_kv_metadata(?) WHERE key = 'peergraph.cut'", [str(path)]
    ).fetchall()
    assert b"10000 papers at most" in notice[0]


GROUPS: Final = """query ($filter: PaperFilter) { papers(filter: $filter) {
  groups(by: [YEAR, KIND], orderBy: {field: KEY, direction: ASC}, first: 1000) {
    nodes { count keys { value } measures { citations hIndex openAccessShare } }
  }
} }"""


async def test_groups_as_files_are_those_of_graphql(
    lists: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_exports, "PAGE", 7)
    arguments: dict[str, Any] = {
        "filter": {"year": {"from": 1950}},
        "orderBy": {"field": "KEY", "direction": "ASC"},
    }
    groups = (await lists.ask(GROUPS, filter=arguments["filter"]))["data"]["papers"]["groups"]["nodes"]
    expected = [
        (int(each["keys"][0]["value"]), each["keys"][1]["value"], each["count"], *each["measures"].values())
        for each in groups
    ]
    assert len(expected) == 70
    columns = ("year", "kind", "papers", "citations", "hIndex", "openAccessShare")
    answer = await lists.http.post("/export/groups.jsonl", json={**arguments, "by": ["YEAR", "KIND"]})
    assert answer.headers["x-total-count"] == "70"
    assert answer.headers["x-exact"] == "true"
    rows = [orjson.loads(line) for line in answer.text.splitlines()]
    assert [tuple(row[name] for name in columns) for row in rows] == expected
    query = {name: orjson.dumps(value).decode() for name, value in arguments.items()}
    for suffix, read in (("csv", duckdb.read_csv), ("parquet", duckdb.read_parquet)):
        answer = await lists.http.get(f"/export/groups.{suffix}", params={**query, "by": "YEAR,KIND"})
        path = tmp_path / f"groups.{suffix}"
        path.write_bytes(answer.content)
        assert read(str(path)).project(", ".join(columns)).fetchall() == expected


async def test_groups_of_nodes_have_their_names(lists: Service) -> None:
    answer = await lists.http.get("/export/groups.csv", params={"by": "VENUE", "unknown": "true"})
    assert answer.text.splitlines()[:2] == [
        "venue,venueName,papers,citations,meanCitations,medianCitations,maxCitations,hIndex,openAccessShare,firstYear,lastYear",
        ",,12000,0.0,0.0,0.0,0,0,0.0,1900,2019",
    ]
    answer = await lists.http.get("/export/groups.csv", params={"by": '["VENUE"]', "unknown": "false"})
    assert len(answer.text.splitlines()) == 1
    assert answer.headers["x-total-count"] == "0"


async def test_a_cut_list_of_groups_says_so(lists: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists.app.state.settings, "export_limit", 10)
    answer = await lists.http.get("/export/groups.csv", params={"by": "YEAR"})
    assert len(answer.text.splitlines()) == 12
    assert "10 groups at most" in answer.text.splitlines()[-1]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "`by` is missing"),
        ({"by": []}, "`by` has 0 keys"),
        ({"by": ["YEAR", "KIND", "TOPIC"]}, "`by` has 3 keys"),
        ({"by": "AUTHORS"}, "`by`: "),
        ({"by": ["YEAR", "YEAR"]}, "`by` has YEAR twice"),
        ({"by": "YEAR", "unknown": "no"}, "`unknown`: "),
        ({"by": "YEAR", "orderBy": {"field": "YEAR"}}, "`orderBy.field`: "),
        ({"by": "YEAR", "filter": {"year": {"from": 2, "to": 1}}}, "`filter.year` runs from 2 to 1"),
        ({"by": "YEAR", "first": 10}, "`first` is no argument of this list: it has `filter`, `by`, `orderBy` and"),
    ],
)
async def test_invalid_arguments_of_groups_run_no_statement(lists: Service, body: Any, says: str) -> None:
    with record_statements(lists.app.state.store) as statements:
        answer = await lists.http.post("/export/groups.csv", json=body)
    assert (answer.status_code, answer.text[: len(says)]) == (400, says)
    assert not statements


async def test_parameters_of_groups_that_are_not_json_are_rejected(lists: Service) -> None:
    for by in ("YEAR,", "YEAR KIND", "['YEAR']", "", "1"):
        assert (await lists.http.get("/export/groups.csv", params={"by": by})).status_code == 400, by

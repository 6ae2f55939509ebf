"""Imported reviews: forms of records, papers, and a second run that changes nothing."""

import asyncio
import gzip
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
import pytest_asyncio
from typer.testing import CliRunner

from commands.ingest import app
from errors import CannotStart
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from identifiers.title import title_key
from ingest.reviews import native, neurips
from ingest.reviews.pipeline import Report, ingest_reviews
from ingest.reviews.points import points
from ingest.reviews.record import ParsedReview
from ingest.values import Unusable
from tests.growth import is_linear
from tests.people.client import ANYBODY, Client

DATA: Final = Path(os.environ.get("PEERGRAPH_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
SET: Final = DATA / "foundation-models"
COUNT_REVIEWS: Final = cypher("MATCH (review:Review) RETURN count(review)")
CREATE_PAPERS: Final = cypher("""\
UNWIND $papers AS paper
CREATE (made:Paper {
  id: paper.id, title: paper.title, titleKey: paper.key, sortTitle: paper.key, kind: 'ARTICLE', year: paper.year,
  sortYear: paper.year, sortDate: '', citations: 0
})
SET made.doi = paper.doi, made.arxiv = paper.arxiv
RETURN count(*)""")
REVIEW: Final = {
    "id": "1", "source": "Journal", "paper": {"doi": "https://doi.org/10.5555/A"}, "date": "2024-07-15",
    "points": [{"kind": "CONCERN", "text": "No data.", "about": "Section 4"}], "summary": "Short.",
    "recommendation": "NO", "confidence": 2, "reviewer": "Reviewer 1", "licence": "CC0-1.0",
    "url": "https://example.org/1",
}  # fmt: skip
FORM: Final = """SUMMARY:
It works.

STRENGTHS:
1. Clear.
2. Novel:
   - in one way
   - in another

WEAKNESSES:
**Main issues:**
- Slow.
- Small.

QUESTIONS:
N/A

LIMITATIONS:
They are discussed."""


def paper(paper_id: str, title: str, year: int, **keys: str) -> dict[str, Any]:
    return {"id": paper_id, "title": title, "key": title_key(title), "year": year, **keys}


@pytest_asyncio.fixture
async def papers(empty_store: Store) -> Store:
    await empty_store.write(CREATE_PAPERS, {"papers": [
        paper("W1", "On Data", 2020, doi="10.5555/a"), paper("W2", "On Models", 2021, arxiv="2101.00001"),
        paper("W3", "Twins", 2022), paper("W4", "Twins", 2022), paper("W5", "Twins", 2010),
    ]})  # fmt: skip
    return empty_store


def write_file(path: Path, *records: Any) -> Path:
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


async def ingest_file(store: Store, path: Path, **options: Any) -> Report:
    return await ingest_reviews(store, [path], rejects=path.with_name("rejects.jsonl"), **options)


def read_reasons(path: Path) -> Sequence[str]:
    return [orjson.loads(line)["reason"] for line in path.with_name("rejects.jsonl").read_bytes().splitlines()]


QUERY: Final = """{ papers(first: 100, filter: {hasReviews: true}) { nodes { id reviewCount reviews { nodes {
  id summary recommendation confidence createdAt withdrawn points { kind text about } author { id handle name }
  provenance { source key reviewer licence url }
} } } } }"""


async def read_papers(store: Store) -> Any:
    return (await Client(store).ask(ANYBODY, QUERY))["papers"]["nodes"]


async def test_a_review_is_stored_once_with_its_provenance(papers: Store, tmp_path: Path) -> None:
    path = write_file(tmp_path / "r.jsonl", REVIEW)
    first = await ingest_file(papers, path)
    assert (dict(first.counts), first.rejected) == ({"new": 1}, 0)
    (node,) = await read_papers(papers)
    (review,) = node["reviews"]["nodes"]
    assert (node["id"], node["reviewCount"]) == ("W1", 1)
    assert review == {
        "id": review["id"], "summary": "Short.", "recommendation": "NO", "confidence": 2,
        "createdAt": "2024-07-15T00:00:00.000Z", "withdrawn": False,
        "points": [{"kind": "CONCERN", "text": "No data.", "about": "Section 4"}],
        "author": {"id": review["author"]["id"], "handle": "imported:journal",
                   "name": "Reviewers of Journal (imported)"},
        "provenance": {"source": "Journal", "key": "1", "reviewer": "Reviewer 1", "licence": "CC0-1.0",
                       "url": "https://example.org/1"},
    }  # fmt: skip
    assert len(review["id"]) == len(review["author"]["id"]) == len("rev_") + 26
    assert dict((await ingest_file(papers, path)).counts) == {"unchanged": 1}
    write_file(path, {**REVIEW, "points": [{"kind": "STRENGTH", "text": "Data came."}], "summary": None})
    assert dict((await ingest_file(papers, path)).counts) == {"changed": 1}
    ((changed,),) = [node["reviews"]["nodes"] for node in await read_papers(papers)]
    assert changed["id"] == review["id"]
    assert (changed["summary"], [point["text"] for point in changed["points"]]) == (None, ["Data came."])


async def test_a_hidden_review_stays_hidden(papers: Store, tmp_path: Path) -> None:
    path = write_file(tmp_path / "r.jsonl", REVIEW)
    await ingest_file(papers, path)
    await papers.write(cypher("""\
MATCH (review:Review)-[live:REVIEWS]->(paper) CREATE (review)-[:HIDDEN_FROM]->(paper) DELETE live
RETURN true"""), {})  # fmt: skip
    write_file(path, {**REVIEW, "summary": "Again."})
    await ingest_file(papers, path)
    assert await read_papers(papers) == []


async def test_papers_are_found_by_id_identifier_or_title(papers: Store, tmp_path: Path) -> None:
    references = [
        {"id": "w1"}, {"doi": "10.5555/A"}, {"arxiv": "arXiv:2101.00001v3"}, {"doi": "10.48550/arXiv.2101.00001"},
        {"title": "ON MODELS!", "year": 2021}, {"title": "On models", "year": 2022}, {"title": "On models"},
        {"title": "Twins", "year": 2010}, {"doi": "10.5555/none", "title": "On Data", "year": 2020},
    ]  # fmt: skip
    records = [{**REVIEW, "id": str(number), "paper": names} for number, names in enumerate(references)]
    report = await ingest_file(papers, write_file(tmp_path / "r.jsonl", *records))
    assert report.rejected == 0
    counts = {node["id"]: node["reviewCount"] for node in await read_papers(papers)}
    assert counts == {"W1": 3, "W2": 5, "W5": 1}


async def test_a_file_of_papers_resolves_ids(papers: Store, tmp_path: Path) -> None:
    names = write_file(tmp_path / "papers.jsonl", {"id": "x:1", "title": "On Models", "year": 2021})
    path = write_file(tmp_path / "r.jsonl", {**REVIEW, "paper": "x:1"}, {**REVIEW, "id": "2", "paper": "W1"})
    report = await ingest_file(papers, path, papers=names, licence="CC-BY-4.0")
    assert dict(report.counts) == {"new": 2}
    assert {node["id"] for node in await read_papers(papers)} == {"W1", "W2"}


@pytest.mark.parametrize("line", [b"{", b"[]", b"7", b'{"title": "x"}', b'{"id": "x", "doi": 5}', b'{"id": ["x"]}'])
async def test_a_file_without_papers_is_an_error(empty_store: Store, tmp_path: Path, line: bytes) -> None:
    names = tmp_path / "papers.jsonl"
    names.write_bytes(b'{"id": "x:1", "title": "T"}\n' + line + b"\n")
    with pytest.raises(CannotStart, match=r"papers\.jsonl, line 2 is not a record of a paper"):
        await ingest_file(empty_store, write_file(tmp_path / "r.jsonl", REVIEW), papers=names)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"paper": {"doi": "10.5555/none"}}, "its paper is not in the graph"),
        ({"paper": {"title": "Twins", "year": 2022}}, "two papers of the graph have the title"),
        ({"paper": {"title": "Twins", "year": 2015}}, "its paper is not in the graph"),
        ({"paper": {}}, "`paper` has no valid id"),
        ({"paper": 7}, "`paper` must be an object"),
        ({"paper": "a\ud800"}, "`paper` must be an object"),
        ({"points": []}, "it has no point"),
        ({"points": [{"kind": "PRAISE", "text": "x"}]}, "it has no point"),
        ({"points": [{"kind": "CONCERN", "text": " \x00"}]}, "it has no point"),
        ({"points": [{"kind": "CONCERN", "text": 5}]}, "it has no point"),
        ({"points": [{"text": "x"}]}, "it has no point"),
        ({"date": "0001-01-01T00:00:00+14:00"}, "its date"),
        ({"points": "many"}, "`points` must be a list"),
        ({"date": "yesterday"}, "its date 'yesterday'"),
        ({"id": ""}, "it has no `id`"),
        ({"id": "x" * 301}, "`id` has 301 characters"),
        ({"source": None}, "it has no `source`"),
        ({"source": "a\ud800"}, "`source` has half of a surrogate pair"),
    ],
)
async def test_unusable_reviews_are_rejected_and_the_others_are_stored(
    papers: Store, tmp_path: Path, changed: Any, reason: str
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(
        b"".join(json.dumps(record).encode() + b"\n" for record in ({**REVIEW, **changed}, {**REVIEW, "id": "good"}))
    )
    report = await ingest_file(papers, path)
    assert (dict(report.counts), report.rejected) == ({"new": 1}, 1)
    assert read_reasons(path)[0].startswith(reason)


POINT: Final = {"kind": "CONCERN", "text": "x"}


@pytest.mark.parametrize(
    ("changed", "field", "reason", "expected"),
    [
        ({"summary": "x" * 50_001}, "summary", "has 50,001 characters: at most 50,000 are allowed", {"summary": None}),
        ({"summary": 7}, "summary", "is not text", {"summary": None}),
        ({"summary": "a\ud800"}, "summary", "has half of a surrogate pair", {"summary": None}),
        ({"confidence": 7}, "confidence", "is not between 1 and 5", {"confidence": None}),
        ({"confidence": "high"}, "confidence", "is not a whole number", {"confidence": None}),
        ({"recommendation": "MAYBE"}, "recommendation", "is not", {"recommendation": None}),
        ({"url": "javascript:alert(1)"}, "sourceUrl", "is not", {}),
        ({"reviewer": "y" * 301}, "reviewer", "has 301 characters", {}),
        ({"licence": ["CC0"]}, "licence", "is not text", {}),
        ({"reveiwer": "x"}, "reveiwer", "is not read: a review has no such field", {}),
        ({"points": [POINT, {**POINT, "about": "y" * 301}]}, "about", "has 301", {"points": [POINT, POINT]}),
        ({"points": [POINT, {"kind": "PRAISE", "text": "x"}]}, "points", "has no kind", {"points": [POINT]}),
        ({"points": [POINT, 7]}, "points", "has no kind", {"points": [POINT]}),
        ({"points": [POINT, {"kind": "CONCERN", "text": ["x"]}]}, "text", "is not text", {"points": [POINT]}),
        ({"points": [POINT] * 201}, "points", "is beyond the first 200", {"points": [POINT] * 200}),
    ],
)
async def test_an_invalid_field_does_not_reject_the_review(
    papers: Store, tmp_path: Path, changed: Any, field: str, reason: str, expected: dict[str, Any]
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(json.dumps({**REVIEW, **changed}).encode() + b"\n")
    report = await ingest_file(papers, path)
    assert (dict(report.counts), report.rejected, report.left_out) == ({"new": 1}, 0, 1)
    (entry,) = [orjson.loads(line) for line in path.with_name("rejects.jsonl").read_bytes().splitlines()]
    assert (entry["line"], entry["field"]) == (1, field)
    assert f"a value of its {field} {reason}" in entry["reason"]
    ((review,),) = [node["reviews"]["nodes"] for node in await read_papers(papers)]
    points = [{name: value for name, value in point.items() if value is not None} for point in review["points"]]
    assert {name: points if name == "points" else review[name] for name in expected} == expected
    assert dict((await ingest_file(papers, path)).counts) == {"unchanged": 1}


async def test_lines_that_are_not_records_are_rejected(papers: Store, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"{\n[1]\n\n" + orjson.dumps({**REVIEW, "summary": "a\u2028b"}) + b"\n")
    report = await ingest_file(papers, path)
    assert (dict(report.counts), report.rejected) == ({"new": 1}, 2)


def parse_comments(comments: str, **fields: Any) -> Any:
    review = {"comments": comments, "TITLE": "Official Review", "DATE": "2024-07-15", **fields}
    (parsed,) = neurips.reviews({"paper": "nips:abc", "reviews": [review]})
    return parsed


def test_the_form_of_neurips() -> None:
    review = parse_comments(FORM, RECOMMENDATION=7, REVIEWER_CONFIDENCE=4)
    assert isinstance(review, ParsedReview)
    row = review.row
    assert (review.paper, row.key, row.source, row.reviewer) == ("nips:abc", "nips:abc/1", "NeurIPS 2024", "Reviewer 1")
    assert row.url == "https://openreview.net/forum?id=abc"
    assert row.summary == "It works.\n\n**Limitations.** They are discussed."
    assert [tuple(point) for point in row.points] == [
        ("STRENGTH", "Clear.", None), ("STRENGTH", "Novel:\n   - in one way\n   - in another", None),
        ("CONCERN", "**Main issues:**\n\nSlow.", None), ("CONCERN", "Small.", None),
    ]  # fmt: skip
    assert (row.recommendation, row.confidence) == ("YES", 4)


@pytest.mark.parametrize(
    ("date", "ratings"),
    [
        ("2023-07-01", ["STRONG_NO", "STRONG_NO", "NO", "NEUTRAL", "NEUTRAL", "YES", "YES", *["STRONG_YES"] * 3, None]),
        ("2025-07-01", ["STRONG_NO", "NO", "NEUTRAL", "NEUTRAL", "YES", "STRONG_YES", None]),
    ],
)
def test_ratings_follow_the_scale_of_their_year(date: str, ratings: list[str | None]) -> None:
    for rating, name in enumerate(ratings, 1):
        assert parse_comments(FORM, DATE=date, RECOMMENDATION=rating).row.recommendation == name


@pytest.mark.parametrize(
    "both",
    [
        "### Strengths\n- A\n- B\n\n### Weaknesses\n- C\n- D",
        "**Strengths:**\n1. A\n2. B\n**Weaknesses:**\n1. C\n2. D",
        "Strengths: \n* A\n* B\n\nWeaknesses:\n* C\n* D", "Pros:\n- A\n- B\nCons:\n- C\n- D",
        "# Main strengths\n(1) A\n(2) B\n# Minor Concerns\n(1) C\n(2) D",
        "[Strengths]\nS1: A\nS2: B\n[Weaknesses]\nW1: C\nW2: D",
    ],
)  # fmt: skip
def test_a_part_on_strengths_and_weaknesses_is_split(both: str) -> None:
    review = parse_comments(f"SUMMARY:\ns\n\nSTRENGTHS AND WEAKNESSES:\n{both}\n\nQUESTIONS:\nWhy?", DATE="2025-07-01")
    assert [(point.kind, point.text) for point in review.row.points] == [
        ("STRENGTH", "A"), ("STRENGTH", "B"), ("CONCERN", "C"), ("CONCERN", "D"), ("METHOD_QUESTION", "Why?"),
    ]  # fmt: skip


def test_text_of_neither_side_stays_in_the_summary() -> None:
    review = parse_comments("SUMMARY:\ns\n\nSTRENGTHS AND WEAKNESSES:\nGood, but slow.\n\nQUESTIONS:\nWhy?")
    assert (review.row.summary, len(review.row.points)) == ("s\n\nGood, but slow.", 1)


def test_a_reference_is_a_point_of_a_review_without_others() -> None:
    both = "STRENGTHS AND WEAKNESSES:\nNot split.\nQUESTIONS:\nSee Strengths and Weaknesses."
    assert [point.text for point in parse_comments(both).row.points] == ["See Strengths and Weaknesses."]
    with_others = parse_comments("STRENGTHS:\nGood.\nQUESTIONS:\nSee Strengths and Weaknesses.")
    assert [point.text for point in with_others.row.points] == ["Good."]


def test_empty_reviews_are_unusable() -> None:
    nothing = parse_comments(
        "SUMMARY:\nNot my field.\n\nSTRENGTHS:\nn/a\n\nWEAKNESSES:\nNone.\n\nQUESTIONS:\nsee above"
    )
    assert isinstance(nothing, Unusable)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence.", ["One sentence."]),
        ("Two\n\nparagraphs.", ["Two\n\nparagraphs."]),
        ("- a\n- b", ["a", "b"]),
        ("- a\n  - b\n  - c\n- d", ["a\n  - b\n  - c", "d"]),
        ("Well:\n\n1) a\n2) b", ["Well:\n\na", "b"]),
        ("A real sentence before.\n\n1. a\n2. b", ["A real sentence before.", "a", "b"]),
        ("1. a\n\nmore of a\n\n2. b", ["a\n\nmore of a", "b"]),
        ("**1. Bold.** a\n**2. Bold.** b", ["**Bold.** a", "**Bold.** b"]),
        ("**1.** a\n**2.** b", ["a", "b"]),
        ("Q1. a?\nQ2. b?", ["a?", "b?"]),
        ("- only one", ["- only one"]),
        ("3.5 points better\n2.5 points worse", ["3.5 points better\n2.5 points worse"]),
        ("", []),
        ("None", []),
        ("N/A.", []),
        ("See weaknesses above.", []),
        ("Please refer to the questions raised in the **Weaknesses** section.", []),
        ('See "Strengths And Weaknesses".', []),
        ("The limitations are discussed.", ["The limitations are discussed."]),
        ("Are the weaknesses above addressed?", ["Are the weaknesses above addressed?"]),
        ("See the proof of Lemma 3 in the section above.", ["See the proof of Lemma 3 in the section above."]),
        ("-", []),
    ],
)
def test_items_of_lists_become_points(text: str, expected: list[str]) -> None:
    assert points(text) == expected


@pytest.mark.parametrize(
    "piece", ["\n", "*", "- ", "_ ", "#\n", "none ", "strengths", "pros :", "1.", "(1) ", "**1.", "a\n- "]
)
def test_any_text_is_read_in_linear_time(piece: str) -> None:
    def read(text: str) -> None:
        for name in ("STRENGTHS AND WEAKNESSES", "STRENGTHS"):
            assert next(
                neurips.reviews({"paper": "x", "reviews": [{"comments": f"{name}:\n{text}", "DATE": "2025-01-01"}]})
            )

    assert is_linear(read, (piece * 50_000)[:50_000])


def test_the_documented_record_is_valid() -> None:
    text = (Path(__file__).parents[2] / "docs" / "review-records.md").read_text(encoding="utf-8")
    line = text.split("```json\n")[1].split("\n```")[0]
    review = native.review(orjson.loads(line))
    assert [point.kind for point in review.row.points] == ["STRENGTH", "CONCERN"]


@pytest.mark.usefixtures("papers")
def test_the_command(monkeypatch: pytest.MonkeyPatch, neo4j: Address, tmp_path: Path) -> None:
    assert neo4j.auth is not None
    monkeypatch.setenv("NEO4J_URI", neo4j.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j.auth[1])
    path = write_file(tmp_path / "r.jsonl", REVIEW, {**REVIEW, "id": "2", "paper": {"id": "W404"}})
    result = CliRunner().invoke(app, ["reviews", str(path), "--rejects", str(tmp_path / "rejects.jsonl")])
    parse_comments = " ".join(result.output.split())
    assert (result.exit_code, "1 new." in parse_comments, "1 rejected: see" in parse_comments) == (3, True, True), (
        parse_comments
    )
    help_text = CliRunner().invoke(app, ["reviews", "--help"]).output
    assert "peergraph ingest reviews reviews.jsonl --licence CC-BY-4.0" in help_text
    absent = CliRunner().invoke(app, ["reviews", "absent.jsonl"])
    assert (absent.exit_code, "absent.jsonl cannot be read" in absent.output) == (1, True)


@pytest.mark.skipif(not SET.exists(), reason=f"real reviews are not at {SET}")
async def test_all_reviews_of_the_real_set(empty_store: Store, tmp_path: Path) -> None:
    records = [orjson.loads(line) for line in gzip.decompress((SET / "papers.jsonl.gz").read_bytes()).splitlines()]
    rows = [
        paper(
            f"W{number}", record["title"], record["year"], **({"arxiv": record["arxiv"]} if "arxiv" in record else {})
        )
        for number, record in enumerate(records, 1)
    ]
    await empty_store.write(CREATE_PAPERS, {"papers": rows})
    options: dict[str, Any] = {"papers": SET / "papers.jsonl.gz", "rejects": tmp_path / "rejects.jsonl"}
    # An interrupted run: stored reviews are not stored again.
    stopped = asyncio.create_task(ingest_reviews(empty_store, [SET / "reviews.jsonl.gz"], **options))
    async with asyncio.timeout(60):
        while not await empty_store.read(COUNT_REVIEWS, {}):  # noqa: ASYNC110 - the store tells nobody of a write
            await asyncio.sleep(0.05)
    stopped.cancel()
    await asyncio.gather(stopped, return_exceptions=True)
    first = await ingest_reviews(empty_store, [SET / "reviews.jsonl.gz"], **options)
    reasons = {orjson.loads(line)["reason"] for line in (tmp_path / "rejects.jsonl").read_bytes().splitlines()}
    # 7,611 records: 1,483 are decisions, 9 reviews have no point, and 12 reviews and 3 decisions are of papers that the
    # set has twice, once from arXiv.
    assert first.notes["new"] + first.notes["unchanged"] == 1_483 - 3
    assert first.counts["new"] + first.counts["unchanged"] == 7_611 - 1_483 - 9 - 12
    assert first.rejected == 9 + 12 + 3
    assert {reason.partition(": ")[2] or reason for reason in reasons} == {
        "it has no point: at least one strength, concern or question is required",
        "two papers of the graph have the title of its paper, and it has no identifier of either",
    }
    second = await ingest_reviews(empty_store, [SET / "reviews.jsonl.gz"], **options)
    assert (second.counts, second.notes) == ({"unchanged": 7_611 - 1_483 - 9 - 12}, {"unchanged": 1_483 - 3})
    data = await Client(empty_store).ask(ANYBODY, "{ graph { reviews } }")
    assert data["graph"]["reviews"] == 7_611 - 1_483 - 9 - 12
    assert "(0 a second)" not in first.sentences()[0] + second.sentences()[0]

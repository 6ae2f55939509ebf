"""Entries find their papers, and those that do not say why."""

import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.library.entry import Entry
from ingest.library.matching import Unmatched, match
from tests.statements import asked

PAPERS = cypher("""\
UNWIND $papers AS row
CREATE (p:Paper {id: row[0], title: row[1], titleKey: row[1], year: row[2], citations: row[3]}) SET p += row[4]
RETURN count(*)""")


@pytest_asyncio.fixture(scope="module")
async def papers(graph: Store) -> Store:
    rows: list[list[object]] = [
        ["W1", "alpha", 2001, 5, {"doi": "10.1000/one"}],
        ["W2", "alpha again", 2001, 9, {"doi": "10.1000/one"}],
        ["W3", "beta", 2010, 0, {"arxiv": "1706.03762"}],
        ["W4", "gamma", 2010, 3, {"pmid": "123"}],
        ["W5", "gamma", 2012, 4, {}],
        ["W6", "delta", 2010, 0, {}],
        ["W7", "delta", 2010, 8, {}],
        ["W8", "epsilon", None, 0, {}],
    ]
    await graph.write(PAPERS, {"papers": rows})
    return graph


async def test_each_way_in_its_order(papers: Store) -> None:
    entries = [
        Entry("doi", "Beta", 2010, doi="10.1000/one", arxiv="1706.03762"),
        Entry("arxiv", "Gamma", 2010, doi="10.1000/unknown", arxiv="1706.03762"),
        Entry("pmid", pmid="123"),
        Entry("title and year", "GAMMA!", 2012),
        Entry("a year beside", "Beta", 2011),
        Entry("no year", "Beta"),
        Entry("a paper without a year", "epsilon", 1999),
        Entry("broken, but named", doi="10.1000/one", broken="It cannot be read."),
    ]
    found = {each.entry.label: each.paper for each in await match(papers, entries)}
    assert found == {
        "doi": "W2", "arxiv": "W3", "pmid": "W4", "title and year": "W5", "a year beside": "W3", "no year": "W3",
        "a paper without a year": "W8", "broken, but named": "W2",
    }  # fmt: skip


async def test_why_there_is_none(papers: Store) -> None:
    entries = [
        Entry("unknown", "omega", 2010, doi="10.1000/unknown"),
        Entry("nothing"),
        Entry("broken", broken="It cannot be read."),
        Entry("other year", "beta", 1990),
        Entry("two of one year", "delta", 2010),
        Entry("two years, none given", "gamma"),
        Entry("a year beside two", "gamma", 2011),
    ]
    found = {each.entry.label: (each.reason, list(each.candidates)) for each in await match(papers, entries)}
    assert found == {
        "unknown": (Unmatched.UNKNOWN, []),
        "nothing": (Unmatched.NOTHING_TO_GO_BY, []),
        "broken": (Unmatched.UNREADABLE, []),
        "other year": (Unmatched.OTHER_YEAR, ["W3"]),
        "two of one year": (Unmatched.AMBIGUOUS, ["W7", "W6"]),
        "two years, none given": (Unmatched.AMBIGUOUS, ["W5", "W4"]),
        "a year beside two": (Unmatched.AMBIGUOUS, ["W5", "W4"]),
    }


async def test_a_thousand_entries_are_one_statement(papers: Store) -> None:
    with asked(papers) as ran:
        matches = await match(
            papers, [Entry(str(each), f"title {each}", doi=f"10.1000/{each}") for each in range(2_500)]
        )
    assert len(ran) == 3
    assert {each.reason for each in matches} == {Unmatched.UNKNOWN}

"""Counts and lists, updated incrementally, compared with a recomputation."""

import random
from pathlib import Path
from typing import Any

import pytest

from graphdb import denormalized
from graphdb.cypher import cypher
from graphdb.store import Store
from tests.ingest.records import Record, authorship, ids, ingest_records, topic, venue, work

#: Every number and list, computed from the edges.
RECOMPUTED = cypher("""\
CALL () {
  MATCH (n:Paper) RETURN n, COLLECT { MATCH (n)<-[:CITES]-(p:Paper) RETURN p } AS far, [] AS authors
  UNION ALL MATCH (n:Author) RETURN n, COLLECT { MATCH (n)-[:AUTHORED]->(p:Paper) RETURN p } AS far, [] AS authors
  UNION ALL MATCH (n:Institution) RETURN n, COLLECT { MATCH (n)<-[:FROM]-(p:Paper) RETURN p } AS far,
    COLLECT { MATCH (n)<-[:AFFILIATED_WITH]-(a:Author) RETURN a.id } AS authors
  UNION ALL MATCH (n:Topic) RETURN n,
    COLLECT { MATCH (n)<-[:BROADER*0..]-()<-[:ABOUT]-(p:Paper) RETURN DISTINCT p } AS far, [] AS authors
  UNION ALL MATCH (n:Venue) RETURN n, COLLECT { MATCH (n)<-[:PUBLISHED_IN]-(p:Paper) RETURN p } AS far, [] AS authors
}
RETURN collect([
  labels(n)[0], n.id, [p IN far | [COUNT { (p)<-[:CITES]-(:Paper) }, p.id]], authors,
  n.papers, n.citations, n.authors, n.top, size(labels(n))
])""")


#: The authors of each topic, computed from the edges, and the stored values.
AUTHORS = cypher("""\
MATCH (n:Topic)
RETURN collect([
  COUNT { MATCH (n)<-[:BROADER*0..]-()<-[:ABOUT]-(p:Paper) RETURN DISTINCT p },
  COLLECT {
    MATCH (n)<-[:BROADER*0..]-()<-[:ABOUT]-(p:Paper) WITH DISTINCT p MATCH (p)<-[:AUTHORED]-(a:Author)
    WITH a, count(*) AS written RETURN [written, a.id]
  },
  n.topAuthors, n.topAuthorPapers, n.authorCount
])""")


def expected_summary(label: str, counts: list[list[Any]], authors: list[str]) -> tuple[Any, ...]:
    """The expected papers, citations, authors and top."""
    ordered = [paper_id for _, paper_id in sorted(map(tuple, counts), reverse=True)]
    top = ordered[: denormalized.TOP] if len(counts) > denormalized.CROWDED else None
    if label == "Paper":
        return None, len(counts), None, top
    citations = sum(count for count, _ in counts) if label in {"Author", "Institution"} else None
    return len(counts), citations, len(authors) if label == "Institution" else None, top


def works(number: int, chance: random.Random) -> list[Record]:
    """Works concentrated on few authors, institutions and topics, which cite the first works most."""
    return [
        work(
            paper_number,
            authorships=[authorship(chance.randint(1, 40), place=int(9 * chance.random() ** 3))] * chance.randint(0, 1),
            topics=[topic(int(5 * chance.random() ** 2), 0.5)],
            primary_topic=None,
            primary_location={"source": venue(chance.randint(1, 3))},
            referenced_works=ids(*{1 + int(number * chance.random() ** 4) for _ in range(6)} - {paper_number}),
            updated_date=f"2025-{chance.randint(1, 12):02d}-01",
        )
        for paper_number in chance.sample(range(1, number + 1), number // 3)
    ]  # fmt: skip


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", [1, 2])
async def test_incremental_updates_agree_with_the_edges(empty_store: Store, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    crowded = listing = 0
    for _ in range(6):
        await ingest_records(empty_store, tmp_path, *works(900, chance))
        for label, node_id, counts, authors, *stored, labels in await empty_store.read(RECOMPUTED, {}, within=60):
            assert (label, node_id, *stored) == (label, node_id, *expected_summary(label, counts, authors))
            assert labels == 1, f"{node_id} is still stale"
            crowded += stored[-1] is not None
        for papers, authors, *stored in await empty_store.read(AUTHORS, {}, within=60):
            first: list[list[Any]] = sorted(authors, reverse=True)[: denormalized.TOP]
            listed = [[pair[1] for pair in first], [pair[0] for pair in first], len(authors)]
            assert stored == (listed if papers > denormalized.CROWDED else [None] * 3)
            listing += papers > denormalized.CROWDED
    assert crowded > 20
    assert listing

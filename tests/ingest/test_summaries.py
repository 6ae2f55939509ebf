"""Counts and lists, kept step by step, against the same computed from scratch."""

import random
from pathlib import Path
from typing import Any

import pytest

from graphdb import denormalized
from graphdb.cypher import cypher
from graphdb.store import Store
from tests.ingest.records import Record, authorship, brought, ids, topic, venue, work

#: Every number and list, read from the edges alone.
SCRATCH = cypher("""\
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


#: The authors of each topic, read from the edges alone, and what is stored.
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


def computed(label: str, far: list[list[Any]], authors: list[str]) -> tuple[Any, ...]:
    """papers, citations, authors and top, as they should be."""
    ordered = [found for _, found in sorted(map(tuple, far), reverse=True)]
    top = ordered[: denormalized.TOP] if len(far) > denormalized.CROWDED else None
    if label == "Paper":
        return None, len(far), None, top
    citations = sum(count for count, _ in far) if label in {"Author", "Institution"} else None
    return len(far), citations, len(authors) if label == "Institution" else None, top


def works(number: int, chance: random.Random) -> list[Record]:
    """Works that crowd on few authors, places and topics, and cite the first ones most."""
    return [
        work(
            found,
            authorships=[authorship(chance.randint(1, 40), place=int(9 * chance.random() ** 3))] * chance.randint(0, 1),
            topics=[topic(int(5 * chance.random() ** 2), 0.5)],
            primary_topic=None,
            primary_location={"source": venue(chance.randint(1, 3))},
            referenced_works=ids(*{1 + int(number * chance.random() ** 4) for _ in range(6)} - {found}),
            updated_date=f"2025-{chance.randint(1, 12):02d}-01",
        )
        for found in chance.sample(range(1, number + 1), number // 3)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
async def test_kept_step_by_step_they_are_what_the_edges_say(empty_store: Store, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    crowded = listing = 0
    for _ in range(6):
        await brought(empty_store, tmp_path, *works(900, chance))
        for label, found, far, authors, *kept, labels in await empty_store.read(SCRATCH, {}, within=60):
            assert (label, found, *kept) == (label, found, *computed(label, far, authors))
            assert labels == 1, f"{found} is still stale"
            crowded += kept[-1] is not None
        for papers, authors, *kept in await empty_store.read(AUTHORS, {}, within=60):
            first: list[list[Any]] = sorted(authors, reverse=True)[: denormalized.TOP]
            listed = [[each[1] for each in first], [each[0] for each in first], len(authors)]
            assert kept == (listed if papers > denormalized.CROWDED else [None] * 3)
            listing += papers > denormalized.CROWDED
    assert crowded > 20
    assert listing

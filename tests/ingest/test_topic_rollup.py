"""Papers within the topics above theirs, updated incrementally, compared with a recomputation from the edges."""

import itertools
import random
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest

from graphdb import topic_rollup
from graphdb.bootstrap import bootstrap
from graphdb.cypher import cypher
from graphdb.denormalized import CROWDED, TOP
from graphdb.ingest.batch import store_batch
from graphdb.ingest.merges import merge
from graphdb.ingest.rows import Batch, EntityRow, Merge, PaperRow
from graphdb.ingest.run import Run
from graphdb.migrations import VERSION
from graphdb.store import Store
from ingest.pipeline import NoProgress, finish
from ingest.report import Report
from tests.conftest import wipe
from tests.ingest.records import SITE, Record, epoch, ingest_records, read_graph, topic, work

#: Derived values of topics: number of papers, top papers, and labels, which must not include a mark.
DERIVED: Final = cypher("""\
MATCH (t:Topic)
RETURN collect([t.id, t.papers, t.top, labels(t)])""")
CITATIONS: Final = cypher("MATCH (p:Paper) RETURN collect([p.id, COUNT { (p)<-[:CITES]-() }])")
OLDER: Final = cypher("""\
MATCH (meta:Meta {id: 'schema'})
SET meta.version = 2
WITH meta
MATCH ()-[edge:WITHIN]->(t)
DELETE edge
SET t.papers = 0, t.top = null
RETURN count(*)""")
Papers = dict[str, set[str]]


def expected_papers(edges: list[Any]) -> tuple[Papers, Papers]:
    """Topic → papers about it, and topic → papers about it or a topic below it; cycles are allowed."""
    above, about = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one, kind, other, _ in edges:
        if kind == "BROADER":
            above[one].add(other)
        elif kind == "ABOUT":
            about[other].add(one)
    gathered = defaultdict[str, set[str]](set)
    for leaf, papers in about.items():
        reached, waiting = {leaf}, [leaf]
        while waiting:
            new = above[waiting.pop()] - reached
            reached |= new
            waiting += new
        for ancestor in reached:
            gathered[ancestor] |= papers
    return about, gathered


async def check_rollup(store: Store) -> int:
    """Check all derived values; the number of WITHIN edges."""
    _, edges = await read_graph(store)
    about, gathered = expected_papers(edges)
    within = sorted((one, other) for one, kind, other, _ in edges if kind == "WITHIN")
    assert within == sorted((p, t) for t, papers in gathered.items() for p in papers - about[t])
    cited = dict[str, int](await store.read(CITATIONS, {}))
    for topic_id, papers, top, labels in await store.read(DERIVED, {}):
        listed = sorted(gathered[topic_id], key=lambda paper: (cited[paper], paper), reverse=True)
        expected = listed[:TOP] if len(listed) > CROWDED else None
        assert (topic_id, papers, top, labels) == (topic_id, len(listed), expected, ["Topic"])
    assert await topic_rollup.unplaced(store) == 0
    return len(within)


def topic_record(number: int, subfield: int, updated: str) -> Record:
    """The record of a topic."""
    return {**topic(number, 0.5), "updated_date": updated} | {
        "subfield": {"id": f"{SITE}subfields/{subfield}", "display_name": f"Subfield {subfield}"},
        "field": {"id": f"{SITE}fields/{1 + subfield % 3}", "display_name": f"Field {1 + subfield % 3}"},
        "domain": {"id": f"{SITE}domains/{1 + subfield % 3 % 2}", "display_name": f"Domain {1 + subfield % 3 % 2}"},
    }


def mentioned_topic(number: int) -> Record:
    """A topic in a work, without the levels above it."""
    return {"id": f"{SITE}T{number}", "display_name": f"Topic {number}", "score": 0.5}


async def test_a_paper_is_once_within_each_topic_above_its_own(empty_store: Store, tmp_path: Path) -> None:
    about = [topic(10, 0.9), topic(11, 0.5), {"id": f"{SITE}fields/17", "display_name": "Field", "score": 0.1}]
    await ingest_records(empty_store, tmp_path, work(1, topics=about))
    _, edges = await read_graph(empty_store)
    assert [edge for edge in edges if edge[1] == "WITHIN"] == [
        ["W1", "WITHIN", "domain:3", {}], ["W1", "WITHIN", "subfield:1702", {}],
    ]  # fmt: skip
    assert await check_rollup(empty_store) == 2


async def test_the_hierarchy_may_come_before_the_works_after_them_or_between(
    empty_store: Store, tmp_path: Path
) -> None:
    records = [
        work(1, topics=[mentioned_topic(1), mentioned_topic(2)], primary_topic=None),
        work(2, topics=[mentioned_topic(2)], primary_topic=None),
        topic_record(1, 4, "2025-01-01"), topic_record(2, 5, "2025-01-01"),
    ]  # fmt: skip
    graphs: list[object] = []
    for index, order in enumerate(itertools.islice(itertools.permutations(records), 0, None, 5)):
        await wipe(empty_store)
        for batch in [[record] for record in order] if index % 2 else [order]:
            await ingest_records(empty_store, tmp_path, *batch)
        assert await check_rollup(empty_store) == 9
        graphs.append(await read_graph(empty_store))
    assert all(graph == graphs[0] for graph in graphs)
    before = await epoch(empty_store)
    await ingest_records(empty_store, tmp_path, *records)
    assert (await read_graph(empty_store), await epoch(empty_store)) == (graphs[0], before)


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", [1, 2])
async def test_papers_follow_every_change_of_topics(empty_store: Store, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    crowded = 0
    for day in range(1, 7):
        numbers = chance.sample(range(1, 500), 160)
        await ingest_records(
            empty_store,
            tmp_path,
            *(
                work(
                    number,
                    topics=[
                        mentioned_topic(topic_number)
                        for topic_number in chance.sample(range(1, 9), chance.randint(0, 3))
                    ],
                    primary_topic=None,
                    referenced_works=[f"{SITE}W{int(1 + 500 * chance.random() ** 4)}" for _ in range(4)],
                    updated_date=f"2025-02-{day:02d}",
                )
                for number in numbers
            ),
            *(
                topic_record(topic_number, chance.randint(1, 6), f"2025-02-{day:02d}")
                for topic_number in chance.sample(range(1, 9), 3)
            ),
        )
        await check_rollup(empty_store)
        run = await Run.begin(empty_store)
        if day == 3:
            # T2 is in the graph, T30 is not.
            await merge(run, [Merge("T1", "T2"), Merge("T3", "T30")])
        if day == 5:
            subfields = [EntityRow("Topic", "subfield:1", {"name": "One"}, True, "2025-03-01", broader="subfield:2")]
            subfields += [EntityRow("Topic", "subfield:2", {"name": "Two"}, True, "2025-03-01", broader="T4")]
            await store_batch(run, Batch(entities=subfields))
        await finish(run, Report(), NoProgress())
        await check_rollup(empty_store)
        crowded += sum(top is not None for _, _, top, _ in await empty_store.read(DERIVED, {}))
    assert crowded > 10


async def test_a_cycle_of_topics_terminates(empty_store: Store) -> None:
    run = await Run.begin(empty_store)
    topics = [
        EntityRow(
            "Topic",
            f"T{topic_number}",
            {"name": f"T{topic_number}"},
            True,
            "2025-01-01",
            broader=f"T{1 + topic_number % 4}",
        )
        for topic_number in range(1, 5)
    ]
    papers = [
        PaperRow(f"W{number}", [], "2025", number, {"title": "Title"}, topics=[["T2", 0.5, True], ["T3", 0.5, False]])
        for number in range(1, CROWDED + 9)
    ]
    await store_batch(run, Batch(papers=papers, entities=topics))
    await finish(run, Report(), NoProgress())
    assert await check_rollup(empty_store) == 2 * len(papers)


async def test_two_topics_of_a_paper_that_were_merged_are_one(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, topic_record(1, 4, "2025-01-01"), topic_record(2, 5, "2025-01-01"))
    run = await Run.begin(empty_store)
    await merge(run, [Merge("T1", "T2")])
    both = [topic(1, 0.4), topic(2, 0.3)]
    await ingest_records(empty_store, tmp_path, work(1, topics=both, primary_topic=both[0]))
    _, edges = await read_graph(empty_store)
    assert [edge for edge in edges if edge[1] == "ABOUT"] == [["W1", "ABOUT", "T2", {"score": 0.4, "primary": True}]]
    assert await check_rollup(empty_store) == 3


async def test_a_killed_run_is_continued(empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await ingest_records(
        empty_store, tmp_path, *(work(number, topics=[mentioned_topic(1 + number % 4)]) for number in range(1, 40))
    )
    monkeypatch.setattr(topic_rollup, "MARKED", 6)
    monkeypatch.setattr(topic_rollup, "BATCH", 7)
    run = await Run.begin(empty_store)
    above = [
        EntityRow("Topic", f"T{topic_number}", {"name": "T"}, True, "2025-01-01", broader="field:1")
        for topic_number in range(1, 5)
    ]
    await store_batch(run, Batch(entities=above, mentions={"field:1": EntityRow("Topic", "field:1", {"name": "F"})}))

    class Killed(Exception):
        pass

    def after_three(_: int, left: list[int] = [3]) -> None:  # noqa: B006 - counts across calls
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    with pytest.raises(Killed):
        await topic_rollup.refresh(empty_store, after_three)
    assert await topic_rollup.unplaced(empty_store) == 39 - 3 * 7
    await ingest_records(empty_store, tmp_path)
    assert await check_rollup(empty_store) == 39


async def test_a_graph_of_an_older_version_is_migrated(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, *(work(number) for number in range(1, CROWDED + 9)))
    before = await read_graph(empty_store)
    assert await empty_store.write(OLDER, {}) > 0
    assert await read_graph(empty_store) != before
    await bootstrap(empty_store)
    assert await read_graph(empty_store) == before
    assert await empty_store.read(cypher("MATCH (m:Meta {id: 'schema'}) RETURN m.version"), {}) == VERSION

"""What people did on a paper stays when records come in again, and moves when the paper is merged into another."""

from pathlib import Path
from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.ingest.batch import store_batch
from graphdb.ingest.rows import Batch, PaperRow, Properties
from graphdb.ingest.run import Run
from graphdb.store import Store
from loaders.viewer import Role, Viewer
from tests.ingest.records import authorship, ingest_records, work
from tests.ingest.test_merges import ingest_merges
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_collections import create_collection
from tests.people.test_comments import REVIEW, add_comment, threads
from tests.people.test_marks import REACT, SAVE
from tests.people.test_vote import LOG, VOTE

PEOPLE: Final = cypher("""\
UNWIND ['ben', 'cleo', 'dora', 'mod'] AS name
CREATE (:User {id: 'usr_' + name, handle: name, handleKey: name, name: name, joinedAt: '2026-01-01T00:00:00Z'})
RETURN count(*)""")
EVERYTHING: Final = """query ($paper: ID!) { paper(by: {id: $paper}) {
  id likeCount dislikeCount saveCount reviewCount commentCount hasCode
  reactions { kind count viewerReacted }
  readingFrame { viewerVote viewerHasSaved collections { nodes { id paperCount papers { nodes { id } } } } }
  reviews(orderBy: {field: CREATED_AT, direction: ASC}) { nodes { id } }
  comments { totalCount } resources { nodes { url addedBy { handle } } }
} }"""
LINK: Final = """mutation ($paper: ID!) {
  linkResource(input: {paper: $paper, kind: CODE, url: "https://example.org/code"}) { userErrors { code } }
}"""
LOGS: Final = cypher(
    "RETURN [COLLECT { MATCH (l:Log) RETURN l.id ORDER BY l.id }, COUNT { (:Activity {paper: $old}) }]"
)
BEN: Final = viewer("ben")
CLEO: Final = viewer("cleo")


async def people_in(store: Store) -> Client:
    await store.write(PEOPLE, {})
    return Client(store)


async def paper_data(people: Client, person: Viewer | None, paper: str) -> dict[str, Any]:
    return (await people.ask(person, EVERYTHING, paper=paper))["paper"]


async def test_a_repeated_ingest_keeps_what_people_wrote(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1), work(2))
    people = await people_in(empty_store)
    await people.ask(BEN, VOTE, paper="W1", vote="LIKE")
    await people.ask(BEN, SAVE, paper="W1")
    await people.ask(BEN, REACT, paper="W1", kind="CLEAR")
    await people.ask(BEN, REVIEW, paper="W1")
    await people.ask(BEN, LINK, paper="W1")
    await add_comment(people, CLEO, parent=(await add_comment(people, BEN, paper="W1"))["id"])
    await create_collection(people, BEN, "PUBLIC", "W1", "W2")
    before, threads_before = await paper_data(people, BEN, "W1"), await threads(people, "W1")
    again = work(1, title="Another title", authorships=[authorship(9)], topics=[], updated_date="2026-02-01")
    report = await ingest_records(empty_store, tmp_path, again)
    assert report.counts["Paper", "changed"] == 1
    assert await paper_data(people, BEN, "W1") == before
    assert await threads(people, "W1") == threads_before
    assert (before["commentCount"], before["likeCount"], before["hasCode"]) == (2, 1, True)


async def test_what_people_wrote_moves_to_the_successor_and_counts_once(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1), work(2))
    people = await people_in(empty_store)
    await people.ask(BEN, VOTE, paper="W2", vote="DISLIKE")
    await people.ask(CLEO, VOTE, paper="W1", vote="LIKE")
    await people.ask(BEN, VOTE, paper="W1", vote="LIKE")
    await people.ask(CLEO, VOTE, paper="W2", vote="DISLIKE")
    await people.ask(viewer("dora"), VOTE, paper="W1", vote="LIKE")
    for paper in ("W1", "W2"):
        await people.ask(BEN, SAVE, paper=paper)
        await people.ask(BEN, REACT, paper=paper, kind="CLEAR")
        await people.ask(BEN, REVIEW, paper=paper)
        await add_comment(people, CLEO, parent=(await add_comment(people, BEN, paper=paper))["id"])
    await people.ask(BEN, REACT, paper="W1", kind="NOVEL")
    await people.ask(CLEO, LINK, paper="W1")
    both, old = (
        await create_collection(people, BEN, "PUBLIC", "W2", "W1"),
        await create_collection(people, BEN, "PUBLIC", "W1"),
    )
    reviews = [(await paper_data(people, BEN, paper))["reviews"]["nodes"][0] for paper in ("W1", "W2")]
    threads_before = await threads(people, "W1")

    await ingest_merges(empty_store, tmp_path, "works", ("W1", "W2"))

    paper = await paper_data(people, BEN, "W1")
    assert paper["id"] == "W2"
    assert (paper["likeCount"], paper["dislikeCount"], paper["saveCount"]) == (2, 1, 1)
    assert (paper["readingFrame"]["viewerVote"], paper["readingFrame"]["viewerHasSaved"]) == ("LIKE", True)
    assert (await paper_data(people, CLEO, "W2"))["readingFrame"]["viewerVote"] == "DISLIKE"
    reactions = {each["kind"]: each["count"] for each in paper["reactions"] if each["count"]}
    assert reactions == {"CLEAR": 1, "NOVEL": 1}
    assert paper["reviews"]["nodes"] == reviews
    assert (paper["reviewCount"], paper["commentCount"], paper["comments"]["totalCount"]) == (2, 4, 2)
    assert threads_before.items() <= (await threads(people, "W2")).items()
    assert paper["resources"]["nodes"] == [{"url": "https://example.org/code", "addedBy": {"handle": "cleo"}}]
    collections = {each["id"]: each["papers"]["nodes"] for each in paper["readingFrame"]["collections"]["nodes"]}
    assert collections == {both: [{"id": "W2"}], old: [{"id": "W2"}]}
    logs, entries = await empty_store.read(LOGS, {"old": "W1"})
    assert (logs, entries) == (["W2"], 0)


async def test_the_log_of_a_paper_goes_on_under_its_new_id(empty_store: Store, tmp_path: Path) -> None:
    await ingest_records(empty_store, tmp_path, work(1))
    people = await people_in(empty_store)
    await people.ask(BEN, VOTE, paper="W1", vote="LIKE")
    await people.ask(BEN, SAVE, paper="W1")
    await ingest_merges(empty_store, tmp_path, "works", ("W1", "W7"))
    await people.ask(CLEO, VOTE, paper="W7", vote="LIKE")
    assert await empty_store.read(LOG, {"paper": "W7"}) == [1, 2, 3]
    assert await empty_store.read(LOGS, {"old": "W1"}) == [["W7"], 0]
    assert (await paper_data(people, ANYBODY, "W1"))["likeCount"] == 2


def _row(*resources: str, digest: int) -> PaperRow:
    properties: Properties = {
        "title": "T", "sortTitle": "t", "kind": "ARTICLE", "sortYear": 0, "sortDate": "", "openalex": "W1",
    }  # fmt: skip
    listed: list[Properties] = [
        {"id": f"res_{each}", "kind": "CODE", "url": f"https://example.org/{each}"} for each in resources
    ]
    return PaperRow("W1", [], f"2026-01-0{digest}", digest, properties, resources=listed)


async def test_a_resource_that_a_moderator_hid_does_not_come_back(empty_store: Store) -> None:
    run = await Run.begin(empty_store)
    await store_batch(run, Batch(papers=[_row("a", digest=1)]))
    people = await people_in(empty_store)
    hide = """mutation { moderate(input: {subject: "res_a", action: HIDE}) { userErrors { code } } }"""
    await people.ask(viewer("mod", Role.MODERATOR), hide)
    await store_batch(run, Batch(papers=[_row("a", "b", digest=2)]))
    nodes = (await paper_data(people, ANYBODY, "W1"))["resources"]["nodes"]
    assert nodes == [{"url": "https://example.org/b", "addedBy": None}]

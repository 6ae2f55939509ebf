"""Reactions and saves: set and removed, at most one per person, also under concurrency."""

import asyncio
from typing import Any, Final

import pytest

from graphdb.reaction_kind import ReactionKind
from loaders.viewer import Viewer
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_vote import CROWD, log

REACT: Final = """mutation ($paper: ID!, $kind: ReactionKind!, $on: Boolean! = true) {
  react(input: {paper: $paper, kind: $kind, on: $on}) {
    paper { id reactions { kind count viewerReacted } } userErrors { field code }
  }
}"""
SAVE: Final = """mutation ($paper: ID!, $on: Boolean! = true) {
  save(input: {paper: $paper, on: $on}) {
    paper { id saveCount readingFrame { saves viewerHasSaved } } userErrors { field code }
  }
}"""
FRAME: Final = """query ($papers: [ID!]!) { nodes(ids: $papers) { ... on Paper {
  readingFrame { likes dislikes saves reviews comments viewerVote viewerHasSaved }
  reactions { kind count viewerReacted }
} } }"""
BEN: Final = viewer("ben")
PAPERS: Final = [f"W{number}" for number in range(1, 101)]


async def react(people: Client, person: Viewer, kind: str, *, on: bool = True, paper: str = "W1") -> dict[str, Any]:
    answer = (await people.ask(person, REACT, paper=paper, kind=kind, on=on))["react"]
    assert answer["userErrors"] == []
    return {each["kind"]: (each["count"], each["viewerReacted"]) for each in answer["paper"]["reactions"]}


async def test_all_kinds_come_in_one_order_with_the_viewers_reaction(people: Client) -> None:
    await react(people, viewer("cleo"), "NOVEL")
    tallies = await react(people, BEN, "CLEAR")
    assert list(tallies) == [kind.value for kind in ReactionKind]
    assert {kind: tally for kind, tally in tallies.items() if tally[0]} == {"NOVEL": (1, False), "CLEAR": (1, True)}
    assert (await react(people, BEN, "NOVEL"))["NOVEL"] == (2, True)
    assert (await react(people, BEN, "NOVEL"))["NOVEL"] == (2, True)
    assert (await react(people, BEN, "NOVEL", on=False))["NOVEL"] == (1, False)
    assert (await react(people, BEN, "NOVEL", on=False))["CLEAR"] == (1, True)


async def test_a_save_is_set_and_removed(people: Client) -> None:
    saved = (await people.ask(BEN, SAVE, paper="doi:10.5555/1"))["save"]["paper"]
    assert saved == {"id": "W1", "saveCount": 1, "readingFrame": {"saves": 1, "viewerHasSaved": True}}
    saved = (await people.ask(BEN, SAVE, paper="W1", on=False))["save"]["paper"]
    assert saved == {"id": "W1", "saveCount": 0, "readingFrame": {"saves": 0, "viewerHasSaved": False}}


@pytest.mark.parametrize(("mutation", "more"), [(REACT, {"kind": "CLEAR"}), (SAVE, {})])
async def test_marks_need_a_viewer_who_may_write_and_an_existing_paper(
    people: Client, mutation: str, more: dict[str, str]
) -> None:
    assert await people.code(ANYBODY, mutation, paper="W1", **more) == "UNAUTHENTICATED"
    assert await people.code(viewer("ben", may_write=False), mutation, paper="W1", **more) == "FORBIDDEN"
    ((_, answer),) = (await people.ask(BEN, mutation, paper="W404", **more)).items()
    assert answer == {"paper": None, "userErrors": [{"field": ["paper"], "code": "NOT_FOUND"}]}


async def test_fifty_people_and_one_from_ten_places_at_once(people: Client, caplog: pytest.LogCaptureFixture) -> None:
    names = [f"marks{number}" for number in range(50)]
    await people.store.write(CROWD, {"names": names})
    before = len(await log(people.store, "W2"))
    await asyncio.gather(
        *(react(people, viewer(name), "RIGOROUS", paper="W2") for name in names),
        *(people.ask(viewer(name), SAVE, paper="W2") for name in names),
        *(react(people, BEN, "RIGOROUS", paper="W2") for _ in range(10)),
        *(people.ask(BEN, SAVE, paper="W2") for _ in range(10)),
    )
    (paper,) = (await people.ask(BEN, FRAME, papers=["W2"]))["nodes"]
    assert paper["readingFrame"]["saves"] == 51
    tally = next(each for each in paper["reactions"] if each["kind"] == "RIGOROUS")
    assert tally == {"kind": "RIGOROUS", "count": 51, "viewerReacted": True}
    assert await log(people.store, "W2") == list(range(1, before + 103))
    assert "Deadlock" not in caplog.text, "Writes that wait for each other in a circle are written late."


@pytest.mark.parametrize("person", [ANYBODY, BEN], ids=["anybody", "ben"])
async def test_frames_and_reactions_of_many_papers_are_one_statement(people: Client, person: Viewer | None) -> None:
    data = await people.ask(person, FRAME, papers=PAPERS)
    assert len(people.statements) == 1
    assert data["nodes"][0]["readingFrame"]["viewerHasSaved"] is False


async def test_a_frame_without_the_viewer_is_the_same_statement_for_everybody(people: Client) -> None:
    query = '{ paper(by: {id: "W1"}) { readingFrame { likes saves } reactions { kind count } } }'
    await people.ask(BEN, query)
    assert "$viewer" not in people.statements[0].text

"""Collections keep papers in their owner's order, and only the owner changes them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.collection_writes import STEP
from graphdb.cypher import cypher
from loaders.viewer import Viewer
from resolvers.collection import between
from tests.people.client import ANYBODY, Client, viewer

ERRORS: Final = "userErrors { field code message }"
CREATE: Final = f"""mutation ($title: String!, $description: String, $visibility: Visibility! = PRIVATE) {{
  createCollection(input: {{title: $title, description: $description, visibility: $visibility}}) {{
    collection {{ id title description visibility owner {{ handle }} paperCount createdAt updatedAt }} {ERRORS}
  }}
}}"""
UPDATE: Final = f"""mutation ($input: UpdateCollectionInput!) {{
  updateCollection(input: $input) {{ collection {{ id title description visibility paperCount }} {ERRORS} }}
}}"""
DELETE: Final = f"mutation ($id: ID!) {{ deleteCollection(input: {{collection: $id}}) {{ deletedId {ERRORS} }} }}"
ADD: Final = f"""mutation ($id: ID!, $paper: ID!, $place: Int) {{
  addToCollection(input: {{collection: $id, paper: $paper, place: $place}}) {{
    collection {{ paperCount papers(first: 50) {{ nodes {{ id }} }} }} paper {{ id }} {ERRORS}
  }}
}}"""
REMOVE: Final = f"""mutation ($id: ID!, $paper: ID!) {{
  removeFromCollection(input: {{collection: $id, paper: $paper}}) {{
    collection {{ papers {{ nodes {{ id }} }} }} paper {{ readingFrame {{ viewerCollections {{ id }} }} }} {ERRORS}
  }}
}}"""
PAPERS: Final = cypher("""\
UNWIND range(10, 29) AS number
CREATE (:Paper {id: 'W' + number, title: 'Paper ' + number, sortTitle: '', kind: 'ARTICLE', sortYear: 0, sortDate: '',
  citations: 0})
RETURN count(*)""")
CROWDED: Final = cypher("""\
MATCH (:Collection {id: $id})-[edge:HOLDS|KEEPS]->(p)
WITH edge ORDER BY edge.position
WITH collect(edge) AS edges
UNWIND range(0, size(edges) - 1) AS index
WITH edges[index] AS edge, index
SET edge.position = index
RETURN count(*)""")
MANY: Final = cypher("""\
MATCH (user:User {id: $user})
UNWIND range(1, $number) AS each
CREATE (user)-[:OWNS]->(:Collection {id: 'col_' + user.id + each, title: '', visibility: 'PRIVATE', createdAt: ''})
RETURN count(*)""")
BEN: Final = viewer("ben")


@pytest_asyncio.fixture
async def shelves(people: Client) -> AsyncIterator[Client]:
    """The people, with twenty more papers."""
    await people.store.write(PAPERS, {})
    yield people


async def create_collection(people: Client, person: Viewer = BEN, visibility: str = "PRIVATE", *papers: str) -> str:
    """The id of a new collection that holds these papers."""
    answer = (await people.ask(person, CREATE, title="To read", visibility=visibility))["createCollection"]
    assert answer["userErrors"] == []
    collection = answer["collection"]["id"]
    for paper in papers:
        assert (await people.ask(person, ADD, id=collection, paper=paper))["addToCollection"]["userErrors"] == []
    return collection


async def add_paper(people: Client, collection: str, paper: str, place: int | None = None) -> list[str]:
    answer = (await people.ask(BEN, ADD, id=collection, paper=paper, place=place))["addToCollection"]
    assert answer["userErrors"] == []
    return [each["id"] for each in answer["collection"]["papers"]["nodes"]]


async def test_a_collection_is_made_changed_and_deleted(shelves: Client) -> None:
    answer = (await shelves.ask(BEN, CREATE, title="  To read ", description="Soon."))["createCollection"]
    created: dict[str, Any] = answer["collection"]
    assert created.pop("id").startswith("col_")
    assert created.pop("createdAt") == created.pop("updatedAt")
    assert created == {
        "title": "To read", "description": "Soon.", "visibility": "PRIVATE", "owner": {"handle": "ben"},
        "paperCount": 0,
    }  # fmt: skip
    collection = await create_collection(shelves, BEN, "PRIVATE", "W1", "W2")
    changed = await shelves.ask(BEN, UPDATE, input={"collection": collection, "visibility": "PUBLIC"})
    assert changed["updateCollection"]["collection"] == {
        "id": collection, "title": "To read", "description": None, "visibility": "PUBLIC", "paperCount": 2,
    }  # fmt: skip
    changed = await shelves.ask(BEN, UPDATE, input={"collection": collection, "title": "Read", "description": "Done."})
    assert changed["updateCollection"]["collection"]["title"] == "Read"
    changed = await shelves.ask(BEN, UPDATE, input={"collection": collection, "title": None, "description": None})
    assert changed["updateCollection"]["collection"]["description"] is None
    assert changed["updateCollection"]["collection"]["title"] == "Read"
    assert (await shelves.ask(BEN, DELETE, id=collection))["deleteCollection"] == {
        "deletedId": collection,
        "userErrors": [],
    }
    assert (await shelves.ask(BEN, "query ($id: ID!) { collection(id: $id) { id } }", id=collection))[
        "collection"
    ] is None
    assert (await shelves.ask(BEN, DELETE, id=collection))["deleteCollection"]["userErrors"][0]["code"] == "NOT_FOUND"


async def test_papers_keep_the_position_at_which_they_were_added(shelves: Client) -> None:
    collection = await create_collection(shelves)
    assert await add_paper(shelves, collection, "W10") == ["W10"]
    assert await add_paper(shelves, collection, "W11") == ["W10", "W11"]
    assert await add_paper(shelves, collection, "W12", 1) == ["W12", "W10", "W11"]
    assert await add_paper(shelves, collection, "W13", 2) == ["W12", "W13", "W10", "W11"]
    assert await add_paper(shelves, collection, "W11", 1) == ["W11", "W12", "W13", "W10"]
    assert await add_paper(shelves, collection, "W12") == ["W11", "W12", "W13", "W10"]
    assert await add_paper(shelves, collection, "W11", 99) == ["W12", "W13", "W10", "W11"]
    answer = (await shelves.ask(BEN, REMOVE, id=collection, paper="W13"))["removeFromCollection"]
    assert [each["id"] for each in answer["collection"]["papers"]["nodes"]] == ["W12", "W10", "W11"]
    assert answer["paper"] == {"readingFrame": {"viewerCollections": []}}
    assert (await shelves.ask(BEN, REMOVE, id=collection, paper="W13"))["removeFromCollection"]["userErrors"] == []


async def test_positions_are_renumbered_when_there_is_no_gap(shelves: Client) -> None:
    collection = await create_collection(shelves, BEN, "PUBLIC", "W10", "W11", "W12")
    await shelves.store.write(CROWDED, {"id": collection})
    assert await add_paper(shelves, collection, "W13", 2) == ["W10", "W13", "W11", "W12"]
    await shelves.store.write(CROWDED, {"id": collection})
    assert await add_paper(shelves, collection, "W12", 2) == ["W10", "W12", "W13", "W11"]


@given(st.lists(st.integers(-20, 20), unique=True).map(sorted), st.none() | st.integers(1, 50))
@settings(deadline=None)
def test_a_position_is_between_its_neighbours_or_none(others: list[int], place: int | None) -> None:
    position = between(others, place)
    before = len(others) if place is None else min(place - 1, len(others))
    if position is None:
        assert others[before] - others[before - 1] == 1
    else:
        assert sorted([*others, position])[before] == position
        assert position not in others


async def test_the_pages_of_a_collection_follow_its_order_while_it_is_changed(shelves: Client) -> None:
    papers = [f"W{number}" for number in range(10, 22)]
    collection = await create_collection(shelves, BEN, "PRIVATE", *papers)
    query = """query ($id: ID!, $after: String) { collection(id: $id) {
      papers(first: 5, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } }
    } }"""
    ids, after = list[str](), None
    for paper in (None, "W10", "W21"):
        if paper:
            await add_paper(shelves, collection, paper, 1)
        page = (await shelves.ask(BEN, query, id=collection, after=after))["collection"]["papers"]
        ids += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert ids == papers[:-1]


async def test_invalid_input_is_reported_with_its_field(shelves: Client) -> None:
    async def problems(query: str, **variables: Any) -> list[tuple[list[str], str]]:
        ((_, answer),) = (await shelves.ask(BEN, query, **variables)).items()
        return [(each["field"], each["code"]) for each in answer["userErrors"]]

    collection = await create_collection(shelves)
    long = "x" * 2_001
    assert await problems(CREATE, title=" ") == [(["title"], "REQUIRED")]
    assert await problems(CREATE, title=long, description=long) == [
        (["title"], "TOO_LONG"), (["description"], "TOO_LONG"),
    ]  # fmt: skip
    assert await problems(UPDATE, input={"collection": collection, "title": ""}) == [(["title"], "REQUIRED")]
    assert await problems(ADD, id=collection, paper="W404") == [(["paper"], "NOT_FOUND")]
    assert await problems(ADD, id=collection, paper="W1", place=0) == [(["place"], "OUT_OF_RANGE")]
    await shelves.store.write(MANY, {"user": "usr_dora", "number": 1_000})
    answer = (await shelves.ask(viewer("dora"), CREATE, title="One more"))["createCollection"]
    assert [each["code"] for each in answer["userErrors"]] == ["TOO_MANY"]


@pytest.mark.parametrize("visibility", ["PRIVATE", "UNLISTED", "PUBLIC"])
async def test_only_the_owner_changes_a_collection_and_all_others_get_the_same_error(
    shelves: Client, visibility: str
) -> None:
    collection = await create_collection(shelves, viewer("cleo"), visibility, "W1")
    for query, variables in (
        (UPDATE, {"input": {"collection": "{}", "title": "Mine"}}), (DELETE, {"id": "{}"}),
        (ADD, {"id": "{}", "paper": "W1"}), (REMOVE, {"id": "{}", "paper": "W1"}),
    ):  # fmt: skip
        answers = [
            await shelves.answer(person, query, **_fill(variables, each))
            for person in (BEN, viewer("mod"))
            for each in (collection, "col_00000000000000000000000000", "nonsense", "W1")
        ]
        assert len({repr(each) for each in answers}) == 1, answers
        ((_, answer),) = answers[0][0].items()
        assert [each["code"] for each in answer["userErrors"]] == ["NOT_FOUND"]
        assert await shelves.code(ANYBODY, query, **_fill(variables, collection)) == "UNAUTHENTICATED"


def _fill(variables: Any, collection: str) -> Any:
    if isinstance(variables, dict):
        return {name: _fill(value, collection) for name, value in variables.items()}  # pyright: ignore[reportUnknownVariableType]
    return collection if variables == "{}" else variables


async def test_changes_at_the_same_time_lose_nothing(shelves: Client) -> None:
    collection = await create_collection(shelves, BEN, "PUBLIC")
    papers = [f"W{number}" for number in range(10, 30)]
    await asyncio.gather(
        *(add_paper(shelves, collection, paper, place % 5 + 1) for place, paper in enumerate(papers)),
        *(
            shelves.ask(BEN, UPDATE, input={"collection": collection, "visibility": each})
            for each in ("PRIVATE", "PUBLIC")
        ),
    )
    data = await shelves.ask(
        ANYBODY, "query ($id: ID!) { collection(id: $id) { paperCount visibility } }", id=collection
    )
    result = await shelves.ask(BEN, ADD, id=collection, paper="W10")
    assert result["addToCollection"]["collection"]["paperCount"] == len(papers)
    assert data["collection"] in (None, {"paperCount": len(papers), "visibility": "PUBLIC"})
    frames = await shelves.ask(
        ANYBODY, "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Paper { readingFrame { collections { nodes { id } } "
        "} } } }", ids=papers,
    )  # fmt: skip
    listed = [{each["id"] for each in node["readingFrame"]["collections"]["nodes"]} for node in frames["nodes"]]
    assert {collection in each for each in listed} == {data["collection"] is not None}


def test_positions_leave_room_for_many() -> None:
    others = [STEP, 2 * STEP]
    for _ in range(19):
        position = between(others, 2)
        assert position is not None
        others = [others[0], position]

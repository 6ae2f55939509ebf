"""A private collection is visible to nobody but its owner, by any route that the schema has."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType, is_interface_type, is_object_type

from graphdb.cypher import cypher
from loaders.graphql_core import graphql_schema
from loaders.selection import named_type
from loaders.viewer import Role, Viewer
from schema.schema import SCHEMA
from tests.people.client import ANYBODY, Client, viewer
from tests.people.test_collections import UPDATE, made

BEN: Final = viewer("ben")
OTHERS: Final[Mapping[str, Viewer | None]] = {
    "anybody": ANYBODY, "member": viewer("cleo"), "moderator": viewer("mod", Role.MODERATOR),
    "admin": viewer("root", Role.ADMIN),
}  # fmt: skip
TITLE: Final = "Rejected by me"
_TYPES: Final = graphql_schema(SCHEMA).type_map

#: How each field that can lead to a collection is asked; `$id` is the collection's, which somebody may have guessed.
ASKED: Final[Mapping[str, str]] = {
    "Query.node": "query ($id: ID!) { node(id: $id) { id ... on Collection { title } } }",
    "Query.nodes": "query ($id: ID!) { nodes(ids: [$id, $id]) { id } }",
    "Query.collection": "query ($id: ID!) { collection(id: $id) { title paperCount } }",
    "ReadingFrame.collections": """{ paper(by: {id: "W1"}) { readingFrame {
      collections { totalCount edges { cursor node { id title } } nodes { id } pageInfo { endCursor hasNextPage } }
    } } }""",
    "ReadingFrame.viewerCollections": '{ paper(by: {id: "W1"}) { readingFrame { viewerCollections { id } } } }',
    "User.collections": """{ user(id: "usr_ben") {
      collections { totalCount nodes { id title } edges { node { id } } } saved { nodes { id } }
    } }""",
    "SearchConnection.nodes": "query ($id: String!) { search(text: $id) { totalCount nodes { id } } }",
    "SearchEdge.node": """{ search(text: "Rejected by me") { totalCount edges { node { id } }
      facets { kinds { value count } } } }""",
    "MapNode.node": """query ($id: ID!) { researchMap(around: [$id, "W1"]) {
      nodes { id node { id } } available { kind available } description export(format: JSON)
    } }""",
    "GraphPath.nodes": 'query ($id: ID!) { connectionsBetween(from: "W1", to: $id) { nodes { id } } }',
    "NeighbourReason.examples": """{ paper(by: {id: "W1"}) { neighbours { nodes { id } edges {
      reasons { examples { id } } } } } }""",
    "Report.subject": "{ reports { totalCount nodes { subjectId content subject { id } } } }",
    "Moderation.subject": "{ moderationLog { totalCount nodes { subjectId content subject { id } } } }",
    "ModeratePayload.subject": """mutation ($id: ID!) {
      report(input: {subject: $id, reason: SPAM}) { subjectId userErrors { field code message } }
      moderate(input: {subject: $id, action: HIDE}) { subject { id } userErrors { field code message } }
    }""",
    "LibraryImport.collection": """query ($id: ID!) {
      libraryImport(id: $id) { id collection { id title } entries { label } }
    }""",
    "LibraryImportPayload.collection": """mutation ($id: ID!) {
      resolveLibraryEntry(input: {import: $id, position: 1}) { collection { id } userErrors { field code message } }
      undoLibraryImport(input: {import: $id}) { collection { id } userErrors { field code message } }
    }""",
    "CollectionPayload.collection": """mutation ($id: ID!) {
      updateCollection(input: {collection: $id, title: "x"}) { collection { id } userErrors { field code message } }
    }""",
}
#: Parts of answers above, and the collection that an import has made for who asks.
WITHIN: Final = frozenset({
    "CollectionConnection.nodes", "CollectionConnection.edges", "CollectionEdge.node", "SearchConnection.edges",
    "ImportLibraryPayload.collection",
})  # fmt: skip


def routes() -> Iterator[str]:
    """Each field whose value can be, or hold, a collection."""
    for kind in _TYPES.values():
        if is_object_type(kind) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                if _leads(cast("GraphQLObjectType", named_type(field))):
                    yield f"{kind.name}.{name}"


def _leads(kind: GraphQLObjectType) -> bool:
    return (kind.name.startswith("Collection") and kind.name != "CollectionPayload") or is_interface_type(kind)


def test_every_route_is_asked() -> None:
    missing = set(routes()) - set(ASKED) - WITHIN
    assert not missing, f"Say in ASKED how these are asked: {', '.join(sorted(missing))}."


@pytest_asyncio.fixture(scope="module")
async def shelves(people: Client) -> Client:
    """The answers of the same world, before and after there is something to hide."""
    return people


async def answers(people: Client, who: Viewer | None, found: str) -> dict[str, str]:
    """What each route says; the id that is asked for is no difference."""
    said: dict[str, str] = {}
    for route, query in ASKED.items():
        variables: dict[str, Any] = {"id": found} if "$id" in query else {}
        said[route] = repr(await people.answer(who, query, **variables)).replace(found, "the id")
    return said


@pytest.mark.parametrize("who", OTHERS)
async def test_who_asks_is_told_what_they_are_told_where_there_is_none(shelves: Client, who: str) -> None:
    before = await answers(shelves, OTHERS[who], "col_0000000000000000000000000a")
    found = await made(shelves, BEN, "PRIVATE", "W1", "W2")
    await shelves.ask(BEN, UPDATE, input={"collection": found, "title": TITLE})
    after = await answers(shelves, OTHERS[who], found)
    assert after == before
    assert not any(TITLE in each for each in after.values())


async def test_the_owner_sees_it_everywhere(shelves: Client) -> None:
    found = await made(shelves, BEN, "PRIVATE", "W1")
    for route in list(ASKED)[:6]:
        data, errors = await shelves.answer(BEN, ASKED[route], **({"id": found} if "$id" in ASKED[route] else {}))
        assert not errors
        assert found in repr(data) or "title" in repr(data), route


LISTED: Final = """query ($id: ID!) {
  collection(id: $id) { id }
  paper(by: {id: "W2"}) { readingFrame { collections { totalCount nodes { id } } } }
  user(id: "usr_dora") { collections { totalCount nodes { id } } }
}"""


async def told(people: Client, found: str) -> tuple[bool, bool, bool]:
    """Whether anybody finds it by its id, at its paper, and at its owner."""
    data = await people.ask(ANYBODY, LISTED, id=found)
    frame, owned = data["paper"]["readingFrame"]["collections"], data["user"]["collections"]
    for listed in (frame, owned):
        assert listed["totalCount"] == len(listed["nodes"])
    return data["collection"] is not None, {"id": found} in frame["nodes"], {"id": found} in owned["nodes"]


async def test_what_is_made_private_is_private_at_once_and_back(shelves: Client) -> None:
    found = await made(shelves, viewer("dora"), "PUBLIC", "W2")
    for visibility, seen in (
        ("PUBLIC", (True, True, True)), ("UNLISTED", (True, False, False)), ("PRIVATE", (False, False, False)),
        ("PUBLIC", (True, True, True)), ("PRIVATE", (False, False, False)), ("UNLISTED", (True, False, False)),
    ):  # fmt: skip
        await shelves.ask(viewer("dora"), UPDATE, input={"collection": found, "visibility": visibility})
        assert await told(shelves, found) == seen


EDGES: Final = cypher("""\
MATCH (c:Collection)-[held:HOLDS|KEEPS]->()
RETURN collect(DISTINCT [type(held), c.visibility])""")
ACTIVITY: Final = cypher("MATCH (entry:Activity) WHERE entry.subject STARTS WITH 'col_' RETURN count(*)")


async def test_edges_that_everybody_follows_are_of_public_collections_alone(shelves: Client) -> None:
    await made(shelves, BEN, "PRIVATE", "W1")
    await made(shelves, BEN, "PUBLIC", "W1")
    kinds = {tuple(each) for each in await shelves.store.read(EDGES, {})}
    assert kinds <= {("HOLDS", "PUBLIC"), ("KEEPS", "PRIVATE"), ("KEEPS", "UNLISTED")}
    assert await shelves.store.read(ACTIVITY, {}) == 0


async def test_who_saved_what_is_nobody_elses_business(shelves: Client) -> None:
    await shelves.ask(BEN, 'mutation { save(input: {paper: "W1"}) { userErrors { code } } }')
    query = '{ user(id: "usr_ben") { saved { totalCount nodes { id } } } }'
    own = (await shelves.ask(BEN, query))["user"]["saved"]
    assert own == {"totalCount": 1, "nodes": [{"id": "W1"}]}
    for who in OTHERS.values():
        assert (await shelves.ask(who, query))["user"]["saved"] is None


REPORT: Final = "mutation ($id: ID!) { report(input: {subject: $id, reason: SPAM}) { userErrors { code } } }"
REPORTED: Final = """query ($id: ID!) { reports(filter: {subject: $id}) { nodes { content subject { id } } } }"""


async def test_what_was_reported_and_is_private_now_is_private_to_moderators_too(shelves: Client) -> None:
    found = await made(shelves, BEN, "PUBLIC", "W1")
    await shelves.ask(BEN, UPDATE, input={"collection": found, "title": TITLE})
    assert (await shelves.ask(viewer("cleo"), REPORT, id=found))["report"]["userErrors"] == []
    seen = await shelves.ask(OTHERS["moderator"], REPORTED, id=found)
    assert seen["reports"]["nodes"] == [{"content": TITLE, "subject": {"id": found}}]
    await shelves.ask(BEN, UPDATE, input={"collection": found, "visibility": "PRIVATE"})
    seen = await shelves.ask(OTHERS["moderator"], REPORTED, id=found)
    assert seen["reports"]["nodes"] == [{"content": None, "subject": None}]

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
from tests.people.test_collections import UPDATE, create_collection

BEN: Final = viewer("ben")
OTHERS: Final[Mapping[str, Viewer | None]] = {
    "anybody": ANYBODY, "member": viewer("cleo"), "moderator": viewer("mod", Role.MODERATOR),
    "admin": viewer("root", Role.ADMIN),
}  # fmt: skip
TITLE: Final = "Rejected by me"
_TYPES: Final = graphql_schema(SCHEMA).type_map

#: A query for each field that can lead to a collection; `$id` is the collection's id.
QUERIES: Final[Mapping[str, str]] = {
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
      nodes { id: nodeId node { id } } available { kind available } description export(format: JSON)
    } }""",
    "GraphPath.nodes": 'query ($id: ID!) { connectionsBetween(from: "W1", to: $id) { nodes { id } } }',
    "NeighbourReason.examples": """{ paper(by: {id: "W1"}) { neighbours { nodes { id } edges {
      reasons { examples { id } } } } } }""",
    "PaperGroupValue.node": """query ($id: ID!) {
      papers { groups(by: [AUTHOR, KIND]) { totalCount nodes { count keys { value node { id } } } } }
      node(id: $id) { ... on Collection { papers { totalCount measures { papers } groups(by: KIND) { totalCount } } } }
      user(id: "usr_ben") { saved { measures { papers } groups(by: KIND) { totalCount } } }
    }""",
    "Report.subject": "{ reports { totalCount nodes { subjectId content subject { id } } } }",
    "Moderation.subject": "{ moderationLog { totalCount nodes { subjectId content subject { id } } } }",
    "ModeratePayload.subject": """mutation ($id: ID!) {
      report(input: {subject: $id, reason: SPAM}) { subjectId userErrors { field code message } }
      moderate(input: {subject: $id, action: HIDE}) { subject { id } userErrors { field code message } }
    }""",
    "Follow.subject": "{ viewer { account { following { totalCount nodes { subject { id } } } } } }",
    "Notification.subject": "{ viewer { account { notifications { totalCount nodes { subject { id } } } } } }",
    "FollowPayload.subject": """mutation ($id: ID!) {
      follow(input: {subject: $id}) { subject { id } userErrors { field code message } }
    }""",
    "LibraryImport.collection": """query ($id: ID!) {
      libraryImport(id: $id) { id: importId collection { id title } entries { label } }
    }""",
    "LibraryImportPayload.collection": """mutation ($id: ID!) {
      resolveLibraryEntry(input: {import: $id, position: 1}) { collection { id } userErrors { field code message } }
      undoLibraryImport(input: {import: $id}) { collection { id } userErrors { field code message } }
    }""",
    "CollectionPayload.collection": """mutation ($id: ID!) {
      updateCollection(input: {collection: $id, title: "x"}) { collection { id } userErrors { field code message } }
    }""",
}
#: Fields inside the results above, and the collection of the viewer's import.
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


def test_every_route_has_a_query() -> None:
    missing = set(routes()) - set(QUERIES) - WITHIN
    assert not missing, f"Add to QUERIES: {', '.join(sorted(missing))}."


@pytest_asyncio.fixture
async def shelves(people: Client) -> Client:
    """The answers of the same world, before and after there is something to hide."""
    return people


async def answers(people: Client, person: Viewer | None, collection: str) -> dict[str, str]:
    """The response of each route, with the id of the query masked."""
    answers_by_route: dict[str, str] = {}
    for route, query in QUERIES.items():
        variables: dict[str, Any] = {"id": collection} if "$id" in query else {}
        answers_by_route[route] = repr(await people.answer(person, query, **variables)).replace(collection, "the id")
    return answers_by_route


@pytest.mark.parametrize("role", OTHERS)
async def test_a_private_collection_looks_like_a_missing_one(shelves: Client, role: str) -> None:
    before = await answers(shelves, OTHERS[role], "col_0000000000000000000000000a")
    collection = await create_collection(shelves, BEN, "PRIVATE", "W1", "W2")
    await shelves.ask(BEN, UPDATE, input={"collection": collection, "title": TITLE})
    after = await answers(shelves, OTHERS[role], collection)
    assert after == before
    assert not any(TITLE in each for each in after.values())


async def test_the_owner_sees_it_everywhere(shelves: Client) -> None:
    collection = await create_collection(shelves, BEN, "PRIVATE", "W1")
    for route in list(QUERIES)[:6]:
        data, errors = await shelves.answer(
            BEN, QUERIES[route], **({"id": collection} if "$id" in QUERIES[route] else {})
        )
        assert not errors
        assert collection in repr(data) or "title" in repr(data), route


LISTED: Final = """query ($id: ID!) {
  collection(id: $id) { id }
  paper(by: {id: "W2"}) { readingFrame { collections { totalCount nodes { id } } } }
  user(id: "usr_dora") { collections { totalCount nodes { id } } }
}"""


async def visibility_of(people: Client, collection: str) -> tuple[bool, bool, bool]:
    """Whether an anonymous viewer sees it by its id, at its paper, and at its owner."""
    data = await people.ask(ANYBODY, LISTED, id=collection)
    frame, owned = data["paper"]["readingFrame"]["collections"], data["user"]["collections"]
    for listed in (frame, owned):
        assert listed["totalCount"] == len(listed["nodes"])
    return data["collection"] is not None, {"id": collection} in frame["nodes"], {"id": collection} in owned["nodes"]


async def test_a_change_of_visibility_applies_at_once(shelves: Client) -> None:
    collection = await create_collection(shelves, viewer("dora"), "PUBLIC", "W2")
    for visibility, expected in (
        ("PUBLIC", (True, True, True)), ("UNLISTED", (True, False, False)), ("PRIVATE", (False, False, False)),
        ("PUBLIC", (True, True, True)), ("PRIVATE", (False, False, False)), ("UNLISTED", (True, False, False)),
    ):  # fmt: skip
        await shelves.ask(viewer("dora"), UPDATE, input={"collection": collection, "visibility": visibility})
        assert await visibility_of(shelves, collection) == expected


EDGES: Final = cypher("""\
MATCH (c:Collection)-[edge:HOLDS|KEEPS]->()
RETURN collect(DISTINCT [type(edge), c.visibility])""")
ACTIVITY: Final = cypher("MATCH (entry:Activity) WHERE entry.subject STARTS WITH 'col_' RETURN count(*)")


async def test_edges_that_everybody_follows_are_of_public_collections_alone(shelves: Client) -> None:
    await create_collection(shelves, BEN, "PRIVATE", "W1")
    await create_collection(shelves, BEN, "PUBLIC", "W1")
    kinds = {tuple(each) for each in await shelves.store.read(EDGES, {})}
    assert kinds <= {("HOLDS", "PUBLIC"), ("KEEPS", "PRIVATE"), ("KEEPS", "UNLISTED")}
    assert await shelves.store.read(ACTIVITY, {}) == 0


async def test_saved_papers_are_visible_to_their_owner_only(shelves: Client) -> None:
    await shelves.ask(BEN, 'mutation { save(input: {paper: "W1"}) { userErrors { code } } }')
    query = '{ user(id: "usr_ben") { saved { totalCount nodes { id } } } }'
    saved = (await shelves.ask(BEN, query))["user"]["saved"]
    assert saved == {"totalCount": 1, "nodes": [{"id": "W1"}]}
    for person in OTHERS.values():
        assert (await shelves.ask(person, query))["user"]["saved"] is None


REPORT: Final = "mutation ($id: ID!) { report(input: {subject: $id, reason: SPAM}) { userErrors { code } } }"
REPORTED: Final = """query ($id: ID!) { reports(filter: {subject: $id}) { nodes { content subject { id } } } }"""


async def test_moderators_see_of_a_collection_made_private_what_was_reported_alone(shelves: Client) -> None:
    collection = await create_collection(shelves, BEN, "PUBLIC", "W1")
    await shelves.ask(BEN, UPDATE, input={"collection": collection, "title": TITLE})
    assert (await shelves.ask(viewer("cleo"), REPORT, id=collection))["report"]["userErrors"] == []
    data = await shelves.ask(OTHERS["moderator"], REPORTED, id=collection)
    assert data["reports"]["nodes"] == [{"content": TITLE, "subject": {"id": collection}}]
    await shelves.ask(BEN, UPDATE, input={"collection": collection, "visibility": "PRIVATE"})
    await shelves.ask(BEN, UPDATE, input={"collection": collection, "title": "Private"})
    data = await shelves.ask(OTHERS["moderator"], REPORTED, id=collection)
    assert data["reports"]["nodes"] == [{"content": TITLE, "subject": None}]


async def test_groups_of_a_collection_are_those_of_its_papers_for_those_who_see_it(shelves: Client) -> None:
    private = await create_collection(shelves, BEN, "PRIVATE", "W1", "W2")
    query = """query ($id: ID!) { collection(id: $id) { papers {
      totalCount measures { papers } groups(by: YEAR) { nodes { count papers { nodes { id } } } }
    } } }"""
    papers = (await shelves.ask(BEN, query, id=private))["collection"]["papers"]
    assert (papers["totalCount"], papers["measures"]["papers"]) == (2, 2)
    listed = [paper["id"] for group in papers["groups"]["nodes"] for paper in group["papers"]["nodes"]]
    assert sorted(listed) == ["W1", "W2"]
    assert (await shelves.ask(ANYBODY, query, id=private))["collection"] is None

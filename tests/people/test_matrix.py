"""Permissions: every mutation and every field that depends on the viewer, for every kind of caller.

A new mutation needs a row in `MUTATIONS`, a new field whose fragment mentions `$viewer` one in `FIELDS`: a test fails
until they have it. A row is

- `operation`: the mutation or query; `$id` is the id that `before` created;
- the expected outcome of each column: `done`, the code of a user error or of a GraphQL error, or 401.
  `ANYBODY_SIGNED_IN` is for mutations that everybody runs on their own behalf, `OWNERS` for those of the owner,
  `MODERATORS` for those of moderators, `AUTHORS` for public content that its author changes, `BY_SESSION` for those
  that no token may run; change a cell with `| {"moderator": "done"}`;
- `before`: mutations that run first, each as one of `PEOPLE`; the last id in their responses is `$id`.

Everything goes over HTTP with real cookies and tokens. Each cell begins with an empty graph, the people and two papers,
or with what another cell has left that was refused, which must be the same. The columns are: anybody; a person who has
nothing to do with it; its owner; another person with the same things of their own; a moderator; the owner with a
session that has ended, with a token that was revoked, with one that only reads, and with one that writes.
"""

import dataclasses
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType, is_object_type

from accounts import tokens
from accounts.accounts import Accounts
from accounts.caller import Caller
from accounts.passwords import Passwords
from graphdb import access_token
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from loaders.field_spec import FieldSpec
from loaders.graphql_core import graphql_schema
from loaders.viewer import Role
from schema.schema import SCHEMA
from tests.conftest import wipe
from tests.endpoints.serving import Service, served, settings
from tests.people.client import Client, viewer
from tests.people.signing import PASSWORD

PEOPLE: Final = ("member", "owner", "other", "mod")
CREATE_PEOPLE: Final = cypher("""\
UNWIND $people AS name
CREATE (:User {
  id: 'usr_' + name, handle: name, handleKey: name, name: name, email: name + '@example.org', joinedAt: $at,
  role: CASE name WHEN 'mod' THEN 'MODERATOR' END
})
WITH count(*) AS people
CREATE (:Author {id: 'A1', name: 'Ada', sortName: 'ada', papers: 0, citations: 0})
CREATE (:Topic {id: 'T1', name: 'Topic', sortName: 'topic', papers: 0, citations: 0})
CREATE (:Venue {id: 'S1', name: 'Venue', sortName: 'venue', papers: 0, citations: 0})
WITH people
UNWIND [1, 2] AS number
CREATE (:Paper {
  id: 'W' + number, title: 'Paper ' + number, sortTitle: 'paper ' + number, kind: 'ARTICLE', year: 2020, sortYear: 2020,
  sortDate: '', citations: 0, openalex: 'W' + number
})
RETURN count(*)""")
HASHED: Final = cypher("MATCH (u:User {id: 'usr_member'}) SET u.password = $password RETURN u.id")
ENDED: Final = cypher(
    "MATCH (s:Session)-[:OF]->(:User {id: $id}) WHERE s.id <> 'ses_owners' SET s.expiresAt = $at RETURN count(s)"
)
OWN_SESSION: Final = cypher("""\
MATCH (u:User {id: 'usr_owner'})
CREATE (:Session {id: 'ses_owners', key: 'none', agent: '', createdAt: $at, usedAt: $at, expiresAt: '2999'})-[:OF]->(u)
CREATE (:AccessToken {id: 'tok_owners', key: 'none', name: 'n', scope: 'READ', createdAt: $at})-[:OF]->(u)
FOREACH (subject IN ['owner', 'again'] |
  CREATE (:Identity {id: 'https://issuer.example ' + subject, issuer: 'https://issuer.example', subject: subject})
    -[:OF]->(u)
)
RETURN true""")
AT: Final = "2026-01-01T00:00:00.000Z"
_ROLES: Final = {"mod": Role.MODERATOR}
COLUMNS: Final = (
    "anybody", "member", "owner", "other", "moderator", "ended session", "revoked token", "reading token",
    "writing token",
)  # fmt: skip

Cells = Mapping[str, str]
_OUT: Final[Cells] = {
    "anybody": "UNAUTHENTICATED", "ended session": "UNAUTHENTICATED", "revoked token": "401",
    "reading token": "FORBIDDEN",
}  # fmt: skip
ANYBODY_SIGNED_IN: Final[Cells] = {**dict.fromkeys(COLUMNS, "done"), **_OUT}
OWNERS: Final[Cells] = ANYBODY_SIGNED_IN | dict.fromkeys(("member", "other", "moderator"), "NOT_FOUND")
AUTHORS: Final[Cells] = ANYBODY_SIGNED_IN | dict.fromkeys(("member", "other", "moderator"), "FORBIDDEN")
MODERATORS: Final[Cells] = {**dict.fromkeys(COLUMNS, "FORBIDDEN"), **_OUT, "moderator": "done"}
BY_SESSION: Final[Cells] = {**ANYBODY_SIGNED_IN, "writing token": "FORBIDDEN"}
ANYBODY_AT_ALL: Final[Cells] = dict.fromkeys(COLUMNS, "done") | {"revoked token": "401"}


def answering(code: str, cells: Cells) -> Cells:
    """Cells in which the permitted callers get this error, because nobody here has what the mutation needs."""
    return {name: code if cell == "done" else cell for name, cell in cells.items()}


@dataclass(frozen=True)
class Row:
    """A mutation, the expected outcome of each column, and the mutations that run before it."""

    operation: str
    cells: Cells
    before: tuple[tuple[str, str], ...] = ()


_POINTS: Final = 'points: [{kind: STRENGTH, text: "Clear"}]'
REVIEW: Final = (("owner", f'submitReview(input: {{paper: "W1", {_POINTS}}}) {{ review {{ id }} }}'),)
REVIEWS: Final = (("other", f'submitReview(input: {{paper: "W1", {_POINTS}}}) {{ review {{ id }} }}'), *REVIEW)
COMMENTS: Final = tuple(
    (name, 'addComment(input: {paper: "W1", kind: NOTE, body: "Mine"}) { comment { id } }')
    for name in ("other", "owner")
)
COLLECTION: Final = (
    ("other", 'createCollection(input: {title: "Theirs", visibility: PRIVATE}) { collection { id } }'),
    ("owner", 'createCollection(input: {title: "Mine", visibility: PRIVATE}) { collection { id } }'),
)
RESOURCE: Final = (
    ("owner", 'linkResource(input: {paper: "W1", kind: CODE, url: "https://example.org/x"}) { resource { id } }'),
)
HIDDEN: Final = (
    *COMMENTS,
    ("member", 'report(input: {subject: "$id", reason: SPAM}) { userErrors { code } }'),
    ("mod", 'moderate(input: {subject: "$id", action: HIDE}) { userErrors { code } }'),
)
IMPORTED: Final = (
    *COLLECTION,
    (
        "owner",
        'importLibrary(input: {format: BIBTEX, text: "@misc{a, title={Paper 1}}", collection: "$id"})'
        " { import { importId } }",
    ),
)
FILLED: Final = (
    *COLLECTION,
    ("owner", 'addToCollection(input: {collection: "$id", paper: "W1"}) { collection { id } }'),
)

ASKED: Final = (("owner", 'claimAuthor(input: {author: "A1", evidence: "My page"}) { requestId }'),)

MUTATIONS: Final[dict[str, Row]] = {
    "signUp": Row(f'signUp(input: {{handle: "new", password: "{PASSWORD}"}})', ANYBODY_AT_ALL),
    "logIn": Row(f'logIn(input: {{handle: "member", password: "{PASSWORD}"}})', ANYBODY_AT_ALL),
    "logOut": Row("logOut", ANYBODY_SIGNED_IN | {"reading token": "done"}),
    "endSession": Row(
        'endSession(input: {session: "ses_owners"})', {**OWNERS, "writing token": "FORBIDDEN"}
    ),
    "changePassword": Row(
        'changePassword(input: {currentPassword: "none yet", newPassword: "quite another one"})',
        BY_SESSION | {"member": "WRONG_CREDENTIALS"},
    ),
    "updateProfile": Row('updateProfile(input: {name: "New"})', BY_SESSION),
    "createAccessToken": Row('createAccessToken(input: {name: "n"})', BY_SESSION),
    "revokeAccessToken": Row(
        'revokeAccessToken(input: {token: "tok_owners"})', {**OWNERS, "writing token": "FORBIDDEN"}
    ),
    "completeLogIn": Row('completeLogIn(input: {code: "1"})', answering("EXPIRED", ANYBODY_AT_ALL)),
    "beginSecondFactor": Row("beginSecondFactor(input: {})", BY_SESSION),
    "confirmSecondFactor": Row(
        'confirmSecondFactor(input: {code: "1"})', answering("WRONG_CREDENTIALS", BY_SESSION)
    ),
    "removeSecondFactor": Row('removeSecondFactor(input: {code: "1"})', BY_SESSION),
    "renewRecoveryCodes": Row("renewRecoveryCodes(input: {})", answering("NOT_ENABLED", BY_SESSION)),
    "linkIdentity": Row('linkIdentity(input: {issuer: "none"})', answering("NOT_FOUND", BY_SESSION)),
    "unlinkIdentity": Row(
        'unlinkIdentity(input: {issuer: "https://issuer.example", subject: "owner"})',
        {**OWNERS, "writing token": "FORBIDDEN"},
    ),
    "requestPasswordReset": Row(
        'requestPasswordReset(input: {account: "owner"})', answering("FORBIDDEN", ANYBODY_AT_ALL)
    ),
    "resetPassword": Row(
        'resetPassword(input: {token: "none", newPassword: "quite another one"})', answering("EXPIRED", ANYBODY_AT_ALL)
    ),
    "requestEmailConfirmation": Row("requestEmailConfirmation(input: {})", answering("FORBIDDEN", BY_SESSION)),
    "confirmEmail": Row('confirmEmail(input: {token: "none"})', answering("EXPIRED", BY_SESSION)),
    "vote": Row('vote(input: {paper: "W1", vote: LIKE})', ANYBODY_SIGNED_IN),
    "react": Row('react(input: {paper: "W1", kind: CLEAR, on: true})', ANYBODY_SIGNED_IN),
    "save": Row('save(input: {paper: "W1", on: true})', ANYBODY_SIGNED_IN),
    "follow": Row('follow(input: {subject: "W1"})', ANYBODY_SIGNED_IN),
    "markNotificationsRead": Row("markNotificationsRead(input: {})", ANYBODY_SIGNED_IN),
    "submitReview": Row(f'submitReview(input: {{paper: "W1", {_POINTS}}})', ANYBODY_SIGNED_IN),
    "editReview": Row('editReview(input: {review: "$id", summary: "Edited"})', AUTHORS, REVIEWS),
    "withdrawReview": Row('withdrawReview(input: {review: "$id"})', AUTHORS, REVIEWS),
    "markReviewHelpful": Row(
        'markReviewHelpful(input: {review: "$id", on: true})',
        ANYBODY_SIGNED_IN | {"owner": "OWN_REVIEW", "writing token": "OWN_REVIEW"}, REVIEWS,
    ),
    "createCollection": Row('createCollection(input: {title: "New", visibility: PUBLIC})', ANYBODY_SIGNED_IN),
    "updateCollection": Row('updateCollection(input: {collection: "$id", title: "New"})', OWNERS, COLLECTION),
    "deleteCollection": Row('deleteCollection(input: {collection: "$id"})', OWNERS, COLLECTION),
    "addToCollection": Row('addToCollection(input: {collection: "$id", paper: "W1"})', OWNERS, COLLECTION),
    "removeFromCollection": Row('removeFromCollection(input: {collection: "$id", paper: "W1"})', OWNERS, FILLED),
    "importLibrary": Row(
        'importLibrary(input: {format: BIBTEX, text: "@misc{a, title={Paper 1}}", collection: "$id"})', OWNERS,
        COLLECTION,
    ),
    "resolveLibraryEntry": Row(
        'resolveLibraryEntry(input: {import: "$id", position: 1, paper: "W1"})', OWNERS, IMPORTED
    ),
    "undoLibraryImport": Row('undoLibraryImport(input: {import: "$id"})', OWNERS, IMPORTED),
    "linkResource": Row(
        'linkResource(input: {paper: "W1", kind: CODE, url: "https://example.org/y"})', ANYBODY_SIGNED_IN
    ),
    "unlinkResource": Row(
        'unlinkResource(input: {resource: "$id"})', AUTHORS | {"moderator": "done"}, RESOURCE
    ),
    "report": Row(
        'report(input: {subject: "$id", reason: SPAM})', ANYBODY_SIGNED_IN | {"owner": "OWN", "writing token": "OWN"},
        COMMENTS,
    ),
    "claimAuthor": Row('claimAuthor(input: {author: "A1", evidence: "My page"})', ANYBODY_SIGNED_IN),
    "decideClaim": Row('decideClaim(input: {request: "$id", grant: true})', MODERATORS, ASKED),
    "moderate": Row('moderate(input: {subject: "$id", action: HIDE})', MODERATORS, COMMENTS),
    "addComment": Row('addComment(input: {paper: "W1", kind: NOTE, body: "Note"})', ANYBODY_SIGNED_IN),
    "editComment": Row('editComment(input: {comment: "$id", body: "Edited"})', AUTHORS, COMMENTS),
    "deleteComment": Row('deleteComment(input: {comment: "$id"})', AUTHORS, COMMENTS),
}  # fmt: skip

#: The columns that act as the owner.
OWNER_COLUMNS: Final = frozenset({"owner", "reading token", "writing token"})


@dataclass(frozen=True)
class FieldRow:
    """A query, and the text that only the responses to permitted viewers contain."""

    operation: str
    shows: str
    before: tuple[tuple[str, str], ...] = ()
    to: frozenset[str] = OWNER_COLUMNS


def _followed(subject: str) -> tuple[tuple[str, str], ...]:
    """What the owner follows."""
    return (("owner", f'follow(input: {{subject: "{subject}"}}) {{ userErrors {{ code }} }}'),)


_FRAME: Final = '{{ paper(by: {{id: "W1"}}) {{ readingFrame {{ {} }} }} }}'
FIELDS: Final[dict[str, FieldRow]] = {
    "User.account": FieldRow('{ node(id: "usr_owner") { ... on User { account { email } } } }', "owner@example.org"),
    "User.saved": FieldRow(
        '{ user(id: "usr_owner") { saved { nodes { id } } } }', '"W1"',
        (("owner", 'save(input: {paper: "W1", on: true}) { userErrors { code } }'),),
    ),
    "User.collections": FieldRow('{ user(id: "usr_owner") { collections { nodes { title } } } }', "Mine", FILLED),
    "User.comments": FieldRow('{ user(id: "usr_owner") { comments { nodes { hidden } } } }', "true", HIDDEN),
    "Query.reports": FieldRow("{ reports { nodes { reason } } }", "SPAM", HIDDEN, frozenset({"moderator"})),
    "Query.moderationLog": FieldRow(
        "{ moderationLog { nodes { action } } }", "HIDE", HIDDEN, frozenset({"moderator"})
    ),
    "Query.claimRequests": FieldRow(
        "{ claimRequests { nodes { evidence } } }", "My page", ASKED, frozenset({"moderator"})
    ),
    "Author.viewerClaim": FieldRow('{ author(by: {id: "A1"}) { viewerClaim } }', "OPEN", ASKED),
    "Paper.viewerFollows": FieldRow('{ paper(by: {id: "W1"}) { viewerFollows } }', "true", _followed("W1")),
    "Author.viewerFollows": FieldRow('{ author(by: {id: "A1"}) { viewerFollows } }', "true", _followed("A1")),
    "Topic.viewerFollows": FieldRow('{ topic(by: {id: "T1"}) { viewerFollows } }', "true", _followed("T1")),
    "Venue.viewerFollows": FieldRow('{ venue(by: {id: "S1"}) { viewerFollows } }', "true", _followed("S1")),
    "Collection.viewerFollows": FieldRow(
        '{ user(id: "usr_owner") { collections { nodes { viewerFollows } } } }', "true",
        (*COLLECTION, *_followed("$id")),
    ),
    "ReadingFrame.viewerVote": FieldRow(
        _FRAME.format("viewerVote"), "LIKE",
        (("owner", 'vote(input: {paper: "W1", vote: LIKE}) { userErrors { code } }'),),
    ),
    "ReadingFrame.viewerHasSaved": FieldRow(
        _FRAME.format("viewerHasSaved"), "true",
        (("owner", 'save(input: {paper: "W1", on: true}) { userErrors { code } }'),),
    ),
    "ReadingFrame.collections": FieldRow(_FRAME.format("collections { nodes { title } }"), "Mine", FILLED),
    "ReadingFrame.viewerCollections": FieldRow(_FRAME.format("viewerCollections { title }"), "Mine", FILLED),
    "ReactionTally.viewerReacted": FieldRow(
        '{ paper(by: {id: "W1"}) { reactions { viewerReacted } } }', "true",
        (("owner", 'react(input: {paper: "W1", kind: CLEAR, on: true}) { userErrors { code } }'),),
    ),
    "Review.viewerFoundHelpful": FieldRow(
        '{ paper(by: {id: "W1"}) { reviews { nodes { viewerFoundHelpful } } } }', "true",
        (
            ("other", f'submitReview(input: {{paper: "W1", {_POINTS}}}) {{ review {{ id }} }}'),
            ("owner", 'markReviewHelpful(input: {review: "$id", on: true}) { userErrors { code } }'),
        ),
    ),
}  # fmt: skip


@dataclass
class World:
    """The service and its callers."""

    service: Service
    store: Store
    hashed: str

    @property
    def accounts(self) -> Accounts:
        """The accounts of the service."""
        return cast("Accounts", self.service.app.state.accounts)

    async def begin(self, before: tuple[tuple[str, str], ...]) -> str:
        """Resets the store and runs the mutations; returns the last id that one created."""
        await self.accounts.close()
        await wipe(self.store)
        await self.store.write(CREATE_PEOPLE, {"people": list(PEOPLE), "at": AT})
        await self.store.write(HASHED, {"password": self.hashed})
        await self.store.write(OWN_SESSION, {"at": AT})
        last_id = ""
        for name, mutation in before:
            answer = await Client(self.store).ask(
                viewer(name, _ROLES.get(name, Role.MEMBER)), f"mutation {{ {mutation.replace('$id', last_id)} }}"
            )
            last_id = next((each for each in re.findall(r"\w{3}_[0-9a-z]{26}", str(answer))), last_id)
        return last_id

    async def headers(self, column: str) -> dict[str, str]:
        """The headers of a request of a column."""
        return await _WAYS[column](self)

    async def post(self, column: str, query: str) -> tuple[int, dict[str, Any]]:
        """Status and body of a response."""
        headers = await self.headers(column)
        response = await self.service.http.post("/graphql", json={"query": query}, headers=headers)
        self.service.http.cookies.clear()
        return response.status_code, response.json()


def _session(name: str, *, ended: bool = False) -> Callable[[World], Awaitable[dict[str, str]]]:
    async def headers(world: World) -> dict[str, str]:
        caller = Caller()
        await world.accounts.begin(caller, None, f"usr_{name}")
        if ended:
            await world.store.write(ENDED, {"id": f"usr_{name}", "at": AT})
        return {"cookie": f"peergraph={caller.cookie}", "origin": world.service.address}

    return headers


def _token(scope: str, *, revoked: bool = False) -> Callable[[World], Awaitable[dict[str, str]]]:
    async def headers(world: World) -> dict[str, str]:
        token = await tokens.create(world.store, "usr_owner", "n", scope, None)
        assert token
        if revoked:
            assert await access_token.revoke(world.store, "usr_owner", token[0])
        return {"authorization": f"Bearer {token[1]}"}

    return headers


async def _nothing(_world: World) -> dict[str, str]:
    return {}


_WAYS: Final[dict[str, Callable[[World], Awaitable[dict[str, str]]]]] = {
    "anybody": _nothing,
    "member": _session("member"),
    "owner": _session("owner"),
    "other": _session("other"),
    "moderator": _session("mod"),
    "ended session": _session("owner", ended=True),
    "revoked token": _token("WRITE", revoked=True),
    "reading token": _token("READ"),
    "writing token": _token("WRITE"),
}


@pytest_asyncio.fixture(scope="module")
async def world(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    config = settings(neo4j, tmp_path_factory.mktemp("data"), writes_per_minute=1_000_000)
    hashed = await Passwords().hash(PASSWORD)
    async with served(config) as running:
        yield World(running, graph, hashed)


def outcome(status: int, body: dict[str, Any]) -> str:
    """The outcome of a response, as in a cell."""
    if status == 401:
        assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        return "401"
    if "errors" in body:
        return str(body["errors"][0]["extensions"]["code"])
    (answer,) = body["data"].values()
    return str(answer["userErrors"][0]["code"]) if answer["userErrors"] else "done"


@pytest.mark.sample(12)
@pytest.mark.parametrize("name", MUTATIONS)
async def test_each_mutation_has_the_outcome_of_its_cell(world: World, name: str) -> None:
    row = MUTATIONS[name]
    answered: dict[str, str] = {}
    last_id: str | None = None
    for column in sorted(COLUMNS, key=lambda column: row.cells[column] == "done"):
        last_id = await world.begin(row.before) if last_id is None else last_id
        mutation = f"mutation {{ {row.operation.replace('$id', last_id)} {{ userErrors {{ code }} }} }}"
        answered[column] = outcome(*await world.post(column, mutation))
        last_id = None if answered[column] == "done" else last_id
    assert answered == dict(row.cells)


@pytest.mark.sample(5)
@pytest.mark.parametrize("name", FIELDS)
async def test_each_field_is_visible_to_its_columns_only(world: World, name: str) -> None:
    row = FIELDS[name]
    await world.begin(row.before)
    visible_to: set[str] = set()
    for column in COLUMNS:
        status, body = await world.post(column, row.operation)
        assert status == (401 if column == "revoked token" else 200)
        assert status == 401 or "errors" not in body, body
        if row.shows in str(body.get("data")).replace("'", '"').replace("True", "true"):
            visible_to.add(column)
    assert visible_to == row.to


def test_every_mutation_has_a_row() -> None:
    kind = cast("GraphQLObjectType", graphql_schema(SCHEMA).mutation_type)
    assert set(kind.fields) == set(MUTATIONS), "A new mutation needs a row: the head of this file says how."


def test_every_field_that_depends_on_the_viewer_has_a_row() -> None:
    kinds = filter(is_object_type, graphql_schema(SCHEMA).type_map.values())
    personal = {
        f"{kind.name}.{name}"
        for kind in kinds
        for name, each in kind.fields.items()
        if any(
            "$viewer" in text
            for source in (FieldSpec.of(each).fragment, FieldSpec.of(each).needs)
            for text in texts(source)
        )
    }
    assert personal == set(FIELDS), "A new field needs a row: the head of this file says how."


def texts(value: object) -> Iterator[str]:
    """Every text in a fragment."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, Mapping):
        yield from texts(tuple(cast("Mapping[str, object]", value).values()))
    elif isinstance(value, tuple | list):
        for each in cast("list[object]", value):
            yield from texts(each)


def test_every_row_has_every_column() -> None:
    assert all(set(row.cells) == set(COLUMNS) for row in MUTATIONS.values())
    assert {role.name for role in Role} == {"MEMBER", "MODERATOR", "ADMIN"}

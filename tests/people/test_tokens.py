"""Personal access tokens, over HTTP."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import VIEWER, Browser, browser, program

VALUES: Final = cypher("MATCH (n) UNWIND keys(n) AS name RETURN collect(toString(n[name]))")
EXPIRED: Final = cypher("MATCH (t:AccessToken {id: $id}) SET t.expiresAt = '2020-01-01T00:00:00.000Z' RETURN t.id")
CREATE: Final = """mutation ($name: String!, $scope: TokenScope! = READ, $days: Int) {
  createAccessToken(input: {name: $name, scope: $scope, expiresInDays: $days}) {
    id: tokenId token userErrors { field code }
    viewer { account { accessTokens { id: tokenId name scope usedAt expiresAt } } }
  }
}"""
REVOKE: Final = """mutation ($id: ID!) { revokeAccessToken(input: {token: $id}) {
  id: tokenId userErrors { field code } viewer { account { accessTokens { id: tokenId } } } } }"""
TOKENS: Final = "{ viewer { account { accessTokens { id: tokenId name scope usedAt expiresAt } } } }"
RENAME: Final = 'mutation { vote(input: {paper: "W404", vote: LIKE}) { userErrors { code } } }'
CHANGE: Final = 'mutation { changePassword(input: {newPassword: "a brand new password"}) { userErrors { code } } }'


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def ada(service: Service) -> AsyncIterator[Browser]:
    async with browser(service) as person:
        await person.sign_up("ada")
        yield person


async def create_token(person: Browser, **arguments: Any) -> tuple[str, str]:
    """The id of a new token, and the token."""
    answer = (await person.ask(CREATE, **arguments))["createAccessToken"]
    assert answer["userErrors"] == []
    return answer["id"], answer["token"]


async def test_a_token_is_returned_once_and_only_its_digest_is_stored(
    service: Service, ada: Browser, graph: Store
) -> None:
    answer = (await ada.ask(CREATE, name="  nightly  ", days=7))["createAccessToken"]
    token = answer["token"]
    assert token.startswith("pg_")
    assert len(token) == 46
    (listed,) = [each for each in answer["viewer"]["account"]["accessTokens"] if each["id"] == answer["id"]]
    assert (listed["name"], listed["scope"], listed["usedAt"]) == ("nightly", "READ", None)
    assert listed["expiresAt"] > "2026"
    assert not any(token in value for value in await graph.read(VALUES, {}))
    async with program(service, token) as reader:
        assert (await reader.viewer())["handle"] == "ada"
        await service.app.state.accounts.close()
        tokens = (await reader.ask(TOKENS))["viewer"]["account"]["accessTokens"]
        assert next(each["usedAt"] for each in tokens if each["id"] == answer["id"]) > "2026"


async def test_a_token_that_reads_does_not_write(service: Service, ada: Browser) -> None:
    async with program(service, (await create_token(ada, name="reads"))[1]) as reader:
        assert await reader.code(RENAME) == "FORBIDDEN"
    async with program(service, (await create_token(ada, name="writes", scope="WRITE"))[1]) as writer:
        assert (await writer.ask(RENAME))["vote"]["userErrors"] == [{"code": "NOT_FOUND"}]


async def test_a_token_cannot_create_tokens_or_change_the_account(service: Service, ada: Browser) -> None:
    name, token = await create_token(ada, name="limited", scope="WRITE")
    async with program(service, token) as writer:
        assert await writer.code(CREATE, name="child") == "FORBIDDEN"
        assert await writer.code(REVOKE, id=name) == "FORBIDDEN"
        assert await writer.code(CHANGE) == "FORBIDDEN"
        assert await writer.code("mutation { logOut(everywhere: true) { viewer { id } } }") == "FORBIDDEN"


async def test_an_invalid_token_is_rejected_and_not_treated_as_anonymous(
    service: Service, ada: Browser, graph: Store
) -> None:
    expired, old = await create_token(ada, name="old", days=1)
    assert await graph.write(EXPIRED, {"id": expired}) == expired
    revoked, gone = await create_token(ada, name="gone")
    assert (await ada.ask(REVOKE, id=revoked))["revokeAccessToken"]["id"] == revoked
    authorizations = [
        f"Bearer {old}",
        f"Bearer {gone}",
        "Bearer pg_wrong",
        "Bearer nonsense",
        "Bearer",
        "Basic YTpi",
        "",
        gone,
    ]
    for authorization in authorizations:
        for method in ("GET", "POST"):
            content = {"params": {"query": VIEWER}} if method == "GET" else {"json": {"query": VIEWER}}
            headers = {"authorization": authorization}
            response = await service.http.request(method, "/graphql", headers=headers, **content)  # pyright: ignore
            assert response.status_code == 401, authorization
            assert response.headers["www-authenticate"].startswith("Bearer ")
            assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_the_scheme_is_read_in_any_case(service: Service, ada: Browser) -> None:
    _, token = await create_token(ada, name="case")
    response = await service.http.post(
        "/graphql", json={"query": VIEWER}, headers={"authorization": f"bEARER  {token}"}
    )
    assert response.json()["data"]["viewer"]["handle"] == "ada"


async def test_tokens_of_others_look_like_missing_ones(service: Service, ada: Browser) -> None:
    theirs, _ = await create_token(ada, name="theirs")
    async with browser(service) as other:
        await other.sign_up("other")
        assert await other.problems(REVOKE, id=theirs) == await other.problems(REVOKE, id="tok_none")
    assert await ada.problems(REVOKE, id=theirs) == []


async def test_limits_are_reported(service: Service, ada: Browser) -> None:
    assert await ada.problems(CREATE, name=" ") == [("name", "REQUIRED")]
    assert await ada.problems(CREATE, name="n" * 101) == [("name", "TOO_LONG")]
    for days in (0, -1, 3_651):
        assert await ada.problems(CREATE, name="n", days=days) == [("expiresInDays", "OUT_OF_RANGE")]
    async with browser(service) as person:
        await person.sign_up("collector")
        for number in range(50):
            await create_token(person, name=f"token {number}")
        assert await person.problems(CREATE, name="one more") == [("name", "TOO_MANY")]

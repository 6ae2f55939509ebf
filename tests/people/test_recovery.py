"""Changes of how an account is accessed: they need recent credentials, end what came before, and are logged."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import PASSWORD, VIEWER, Browser, browser, program
from tests.people.test_openid import AGED
from tests.people.test_sessions import CHANGE, EVERYWHERE
from tests.people.test_tokens import CREATE, REVOKE

LOG: Final = "{ viewer { account { securityEvents { kind address agent at } } } }"
KEEPING: Final = """mutation ($now: String!, $new: String!) {
  changePassword(input: {currentPassword: $now, newPassword: $new, keepTokens: true}) { userErrors { code } } }"""
WRITE: Final = """mutation ($password: String) {
  createAccessToken(input: {name: "n", scope: WRITE, currentPassword: $password}) {
    token userErrors { field code } } }"""
PASSWORDLESS: Final = cypher("MATCH (u:User {handle: $handle}) SET u.password = null RETURN u.id")


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


async def token_of(person: Browser) -> str:
    """A new token that reads."""
    return str((await person.ask(CREATE, name="n"))["createAccessToken"]["token"])


async def handle_by(service: Service, token: str) -> Any:
    """The handle that a token authenticates; None if it is invalid."""
    async with program(service, token) as caller:
        response = await caller.post(VIEWER)
        return response.json()["data"]["viewer"]["handle"] if response.status_code == 200 else None


async def test_a_new_password_revokes_the_tokens_unless_they_are_kept(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("changer")
        token = await token_of(person)
        assert (await person.ask(KEEPING, now=PASSWORD, new="another password"))["changePassword"]["userErrors"] == []
        assert await handle_by(service, token) == "changer"
        assert await person.problems(CHANGE, now="another password", new="a third password here") == []
        assert await handle_by(service, token) is None
        assert await person.viewer()


async def test_signing_out_everywhere_is_everything(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("leaver")
        token = await token_of(person)
        await person.ask("mutation { logOut(everywhere: true, keepTokens: true) { viewer { id } } }")
        assert await handle_by(service, token) == "leaver"
        await person.log_in("leaver")
        await person.ask(EVERYWHERE)
        assert await handle_by(service, token) is None


async def test_a_token_that_writes_needs_a_recent_check_of_credentials(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("stolen")
        assert await person.problems(WRITE) == []
        await graph.write(AGED, {"handle": "stolen"})
        assert await person.problems(WRITE) == [("currentPassword", "REAUTHENTICATION_REQUIRED")]
        assert await person.problems(WRITE, password="not the password") == [("currentPassword", "WRONG_CREDENTIALS")]
        assert await person.problems(CREATE, name="reads") == []
        assert await person.problems(WRITE, password=PASSWORD) == []


async def test_a_first_password_needs_a_recent_sign_in(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("by-issuer")
        await graph.write(PASSWORDLESS, {"handle": "by-issuer"})
        await graph.write(AGED, {"handle": "by-issuer"})
        assert await person.problems(CHANGE, new="the password of a thief") == [
            ("currentPassword", "REAUTHENTICATION_REQUIRED")
        ]


async def test_the_person_can_read_what_happened(service: Service) -> None:
    async with browser(service, user_agent="Lynx") as person, browser(service) as other:
        await person.sign_up("reader")
        created = (await person.ask(CREATE, name="n"))["createAccessToken"]
        await person.ask(REVOKE, id=created["id"])
        await person.problems(CHANGE, now=PASSWORD, new="another password")
        await person.ask(EVERYWHERE)
        await person.log_in("reader", "another password")
        events = (await person.ask(LOG))["viewer"]["account"]["securityEvents"]
        assert [each["kind"] for each in events] == [
            "SIGNED_IN", "SIGNED_OUT_EVERYWHERE", "PASSWORD_CHANGED", "TOKEN_REVOKED", "TOKEN_CREATED", "SIGNED_IN",
        ]  # fmt: skip
        assert {(each["address"], each["agent"]) for each in events} == {("127.0.0.1", "Lynx")}
        page = (await person.http.get("/settings")).text
        assert "Access token revoked" in page
        for _ in range(40):
            await person.log_in("reader", "another password")
        kinds = [each["kind"] for each in (await person.ask(LOG))["viewer"]["account"]["securityEvents"]]
        assert kinds.count("SIGNED_IN") == 30
        assert kinds.count("TOKEN_CREATED") == 1
        await other.sign_up("stranger")
        account = "query ($id: ID!) { user(id: $id) { account { securityEvents { kind } } } }"
        assert (await other.ask(account, id=(await person.viewer())["id"]))["user"]["account"] is None

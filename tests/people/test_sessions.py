"""Local accounts and sessions, over HTTP."""

from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from typing import Final

import httpx
import pytest
import pytest_asyncio

from graphdb import timestamps
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import PASSWORD, SIGN_UP, VIEWER, Browser, browser, program
from tests.statements import record_statements

VALUES: Final = cypher("MATCH (n) UNWIND keys(n) AS name RETURN collect(toString(n[name]))")
SESSION: Final = cypher("MATCH (s:Session)-[:OF]->(:User {handle: $handle}) SET s += $values RETURN count(*)")
USED: Final = cypher("MATCH (s:Session)-[:OF]->(:User {handle: $handle}) RETURN [s.usedAt, s.expiresAt]")
LOG_OUT: Final = "mutation { logOut { viewer { id } userErrors { code } } }"
EVERYWHERE: Final = "mutation { logOut(everywhere: true) { viewer { id } } }"
END: Final = """mutation ($id: ID!) { endSession(input: {session: $id}) {
  viewer { account { sessions { id: sessionId } } } userErrors { field code } } }"""
CHANGE: Final = """mutation ($now: String, $new: String!) {
  changePassword(input: {currentPassword: $now, newPassword: $new}) { viewer { id } userErrors { field code } } }"""
PROFILE: Final = """mutation ($name: String, $email: String) { updateProfile(input: {name: $name, email: $email}) {
  viewer { name account { email } } userErrors { field code } } }"""


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


def cookie_of(response: httpx.Response) -> SimpleCookie:
    """The cookie of the session that an answer sets."""
    headers = response.headers.get_list("set-cookie")
    (header,) = [each for each in headers if each.startswith(("peergraph=", "__Host-peergraph="))]
    return SimpleCookie(header)


def session_cookie(person: Browser) -> str:
    """The secret of the session in a browser."""
    (value,) = [each.value for each in person.http.cookies.jar if each.name == "peergraph"]
    return value or ""


async def test_signing_up_signs_in(service: Service) -> None:
    async with browser(service) as ada:
        assert await ada.viewer() is None
        signed = await ada.sign_up("Ada", name="Ada Lovelace", email="ada@example.org")
        assert signed["userErrors"] == []
        assert signed["viewer"]["name"] == "Ada Lovelace"
        assert signed["viewer"]["account"] == {"email": "ada@example.org"}
        viewer = await ada.viewer()
        assert viewer["id"] == signed["viewer"]["id"]
        assert viewer["account"]["role"] == "MEMBER"
        assert [each["current"] for each in viewer["account"]["sessions"]] == [True]


async def test_the_cookie_is_for_browsers_alone_and_is_not_kept(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        response = await person.post(SIGN_UP, {"handle": "cookie", "password": PASSWORD})
    assert response.headers["cache-control"] == "private, no-store"
    cookie = cookie_of(response)["peergraph"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (True, "lax", "/", "")
    assert len(cookie.value) == 43
    stored = await graph.read(VALUES, {})
    assert cookie.value not in stored
    assert PASSWORD not in stored
    assert any(value.startswith("$argon2id$") for value in stored)


async def test_over_tls_the_cookie_keeps_to_tls_and_to_this_host(
    graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _ = graph
    public = "https://graph.example.org"
    async with (
        served(settings(neo4j, tmp_path_factory.mktemp("data"), public_url=public)) as running,
        browser(running, origin=public) as person,
    ):
        response = await person.post(SIGN_UP, {"handle": "tls", "password": PASSWORD})
        cookie = cookie_of(response)["__Host-peergraph"]
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
        header = f"__Host-peergraph={cookie.value}"
        assert (await person.post(VIEWER, cookie=header)).json()["data"]["viewer"]["handle"] == "tls"
        assert (await person.post(VIEWER, cookie=f"peergraph={cookie.value}")).json()["data"]["viewer"] is None


async def test_a_handle_is_one_persons_whatever_its_case(service: Service) -> None:
    async with browser(service) as first, browser(service) as second:
        assert (await first.sign_up("Grace"))["userErrors"] == []
        assert await second.problems(SIGN_UP, handle="gRACE", password=PASSWORD) == [("handle", "TAKEN")]
        assert (await second.log_in("GRACE"))["viewer"]["handle"] == "Grace"


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"handle": "ab"}, [("handle", "TOO_SHORT")]),
        ({"handle": "a" * 31}, [("handle", "TOO_LONG")]),
        ({"handle": ""}, [("handle", "REQUIRED")]),
        ({"handle": "Admin"}, [("handle", "RESERVED")]),
        ({"password": "password123"}, [("password", "TOO_EASY")]),
        ({"handle": "-abc"}, [("handle", "MALFORMED")]),
        ({"handle": "a b c"}, [("handle", "MALFORMED")]),
        ({"handle": "аdа"}, [("handle", "MALFORMED")]),
        ({"password": "short"}, [("password", "TOO_SHORT")]),
        ({"password": "x" * 257}, [("password", "TOO_LONG")]),
        ({"password": "x" * 20}, [("password", "TOO_EASY")]),
        ({"handle": "long-handle-here", "password": "Long-Handle-Here"}, [("password", "TOO_EASY")]),
        ({"email": "nobody"}, [("email", "MALFORMED")]),
        ({"email": "a@b.c" + "d" * 250}, [("email", "TOO_LONG")]),
        ({"name": "n" * 101}, [("name", "TOO_LONG")]),
        ({"handle": "x", "password": "y"}, [("handle", "TOO_SHORT"), ("password", "TOO_SHORT")]),
    ],
)
async def test_invalid_input_is_reported_with_its_field(
    service: Service, fields: dict[str, str], problems: list[tuple[str, str]]
) -> None:
    async with browser(service) as person:
        assert await person.problems(SIGN_UP, **({"handle": "ordinary", "password": PASSWORD} | fields)) == problems
        assert await person.viewer() is None


async def test_every_log_in_starts_a_session_and_ends_the_one_before(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("rotating")
        before = session_cookie(person)
        await person.log_in("rotating")
        assert before != session_cookie(person)
        assert len((await person.viewer())["account"]["sessions"]) == 1
    async with browser(service, cookie=f"peergraph={before}") as stale:
        assert await stale.viewer() is None


async def test_a_dead_cookie_is_nobody_and_is_cleared(service: Service) -> None:
    async with browser(service, cookie="peergraph=nonsense") as person:
        response = await person.post(VIEWER)
        assert response.json()["data"] == {"viewer": None}
        cookie = cookie_of(response)["peergraph"]
        assert (cookie.value, cookie["max-age"]) == ("", "0")
        assert await person.code(LOG_OUT) == "UNAUTHENTICATED"


async def test_a_session_ends_without_use_and_lives_on_with_it(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("sleeper")
        old = {"usedAt": "2020-01-01T00:00:00.000Z", "expiresAt": "2999-01-01T00:00:00.000Z"}
        await graph.write(SESSION, {"handle": "sleeper", "values": old})
        assert await person.viewer()
        await service.app.state.accounts.close()
        used, expires = await graph.read(USED, {"handle": "sleeper"})
        assert used > "2026"
        assert "2026" < expires < "2999"
        await graph.write(SESSION, {"handle": "sleeper", "values": {"expiresAt": "2020-01-01T00:00:00.000Z"}})
        assert await person.viewer() is None


async def test_a_session_ends_at_last_even_if_it_is_used(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("constant")
        began = timestamps.later(timestamps.now(), days=-179.9)
        await graph.write(SESSION, {"handle": "constant", "values": {"createdAt": began, "usedAt": began}})
        assert await person.viewer()
        await service.app.state.accounts.close()
        _, expires = await graph.read(USED, {"handle": "constant"})
        assert expires < timestamps.later(timestamps.now(), days=1)
        began = timestamps.later(timestamps.now(), days=-181)
        await graph.write(SESSION, {"handle": "constant", "values": {"createdAt": began, "expiresAt": "2999"}})
        assert await person.viewer() is None


async def test_use_within_a_minute_writes_nothing(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("often")
        before = await graph.read(USED, {"handle": "often"})
        await person.viewer()
        await service.app.state.accounts.close()
        assert await graph.read(USED, {"handle": "often"}) == before


async def test_logging_out_ends_this_session_or_all(service: Service) -> None:
    async with browser(service) as here, browser(service) as there, browser(service) as elsewhere:
        await here.sign_up("leaver")
        await there.log_in("leaver")
        await elsewhere.log_in("leaver")
        assert await here.ask(LOG_OUT) == {"logOut": {"viewer": None, "userErrors": []}}
        assert [each.name for each in here.http.cookies.jar] == ["peergraph-device"]
        await here.log_in("leaver")
        response = await here.http.post("/settings", data={"do": "log-out"})
        assert response.headers["clear-site-data"] == '"storage"'
        assert "clear-site-data" not in (await there.post(VIEWER)).headers
        assert await here.viewer() is None
        assert await there.viewer()
        await there.ask(EVERYWHERE)
        assert await elsewhere.viewer() is None


async def test_a_session_is_ended_by_whose_it_is(service: Service) -> None:
    async with browser(service) as here, browser(service) as there, browser(service) as other:
        await here.sign_up("ender")
        await there.log_in("ender")
        await other.sign_up("other")
        sessions = (await here.viewer())["account"]["sessions"]
        (far,) = [each["id"] for each in sessions if not each["current"]]
        assert await other.problems(END, id=far) == [("session", "NOT_FOUND")]
        assert await here.problems(END, id=far) == []
        assert await there.viewer() is None
        (near,) = [each["id"] for each in sessions if each["current"]]
        assert (await here.ask(END, id=near))["endSession"]["viewer"] is None
        assert await here.viewer() is None


async def test_a_new_password_ends_the_other_sessions(service: Service) -> None:
    async with browser(service) as here, browser(service) as there:
        await here.sign_up("changer")
        await there.log_in("changer")
        assert await here.problems(CHANGE, now="wrong", new="another password") == [
            ("currentPassword", "WRONG_CREDENTIALS")
        ]
        assert await here.problems(CHANGE, now=PASSWORD, new="changer") == [("newPassword", "TOO_SHORT")]
        assert await here.problems(CHANGE, now=PASSWORD, new="another password") == []
        assert await here.viewer()
        assert await there.viewer() is None
        assert (await there.log_in("changer"))["viewer"] is None
        assert (await there.log_in("changer", "another password"))["viewer"]


async def test_passwords_are_one_however_a_keyboard_composes_them(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("umlaut", "pässwörter über")
        assert (await person.log_in("umlaut", "pa\u0308sswo\u0308rter u\u0308ber"))["viewer"]


async def test_a_profile_changes_only_in_the_fields_of_the_input(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("profiled", name="Old", email="old@example.org")
        answer = (await person.ask(PROFILE, name="New"))["updateProfile"]["viewer"]
        assert answer == {"name": "New", "account": {"email": "old@example.org"}}
        answer = (await person.ask(PROFILE, name="", email=""))["updateProfile"]["viewer"]
        assert answer == {"name": "profiled", "account": {"email": None}}
        assert await person.problems(PROFILE, email="nonsense") == [("email", "MALFORMED")]


async def test_nobody_else_sees_an_account(service: Service) -> None:
    query = """query ($id: ID!) {
      user(id: $id) { handle account { email } } node(id: $id) { ... on User { account { email } } } }"""
    async with browser(service) as one, browser(service) as other, program(service) as anybody:
        mine = (await one.sign_up("private", email="private@example.org"))["viewer"]["id"]
        await other.sign_up("curious")
        for person in (other, anybody):
            assert await person.ask(query, id=mine) == {
                "user": {"handle": "private", "account": None}, "node": {"account": None},
            }  # fmt: skip
        assert (await one.ask(query, id=mine))["user"]["account"] == {"email": "private@example.org"}


async def test_a_signed_in_page_costs_one_statement_more(service: Service) -> None:
    store: Store = service.app.state.store
    page = '{ paper(by: {id: "W1"}) { title likeCount } }'
    async with browser(service) as person, program(service) as anybody:
        await person.sign_up("counted")
        with record_statements(store) as anonymous:
            await anybody.ask(page)
        with record_statements(store) as signed_in:
            await person.ask(page)
        assert len(signed_in) == len(anonymous) + 1


async def test_sign_up_can_be_switched_off(neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> None:
    async with (
        served(settings(neo4j, tmp_path_factory.mktemp("data"), sign_up=False)) as running,
        browser(running) as person,
    ):
        assert await person.code(SIGN_UP, handle="late", password=PASSWORD) == "FORBIDDEN"

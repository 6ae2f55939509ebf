"""New passwords by links: of the operator, and by mail to a confirmed address."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from pydantic import ValidationError

from accounts import one_time_links
from accounts.mail_server import is_deliverable
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from settings import Settings
from tests.endpoints.serving import Service, served, settings
from tests.people.mail import Mailbox, mailbox
from tests.people.signing import PASSWORD, Browser, browser
from tests.people.test_openid import AGED
from tests.people.test_recovery import LOG, handle_by, token_of

PUBLIC: Final = "http://graph.example.org"
NEW: Final = "a very new password"
REQUEST: Final = """mutation ($account: String!) {
  requestPasswordReset(input: {account: $account}) { userErrors { code } } }"""
RESET: Final = """mutation ($token: String!, $new: String!) {
  resetPassword(input: {token: $token, newPassword: $new}) { userErrors { field code } } }"""
SEND: Final = """mutation ($password: String) {
  requestEmailConfirmation(input: {currentPassword: $password}) { userErrors { field code } } }"""
CONFIRM: Final = "mutation ($token: String!) { confirmEmail(input: {token: $token}) { userErrors { field code } } }"
EMAIL: Final = "mutation ($email: String!) { updateProfile(input: {email: $email}) { userErrors { field code } } }"
STATE: Final = "{ viewer { account { email emailConfirmed } } }"
LINKS: Final = cypher("MATCH (link:OneTimeLink)-[:OF]->(:User {handle: $handle}) RETURN collect(properties(link))")
LATER: Final = cypher(
    "MATCH (link:OneTimeLink)-[:OF]->(:User {handle: $handle}) SET link.expiresAt = '2020-01-01T00:00:00.000Z'"
    " RETURN count(link)"
)
ID: Final = cypher("MATCH (user:User {handle: $handle}) RETURN user.id")


@pytest_asyncio.fixture(scope="module")
async def box() -> AsyncIterator[Mailbox]:
    async with mailbox() as box:
        yield box


@pytest_asyncio.fixture(scope="module")
async def service(
    graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory, box: Mailbox
) -> AsyncIterator[Service]:
    _ = graph
    mail: dict[str, Any] = {
        "public_url": PUBLIC, "smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_encryption": "none",
        "smtp_sender": "graph@example.org",
    }  # fmt: skip
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), **mail)) as running:
        yield running


async def confirmed(person: Browser, box: Mailbox, handle: str) -> None:
    """A new user with a confirmed address."""
    await person.sign_up(handle, email=f"{handle}@Example.org")
    assert await person.problems(SEND) == []
    assert await person.problems(CONFIRM, token=(await box.link())[2]) == []


async def test_a_link_by_mail_sets_the_password_once(service: Service, box: Mailbox, graph: Store) -> None:
    async with browser(service, origin=PUBLIC) as person, browser(service, origin=PUBLIC) as reader:
        await confirmed(person, box, "forgetful")
        token = await token_of(person)
        page = await reader.http.get("/sign-in")
        assert 'href="/forgot-password"' in page.text
        answer = await reader.http.post("/forgot-password", data={"do": "request-reset", "account": "@Forgetful"})
        assert "is on its way" in answer.text
        base, path, secret = await box.link()
        assert base == PUBLIC
        assert secret not in str(await graph.read(LINKS, {"handle": "forgetful"}))
        page = await reader.http.get(path, headers={"host": "evil.example"})
        assert "Set a new password" in page.text
        assert await person.viewer()  # opening the link changes nothing
        form = {"do": "reset-password", "token": secret, "newPassword": "forgetful1"}
        answer = await reader.http.post("/reset-password", data=form)
        assert answer.status_code == 422
        assert "easy to guess" in answer.text
        answer = await reader.http.post("/reset-password", data=form | {"newPassword": NEW})
        assert "Your new password is set" in answer.text
        answer = await reader.http.post("/reset-password", data=form | {"newPassword": NEW})
        assert "expired, or was used before" in answer.text
        assert await person.viewer() is None
        assert await reader.viewer() is None
        assert await handle_by(service, token) is None
        assert (await reader.log_in("forgetful"))["viewer"] is None
        assert (await reader.log_in("forgetful", NEW))["viewer"]
        events = [each["kind"] for each in (await reader.ask(LOG))["viewer"]["account"]["securityEvents"]]
        assert events[:3] == ["SIGNED_IN", "PASSWORD_RESET_BY_LINK", "RESET_LINK_CREATED"]


async def test_the_answer_is_the_same_without_an_account(service: Service, box: Mailbox) -> None:
    async with browser(service, origin=PUBLIC) as person:
        await confirmed(person, box, "exists")
        await person.sign_up("unconfirmed", email="unconfirmed@example.org")
        names = ("nobody", "unconfirmed", "unconfirmed@example.org", "a@b.c\r\nBcc: d@e.f", "EXISTS@example.ORG")
        answers = [await person.ask(REQUEST, account=name) for name in names]
        assert all(answer == {"requestPasswordReset": {"userErrors": []}} for answer in answers)
        await box.link()
        assert box.messages == []


async def test_two_requests_with_one_link_set_one_password(service: Service, box: Mailbox, graph: Store) -> None:
    async with browser(service, origin=PUBLIC) as person:
        await person.sign_up("racer")
        path = await one_time_links.create(graph, await graph.read(ID, {"handle": "racer"}), "RESET_PASSWORD")
        secret = path.partition("token=")[2]
        passwords = [f"quite new password {number}" for number in range(4)]
        outcomes = await asyncio.gather(*(person.problems(RESET, token=secret, new=each) for each in passwords))
        assert sorted(outcomes) == [[], *[[("token", "EXPIRED")]] * 3]
        assert (await person.log_in("racer", passwords[outcomes.index([])]))["viewer"]
        assert box.messages == []


async def test_links_end(service: Service, box: Mailbox, graph: Store) -> None:
    async with browser(service, origin=PUBLIC) as person:
        await confirmed(person, box, "ender")
        await person.ask(REQUEST, account="ender")
        late = (await box.link())[2]
        await graph.write(LATER, {"handle": "ender"})
        assert await person.problems(RESET, token=late, new=NEW) == [("token", "EXPIRED")]
        await person.ask(REQUEST, account="ender@example.org")
        stale = (await box.link())[2]
        await person.problems(EMAIL, email="other@example.org")
        assert await person.problems(RESET, token=stale, new=NEW) == [("token", "EXPIRED")]
        assert await person.ask(STATE) == {
            "viewer": {"account": {"email": "other@example.org", "emailConfirmed": False}}
        }
        for wrong in ("", "x" * 200, late.upper()):
            assert await person.problems(RESET, token=wrong, new=NEW) == [("token", "EXPIRED")]
        assert (await person.log_in("ender", PASSWORD))["viewer"]


async def test_only_the_user_confirms_the_address(service: Service, box: Mailbox, graph: Store) -> None:
    async with browser(service, origin=PUBLIC) as person, browser(service, origin=PUBLIC) as stranger:
        await person.sign_up("owner-of", email="owner-of@example.org")
        await stranger.sign_up("stranger-of", email="a,owner-of@example.org")
        assert await stranger.problems(SEND) == [("", "MALFORMED")]
        await graph.write(AGED, {"handle": "owner-of"})
        assert await person.problems(SEND) == [("currentPassword", "REAUTHENTICATION_REQUIRED")]
        assert await person.problems(SEND, password=PASSWORD) == []
        to, message = await box.next()
        assert (to, message["To"]) == (["owner-of@example.org"], "owner-of@example.org")
        box.messages.append((to, message))
        _, path, secret = await box.link()
        assert await stranger.problems(CONFIRM, token=secret) == [("token", "EXPIRED")]
        assert "/sign-in?back=" in (await service.http.get(path)).headers["location"]
        assert await person.problems(RESET, token=secret, new=NEW) == [("token", "EXPIRED")]
        page = await person.http.post("/confirm-email", data={"do": "confirm-email", "token": secret})
        assert "is confirmed" in page.text
        assert "is confirmed: if you forget" in (await person.http.get("/settings")).text
        assert await person.problems(CONFIRM, token=secret) == [("token", "EXPIRED")]


async def test_requests_are_limited(service: Service, box: Mailbox) -> None:
    async with browser(service, origin=PUBLIC) as person:
        await confirmed(person, box, "flooded")
        outcomes = [(await person.post(REQUEST, {"account": "flooded"})).json() for _ in range(5)]
        assert outcomes[-1]["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
        outcomes = [(await person.post(REQUEST, {"account": "flooded-nobody"})).json() for _ in range(5)]
        assert outcomes[-1]["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
        await asyncio.sleep(0.3)
        assert len(box.messages) == 4
        box.messages.clear()
    async with browser(service, origin="https://evil.example") as foreign:
        assert (await foreign.post(REQUEST, {"account": "flooded"})).json()["errors"]


async def test_without_mail_the_operator_is_named(
    graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running, browser(running) as person:
        assert "forgot-password" not in (await person.http.get("/sign-in")).text
        assert "sends no mail" in (await person.http.get("/forgot-password")).text
        assert await person.code(REQUEST, account="anybody") == "FORBIDDEN"


@pytest.mark.parametrize(
    ("address", "deliverable"),
    [
        ("ada@example.org", True), ("a,b@example.org", False), ("a@example.org,b@example.org", False),
        ("a<b@example.org", False), ("ä@example.org", False), ("(c)a@example.org", False), ("a@example..org", False),
        ("a:b@example.org", False), ("a@example.org\r\nBcc: b@example.org", False),
    ],
)  # fmt: skip
def test_only_single_addresses_receive_mail(address: str, deliverable: bool) -> None:
    assert is_deliverable(address) is deliverable


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "PEERGRAPH_PUBLIC_URL"),
        ({"public_url": PUBLIC}, "PEERGRAPH_SMTP_SENDER"),
        ({"public_url": PUBLIC, "smtp_sender": "a,b@c.org"}, "PEERGRAPH_SMTP_SENDER"),
        ({"public_url": PUBLIC, "smtp_sender": "a@c.org", "smtp_encryption": "none", "smtp_password": "s"}, "starttls"),
    ],
)
def test_incomplete_settings_of_mail_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Settings(smtp_host="mail.example.org", **values)

"""Two-factor authentication: setting it up, both steps of signing in, recovery codes, and guessing."""

import re
import time
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from pyotp.totp import TOTP

from accounts import login_throttle
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import BEGIN, CONFIRM, PASSWORD, Browser, browser
from tests.people.test_openid import AGED

REMOVE: Final = """mutation ($code: String!) { removeSecondFactor(input: {code: $code}) {
  viewer { account { hasSecondFactor } } userErrors { field code } } }"""
RENEW: Final = "mutation { renewRecoveryCodes(input: {}) { recoveryCodes userErrors { field code } } }"
LOG_IN: Final = """mutation ($handle: String!, $code: String, $password: String! = "%s") {
  logIn(input: {handle: $handle, password: $password, code: $code}) { viewer { id } userErrors { field code } } }"""
COMPLETE: Final = """mutation ($code: String!) {
  completeLogIn(input: {code: $code}) { viewer { handle } userErrors { field code } } }"""
EVENTS: Final = "{ viewer { account { securityEvents { kind } } } }"
#: Makes all codes of the past valid again, as after the time that they need.
FORGET: Final = cypher("MATCH (u:User {handle: $handle}) SET u.totpStep = 0 RETURN u.id")
OLD_CHALLENGE: Final = cypher("MATCH (c:LoginChallenge) SET c.expiresAt = '2020-01-01T00:00:00.000Z' RETURN count(c)")
VALUES: Final = cypher("MATCH (n:User {handle: $handle}) RETURN [text IN n.recoveryCodes | text]")
ATTEMPTS: Final = cypher("MATCH (a:Attempt) DELETE a")
STEP: Final = LOG_IN % PASSWORD


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


async def enable(person: Browser) -> tuple[TOTP, list[str]]:
    """The app and the recovery codes of a person who sets it up."""
    started = (await person.ask(BEGIN))["beginSecondFactor"]
    app = TOTP(started["key"])
    confirmed = (await person.ask(CONFIRM, code=app.now()))["confirmSecondFactor"]
    assert confirmed["viewer"]["account"] == {"hasSecondFactor": True, "recoveryCodeCount": 10}
    return app, confirmed["recoveryCodes"]


async def test_signing_in_takes_two_steps(service: Service, graph: Store) -> None:
    async with browser(service) as person, browser(service) as elsewhere, browser(service) as thief:
        await person.sign_up("careful")
        started = (await person.ask(BEGIN))["beginSecondFactor"]
        query = parse_qs(urlsplit(str(started["uri"])).query)
        assert (query["secret"], query["issuer"]) == ([started["key"]], ["Peergraph"])
        # Nothing changes before the code is confirmed.
        assert await elsewhere.problems(STEP, handle="careful") == []
        assert await person.problems(CONFIRM, code="000000") == [("code", "WRONG_CREDENTIALS")]
        app = TOTP(started["key"])
        used = app.now()
        codes = (await person.ask(CONFIRM, code=used))["confirmSecondFactor"]["recoveryCodes"]
        assert len(set(codes)) == 10
        stored = await graph.read(VALUES, {"handle": "careful"})
        assert not set(stored) & {code.replace("-", "") for code in codes}

        assert await thief.problems(STEP, handle="careful") == [("code", "CODE_REQUIRED")]
        assert await thief.viewer() is None
        assert await thief.problems(COMPLETE, code="000000") == [("code", "WRONG_CREDENTIALS")]
        # The code that was used for setting up is not valid again.
        assert await thief.problems(COMPLETE, code=used) == [("code", "WRONG_CREDENTIALS")]
        await graph.write(FORGET, {"handle": "careful"})
        answer = (await thief.ask(COMPLETE, code=app.now()))["completeLogIn"]
        assert answer == {"viewer": {"handle": "careful"}, "userErrors": []}
        assert (await thief.viewer())["handle"] == "careful"
        assert await thief.problems(COMPLETE, code=app.now()) == [("code", "EXPIRED")]
        kinds = [each["kind"] for each in (await person.ask(EVENTS))["viewer"]["account"]["securityEvents"]]
        assert kinds.count("SECOND_FACTOR_FAILED") == 2


async def test_a_program_signs_in_in_one_step(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("program")
        app, _ = await enable(person)
        await graph.write(FORGET, {"handle": "program"})
        code = app.now()
        assert await person.problems(STEP, handle="program", code=f"{code[:3]} {code[3:]}") == []
        assert await person.problems(STEP, handle="program", code=code) == [("code", "WRONG_CREDENTIALS")]
        wrong = await person.problems(STEP, handle="program", code=code, password="not the password")
        assert wrong == [("password", "WRONG_CREDENTIALS")]


async def test_clocks_may_differ_by_a_step_and_no_more(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("late-clock")
        app, _ = await enable(person)
        for steps in (-3, 3):
            wrong = await person.problems(STEP, handle="late-clock", code=app.at(time.time() + 30 * steps))
            assert wrong == [("code", "WRONG_CREDENTIALS")]
        await graph.write(FORGET, {"handle": "late-clock"})
        assert await person.problems(STEP, handle="late-clock", code=app.at(time.time() - 30)) == []


async def test_each_recovery_code_works_once(service: Service) -> None:
    async with browser(service) as person, browser(service) as again:
        await person.sign_up("loser")
        _, codes = await enable(person)
        assert await again.problems(STEP, handle="loser", code=codes[0].upper().replace("-", " ")) == []
        assert await again.problems(STEP, handle="loser", code=codes[0]) == [("code", "WRONG_CREDENTIALS")]
        assert await again.problems(STEP, handle="loser", code=codes[1]) == []
        renewed = (await again.ask(RENEW))["renewRecoveryCodes"]["recoveryCodes"]
        assert await again.problems(STEP, handle="loser", code=codes[2]) == [("code", "WRONG_CREDENTIALS")]
        assert await again.problems(REMOVE, code="wrong") == [("code", "WRONG_CREDENTIALS")]
        assert await again.problems(REMOVE, code=renewed[0]) == []
        assert await again.problems(STEP, handle="loser") == []
        assert [each["code"] for each in (await again.ask(RENEW))["renewRecoveryCodes"]["userErrors"]] == [
            "NOT_ENABLED"
        ]


async def test_a_stolen_session_cannot_change_it(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("hijacked")
        await graph.write(AGED, {"handle": "hijacked"})
        stale = [("currentPassword", "REAUTHENTICATION_REQUIRED")]
        assert await person.problems(BEGIN) == stale
        assert await person.problems(BEGIN, password=PASSWORD) == []
        _, codes = await enable(person)
        assert await person.problems(BEGIN) == [("", "ALREADY_ENABLED")]
        await graph.write(AGED, {"handle": "hijacked"})
        assert await person.problems(REMOVE, code=codes[0]) == stale
        assert await person.problems(RENEW) == stale


async def test_codes_cannot_be_guessed(service: Service, graph: Store) -> None:
    async with browser(service) as person, browser(service) as thief:
        await person.sign_up("target")
        app, _ = await enable(person)
        await graph.write(FORGET, {"handle": "target"})
        thief.http.cookies.set("peergraph-device", "chosen by the thief", domain="127.0.0.1")
        for number in range(login_throttle.FREE_BY_ACCOUNT + 1):
            # A new challenge and a new device are no new attempts.
            thief.http.cookies.set("peergraph-device", f"device {number}", domain="127.0.0.1")
            assert await thief.problems(STEP, handle="target") == [("code", "CODE_REQUIRED")]
            assert await thief.problems(COMPLETE, code="000000") == [("code", "WRONG_CREDENTIALS")]
        await graph.write(cypher("MATCH (a:Attempt) SET a.until = a.until + 60000 RETURN count(a)"), {})
        assert await thief.code(COMPLETE, code="000000") == "RATE_LIMITED"
        # The owner, in a browser that is known, is not locked out.
        assert await person.problems(STEP, handle="target") == [("code", "CODE_REQUIRED")]
        assert await person.problems(COMPLETE, code=app.now()) == []
        await graph.write(ATTEMPTS, {})


async def test_a_log_in_that_waits_too_long_is_over(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("slow")
        _, codes = await enable(person)
        assert await person.problems(STEP, handle="slow") == [("code", "CODE_REQUIRED")]
        await graph.write(OLD_CHALLENGE, {})
        assert await person.problems(COMPLETE, code=codes[0]) == [("code", "EXPIRED")]


async def test_the_pages_do_all_of_it(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("page-user")
        page = (await person.http.post("/settings", data={"do": "begin-second-factor"})).text
        assert 'src="data:image/svg+xml' in page
        (key,) = re.findall(r"key <code>([A-Z2-7]{32})</code>", page)
        wrong = await person.http.post("/settings", data={"do": "confirm-second-factor", "code": "000000"})
        assert (wrong.status_code, "This code is wrong" in wrong.text) == (422, True)
        page = (await person.http.post("/settings", data={"do": "confirm-second-factor", "code": TOTP(key).now()})).text
        (text,) = re.findall(r'<pre id="recovery-codes" tabindex="0">(.*?)</pre>', page, re.DOTALL)
        codes = text.split()
        assert len(codes) == 10
        await person.ask("mutation { logOut { viewer { id } } }")
        form: dict[str, Any] = {"do": "log-in", "handle": "page-user", "password": PASSWORD, "back": "/papers"}
        page = (await person.http.post("/sign-in", data=form)).text
        assert 'name="code"' in page
        assert 'name="password"' not in page
        form = {"do": "complete-log-in", "code": "wrong", "back": "/papers"}
        assert "This code is wrong" in (await person.http.post("/sign-in", data=form)).text
        response = await person.http.post("/sign-in", data=form | {"code": codes[0]})
        assert (response.status_code, response.headers["location"]) == (303, "/papers")
        assert (await person.viewer())["handle"] == "page-user"
        assert "9 recovery codes are left" in (await person.http.get("/settings")).text

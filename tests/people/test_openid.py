"""Sign-in at a real OpenID Connect provider, through its pages."""

import html
import re
import socket
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import pytest_asyncio
from pyotp.totp import TOTP

from accounts import login_throttle
from graphdb import author_claim
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.oidc.provider import curve_key, provided, signing_key
from tests.people.signing import BEGIN, CONFIRM, PASSWORD, Browser, browser

ORCID: Final = "0000-0002-1825-0097"
PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "ada": {"name": "Ada Lovelace", "preferred_username": "ada", "email": "ada@example.org", "email_verified": True},
    "ada2": {"name": "Another Ada", "preferred_username": "ADA", "email": "ada@example.org", "email_verified": True},
    "josiah": {"name": "Josiah Carberry", "orcid": f"https://orcid.org/{ORCID}"},
    "late": {"name": "Łukasz <script>", "orcid": "0000-0001-5109-3700"},
    "liar": {"name": "Liar", "orcid": "0000-0002-1825-0098"},
    "quiet": {},
    "linker": {"name": "Linker"},
    "carberry2": {"name": "Josiah Again", "orcid": "0000-0002-9079-593X"},
}
ME: Final = """{ viewer { id handle name orcid author { id } account { email hasPassword identities { issuer subject } }
} }"""
AUTHORS: Final = cypher("""\
UNWIND $rows AS row
CREATE (:Author {id: row[0], name: row[0], sortName: row[0], orcid: row[1], papers: 0, citations: row[2]})
RETURN count(*)""")
CLAIMS: Final = cypher("MATCH (:User {id: $id})-[:CLAIMS]->(a) WITH a ORDER BY a.id RETURN collect(a.id)")
USERS: Final = cypher("MATCH (u:User) RETURN count(u)")
SECRET: Final = "s" * 40


def free_port() -> int:
    """A port of the loopback that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service with three issuers, two of them one provider; one may make no accounts, one is not there."""
    await graph.write(AUTHORS, {"rows": [["A1", ORCID, 5], ["A2", ORCID, 9], ["A3", "0000-0002-9079-593X", 1]]})
    port = free_port()
    issuer = {"issuer": f"http://127.0.0.1:{port}", "client_id": "peergraph", "client_secret": SECRET}
    issuers = [
        {**issuer, "name": "uni", "label": "The University", "orcid_claim": "orcid", "algorithms": ["RS256", "ES256"]},
        {**issuer, "name": "closed", "sign_up": False},
        {**issuer, "name": "down", "issuer": f"http://127.0.0.1:{free_port()}"},
    ]
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), issuers=issuers)) as running:
        client = {
            "client_id": "peergraph", "client_secret": SECRET,
            "redirect_uris": [f"{running.address}/sign-in/{each['name']}/callback" for each in issuers],
        }  # fmt: skip
        with provided(port, client, [signing_key("one"), curve_key("two")], PEOPLE):
            yield running


async def at_issuer(
    person: Browser, login: str, name: str = "uni", back: str | None = None, url: str | None = None
) -> str:
    """The redirect URL of the issuer after the person has completed its pages, from `url` or else from a sign-in."""
    path = f"/sign-in/{name}" + (f"?back={back}" if back else "")
    response = await person.http.get(url or path)
    assert response.status_code == 303, response.text
    for _ in range(12):
        if "location" in response.headers:
            where = str(response.url.join(response.headers["location"]))
            if "/callback" in where:
                return where
            response = await person.http.get(where)
        else:
            response = await submit_form(person, response, login)
    raise AssertionError(response.text)


async def submit_form(person: Browser, page: httpx.Response, login: str) -> httpx.Response:
    """Submits the provider's form."""
    action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
    prompt = re.search(r'name="prompt" value="(\w+)"', page.text)
    assert action, page.text
    assert prompt, page.text
    form = {"prompt": prompt[1]} | ({"login": login, "password": "any"} if prompt[1] == "login" else {})
    return await person.http.post(str(page.url.join(action[1])), data=form)


async def sign_in(person: Browser, login: str, name: str = "uni") -> Any:
    """The viewer after a complete sign-in."""
    response = await person.http.get(await at_issuer(person, login, name))
    assert response.status_code == 303, response.text
    return (await person.ask(ME))["viewer"]


def refused(response: httpx.Response, status: int, *phrases: str) -> None:
    """Asserts that nobody was signed in, with status and message."""
    assert response.status_code == status, response.text
    assert all(word in response.text for word in phrases), response.text
    assert "peergraph=" not in response.headers.get("set-cookie", "")


def with_params(where: str, **parameters: str | None) -> str:
    """A URL with changed parameters; None removes one."""
    url = httpx.URL(where)
    for name, value in parameters.items():
        url = url.copy_remove_param(name) if value is None else url.copy_set_param(name, value)
    return str(url)


async def test_the_first_time_makes_an_account_and_the_next_finds_it(service: Service) -> None:
    async with browser(service) as first:
        viewer = await sign_in(first, "ada")
        assert (viewer["handle"], viewer["name"]) == ("ada", "Ada Lovelace")
        assert viewer["account"]["email"] == "ada@example.org"
        assert viewer["account"]["hasPassword"] is False
        assert [each["subject"] for each in viewer["account"]["identities"]] == ["ada"]
    async with browser(service) as second:
        assert (await sign_in(second, "ada"))["id"] == viewer["id"]


async def test_one_address_of_mail_is_no_reason_to_be_one_person(service: Service) -> None:
    async with browser(service) as one, browser(service) as other:
        ada = await sign_in(one, "ada")
        another = await sign_in(other, "ada2")
    assert ada["id"] != another["id"]
    assert another["handle"] != "ada"
    assert another["account"]["email"] == ada["account"]["email"]


async def test_a_person_without_profile_claims_gets_a_handle(service: Service) -> None:
    async with browser(service) as person:
        viewer = await sign_in(person, "quiet")
        assert re.fullmatch(r"reader-\d+", viewer["handle"])
        assert viewer["name"] == viewer["handle"]


async def test_a_verified_orcid_claims_every_author_who_has_it(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        viewer = await sign_in(person, "josiah")
        assert viewer["orcid"] == ORCID
        assert viewer["author"] == {"id": "A2"}
        assert await graph.read(CLAIMS, {"id": viewer["id"]}) == ["A1", "A2"]


async def test_an_author_who_comes_later_is_claimed_too(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        viewer = await sign_in(person, "late")
        assert viewer["author"] is None
        assert viewer["name"] == "Łukasz <script>"
        await graph.write(AUTHORS, {"rows": [["A4", "0000-0001-5109-3700", 0]]})
        await author_claim.update_claims(graph)
        assert (await person.ask(ME))["viewer"]["author"] == {"id": "A4"}


async def test_an_orcid_with_a_wrong_check_digit_is_none(service: Service) -> None:
    async with browser(service) as person:
        assert (await sign_in(person, "liar"))["orcid"] is None


async def test_an_orcid_counts_from_an_issuer_that_is_set_to_vouch_for_it(
    service: Service, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _ = service
    port = free_port()
    issuer = {"issuer": f"http://127.0.0.1:{port}", "client_id": "pg", "client_secret": SECRET, "name": "other"}
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), issuers=[issuer])) as running:
        client = {
            "client_id": "pg", "client_secret": SECRET, "token_endpoint_auth_method": "client_secret_basic",
            "redirect_uris": [f"{running.address}/sign-in/other/callback"],
        }  # fmt: skip
        with provided(port, client, [signing_key("k")], PEOPLE):
            async with browser(running) as person:
                assert (await sign_in(person, "josiah", "other"))["orcid"] is None


LINK: Final = """mutation ($issuer: String! = "uni", $password: String) {
  linkIdentity(input: {issuer: $issuer, currentPassword: $password}) { url userErrors { field code } } }"""
UNLINK: Final = """mutation ($issuer: URL!, $subject: String!) {
  unlinkIdentity(input: {issuer: $issuer, subject: $subject}) {
    viewer { orcid author { id } account { identities { subject } } } userErrors { field code } } }"""
AGED: Final = cypher("""\
MATCH (s:Session)-[:OF]->(:User {handle: $handle})
SET s.authenticatedAt = '2026-01-01T00:00:00.000Z' RETURN count(s)""")


async def link(person: Browser, login: str) -> httpx.Response:
    """The answer to the callback of linking an identity."""
    url = (await person.ask(LINK))["linkIdentity"]["url"]
    return await person.http.get(await at_issuer(person, login, url=url))


async def test_a_sign_in_links_nothing_while_signed_in(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("unaware")
        where = await at_issuer(person, "attacker")
        refused(await person.http.get(where), 403, "signed in as @unaware", "link it in your settings")
        assert (await person.ask(ME))["viewer"]["account"]["identities"] == []
    async with browser(service) as attacker:
        assert (await sign_in(attacker, "attacker"))["handle"] != "unaware"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "same-origin", "sec-fetch-dest": "image"},
        {"sec-fetch-site": "same-origin", "sec-fetch-dest": "iframe"},
    ],
)
async def test_another_page_begins_no_sign_in(service: Service, headers: dict[str, str]) -> None:
    async with browser(service) as person:
        response = await person.http.get("/sign-in/uni?back=/papers/W1", headers=headers)
        assert (response.status_code, response.headers["location"]) == (303, "/sign-in?back=%2Fpapers%2FW1")
        assert "set-cookie" not in response.headers
        for site in ("same-origin", "none"):
            opened = {"sec-fetch-site": site, "sec-fetch-dest": "document"}
            response = await person.http.get("/sign-in/uni", headers=opened)
            assert response.headers["location"].startswith("http://127.0.0.1:")


async def test_linking_needs_a_recent_check_of_credentials(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("stolen")
        await graph.write(AGED, {"handle": "stolen"})
        assert await person.problems(LINK) == [("currentPassword", "REAUTHENTICATION_REQUIRED")]
        assert await person.problems(LINK, password="not it") == [("currentPassword", "WRONG_CREDENTIALS")]
        assert await person.problems(LINK, password=PASSWORD) == []
        assert await person.problems(LINK) == []
        assert await person.problems(LINK, issuer="nobody") == [("issuer", "NOT_FOUND")]
    async with browser(service) as person:
        await sign_in(person, "passwordless")
        handle = (await person.viewer())["handle"]
        await graph.write(AGED, {"handle": handle})
        assert await person.problems(LINK, password="any") == [("currentPassword", "REAUTHENTICATION_REQUIRED")]
        assert (await sign_in(person, "passwordless"))["handle"] == handle
        assert await person.problems(LINK) == []


async def test_a_link_belongs_to_the_session_that_began_it(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("starter")
        where = await at_issuer(person, "wanderer", url=(await person.ask(LINK))["linkIdentity"]["url"])
        await person.ask("mutation { logOut { viewer { id } } }")
        refused(await person.http.get(where), 400, "not signed in any more")
        await person.sign_up("successor")
        where = await at_issuer(person, "wanderer", url=(await person.ask(LINK))["linkIdentity"]["url"])
        await person.log_in("starter")
        refused(await person.http.get(where), 400, "not signed in any more")


async def test_an_identity_of_another_account_is_not_linked(service: Service) -> None:
    async with browser(service) as owner, browser(service) as other:
        await sign_in(owner, "taken")
        await other.sign_up("grabber")
        refused(await link(other, "taken"), 403, "linked to another account")
        assert (await other.ask(ME))["viewer"]["account"]["identities"] == []


async def test_an_identity_is_removed_with_its_orcid_and_its_sessions(service: Service) -> None:
    async with browser(service) as owner, browser(service) as intruder:
        await owner.sign_up("owner-of-two")
        assert (await link(owner, "carberry2")).status_code == 303
        await sign_in(intruder, "carberry2")
        account = (await owner.ask(ME))["viewer"]
        assert (account["orcid"], account["author"]) == ("0000-0002-9079-593X", {"id": "A3"})
        (identity,) = account["account"]["identities"]
        answer = await owner.ask(UNLINK, **identity)
        assert answer["unlinkIdentity"] == {
            "viewer": {"orcid": None, "author": None, "account": {"identities": []}}, "userErrors": [],
        }  # fmt: skip
        assert await intruder.viewer() is None
        assert await owner.problems(UNLINK, **identity) == [("subject", "NOT_FOUND")]
    async with browser(service) as intruder:
        assert (await sign_in(intruder, "carberry2"))["handle"] != "owner-of-two"


async def test_the_only_way_to_sign_in_is_not_removed(service: Service) -> None:
    async with browser(service) as person:
        viewer = await sign_in(person, "lonely")
        (identity,) = viewer["account"]["identities"]
        assert await person.problems(UNLINK, **identity) == [("subject", "LAST")]
        assert len((await person.ask(ME))["viewer"]["account"]["identities"]) == 1


async def test_the_settings_page_links_and_removes(service: Service) -> None:
    async with browser(service) as person:
        await person.sign_up("page-user")
        page = await person.http.post("/settings", data={"do": "link", "issuer": "uni"})
        (url,) = re.findall(r'class="button primary" href="([^"]+)"', page.text)
        response = await person.http.get(await at_issuer(person, "page-identity", url=html.unescape(url)))
        assert (response.status_code, response.headers["location"]) == (303, "/settings")
        page = await person.http.get("/settings")
        assert "page-identity" in page.text
        (identity,) = (await person.ask(ME))["viewer"]["account"]["identities"]
        response = await person.http.post("/settings", data={"do": "unlink", **identity})
        assert (response.status_code, response.headers["location"]) == (303, "/settings#identities")
        assert "page-identity" not in (await person.http.get("/settings")).text


async def test_a_signed_in_person_links_another_issuer(service: Service) -> None:
    async with browser(service) as person:
        local = (await person.sign_up("local"))["viewer"]
        (before,) = [each.value for each in person.http.cookies.jar if each.name == "peergraph"]
        assert (await link(person, "linker")).headers["location"] == "/settings"
        viewer = (await person.ask(ME))["viewer"]
        (after,) = [each.value for each in person.http.cookies.jar if each.name == "peergraph"]
        assert viewer["id"] == local["id"]
        assert viewer["account"]["hasPassword"] is True
        assert before != after
    async with browser(service) as elsewhere:
        assert (await sign_in(elsewhere, "linker"))["handle"] == "local"
        assert (await elsewhere.log_in("local", PASSWORD))["viewer"]["id"] == local["id"]


async def test_an_issuer_can_be_limited_to_existing_accounts(service: Service, graph: Store) -> None:
    async with browser(service) as person:
        viewer = await sign_in(person, "ada")
    before = await graph.read(USERS, {})
    async with browser(service) as person:
        refused(
            await person.http.get(await at_issuer(person, "stranger", "closed")), 403, "new accounts are not allowed"
        )
    async with browser(service) as existing:
        assert (await sign_in(existing, "ada", "closed"))["id"] == viewer["id"]
    assert await graph.read(USERS, {}) == before


async def test_an_answer_counts_once(service: Service) -> None:
    async with browser(service) as person:
        await person.http.get("/sign-in/uni")
        where = await at_issuer(person, "ada")
        state = parse_qs(urlsplit(where).query)["state"][0]
        assert (await person.http.get(where)).status_code == 303
        await person.ask("mutation { logOut { viewer { id } } }")
        refused(await person.http.get(where), 400, "start again")
        person.http.cookies.set("peergraph-sign-in", state, domain="127.0.0.1")
        refused(await person.http.get(where), 400, "is expired")
        assert await person.viewer() is None


async def test_an_answer_counts_in_the_browser_that_asked(service: Service) -> None:
    async with browser(service) as attacker, browser(service) as victim:
        where = await at_issuer(attacker, "ada")
        refused(await victim.http.get(where), 400, "did not begin in this browser")
        await victim.http.get("/sign-in/uni")
        refused(await victim.http.get(where), 400, "did not begin in this browser")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"state": "forged"}, "did not begin"),
        ({"state": None}, "did not begin"),
        ({"code": "forged"}, "did not accept the sign-in"),
        ({"code": None}, "did not sign you in"),
        ({"code": None, "error": "access_denied", "error_description": "No\r\nSet-Cookie: x=y"}, "did not sign you in"),
        ({"iss": "https://evil.example"}, "another issuer"),
        ({"iss": None}, "another issuer"),
    ],
)
async def test_an_answer_that_was_changed_signs_nobody_in(
    service: Service, parameters: Mapping[str, str | None], message: str
) -> None:
    async with browser(service) as person:
        where = with_params(await at_issuer(person, "ada"), **parameters)
        refused(await person.http.get(where), 400, message)
        assert await person.viewer() is None


@pytest.mark.parametrize(
    ("name", "value"), [("verifier", "another-verifier-of-forty-three-characters-x"), ("nonce", "replayed")]
)
async def test_a_code_or_an_id_token_of_another_sign_in_signs_nobody_in(
    service: Service, graph: Store, name: str, value: str
) -> None:
    swapped = cypher("MATCH (s:SignIn) SET s += $values RETURN count(s)")
    async with browser(service) as person:
        where = await at_issuer(person, "ada")
        assert await graph.write(swapped, {"values": {name: value}}) > 0
        refused(await person.http.get(where), 400 if name == "verifier" else 401)
        assert await person.viewer() is None


async def test_a_sign_in_that_takes_too_long_is_over(service: Service, graph: Store) -> None:
    aged = cypher("MATCH (s:SignIn) SET s.expiresAt = '2020-01-01T00:00:00.000Z' RETURN count(s)")
    async with browser(service) as person:
        where = await at_issuer(person, "ada")
        await graph.write(aged, {})
        refused(await person.http.get(where), 400, "is expired")


async def test_a_state_serves_the_issuer_that_it_was_made_for(service: Service) -> None:
    async with browser(service) as person:
        where = await at_issuer(person, "ada")
        refused(
            await person.http.get(where.replace("/sign-in/uni/", "/sign-in/closed/")), 400, "began in another browser"
        )


@pytest.mark.parametrize(
    ("back", "goes"),
    [
        ("/papers/W1?tab=reviews", "/papers/W1?tab=reviews"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a%0d%0aset-cookie:x=y", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\\b", "/"),
    ],
)
async def test_the_redirect_after_sign_in_stays_on_this_service(service: Service, back: str, goes: str) -> None:
    async with browser(service) as person:
        where = await at_issuer(person, "ada", back=back)
        assert (await person.http.get(where)).headers["location"] == goes


async def test_the_authorization_request_has_the_required_parameters(service: Service) -> None:
    async with browser(service) as person:
        response = await person.http.get("/sign-in/uni")
        params = {name: values[0] for name, values in parse_qs(urlsplit(response.headers["location"]).query).items()}
        assert params["response_type"] == "code"
        assert params["code_challenge_method"] == "S256"
        assert params["scope"] == "openid profile email"
        assert params["redirect_uri"] == f"{service.address}/sign-in/uni/callback"
        assert min(len(params[name]) for name in ("state", "nonce", "code_challenge")) >= 43
        cookie = response.headers["set-cookie"]
        assert all(part in cookie for part in ("peergraph-sign-in=", "HttpOnly", "SameSite=lax", "Max-Age=600"))
        assert response.headers["cache-control"] == "no-store"


async def test_an_unavailable_or_unknown_issuer_is_reported(service: Service) -> None:
    async with browser(service) as person:
        refused(await person.http.get("/sign-in/down"), 502, "down is not available for sign-in: try again later.")
        refused(await person.http.get("/sign-in/nobody"), 404)


async def test_sign_ins_that_are_not_completed_are_throttled(service: Service, graph: Store) -> None:
    counters = login_throttle.sign_ins("127.0.0.1")
    await graph.write(cypher("MATCH (a:Attempt) DELETE a"), {})
    try:
        async with browser(service) as person:
            for _ in range(login_throttle.FREE_SIGN_INS):
                await login_throttle.count_attempt(graph, counters)
            await sign_in(person, "frequent")
            await sign_in(person, "frequent")
            assert (await person.http.get("/sign-in/uni")).status_code == 303
            await graph.write(cypher("MATCH (a:Attempt) SET a.until = a.until + 60000 RETURN count(a)"), {})
            refused(await person.http.get("/sign-in/uni"), 429, "Too many attempts")
    finally:
        await graph.write(cypher("MATCH (a:Attempt) DELETE a"), {})


async def test_a_second_factor_follows_the_issuer(service: Service) -> None:
    async with browser(service) as person:
        handle = (await sign_in(person, "two-steps"))["handle"]
        key = (await person.ask(BEGIN))["beginSecondFactor"]["key"]
        codes = (await person.ask(CONFIRM, code=TOTP(key).now()))["confirmSecondFactor"]["recoveryCodes"]
    async with browser(service) as again:
        response = await again.http.get(await at_issuer(again, "two-steps", back="/papers"))
        assert (response.status_code, response.headers["location"]) == (303, "/sign-in?step=code&back=%2Fpapers")
        assert await again.viewer() is None
        page = (await again.http.get(response.headers["location"])).text
        assert 'value="complete-log-in"' in page
        form = {"do": "complete-log-in", "code": codes[0], "back": "/papers"}
        response = await again.http.post("/sign-in", data=form)
        assert (response.status_code, response.headers["location"]) == (303, "/papers")
        assert (await again.viewer())["handle"] == handle


async def test_pages_list_the_ways_to_sign_in(service: Service) -> None:
    async with browser(service) as person:
        answer = (await person.ask("{ signIn { signUp issuers { name label url } } }"))["signIn"]
        assert answer["signUp"] is True
        assert answer["issuers"][0] == {
            "name": "uni", "label": "The University", "url": f"{service.address}/sign-in/uni",
        }  # fmt: skip

"""Administration of accounts while the service runs."""

import asyncio
import getpass
import os
import re
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import httpx
import orjson
import pytest
import pytest_asyncio
from pyotp.totp import TOTP
from typer.testing import CliRunner

from commands.audit import admin
from commands.audited import actor
from errors import PeergraphError
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.commands.service import PEERGRAPH, ROOT, environment
from tests.commands.service import served as started
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import BEGIN, CONFIRM, LOG_IN, PASSWORD, Browser, browser, program

ROLE: Final = "{ viewer { account { role } } }"
RESET: Final = """mutation ($token: String!, $new: String!) {
  resetPassword(input: {token: $token, newPassword: $new}) { userErrors { field code } } }"""
SIGN_UP: Final = 'mutation { signUp(input: {handle: "boss", password: "correct horse battery"}) { viewer { handle } } }'

CREATE: Final = 'mutation { createAccessToken(input: {name: "n", scope: WRITE}) { token userErrors { field code } } }'
SIGN_UP_AS: Final = """mutation ($handle: String!) {
  signUp(input: {handle: $handle, password: "correct horse battery"}) { userErrors { field code } } }"""
WRITES: Final = (
    "mutation ($paper: ID!) { vote(input: {paper: $paper, vote: LIKE}) { userErrors { field code } } }",
    """mutation ($paper: ID!) { submitReview(input: {paper: $paper, points: [{kind: STRENGTH, text: "Clear"}]}) {
      userErrors { field code } } }""",
    """mutation ($paper: ID!) { addComment(input: {paper: $paper, kind: NOTE, body: "A note"}) {
      userErrors { field code } } }""",
    """mutation { createCollection(input: {title: "Mine", visibility: PUBLIC}) { userErrors { field code } } }""",
)
STATE: Final = """query ($paper: ID!, $user: ID!) {
  paper(by: {id: $paper}) { likeCount commentCount reviewCount }
  user(id: $user) { name handle collections { totalCount } }
}"""
PAPER: Final = cypher("""\
CREATE (:Paper {id: $id, title: 'Paper', sortTitle: 'paper', kind: 'ARTICLE', year: 2020, sortYear: 2020, sortDate: '',
  citations: 0, openalex: $id})
RETURN true""")
LINKED: Final = cypher("""\
MATCH (u:User {handle: $handle})
CREATE (:Identity {id: $id, issuer: split($id, ' ')[0], subject: split($id, ' ')[1]})-[:OF]->(u)
RETURN true""")
REMAINING: Final = cypher("""\
MATCH (each)-[:OF]->(:User {handle: $handle}) WITH DISTINCT labels(each)[0] AS label ORDER BY label
RETURN collect(label)""")
VALUES: Final = cypher("MATCH (u:User {id: $id}) RETURN [key IN keys(u) | toString(u[key])]")


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest.fixture(scope="module")
def store_of(neo4j: Address) -> dict[str, str]:
    """The environment that names the tests' Neo4j."""
    return {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1] if neo4j.auth else ""}


async def run(*arguments: str, more: dict[str, str], stdin: str = "") -> tuple[int, str]:
    """Exit status and output of `peergraph admin …`, run in this process beside the service's loop."""
    result = await asyncio.to_thread(CliRunner().invoke, admin, arguments, input=stdin, env=more)
    if isinstance(result.exception, PeergraphError):
        return 1, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


async def run_process(
    folder: Path, *arguments: str, more: dict[str, str] | None = None, stdin: str = ""
) -> tuple[int, str]:
    """As `run`, in a process of its own."""
    result = await asyncio.to_thread(
        subprocess.run, [*PEERGRAPH, "admin", *arguments], cwd=ROOT, env=environment(folder, more), input=stdin,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in result.stderr
    return result.returncode, result.stdout + result.stderr


async def test_a_role_is_granted_and_revoked(service: Service, store_of: dict[str, str]) -> None:
    async with browser(service) as person:
        await person.sign_up("Ada")
        for arguments, role in [
            (("grant", "ada", "moderator"), "MODERATOR"), (("grant", "@ADA", "ADMIN"), "ADMIN"),
            (("revoke", "Ada", "moderator"), "ADMIN"), (("revoke", "Ada", "admin"), "MEMBER"),
        ]:  # fmt: skip
            assert await run(*arguments, more=store_of) == (0, f"@Ada has the role {role}\n")
            assert (await person.ask(ROLE))["viewer"]["account"]["role"] == role


async def test_every_command_is_in_the_audit_log(service: Service, store_of: dict[str, str]) -> None:
    async with browser(service) as person:
        await person.sign_up("audited")
        await run("grant", "audited", "moderator", more=store_of)
        _, text = await run(
            "reset-password", "audited", more={**store_of, "SSH_CONNECTION": "192.0.2.7 5 192.0.2.1 22"}
        )
        password = text.split()[-1]
        await run("sessions", "audited", more=store_of)
        assert (await run("grant", "nobody-of-that-name", "admin", more=store_of))[0] == 1
        status, text = await run("audit", "--json", "--handle", "Audited", more=store_of)
        assert status == 0
        entries = [orjson.loads(line) for line in text.splitlines()]
        assert [(entry["action"], entry["details"], entry["outcome"]) for entry in entries] == [
            ("LIST_SESSIONS", "", "DONE"), ("RESET_PASSWORD", "", "DONE"), ("GRANT", "MODERATOR", "DONE"),
        ]  # fmt: skip
        assert entries[1]["from"] == "192.0.2.7 peergraph"
        assert all("@" in entry["who"] and entry["at"] for entry in entries)
        assert password not in text
        _, text = await run("audit", "--json", "--limit", "1", more=store_of)
        assert orjson.loads(text)["outcome"] == "FAILED"


async def test_a_reset_password_ends_all_sessions(service: Service, store_of: dict[str, str], tmp_path: Path) -> None:
    async with browser(service) as person:
        await person.sign_up("forgetful")
        status, text = await run("reset-password", "forgetful", more=store_of)
        assert status == 0
        assert await person.viewer() is None
        assert (await person.log_in("forgetful", PASSWORD))["viewer"] is None
        assert (await person.log_in("forgetful", text.split()[-1]))["viewer"]
        status, text = await run("reset-password", "forgetful", "--stdin", more=store_of, stdin="a password of mine\n")
        assert "a password of mine" not in text
        assert (await person.log_in("forgetful", "a password of mine"))["viewer"]
        status, text = await run_process(
            tmp_path, "reset-password", "forgetful", "--stdin", more=store_of, stdin="short\n"
        )
        assert (status, text) == (1, "peergraph: The password has 5 characters: it must have 10 to 256 characters.\n")
        status, text = await run("reset-password", "forgetful", "--stdin", more=store_of, stdin="forgetful12\n")
        assert (status, text) == (1, "The password is common, or easy to guess: choose another.")


async def test_sessions_are_listed_and_ended(service: Service, store_of: dict[str, str]) -> None:
    async with browser(service, user_agent="Firefox") as firefox, browser(service, user_agent="Lynx") as lynx:
        await firefox.sign_up("present")
        await lynx.log_in("present")
        _, text = await run("sessions", "present", more=store_of)
        assert "Firefox" in text
        assert "Lynx" in text
        (first,) = [session["id"] for session in (await firefox.viewer())["account"]["sessions"] if session["current"]]
        assert first in text
        assert await run("sessions", "present", "--end", "--only", first, more=store_of) == (
            0, "@present is signed out of 1 browser\n",
        )  # fmt: skip
        assert await firefox.viewer() is None
        assert await lynx.viewer()
        await run("sessions", "present", "--end", more=store_of)
        assert await lynx.viewer() is None


async def token_of(person: Browser) -> str:
    """A new token that writes."""
    return str((await person.ask(CREATE))["createAccessToken"]["token"])


async def is_valid(service: Service, token: str) -> bool:
    """Whether a token authenticates somebody."""
    async with program(service, token) as caller:
        return (await caller.post(ROLE)).status_code == 200


async def test_a_reset_password_revokes_the_tokens_and_the_second_factor(
    service: Service, store_of: dict[str, str], graph: Store
) -> None:
    async with browser(service) as person:
        await person.sign_up("taken-over")
        await graph.write(LINKED, {"handle": "taken-over", "id": "https://issuer.example eve"})
        token = await token_of(person)
        _, text = await run("reset-password", "taken-over", "--keep-tokens", more=store_of)
        assert "1 access tokens stay valid, 1 identities can still sign in and has a new password" in text
        assert await is_valid(service, token)
        await person.log_in("taken-over", text.split()[-1])
        key = (await person.ask(BEGIN))["beginSecondFactor"]["key"]
        assert await person.problems(CONFIRM, code=TOTP(key).now()) == []
        _, text = await run("reset-password", "taken-over", "--second-factor", "--unlink", more=store_of)
        assert "1 access tokens are revoked, 1 identities are removed" in text
        assert not await is_valid(service, token)
        assert (await person.log_in("taken-over", text.split()[-1]))["viewer"]
        _, text = await run("log", "taken-over", more=store_of | {"COLUMNS": "200"})
        assert text.count("PASSWORD_RESET") == 2
        assert "SECOND_FACTOR_REMOVED" in text
        assert text.count("operator") == 3


async def test_a_link_sets_a_password(service: Service, store_of: dict[str, str]) -> None:
    async with browser(service) as person:
        await person.sign_up("linked")
        public = {"PEERGRAPH_PUBLIC_URL": "https://graph.example.org", **store_of}
        _, text = await run("reset-password", "@Linked", "--link", more=public)
        assert await person.viewer()
        base, _, token = text.strip().splitlines()[-1].partition("/reset-password?token=")
        assert base == "https://graph.example.org"
        assert await person.problems(RESET, token=token, new="a very new password") == []
        assert await person.viewer() is None
        assert (await person.log_in("linked", "a very new password"))["viewer"]
        status, text = await run("reset-password", "linked", "--link", "--unlink", more=store_of)
        assert (status, "without other options" in text) == (1, True)
        _, text = await run("log", "linked", more=store_of | {"COLUMNS": "200"})
        assert "RESET_LINK_CREATED" in text


async def test_everything_is_ended(service: Service, store_of: dict[str, str], graph: Store) -> None:
    async with browser(service) as person:
        await person.sign_up("ended")
        token = await token_of(person)
        await graph.write(LINKED, {"handle": "ended", "id": "https://issuer.example ended"})
        assert await run("sign-out", "ended", "--unlink", more=store_of) == (
            0, "@ended is signed out: 1 sessions are ended, 1 access tokens are revoked, 1 identities are removed\n",
        )  # fmt: skip
        assert await person.viewer() is None
        assert not await is_valid(service, token)
        assert await graph.read(REMAINING, {"handle": "ended"}) == ["SecurityEvent"]


async def test_tokens_and_identities_are_listed_and_removed(
    service: Service, store_of: dict[str, str], graph: Store
) -> None:
    async with browser(service) as person:
        await person.sign_up("holder")
        first, second = await token_of(person), await token_of(person)
        for subject in ("one", "two"):
            await graph.write(LINKED, {"handle": "holder", "id": f"https://issuer.example {subject}"})
        wide = store_of | {"COLUMNS": "200"}
        _, text = await run("tokens", "holder", more=wide)
        names = re.findall(r"tok_\w+", text)
        assert len(names) == 2
        assert await run("tokens", "holder", "--revoke", "--only", names[1], more=store_of) == (
            0, "@holder has 1 access token less\n",
        )  # fmt: skip
        assert [await is_valid(service, each) for each in (first, second)] == [False, True]
        _, text = await run("identities", "holder", more=wide)
        assert "https://issuer.example" in text
        assert await run("identities", "holder", "--unlink", "one", more=store_of) == (
            0, "@holder has 1 identity less\n",
        )  # fmt: skip
        assert await person.viewer() is None
        await run("tokens", "holder", "--revoke", more=store_of)
        assert not await is_valid(service, second)
        assert await graph.read(REMAINING, {"handle": "holder"}) == ["Device", "Identity", "SecurityEvent"]


async def test_a_suspended_account_has_no_access_until_it_is_reinstated(
    service: Service, store_of: dict[str, str]
) -> None:
    async with browser(service) as person:
        await person.sign_up("mallory")
        token = await token_of(person)
        assert await run("suspend", "mallory", "--reason", "spam", more=store_of) == (
            0, "@mallory is suspended and signed out everywhere\n",
        )  # fmt: skip
        assert await person.viewer() is None
        assert not await is_valid(service, token)
        assert await person.code(LOG_IN, handle="mallory", password=PASSWORD) == "FORBIDDEN"
        assert await person.problems(LOG_IN, handle="mallory", password="not the password") == [
            ("password", "WRONG_CREDENTIALS")
        ]
        assert await run("reinstate", "mallory", more=store_of) == (0, "@mallory can sign in again\n")
        assert (await person.log_in("mallory"))["viewer"]
        assert await is_valid(service, token)


@pytest.mark.parametrize("withdraw", [False, True])
async def test_a_deleted_account_leaves_reviews_or_withdraws_them(
    service: Service, store_of: dict[str, str], graph: Store, withdraw: bool
) -> None:
    handle, paper = f"leaver-{withdraw}", f"W70{int(withdraw)}"
    await graph.write(PAPER, {"id": paper})
    async with browser(service) as person, browser(service) as other:
        user = (await person.sign_up(handle, name="Real Name", email="real@example.org"))["viewer"]["id"]
        token = await token_of(person)
        for write in WRITES:
            assert await person.problems(write, paper=paper) == []
        status, text = await run("delete", handle, *(["--withdraw"] if withdraw else []), more=store_of, stdin="n\n")
        assert (status, "Nothing was deleted" in text) == (1, True)
        status, text = await run("delete", handle, "--yes", *(["--withdraw"] if withdraw else []), more=store_of)
        assert status == 0
        assert ("1 reviews are withdrawn, 1 comments are deleted" in text) is withdraw
        assert await person.viewer() is None
        assert not await is_valid(service, token)
        assert (await person.log_in(handle))["viewer"] is None
        assert await other.problems(SIGN_UP_AS, handle=handle) == [("handle", "TAKEN")]
        answer = await other.ask(STATE, paper=paper, user=user)
        assert answer["user"]["name"] == "Deleted account"
        assert answer["user"]["handle"].startswith("deleted-")
        assert answer["user"]["collections"] == {"totalCount": 0}
        counts = {"likeCount": 0, "commentCount": 0 if withdraw else 1, "reviewCount": 0 if withdraw else 1}
        assert answer["paper"] == counts
        assert "Real Name" not in str(await graph.read(VALUES, {"id": user}))
        status, text = await run("reset-password", handle, more=store_of)
        assert status == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("grant", "nobody", "admin"), "No account has the handle 'nobody'"),
        (("revoke", "nobody", "admin"), "No account has the handle 'nobody'"),
        (("reset-password", "nobody"), "No account has the handle 'nobody'"),
        (("sessions", "nobody"), "No account has the handle 'nobody'"),
        (("tokens", "nobody"), "No account has the handle 'nobody'"),
        (("identities", "nobody"), "No account has the handle 'nobody'"),
        (("log", "nobody"), "No account has the handle 'nobody'"),
        (("sign-out", "nobody"), "No account has the handle 'nobody'"),
        (("suspend", "nobody"), "No account has the handle 'nobody'"),
        (("reinstate", "nobody"), "No account has the handle 'nobody'"),
        (("delete", "nobody", "--yes"), "No account has the handle 'nobody'"),
        (("grant", "nobody", "emperor"), "'emperor' is not a role"),
    ],
)
async def test_invalid_arguments_are_reported(
    service: Service, store_of: dict[str, str], arguments: tuple[str, ...], message: str
) -> None:
    _ = service
    status, text = await run(*arguments, more=store_of)
    assert status == 1
    assert message in text


@pytest.mark.thorough("starts a service and Neo4j again; the commands themselves are tested on the store of the tests")
async def test_it_works_with_and_without_a_running_service(tmp_path: Path) -> None:
    with started(tmp_path) as running:
        answer = await asyncio.to_thread(httpx.post, f"{running.address}/graphql", json={"query": SIGN_UP}, timeout=60)
        assert answer.json()["data"]["signUp"]["viewer"] == {"handle": "boss"}
        assert await run_process(tmp_path, "grant", "boss", "admin") == (0, "@boss has the role ADMIN\n")
    status, text = await run_process(tmp_path, "revoke", "boss", "admin")
    assert status == 0
    assert "@boss has the role MEMBER\n" in text


def test_the_actor_of_an_entry_has_a_number_if_the_account_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.delenv("SUDO_USER", raising=False)
    monkeypatch.setattr(getpass, "getuser", nameless)
    assert actor().startswith(f"uid {os.getuid()}@")

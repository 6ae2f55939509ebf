"""What an operator does to accounts, while the service runs."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import httpx
import pytest
import pytest_asyncio
from typer.testing import CliRunner

from commands.admin import admin
from errors import PeergraphError
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.commands.service import PEERGRAPH, ROOT, environment
from tests.commands.service import served as started
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import PASSWORD, browser

ROLE: Final = "{ viewer { account { role } } }"
SIGN_UP: Final = 'mutation { signUp(input: {handle: "root", password: "correct horse"}) { viewer { handle } } }'


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


@pytest.fixture(scope="module")
def store_of(neo4j: Address) -> dict[str, str]:
    """The environment that names the tests' Neo4j."""
    return {"NEO4J_URI": neo4j.uri, "NEO4J_PASSWORD": neo4j.auth[1] if neo4j.auth else ""}


async def said(*arguments: str, more: dict[str, str], given: str = "") -> tuple[int, str]:
    """The status of `peergraph admin …`, and what it says: in this process, beside the service's loop."""
    done = await asyncio.to_thread(CliRunner().invoke, admin, arguments, input=given, env=more)
    if isinstance(done.exception, PeergraphError):
        return 1, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


async def typed(folder: Path, *arguments: str, more: dict[str, str] | None = None, given: str = "") -> tuple[int, str]:
    """As `said`, by a process of its own."""
    done = await asyncio.to_thread(
        subprocess.run, [*PEERGRAPH, "admin", *arguments], cwd=ROOT, env=environment(folder, more), input=given,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


async def test_a_role_is_given_and_taken(service: Service, store_of: dict[str, str]) -> None:
    async with browser(service) as person:
        await person.sign_up("Ada")
        for arguments, role in [
            (("grant", "ada", "moderator"), "MODERATOR"), (("grant", "@ADA", "ADMIN"), "ADMIN"),
            (("revoke", "Ada", "moderator"), "ADMIN"), (("revoke", "Ada", "admin"), "MEMBER"),
        ]:  # fmt: skip
            assert await said(*arguments, more=store_of) == (0, f"@Ada has the role {role}\n")
            assert (await person.ask(ROLE))["viewer"]["account"]["role"] == role


async def test_a_password_is_reset_and_everybody_is_signed_out(
    service: Service, store_of: dict[str, str], tmp_path: Path
) -> None:
    async with browser(service) as person:
        await person.sign_up("forgetful")
        status, text = await said("reset-password", "forgetful", more=store_of)
        assert status == 0
        assert await person.who() is None
        assert (await person.log_in("forgetful", PASSWORD))["viewer"] is None
        assert (await person.log_in("forgetful", text.split()[-1]))["viewer"]
        status, text = await said("reset-password", "forgetful", "--stdin", more=store_of, given="a password of mine\n")
        assert "a password of mine" not in text
        assert (await person.log_in("forgetful", "a password of mine"))["viewer"]
        status, text = await typed(tmp_path, "reset-password", "forgetful", "--stdin", more=store_of, given="short\n")
        assert (status, text) == (1, "peergraph: The password has 5 characters: it must have 10 to 256 characters.\n")


async def test_sessions_are_listed_and_ended(service: Service, store_of: dict[str, str]) -> None:
    async with browser(service, user_agent="Firefox") as one, browser(service, user_agent="Lynx") as other:
        await one.sign_up("present")
        await other.log_in("present")
        _, text = await said("sessions", "present", more=store_of)
        assert "Firefox" in text
        assert "Lynx" in text
        (first,) = [each["id"] for each in (await one.who())["account"]["sessions"] if each["current"]]
        assert first in text
        assert await said("sessions", "present", "--end", "--only", first, more=store_of) == (
            0, "@present is signed out of 1 browser\n",
        )  # fmt: skip
        assert await one.who() is None
        assert await other.who()
        await said("sessions", "present", "--end", more=store_of)
        assert await other.who() is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("grant", "nobody", "admin"), "Nobody has the handle 'nobody'"),
        (("revoke", "nobody", "admin"), "Nobody has the handle 'nobody'"),
        (("reset-password", "nobody"), "Nobody has the handle 'nobody'"),
        (("sessions", "nobody"), "Nobody has the handle 'nobody'"),
        (("grant", "nobody", "emperor"), "'emperor' is no role"),
    ],
)
async def test_what_cannot_be_is_told(
    service: Service, store_of: dict[str, str], arguments: tuple[str, ...], says: str
) -> None:
    _ = service
    status, text = await said(*arguments, more=store_of)
    assert status == 1
    assert says in text


async def test_it_works_beside_a_service_on_a_neo4j_of_its_own_and_without_one(tmp_path: Path) -> None:
    with started(tmp_path) as running:
        answer = await asyncio.to_thread(httpx.post, f"{running.address}/graphql", json={"query": SIGN_UP}, timeout=60)
        assert answer.json()["data"]["signUp"]["viewer"] == {"handle": "root"}
        assert await typed(tmp_path, "grant", "root", "admin") == (0, "@root has the role ADMIN\n")
    status, text = await typed(tmp_path, "revoke", "root", "admin")
    assert status == 0
    assert "@root has the role MEMBER\n" in text

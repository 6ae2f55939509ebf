"""Administration of accounts while the service runs."""

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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("grant", "nobody", "admin"), "No account has the handle 'nobody'"),
        (("revoke", "nobody", "admin"), "No account has the handle 'nobody'"),
        (("reset-password", "nobody"), "No account has the handle 'nobody'"),
        (("sessions", "nobody"), "No account has the handle 'nobody'"),
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


async def test_it_works_with_and_without_a_running_service(tmp_path: Path) -> None:
    with started(tmp_path) as running:
        answer = await asyncio.to_thread(httpx.post, f"{running.address}/graphql", json={"query": SIGN_UP}, timeout=60)
        assert answer.json()["data"]["signUp"]["viewer"] == {"handle": "root"}
        assert await run_process(tmp_path, "grant", "root", "admin") == (0, "@root has the role ADMIN\n")
    status, text = await run_process(tmp_path, "revoke", "root", "admin")
    assert status == 0
    assert "@root has the role MEMBER\n" in text

"""Every command, query, answer and table of the README, run or made from what they tell of."""

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from app import application
from commands.settings import table
from docs.picture import PICTURE, blocks, picture, readable
from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.demo import load_demo
from settings import Settings

README = (Path(__file__).parents[1] / "README.md").read_text()
COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]
QUERIES = [block for block in blocks("graphql") if not block.startswith("mutation")]
SIGN_UP = (
    """mutation { signUp(input: {handle: "ada", password: "correct horse battery"}) { userErrors { message } } }"""
)
#: What `tests/commands`, `tests/ingest` and this very run show to work.
SHOWN_ELSEWHERE = ("make run", "make test", "peergraph ingest", "peergraph admin", "NEO4J_URI=")


@pytest_asyncio.fixture(scope="module")
async def client(
    graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    await load_demo(graph)
    assert neo4j.auth is not None
    settings = Settings.model_validate(
        {"neo4j_uri": neo4j.uri, "neo4j_password": neo4j.auth[1], "data": tmp_path_factory.mktemp("data")}
    )
    app = application(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as opened:
            yield opened


async def test_queries_answer_and_the_first_one_as_printed(client: httpx.AsyncClient) -> None:
    answers = [(await client.post("/graphql", json={"query": query})).json() for query in QUERIES]
    assert [answer["errors"] for answer in answers if "errors" in answer] == []
    printed = readable(answers[0]["data"])
    if os.environ.get("PEERGRAPH_TEST_WRITE_GOLDEN"):
        _write(re.sub(r"(?<=```json\n).*?(?=\n```)", lambda _: printed, README, count=1, flags=re.DOTALL))
        PICTURE.write_text(picture())
    assert blocks("json")[0].strip() == printed


async def test_what_people_write_is_written(client: httpx.AsyncClient) -> None:
    (mutation,) = (block for block in blocks("graphql") if block.startswith("mutation"))
    ours = {"origin": str(client.base_url)}
    assert "errors" not in (await client.post("/graphql", json={"query": SIGN_UP}, headers=ours)).json()
    answer = (await client.post("/graphql", json={"query": mutation}, headers=ours)).json()
    client.cookies.clear()
    assert "errors" not in answer
    assert [each["userErrors"] for each in answer["data"].values()] == [[], []]
    assert answer["data"]["vote"]["paper"]["readingFrame"] == {"likes": 1, "viewerVote": "LIKE"}


async def test_the_curl_commands_answer(client: httpx.AsyncClient) -> None:
    answers = [await _fetched(client, line) for line in COMMANDS if line.startswith("curl")]
    assert answers[0].json()["data"]["paper"]["authors"]["nodes"][0] == {"name": "Rishi Bommasani"}
    kinds = [
        "application/json",
        "image/svg+xml",
        "application/graphml+xml",
        "application/x-bibtex",
        "text/x-bibliography",
        "text/csv",
        "text/csv",
    ]
    assert [answer.headers["content-type"].partition(";")[0] for answer in answers] == kinds


async def _fetched(client: httpx.AsyncClient, command: str) -> httpx.Response:
    """What curl would fetch."""
    match = re.fullmatch(
        r"curl (?:-G |-H 'Accept: ([^']+)' )?http://127\.0\.0\.1:8000(\S+)(?: --data-urlencode '(\w+)=(.*)')?", command
    )
    assert match
    accept, path, name, value = match.groups()
    answer = await client.get(path, params={name: value} if name else None, headers={"accept": accept or "*/*"})
    return answer.raise_for_status()


async def test_the_configuration_of_assistants_leads_to_the_tools(client: httpx.AsyncClient) -> None:
    url = json.loads(blocks("json")[1])["mcpServers"]["peergraph"]["url"]
    params = {"name": "cite", "arguments": {"paper": "2108.07258"}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    answer = await client.post(url, json=message, headers={"accept": "application/json, text/event-stream"})
    assert answer.json()["result"]["structuredContent"]["id"] == "arxiv:2108.07258"


def test_every_other_command_is_shown_elsewhere() -> None:
    others = [line for line in COMMANDS if not line.startswith("curl")]
    assert others
    assert all(line.startswith(SHOWN_ELSEWHERE) for line in others)


@pytest.mark.parametrize("option", sorted(set(re.findall(r"peergraph (\w+).*?(--\w+)", README))), ids=" ".join)
def test_options_exist(option: tuple[str, str]) -> None:
    command, flag = option
    more = ["openalex"] if command == "ingest" else []
    shown = subprocess.run(
        ["peergraph", command, *more, "--help"], capture_output=True, text=True, check=True, env=_path()
    )
    assert flag in shown.stdout


def test_the_picture_and_the_table_are_made_from_the_code() -> None:
    between = re.search(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", README, re.DOTALL)
    assert between
    if os.environ.get("PEERGRAPH_TEST_WRITE_GOLDEN"):
        _write(
            (PICTURE.parents[1] / "README.md").read_text().replace(between[0] + "<!-- /s", f"\n{table()}\n\n<!-- /s", 1)
        )
        return
    assert between[0].strip() == table()
    assert PICTURE.read_text() == picture()


PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/security.md", "CHANGELOG.md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    root = PICTURE.parents[1]
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", (root / page).read_text())
    assert all(((root / page).parent / target).exists() for target in targets)


def _write(text: str) -> None:
    (PICTURE.parents[1] / "README.md").write_text(text)


def _path() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "200"}

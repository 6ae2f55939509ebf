"""The programs of GraphQL clients work with the service and with the configuration that it publishes for them."""

import asyncio
import json
from pathlib import Path
from typing import Any

from tests.clients.programs import NODE, answer, ariadne_python, run, run_with
from tests.endpoints.serving import Service
from tests.live.listening import votes
from tests.people.client import Client, viewer

MERGED = {
    "id": "W1",
    "title": "Paper 1",
    "readingFrame": {"likes": 0, "saves": 0},
    "identifiers": {"doi": "10.5555/1", "openalex": "W1"},
}

#: A program with the client that ariadne-codegen generates: reads a page, and signs in with a wrong password.
PROGRAM = """
import asyncio, json, sys
from graph_client import Client, LogInInput

async def main():
    async with Client(url=sys.argv[1]) as client:
        page = await client.page(id="W1")
        refused = await client.log_in(input=LogInInput(handle="nobody", password="wrong-password"))
    codes = [error.code.value for error in refused.log_in.user_errors]
    print(json.dumps({"page": page.model_dump(mode="json", by_alias=True), "codes": codes}))

asyncio.run(main())
"""


def plain(value: Any) -> Any:
    """A result without the types that clients add to it."""
    if isinstance(value, list):
        return [plain(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(value, dict):
        return value
    return {name: plain(each) for name, each in value.items() if name != "__typename"}  # pyright: ignore


async def maps(service: Service) -> list[Any]:
    """The maps of both papers, as the service returns them."""
    selection = "map(options: {nodes: 4}) { nodes { nodeId label node { id } } clusters { index label size } }"
    results = [await service.ask(f'{{ paper(by: {{id: "{name}"}}) {{ id {selection} }} }}') for name in ("W1", "W2")]
    return [result["data"] for result in results]


async def test_the_audit_of_graphql_http_passes(service: Service, work: Path) -> None:
    results = await answer(work, "audit.mjs", f"{service.address}/graphql")
    assert [each for each in results if each["status"] != "ok"] == []
    assert len(results) == 61


async def test_apollo_client_stores_each_object_once(service: Service, work: Path) -> None:
    result = await answer(work, "apollo.mjs", f"{service.address}/graphql", work / "apollo-cache.js")
    assert result["warnings"] == []
    assert plain(result["merged"])["paper"] == MERGED
    assert [plain(result["first"]), plain(result["second"])] == await maps(service)
    assert plain(result["node"]) == {"node": {"id": "W1", "title": "Paper 1"}}
    types = {name.partition(":")[0] for name in result["objects"]}
    assert types == {"Author", "Paper", "ROOT_QUERY", "Topic"}


async def test_urql_works_as_documented(service: Service, people: Client, work: Path) -> None:
    command = ["urql.mjs", f"{service.address}/graphql", work / "graphcache.js", work / "introspection.json"]
    process = await asyncio.create_subprocess_exec(
        NODE, *command, cwd=work, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(120):
        assert await process.stderr.readline() == b"subscribed\n"
        await votes(people, viewer("ben"), 1)
        line = await process.stdout.readline()
        assert await process.wait() == 0
    result = json.loads(line)
    assert result["warnings"] == []
    assert plain(result["merged"]["data"])["paper"] == MERGED
    assert [plain(result[name]["data"]) for name in ("first", "second")] == await maps(service)
    assert result["activity"]["paperActivity"]["paper"]["id"] == "W1"
    assert result["closed"] == 0


async def test_graphql_sse_runs_every_operation(service: Service, work: Path) -> None:
    result = await answer(work, "sse.mjs", f"{service.address}/graphql")
    assert [each["data"] for each in result["query"]] == [{"paper": {"id": "W1"}}]
    assert [each["data"] for each in result["mutation"]] == [{"logIn": {"userErrors": [{"code": "WRONG_CREDENTIALS"}]}}]
    (invalid,) = result["invalid"]
    assert invalid["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_relay_compiles_and_keeps_maps_apart(service: Service, work: Path) -> None:
    await run(work, "node_modules/relay-compiler/cli.js", "relay.config.json")
    result = await answer(work, "relay/program.mjs", f"{service.address}/graphql")
    assert result["warnings"] == []
    read = [result["first"]["paper"], result["second"]["paper"]]
    drawn = [each["paper"]["map"] for each in await maps(service)]
    assert [paper["map"]["nodes"] for paper in read] == [each["nodes"] for each in drawn]
    assert [paper["title"] for paper in read] == ["Paper 1", "Paper 2"]


async def test_a_typed_program_of_graphql_codegen_compiles(work: Path) -> None:
    await run(work, "node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.ts")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler"]
    await run(work, "node_modules/typescript/bin/tsc", *options, "--target", "es2022", "program.ts")


async def test_a_client_of_ariadne_codegen_reads_and_writes(service: Service, work: Path) -> None:
    python = ariadne_python()
    folder = work / "ariadne"
    await run_with(python, folder, "-m", "ariadne_codegen")
    result = json.loads(await run_with(python, folder, "-c", PROGRAM, f"{service.address}/graphql"))
    assert result["page"]["paper"]["title"] == "Paper 1"
    assert result["page"]["node"]["kind"] == "ARTICLE"
    assert result["codes"] == ["WRONG_CREDENTIALS"]

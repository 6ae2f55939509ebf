"""What an assistant does: search, then follow the ids of results from tool to tool."""

import json
from typing import Any, Final

import pytest
from mcp import Client
from mcp.types import CallToolResult, TextContent

from assistants.tools import INSTRUCTIONS, TOOLS
from tests.endpoints.serving import Service

#: Both generations of the protocol: with a handshake, and without.
MODES: Final = ("legacy", "auto")
ARXIV: Final = "2108.07258"
PAPER: Final = f"arxiv:{ARXIV}"


async def call(service: Service, name: str, /, **arguments: Any) -> CallToolResult:
    """The result of a tool."""
    async with Client(f"{service.address}/mcp") as client:
        return await client.call_tool(name, arguments)


async def data(service: Service, name: str, /, **arguments: Any) -> dict[str, Any]:
    """The structured content of a result, which its text repeats. Fails on an error."""
    result = await call(service, name, **arguments)
    assert not result.is_error, result.content
    (content,) = result.content
    assert isinstance(content, TextContent)
    assert json.loads(content.text) == result.structured_content
    assert len(content.text) < 20_000
    return result.structured_content


@pytest.mark.parametrize("mode", MODES)
async def test_a_client_lists_the_tools_and_calls_one(service: Service, mode: str) -> None:
    async with Client(f"{service.address}/mcp", mode=mode) as client:
        assert client.instructions == INSTRUCTIONS
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == list(TOOLS)
        assert all(tool.annotations is not None and tool.annotations.read_only_hint for tool in tools)
        result = await client.call_tool("cite", {"paper": ARXIV})
    assert result.structured_content["id"] == PAPER
    assert "Foundation Models" in result.structured_content["citation"]


async def test_ids_of_results_are_arguments_of_the_next_tool(service: Service) -> None:
    hits = (await data(service, "search", text="opportunities risks foundation modls", limit=3))["hits"]
    assert hits[0] == {
        "kind": "paper", "id": PAPER, "title": "On the Opportunities and Risks of Foundation Models",
        "authors": "Rishi Bommasani, Drew A. Hudson, Ehsan Adeli et al.", "venue": "arXiv", "year": 2022,
        "citations": hits[0]["citations"],
    }  # fmt: skip
    paper = await data(service, "paper", paper=hits[0]["id"])
    assert paper["authors"][0]["name"] == "Rishi Bommasani"
    assert paper["authorCount"] == 114
    assert len(paper["mostCitedReferences"]) == 5
    near = await data(service, "neighbours", paper=paper["id"], limit=2)
    assert len(near["neighbours"]) == 2
    assert all(each["reasons"] for each in near["neighbours"])
    more = await data(service, "neighbours", paper=paper["id"], limit=2, after=near["next"])
    assert not {each["id"] for each in more["neighbours"]} & {each["id"] for each in near["neighbours"]}
    other, author = near["neighbours"][0]["id"], paper["authors"][0]["id"]
    paths = (await data(service, "paths", start=author, end=other, maxLength=3))["paths"]
    assert [paths[0]["nodes"][0]["id"], paths[0]["nodes"][-1]["id"]] == [author, other]
    assert len(paths[0]["edges"]) == paths[0]["length"]
    around = await data(service, "map", around=author)
    assert around["nodes"][0] == {"id": author, "kind": "author", "name": "Rishi Bommasani",
                                  "about": around["nodes"][0]["about"]}  # fmt: skip
    assert around["page"].startswith(f"{service.address}/explore?around=")
    assert (await data(service, "cite", paper=other, format="BIBTEX"))["citation"].startswith("@")


async def test_groups_are_counted_and_measured(service: Service) -> None:
    topic = "topic:large-language-models"
    years = await data(service, "groups", by=["YEAR"], topic=topic, firstYear=2020, order="KEY")
    assert [each["year"] for each in years["groups"]] == sorted(each["year"] for each in years["groups"])
    assert min(int(each["year"]) for each in years["groups"]) >= 2020
    assert sum(each["papers"] for each in years["groups"]) == years["papers"] > 20
    assert years["papersInSeveralGroups"] is False
    assert await data(service, "groups", by="year", topic=topic, firstYear=2020, order="KEY") == years
    assert sum(each["citations"] for each in years["groups"]) == years["measures"]["citations"]
    leaders = await data(service, "groups", by=["AUTHOR"], topic=topic, order="CITATIONS", limit=3)
    assert [set(each["author"]) for each in leaders["groups"]] == [{"id", "name"}] * 3
    author = leaders["groups"][0]
    own = await data(service, "groups", by=["VENUE", "YEAR"], topic=topic, author=author["author"]["id"])
    assert (own["papers"], own["measures"]["hIndex"]) == (author["papers"], author["hIndex"])
    assert {"venue", "year", "papers"} <= set(own["groups"][0])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"by": []}, "`by`"), ({"by": ["YEAR", "TOPIC", "VENUE"]}, "`by`"), ({"by": ["COLOUR"]}, "`by.0`"),
        ({"by": ["YEAR"], "topic": "W1"}, "no id of a topic"), ({"by": ["YEAR"], "limit": 51}, "`limit` is 51"),
    ],
)  # fmt: skip
async def test_groups_that_cannot_be_counted_are_refused_with_a_sentence(
    service: Service, arguments: dict[str, Any], sentence: str
) -> None:
    result = await call(service, "groups", **arguments)
    assert result.is_error
    assert sentence in str(result.content)


@pytest.mark.parametrize("text", [
    ARXIV, "arXiv:2108.07258v3", "https://arxiv.org/abs/2108.07258", " https://arxiv.org/pdf/2108.07258v2.pdf ",
    "10.48550/arXiv.2108.07258", "https://doi.org/10.48550/arXiv.2108.07258", "doi:10.48550/arxiv.2108.07258",
])  # fmt: skip
async def test_a_paper_is_named_in_any_pasted_form(service: Service, text: str) -> None:
    assert (await data(service, "paper", paper=text))["id"] == PAPER
    assert (await data(service, "map", around=text))["nodes"][0]["id"] == PAPER
    assert (await data(service, "paths", start=text, end=PAPER, maxLength=1))["paths"][0]["length"] == 0


async def test_pages_of_hits_continue(service: Service) -> None:
    first = await data(service, "search", text="language models", kinds=["PAPER"], limit=2)
    second = await data(service, "search", text="language models", kinds=["PAPER"], limit=2, after=first["next"])
    assert not {hit["id"] for hit in first["hits"]} & {hit["id"] for hit in second["hits"]}
    assert (await data(service, "search", text="zzzzzzzzzzzz qqqqqqqqq"))["hits"] == []


async def test_a_token_is_checked_and_a_cookie_ignored(service: Service) -> None:
    bearer = {"authorization": "Bearer pg_wrong"}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"accept": "application/json, text/event-stream"}
    answer = await service.http.post("/mcp", json=message, headers={**accept, **bearer})
    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["www-authenticate"]
    answer = await service.http.post("/mcp", json=message, headers={**accept, "cookie": "peergraph=wrong"})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert (await service.http.get("/mcp")).status_code == 405

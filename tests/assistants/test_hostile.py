"""Hostile calls are answered with a sentence, and hostile requests with a status."""

import json
import re
from typing import Any, Final

import httpx
import pytest
from mcp.types import TextContent

from graphdb.embedded.server import Address
from tests.assistants.test_tools import call
from tests.endpoints.serving import Service, served, settings

LONG: Final = "x" * 10_000
#: A tool, its arguments, the code of the error and a part of its sentence.
REFUSED: Final[list[tuple[str, dict[str, Any], str, str]]] = [
    ("paper", {"paper": "W999999999"}, "NOT_FOUND", "has no paper with the id 'W999999999'"),
    ("paper", {"paper": "<script>alert(1)</script>"}, "NOT_FOUND", "use `search`"),
    ("paper", {"paper": "Attention is all you need"}, "NOT_FOUND", "use `search`"),
    ("paper", {"paper": "author:percy-liang"}, "NOT_FOUND", "has no paper"),
    ("paper", {"paper": "\x00\x1b[31m\u202e"}, "NOT_FOUND", "has no paper"),
    ("paper", {"paper": "' OR 1=1 // MATCH (n) DETACH DELETE n"}, "NOT_FOUND", "has no paper"),
    ("paper", {"paper": LONG}, "BAD_USER_INPUT", "`paper`: string should have at most 1000 characters."),
    ("paper", {"paper": "  "}, "BAD_USER_INPUT", "`paper`: string should have at least 1 character."),
    ("paper", {"paper": ["W1"]}, "BAD_USER_INPUT", "`paper`: input should be a valid string."),
    ("paper", {}, "BAD_USER_INPUT", "`paper` needs the argument `paper`."),
    ("paper", {"paper": "W1", "drop": LONG}, "BAD_USER_INPUT", "`paper` has no argument 'drop': it has paper."),
    ("search", {"text": LONG}, "BAD_USER_INPUT", "`text`"),
    ("search", {"text": "a", "limit": 1_000_000}, "BAD_USER_INPUT",
     "`limit` is 1000000: input should be less than or equal to 25."),
    ("search", {"text": "a", "limit": -1}, "BAD_USER_INPUT", "`limit` is -1"),
    ("search", {"text": "a", "limit": 10**18}, "BAD_USER_INPUT", "`limit`: input should be less than or equal to 25."),
    ("search", {"text": "a", "limit": "many"}, "BAD_USER_INPUT", "`limit`: input should be a valid integer"),
    ("search", {"text": "a", "kinds": ["USER"]}, "BAD_USER_INPUT", "`kinds.0`"),
    ("search", {"text": "a", "kinds": ["PAPER"] * 5_000}, "BAD_USER_INPUT", "`kinds`"),
    ("search", {"text": "a", "after": "not a cursor"}, "BAD_USER_INPUT", "cursor"),
    ("neighbours", {"paper": "W1", "limit": 26}, "BAD_USER_INPUT", "`limit` is 26"),
    ("neighbours", {"paper": "W999999999"}, "NOT_FOUND", "has no paper"),
    ("neighbours", {"paper": "2108.07258", "after": "\u2028"}, "BAD_USER_INPUT", "cursor"),
    ("paths", {"start": "W999999999", "end": "2108.07258"}, "NOT_FOUND", "'W999999999'"),
    ("paths", {"start": "2108.07258", "end": "nowhere"}, "NOT_FOUND", "'nowhere'"),
    ("map", {"around": "W999999999"}, "NOT_FOUND", "'W999999999'"),
    ("map", {"around": "2108.07258", "limit": 10**9}, "BAD_USER_INPUT", "`limit`"),
    ("cite", {"paper": "W999999999"}, "NOT_FOUND", "has no paper"),
    ("cite", {"paper": "2108.07258", "style": "../../etc/passwd"}, "BAD_USER_INPUT", "style"),
    ("cite", {"paper": "2108.07258", "format": "HTML"}, "BAD_USER_INPUT", "`format`"),
]  # fmt: skip
#: What no answer may say.
INTERNAL: Final = re.compile(r"traceback|neo4j|cypher|bolt|pydantic|graphql-core|site-packages|\.py\b", re.IGNORECASE)


@pytest.mark.sample(10)
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]} {str(case[1])[:40]}")
async def test_a_call_is_answered_with_a_sentence(service: Service, case: tuple[str, dict[str, Any], str, str]) -> None:
    name, arguments, code, part = case
    result = await call(service, name, **arguments)
    (content,) = result.content
    assert isinstance(content, TextContent)
    assert result.is_error
    assert [each["code"] for each in result.structured_content["errors"]] == [code]
    assert part in content.text
    assert len(content.text) < 500
    assert not INTERNAL.search(content.text)


async def test_html_in_a_search_is_text(service: Service) -> None:
    result = await call(service, "search", text="<img src=x onerror=alert(1)> transformers")
    assert not result.is_error


ACCEPT: Final = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


async def post(service: Service, body: bytes, **headers: str) -> httpx.Response:
    """The response to a raw body."""
    return await service.http.post("/mcp", content=body, headers={**ACCEPT, **headers})


def _message(method: str, **params: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()


LIST: Final = _message("tools/list")
BODIES: Final = {
    "no JSON": (b"{", 400),
    "empty": (b"", 400),
    "deep": (b"[" * 50_000, 400),
    "list": (b"[" + LIST + b"]", 400),
    "number": (b"1", 400),
    "no method": (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', 400),
    "huge number": (b'{"jsonrpc": "2.0", "id": 1' + b"0" * 400 + b"}", 400),
    "too large": (b" " * 9_000_000, 413),
    "large": (_message("tools/call", name="search", arguments={"text": "x" * 200_000}), 413),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_malformed_body_is_refused(service: Service, name: str) -> None:
    body, status = BODIES[name]
    answer = await post(service, body)
    assert answer.status_code == status
    assert not INTERNAL.search(answer.text)


@pytest.mark.parametrize("method", ["tools/unknown", "resources/read", "tools/call"])
async def test_an_unknown_method_or_tool_is_an_error_of_the_protocol(service: Service, method: str) -> None:
    answer = (await post(service, _message(method, name="deletePaper", arguments={}))).json()
    assert answer["error"]["code"] in {-32601, -32602}
    assert not INTERNAL.search(answer["error"]["message"])


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:8000"])
async def test_a_page_whose_name_was_pointed_here_is_refused(service: Service, host: str) -> None:
    answer = await post(service, LIST, host=host, origin=f"http://{host}")
    assert answer.status_code == 403
    assert "PEERGRAPH_PUBLIC_URL" in answer.json()["error"]["message"]


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1:1", "http://[::1"])
async def test_a_page_of_another_site_is_refused(service: Service, origin: str) -> None:
    assert (await post(service, LIST, origin=origin)).status_code == 403


async def test_pages_of_this_service_and_clients_that_are_no_browsers_are_not(service: Service) -> None:
    assert (await post(service, LIST, origin=service.address)).status_code == 200
    assert (await post(service, LIST)).status_code == 200
    assert (await post(service, LIST, host="any.example")).status_code == 200


async def test_configured_origins_are_trusted(neo4j: Address, tmp_path: Any) -> None:
    config = settings(
        neo4j, tmp_path, public_url="https://graph.example.org", trusted_origins=["https://app.example.org"]
    )
    async with served(config) as service:
        for origin in ("https://graph.example.org", "https://app.example.org"):
            assert (await post(service, LIST, origin=origin)).status_code == 200
        assert (await post(service, LIST, origin="https://other.example.org")).status_code == 403
        assert (await post(service, LIST, origin=service.address)).status_code == 403

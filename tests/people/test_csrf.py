"""Origins that may act with a session cookie."""

from collections.abc import AsyncIterator
from typing import Final

import httpx
import pytest
import pytest_asyncio
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from endpoints import csrf
from graphdb.embedded.server import Address
from graphdb.store import Store
from tests.endpoints.serving import Service, served, settings
from tests.people.signing import LOG_IN, PASSWORD, VIEWER, browser, program
from tests.people.test_sessions import session_cookie

TRUSTED: Final = "https://app.example.org"
RENAME: Final = 'mutation { updateProfile(input: {name: "Taken over"}) { viewer { name } } }'


@pytest_asyncio.fixture(scope="module")
async def service(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    config = settings(neo4j, tmp_path_factory.mktemp("data"), trusted_origins=[TRUSTED])
    async with served(config) as running, browser(running) as person:
        await person.sign_up("victim")
        yield running


@pytest_asyncio.fixture(scope="module")
async def cookie(service: Service) -> str:
    """The victim's cookie, as a browser sends it."""
    async with browser(service) as person:
        await person.log_in("victim")
        return f"peergraph={session_cookie(person)}"


def forged(service: Service, *, name: str = "") -> str:
    """An untrusted origin that resembles the service's."""
    port = service.address.rpartition(":")[2]
    return {"port": service.address + "0", "host": f"http://localhost:{port}", "scheme": f"https://127.0.0.1:{port}",
            "suffix": f"http://127.0.0.1:{port}.example.org", "path": service.address + "/"}[name]  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
        {"origin": TRUSTED + ".evil.example"},
        {"origin": "http://app.example.org"},
        {},
    ],
)
async def test_other_pages_cannot_act_with_the_cookie(service: Service, cookie: str, headers: dict[str, str]) -> None:
    response = await service.http.post("/graphql", json={"query": RENAME}, headers={"cookie": cookie, **headers})
    assert response.status_code == 403
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("name", ["port", "host", "scheme", "suffix", "path"])
async def test_origins_like_ours_are_not_ours(service: Service, cookie: str, name: str) -> None:
    headers = {"cookie": cookie, "origin": forged(service, name=name)}
    response = await service.http.post("/graphql", json={"query": RENAME}, headers=headers)
    assert response.status_code == 403


async def test_our_pages_and_those_that_are_set_can(service: Service, cookie: str) -> None:
    for headers in ({"origin": service.address}, {"origin": TRUSTED}, {"sec-fetch-site": "same-origin"}):
        response = await service.http.post("/graphql", json={"query": VIEWER}, headers={"cookie": cookie, **headers})
        assert response.json()["data"]["viewer"]["handle"] == "victim"


@pytest.mark.parametrize("media", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", None])
async def test_forms_cannot_write(service: Service, cookie: str, media: str | None) -> None:
    headers = {"cookie": cookie, "origin": service.address} | ({"content-type": media} if media else {})
    body = '{"query": "mutation { logOut { viewer { id } } }"}'
    response = await service.http.post("/graphql", content=body, headers=headers)
    assert response.status_code == 415


async def test_get_reads_and_never_writes(service: Service, cookie: str) -> None:
    read = await service.http.get("/graphql", params={"query": VIEWER}, headers={"cookie": cookie})
    assert read.json()["data"]["viewer"]["handle"] == "victim"
    assert read.headers["cache-control"] == "private, no-store"
    written = await service.http.get("/graphql", params={"query": RENAME}, headers={"cookie": cookie})
    assert written.status_code == 405


async def test_nobody_is_signed_in_from_another_page(service: Service) -> None:
    async with browser(service, origin="https://evil.example") as evil:
        response = await evil.post(LOG_IN, {"handle": "victim", "password": PASSWORD})
        assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert "set-cookie" not in response.headers
    async with program(service) as curl:
        assert (await curl.log_in("victim"))["viewer"]


async def test_scripts_of_other_pages_read_without_cookies(service: Service) -> None:
    headers = {"origin": "https://reader.example"}
    preflight = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,authorization",
    }
    allowed = await service.http.options("/graphql", headers=headers | preflight)
    answer = await service.http.post("/graphql", json={"query": VIEWER}, headers=headers)
    for response in (allowed, answer):
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers
    assert answer.json()["data"] == {"viewer": None}


@pytest.mark.parametrize(
    ("scheme", "origin", "ours"),
    [("ws", "http://127.0.0.1:80", True), ("wss", "https://127.0.0.1:80", True), ("ws", "https://127.0.0.1:80", False),
     ("ws", "http://evil.example", False), ("ws", None, None)],
)  # fmt: skip
def test_a_web_socket_is_checked_for_its_origin(
    service: Service, scheme: str, origin: str | None, ours: bool | None
) -> None:
    headers = Headers({"host": "127.0.0.1:80"} | ({"origin": origin} if origin else {}))
    scope = {"type": "websocket", "scheme": scheme, "path": "/graphql", "headers": headers.raw, "app": service.app}
    assert csrf.is_ours(HTTPConnection(scope)) is ours


async def test_a_token_acts_from_anywhere_and_the_cookie_beside_it_does_not_count(
    service: Service, cookie: str
) -> None:
    headers = {"cookie": cookie, "authorization": "Bearer pg_wrong", "origin": service.address}
    response: httpx.Response = await service.http.post("/graphql", json={"query": VIEWER}, headers=headers)
    assert response.status_code == 401

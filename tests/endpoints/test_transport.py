"""Headers of every response, scripts of other origins, redirects, `security.txt` and metrics."""

from collections.abc import AsyncIterator
from typing import Any, Final

import httpx
import pytest
import pytest_asyncio

from app import application
from graphdb.embedded.server import Address
from graphdb.store import Store
from settings import Settings
from tests.endpoints.serving import Service, served, settings

TRUSTED: Final = "https://app.example.org"


@pytest_asyncio.fixture(scope="module")
async def secure(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A service with an https address, a trusted origin and a contact."""
    _ = graph
    more: dict[str, Any] = {
        "public_url": "https://graph.example.org", "trusted_origins": [TRUSTED],
        "security_contact": "mailto:security@example.org",
    }  # fmt: skip
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), **more)) as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def plain(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    _ = graph
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"))) as running:
        yield running


PATHS: Final = (
    "/", "/graphql", "/graphql?query={stats{papers}}", "/health/live", "/metrics", "/papers", "/papers/none",
    "/no/such/page", "/export/papers.csv", "/sign-in/none", "/.well-known/security.txt", "/widget.js", "/oembed",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
async def test_every_response_has_the_headers(secure: Service, plain: Service, path: str) -> None:
    for service, has_tls in ((secure, True), (plain, False)):
        for accept in ("text/html", "*/*"):
            response = await service.http.get(path, headers={"accept": accept})
            assert response.headers["x-content-type-options"] == "nosniff"
            assert ("strict-transport-security" in response.headers) is has_tls


async def test_trusted_origins_send_their_cookie_by_fetch(secure: Service) -> None:
    preflight = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    allowed = await secure.http.options("/graphql", headers={"origin": TRUSTED, **preflight})
    answer = await secure.http.post("/graphql", json={"query": "{ viewer { id } }"}, headers={"origin": TRUSTED})
    for response in (allowed, answer):
        assert response.status_code == httpx.codes.OK
        assert response.headers["access-control-allow-origin"] == TRUSTED
        assert response.headers["access-control-allow-credentials"] == "true"
        assert "Origin" in response.headers["vary"]
    assert "content-type" in allowed.headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", TRUSTED + ".evil.example", "http://app.example.org", "null"]
)
async def test_other_origins_send_none(secure: Service, origin: str) -> None:
    preflight = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    allowed = await secure.http.options("/graphql", headers={"origin": origin, **preflight})
    answer = await secure.http.post("/graphql", json={"query": "{ viewer { id } }"}, headers={"origin": origin})
    for response in (allowed, answer):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    ("path", "location"),
    [("/explore/", "/explore"), ("/search/?q=a", "/search?q=a"), ("/settings//", "/settings")],
)
async def test_a_redirect_does_not_echo_the_host(plain: Service, path: str, location: str) -> None:
    response = await plain.http.get(path, headers={"host": "evil.example"})
    assert (response.status_code, response.headers["location"]) == (307, location)


async def test_a_path_that_is_a_host_is_not_redirected(plain: Service) -> None:
    async with httpx.AsyncClient() as http:
        response = await http.get(f"{plain.address}//evil.example/")
    assert "location" not in response.headers


async def test_the_security_contact_is_published(secure: Service, plain: Service) -> None:
    response = await secure.http.get("/.well-known/security.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == "https://graph.example.org/.well-known/security.txt"
    assert fields["Expires"] > "2026-12"
    assert (await plain.http.get("/.well-known/security.txt")).status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize(
    ("networks", "client", "status"),
    [
        (None, "127.0.0.1", 200),
        (None, "::1", 200),
        (None, "::ffff:127.0.0.1", 200),
        (None, "192.0.2.1", 403),
        (None, "testclient", 403),
        (["192.0.2.0/24"], "192.0.2.1", 200),
        (["192.0.2.0/24"], "127.0.0.1", 403),
        ([], "127.0.0.1", 403),
    ],
)
async def test_metrics_are_for_the_networks_in_the_settings(
    networks: list[str] | None, client: str, status: int
) -> None:
    config = Settings() if networks is None else Settings(metrics_networks=networks)
    transport = httpx.ASGITransport(application(config), client=(client, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://graph.example.org") as http:
        assert (await http.get("/metrics")).status_code == status

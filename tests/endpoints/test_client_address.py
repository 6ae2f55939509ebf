"""The address that clients are counted by."""

from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from endpoints.client_address import network_of
from errors import CannotStart
from graphdb.embedded.server import Address
from graphdb.store import Store
from settings import Settings
from tests.endpoints.serving import Service, served, settings

SUBSCRIPTION = 'subscription { paperActivity(paper: "W1") { cursor } }'


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("unix", "unix"),
        ("x" * 1_000, "x" * 100),
    ],
)
def test_the_network_of_an_address(host: str, network: str) -> None:
    assert network_of(host) == network


def test_a_malformed_proxy_is_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERGRAPH_TRUSTED_PROXIES", '["10.0.0.0/8", "proxy.example.org"]')
    with pytest.raises(CannotStart, match="PEERGRAPH_TRUSTED_PROXIES"):
        Settings.read()


async def _subscribe(service: Service, stack: AsyncExitStack, forwarded: str) -> int:
    headers = {"accept": "text/event-stream", "x-forwarded-for": forwarded}
    request = service.http.stream("POST", "/graphql", json={"query": SUBSCRIPTION}, headers=headers)
    response: httpx.Response = await stack.enter_async_context(request)
    return response.status_code


async def test_clients_behind_a_trusted_proxy_are_counted_by_network(
    graph: Store, neo4j: Address, tmp_path: Path
) -> None:
    _ = graph
    async with (
        served(settings(neo4j, tmp_path, live_connections_per_address=1, trusted_proxies=["127.0.0.1"])) as service,
        AsyncExitStack() as stack,
    ):
        assert await _subscribe(service, stack, "2001:db8::1") == 200
        assert await _subscribe(service, stack, "2001:db8::2") == 429
        # A client can add addresses before its own, which the proxy adds.
        assert await _subscribe(service, stack, "192.0.2.1, 2001:db8::3") == 429
        assert await _subscribe(service, stack, "2001:db8:0:1::1, 127.0.0.1") == 200


async def test_the_header_of_other_peers_is_ignored(graph: Store, neo4j: Address, tmp_path: Path) -> None:
    _ = graph
    async with (
        served(settings(neo4j, tmp_path, live_connections_per_address=1, trusted_proxies=["192.0.2.1"])) as service,
        AsyncExitStack() as stack,
    ):
        assert await _subscribe(service, stack, "2001:db8::1") == 200
        assert await _subscribe(service, stack, "2001:db8:0:1::1") == 429

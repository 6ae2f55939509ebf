"""The metrics of all workers of this service, for Prometheus."""

import asyncio
from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from starlette.requests import Request
from starlette.responses import Response

from errors import Forbidden
from settings import Settings
from telemetry.exposition import exposition


async def metrics(http: Request) -> Response:
    """The metrics. Raises Forbidden for a client outside of `PEERGRAPH_METRICS_NETWORKS`."""
    settings: Settings = http.app.state.settings
    if not _is_within(http.client.host if http.client else "", settings.metrics_networks):
        raise Forbidden("The operator shows metrics to the networks in PEERGRAPH_METRICS_NETWORKS only.")
    # In a thread: adding up the files of four workers takes half a second.
    body, media = await asyncio.to_thread(exposition, http.headers.get("accept", ""))
    return Response(body, headers={"content-type": media, "cache-control": "no-store"})


def _is_within(host: str, networks: Iterable[str]) -> bool:
    """Whether an address is in one of the networks; a client without an address (a Unix socket) is local."""
    if not host:
        return True
    try:
        client = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    client = getattr(client, "ipv4_mapped", None) or client
    return any(client in ip_network(network) for network in networks)

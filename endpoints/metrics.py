"""The counters of this process, for Prometheus.

Source: the text format, https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from errors import Forbidden
from execution.metrics import OPERATIONS
from settings import Settings
from thread_pools import POOLS

_MEDIA: Final = "text/plain; version=0.0.4"
_HEAD: Final = (
    "# HELP peergraph_operations_total Operations by what ran them, or why graphql-core did.",
    "# TYPE peergraph_operations_total counter",
)
_POOLS_HEAD: Final = (
    "# HELP peergraph_thread_pool_jobs Jobs that run or wait in a thread pool.",
    "# TYPE peergraph_thread_pool_jobs gauge",
)


async def metrics(http: Request) -> Response:
    """The counters, one per line. Raises Forbidden for a client outside of `PEERGRAPH_METRICS_NETWORKS`."""
    settings: Settings = http.app.state.settings
    if not _is_within(http.client.host if http.client else "", settings.metrics_networks):
        raise Forbidden("The operator shows metrics to the networks in PEERGRAPH_METRICS_NETWORKS only.")
    counts = (f'peergraph_operations_total{{ran="{ran}"}} {number}' for ran, number in sorted(OPERATIONS.items()))
    jobs = (f'peergraph_thread_pool_jobs{{pool="{pool.name}"}} {pool.pending}' for pool in POOLS)
    return PlainTextResponse("\n".join((*_HEAD, *counts, *_POOLS_HEAD, *jobs, "")), media_type=_MEDIA)


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

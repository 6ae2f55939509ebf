"""The network address of a client, which throttles and limits count by.

uvicorn's `ProxyHeadersMiddleware` (`app.py`) reads `X-Forwarded-For` of the peers in `PEERGRAPH_TRUSTED_PROXIES`.
"""

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from starlette.requests import HTTPConnection

#: A provider assigns at least so many bits to one customer. Source: RFC 6177, section 2.
_PREFIX: Final = 64


def client_address(http: HTTPConnection) -> str:
    """The client's IPv4 address, or the /64 network of its IPv6 address. Empty when the server does not know it."""
    return network_of(http.client.host) if http.client else ""


@lru_cache(maxsize=4_096)
def network_of(host: str) -> str:
    """The network of an address. A host that is no IP address, such as that of a Unix socket, stays as it is."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host[:100]
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address.packed, _PREFIX), strict=False))

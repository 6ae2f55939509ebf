"""What every request passes before its route, in this order."""

from typing import Final

from starlette.middleware import Middleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from endpoints.client_limits import ClientLimitsMiddleware
from endpoints.compression import Compression
from endpoints.connection import ConnectionMiddleware
from endpoints.cors import CrossOrigin
from endpoints.path_prefix import PathPrefix
from endpoints.request_telemetry import RequestTelemetry
from endpoints.transport import TransportSecurity
from settings import Settings

#: What scripts of other pages may read of an answer, beside what they always may.
EXPOSED: Final = (
    "ETag",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "X-Export-Limit",
    "X-Request-Id",
    "X-Total-Count",
    "X-Unknown-Ids",
)


def middleware(settings: Settings) -> list[Middleware]:
    """The middleware of the service, the outermost first."""
    return [
        Middleware(RequestTelemetry),
        Middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies),
        Middleware(PathPrefix),
        Middleware(TransportSecurity),
        Middleware(CrossOrigin, origins=settings.cors_origins, trusted=settings.trusted_origins, exposed=EXPOSED),
        Middleware(ClientLimitsMiddleware),
        Middleware(Compression),
        Middleware(ConnectionMiddleware, seconds=settings.send_seconds),
    ]

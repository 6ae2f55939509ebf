"""Durations of requests and statements: for Prometheus, and for OpenTelemetry by its conventions.

Sources: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/, …/db/database-metrics/
"""

from functools import cache
from typing import TYPE_CHECKING

from telemetry.metrics import REQUESTS, STATEMENTS

if TYPE_CHECKING:
    from opentelemetry.metrics import Histogram, Meter

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)


class _Instruments:
    """The instruments of OpenTelemetry; None while it is off."""

    requests: "Histogram | None" = None
    statements: "Histogram | None" = None


#: Looking up labels costs as much as counting. There are as many as routes, methods and statuses.
_requests = cache(REQUESTS.labels)
_statements = cache(STATEMENTS.labels)


def use(meter: "Meter | None") -> None:
    """Turns the metrics of OpenTelemetry on or off."""
    _Instruments.requests = meter and meter.create_histogram(
        "http.server.request.duration", "s", "Duration of HTTP server requests.",
        explicit_bucket_boundaries_advisory=SECONDS,
    )  # fmt: skip
    _Instruments.statements = meter and meter.create_histogram(
        "db.client.operation.duration", "s", "Duration of database client operations.",
        explicit_bucket_boundaries_advisory=SECONDS,
    )  # fmt: skip


def record_request(route: str, method: str, status: int, scheme: str, seconds: float) -> None:
    """Records an HTTP request."""
    _requests(route, method, status).observe(seconds)
    if _Instruments.requests is not None:
        attributes = {"http.request.method": method, "http.response.status_code": status, "url.scheme": scheme}
        errors = {"error.type": str(status)} if status >= 500 else {}
        _Instruments.requests.record(seconds, {**attributes, "http.route": route, **errors})


def record_statement(access: str, outcome: str, seconds: float) -> None:
    """Records a statement or a transaction with its retries."""
    _statements(access, outcome).observe(seconds)
    if _Instruments.statements is not None:
        attributes = {"db.system.name": "neo4j", "db.operation.name": access}
        errors = {} if outcome == "ok" else {"error.type": outcome}
        _Instruments.statements.record(seconds, {**attributes, **errors})

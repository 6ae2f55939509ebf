"""The counters of this process, for Prometheus.

Source: the text format, https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from execution.metrics import OPERATIONS

_MEDIA: Final = "text/plain; version=0.0.4"
_HEAD: Final = (
    "# HELP peergraph_operations_total Operations by what ran them, or why graphql-core did.",
    "# TYPE peergraph_operations_total counter",
)


async def metrics(_http: Request) -> Response:
    """The counters, one per line."""
    counts = (f'peergraph_operations_total{{ran="{ran}"}} {number}' for ran, number in sorted(OPERATIONS.items()))
    return PlainTextResponse("\n".join((*_HEAD, *counts, "")), media_type=_MEDIA)

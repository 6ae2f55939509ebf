"""The id of a request: in its response, in the extensions of its errors, in each line of the log, and in its trace.

Source of `traceparent`: Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header
"""

import random
import re
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Final

HEADER: Final = "x-request-id"
_NAMES: Final = (HEADER.encode(), b"traceparent")
#: Ids of proxies and clients that are used as they are. Other ids could forge lines of a log.
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_TRACE: Final = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")

#: The id of the current request; empty outside of requests.
REQUEST_ID: Final[ContextVar[str]] = ContextVar("request_id", default="")


def request_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The id in a well-formed `X-Request-Id`, the trace id in a `traceparent`, or else a new one."""
    named = {name: value.decode("latin-1") for name, value in headers if name in _NAMES}
    if _ID.fullmatch(own := named.get(HEADER.encode(), "")):
        return own
    if match := _TRACE.fullmatch(named.get(b"traceparent", "")):
        return match[1]
    return f"{random.getrandbits(128):032x}"  # Not secret: without a system call.

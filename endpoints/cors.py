"""Cross-origin requests of scripts: of all origins in `PEERGRAPH_CORS_ORIGINS` without cookies, of those in
`PEERGRAPH_TRUSTED_ORIGINS` with the session cookie.

Source: Fetch Standard, section 3.3. A browser sends the cookie, which is `SameSite=Lax`, only if the origin is of the
same site, e.g. another subdomain.
"""

from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_METHODS: Final = ("GET", "POST")


class CrossOrigin:
    """Responds to preflight requests and adds the headers to the responses of `app`. `exposed`: headers that scripts
    may read in addition to the safelisted ones."""

    def __init__(self, app: ASGIApp, *, origins: Sequence[str], trusted: Sequence[str], exposed: Sequence[str]) -> None:
        self._trusted_origins = frozenset(origin.rstrip("/").lower() for origin in trusted)
        self._public = CORSMiddleware(
            app, allow_origins=origins, allow_methods=_METHODS, allow_headers=["*"], expose_headers=exposed
        )
        self._trusted = CORSMiddleware(
            app, allow_origins=sorted(self._trusted_origins), allow_methods=_METHODS, allow_headers=["*"],
            expose_headers=exposed, allow_credentials=True,
        )  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_trusted = scope["type"] == "http" and Headers(scope=scope).get("origin") in self._trusted_origins
        await (self._trusted if is_trusted else self._public)(scope, receive, send)

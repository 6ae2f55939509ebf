"""Feeds in Atom: `/authors/{id}/feed.atom`, and those of topics, venues, papers and public collections. A feed is the
same for everybody."""

import hashlib
from datetime import UTC
from email.utils import format_datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from endpoints.id_convertor import ID
from endpoints.pages import page_request_of
from endpoints.responses import CACHED, POLICY, Endpoint, endpoint, has
from exports.atom import MEDIA, atom
from graphdb import timestamps
from pages import feeds
from pages.feeds import View
from pages.links import FEED
from pages.rendering import Redirect

_NAME: Final = "Peergraph"


def _feed(view: View) -> Endpoint:
    async def respond(http: Request) -> Response:
        """The feed; 304 if the reader has it already."""
        feed = await view(await page_request_of(http, public=True))
        if isinstance(feed, Redirect):
            return RedirectResponse(feed.path, feed.status, {"cache-control": "no-cache"})
        content = atom(feed, _NAME).encode()
        tag, changed = f'"{hashlib.sha256(content).hexdigest()[:32]}"', timestamps.parse(feed.changed)
        headers = {
            "etag": tag, "cache-control": CACHED,
            "x-content-type-options": "nosniff", "content-security-policy": POLICY,
            "last-modified": format_datetime(changed.astimezone(UTC), usegmt=True),
        }  # fmt: skip
        if _is_current(http, tag):
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type=f"{MEDIA}; charset=utf-8")

    return endpoint(respond)


def _is_current(http: Request, tag: str) -> bool:
    """Whether the reader has this version, by its tag. `If-Modified-Since` alone is ignored, as RFC 9110, section
    13.1.3, allows: a review that is withdrawn does not make the feed newer."""
    return has(http.headers.get("if-none-match"), tag)


routes: Final = [
    Route(f"/authors/{ID}{FEED}", _feed(feeds.author)),
    Route(f"/topics/{ID}{FEED}", _feed(feeds.topic)),
    Route(f"/venues/{ID}{FEED}", _feed(feeds.venue)),
    Route(f"/papers/{ID}{FEED}", _feed(feeds.paper)),
    Route(f"/collections/{ID}{FEED}", _feed(feeds.collection)),
]

"""Built scripts and styles, compressed when built: hashed names for ever, the widget's own name for minutes."""

from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from endpoints.negotiation import coding
from endpoints.responses import NotFound, endpoint, has
from pages.assets import Asset, assets

#: A hashed name never means anything else.
_FOREVER: Final = "public, max-age=31536000, immutable"
#: Integrators' pages have a new widget within this time; until then it costs them no request.
_SHORT: Final = "public, max-age=600, stale-while-revalidate=86400"


async def asset(http: Request) -> Response:
    """A file with a hashed name."""
    return _file(http, f"assets/{http.path_params['name']}", _FOREVER)


async def widget(http: Request) -> Response:
    """The script that defines `<research-map>`."""
    return _file(http, "widget.js", _SHORT)


def _file(http: Request, name: str, caching: str) -> Response:
    found: Asset | None = assets().get(name)
    if found is None:
        raise NotFound(f"There is no file {name[:200]!r}.")
    # Weak, because all codings of a file have it (RFC 9110, section 8.8.3).
    headers = {"etag": f"W/{found.tag}", "cache-control": caching, "vary": "Accept-Encoding"}
    # Pages of other origins may load these, also those that isolate themselves.
    headers |= {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "cross-origin"}
    if has(http.headers.get("if-none-match"), found.tag):
        return Response(status_code=304, headers=headers)
    chosen = coding(http.headers.get("accept-encoding"), found.files)
    headers |= {"content-encoding": chosen} if chosen != "identity" else {}
    return FileResponse(found.files[chosen], headers=headers, media_type=found.media)


routes: Final = [Route("/assets/{name:path}", endpoint(asset)), Route("/widget.js", endpoint(widget))]

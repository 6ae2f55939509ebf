"""Built scripts and styles, precompressed: hashed names are cached for ever, `widget.js` for minutes."""

from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from endpoints.negotiation import coding
from endpoints.responses import NotFound, endpoint, has
from pages.assets import Asset, assets

#: The content behind a hashed name never changes.
_FOREVER: Final = "public, max-age=31536000, immutable"
#: Pages that embed the widget get a new version within this time, and send no request before.
_SHORT: Final = "public, max-age=600, stale-while-revalidate=86400"


async def asset(http: Request) -> Response:
    """A file with a hashed name."""
    return _file(http, f"assets/{http.path_params['name']}", _FOREVER)


async def widget(http: Request) -> Response:
    """The script that defines `<research-map>`."""
    return _file(http, "widget.js", _SHORT)


def _file(http: Request, name: str, cache_control: str) -> Response:
    asset_file: Asset | None = assets().get(name)
    if asset_file is None:
        raise NotFound(f"There is no file {name[:200]!r}.")
    # Weak, because all codings of a file have it (RFC 9110, section 8.8.3).
    headers = {"etag": f"W/{asset_file.tag}", "cache-control": cache_control, "vary": "Accept-Encoding"}
    # Pages of other origins may load these, cross-origin isolated ones too.
    headers |= {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "cross-origin"}
    if has(http.headers.get("if-none-match"), asset_file.tag):
        return Response(status_code=304, headers=headers)
    encoding = coding(http.headers.get("accept-encoding"), asset_file.files)
    headers |= {"content-encoding": encoding} if encoding != "identity" else {}
    return FileResponse(asset_file.files[encoding], headers=headers, media_type=asset_file.media)


routes: Final = [Route("/assets/{name:path}", endpoint(asset)), Route("/widget.js", endpoint(widget))]

"""`/oembed`: how to embed the map of a page in other sites, as JSON or XML. Source: https://oembed.com, 2.3."""

from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from endpoints.pages import page_request_of
from endpoints.request_body import BadRequest
from endpoints.responses import CACHED, endpoint
from exports.characters import xml_text
from pages import oembed as pages


async def oembed(http: HttpRequest) -> Response:
    """Handles one request of a consumer."""
    form = http.query_params.get("format", "json")
    if form not in {"json", "xml"}:
        raise BadRequest(f"`format` is {form[:80]!r}: it may be json or xml.", 501)
    fields = await pages.oembed(await page_request_of(http))
    headers = {"cache-control": CACHED, "x-content-type-options": "nosniff"}
    return JSONResponse(fields, headers=headers) if form == "json" else Response(_xml(fields), 200, headers, "text/xml")


def _xml(fields: dict[str, str | int]) -> str:
    root = Element("oembed")
    for name, value in fields.items():
        SubElement(root, name).text = xml_text(str(value))
    return '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + tostring(root, encoding="unicode")


routes: Final = [Route("/oembed", endpoint(oembed))]

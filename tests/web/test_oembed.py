"""Pasting an address of ours elsewhere shows its map. Source: https://oembed.com."""

import re
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from tests.endpoints.serving import Service

PAPER = "arxiv:2108.07258"


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        (f"/papers/{PAPER}", f"/embed/map/{PAPER}"),
        ("/authors/author:percy-liang", "/embed/map/author:percy-liang"),
        (f"/explore?around={PAPER}", f"/embed/map/{PAPER}"),
        (f"/explore?around={PAPER}&nodes=20&kinds=PAPER", f"/embed/map/{PAPER}?nodes=20&kinds=PAPER"),
        (f"/explore?around={PAPER}&around=arxiv:1706.03762", None),
        (f"/embed/map/{PAPER}", f"/embed/map/{PAPER}"),
    ],
)
async def test_an_address_becomes_a_frame(service: Service, path: str, frame: str | None) -> None:
    told = (await service.http.get("/oembed", params={"url": service.address + path, "maxwidth": 500})).json()
    assert (told["type"], told["version"], told["width"], told["height"]) == ("rich", "1.0", 500, 480)
    (source,) = re.findall(r'src="([^"]+)"', told["html"])
    assert frame is None or unescape(source) == service.address + frame
    shown = await service.http.get(unescape(source))
    assert shown.status_code == 200
    assert "<research-map" in shown.text


async def test_the_same_as_xml(service: Service) -> None:
    address = quote(f"{service.address}/papers/{PAPER}", safe="")
    answer = await service.http.get(f"/oembed?url={address}&format=xml")
    assert answer.headers["content-type"].startswith("text/xml")
    root = ElementTree.fromstring(answer.text)  # noqa: S314 - it is our own
    assert root.tag == "oembed"
    assert (root.findtext("title") or "").startswith("Research map: On the Opportunities")


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 400, "`url` is missing"),
        ("url=https://example.org/papers/x", 404, "is not a URL of this service"),
        ("url={here}.evil.example/papers/x", 404, "is not a URL of this service"),
        ("url={here}/papers/W404", 404, "There is no map for"),
        ("url={here}/search", 404, "There is no map for"),
        ("url={here}/papers/arxiv:2108.07258&format=yaml", 501, "`format` is 'yaml'"),
        ("url={here}/papers/arxiv:2108.07258&maxwidth=wide", 400, "`maxwidth` is 'wide'"),
        ("url={here}/explore%3Faround%3Darxiv:2108.07258%26hops%3D9", 400, "`hops` is 9"),
    ],
)
async def test_what_cannot_be_shown_is_said(service: Service, query: str, status: int, said: str) -> None:
    answer = await service.http.get(f"/oembed?{query.format(here=service.address)}")
    assert answer.status_code == status
    assert said in answer.text


async def test_a_page_tells_where(service: Service) -> None:
    html = (await service.http.get(f"/explore?around={PAPER}")).text
    (found,) = re.findall(r'type="application/json\+oembed" href="([^"]+)"', html)
    told = (await service.http.get(unescape(found))).json()
    assert told["title"].startswith("Research map: On the Opportunities")

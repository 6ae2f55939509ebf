"""Headers of pages and files: caching, content security policy and compression."""

import gzip
import re

import httpx
import pytest

from pages.assets import FOLDER
from tests.endpoints.serving import Service


@pytest.mark.parametrize("path", ["/", "/search?q=a", "/widget", "/explore", "/no/such/page"])
async def test_a_page_loads_nothing_foreign_and_cannot_be_framed(service: Service, path: str) -> None:
    answer = await service.http.get(path, headers={"accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"unsafe|nonce|https?:|\*", policy)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*(src=|application/json))|<style|\sstyle=|\son[a-z]+=", answer.text)


@pytest.mark.parametrize("path", ["/embed/map/arxiv:2108.07258", "/embed/map/nothing"])
async def test_a_frame_can_be_embedded_anywhere(service: Service, path: str) -> None:
    answer = await service.http.get(path)
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
async def test_the_widget_is_compressed_as_the_client_accepts(service: Service, coding: str) -> None:
    answer = await service.http.get("/widget.js", headers={"accept-encoding": coding, "origin": "https://blog.example"})
    assert answer.headers.get("content-encoding", "identity") == coding
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "max-age=600" in answer.headers["cache-control"]
    assert "Accept-Encoding" in answer.headers["vary"]
    if coding != "br":
        assert answer.content == (FOLDER / "widget.js").read_bytes()
    again = await service.http.get("/widget.js", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_widget_is_small() -> None:
    assert len(gzip.compress((FOLDER / "widget.js").read_bytes(), 9)) <= 60 * 1024


async def test_files_with_hashed_names_are_cached_for_ever(service: Service) -> None:
    html = (await service.http.get("/", headers={"accept": "text/html"})).text
    files = re.findall(r'(?:src|href)="(/assets/[^"]+)"', html)
    assert {file.rpartition(".")[2] for file in files} == {"js", "css"}
    for file in files:
        answer = await service.http.get(file)
        assert answer.status_code == httpx.codes.OK
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["nothing.js", "../manifest.json", "..%2f..%2fbuilt.py", "%2e%2e/stamp", ""])
async def test_only_built_files_are_served(service: Service, name: str) -> None:
    assert (await service.http.get(f"/assets/{name}")).status_code == httpx.codes.NOT_FOUND

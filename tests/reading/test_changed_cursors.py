"""Cursors whose values a client has changed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import orjson
import pytest

from tests.reading.client import Client


@pytest.mark.parametrize(("way", "size"), [("after", "first"), ("before", "last")])
async def test_a_cursor_whose_values_were_changed_is_no_internal_error(client: Client, way: str, size: str) -> None:
    text = "query($at: String) { papers(%s: 3, %s: $at, orderBy: [{field: YEAR, direction: ASC}]) %s }"
    page = (await client.ask(text % (size, way, "{ edges { cursor } }"), {}))["papers"]
    order, _, *keys = orjson.loads(urlsafe_b64decode(page["edges"][1]["cursor"] + "=="))
    for key in ("x", 5):
        changed = urlsafe_b64encode(orjson.dumps([order, key, *keys])).decode().rstrip("=")
        await client.ask(text % (size, way, "{ nodes { id } }"), {"at": changed})

"""The queries of `benchmarks.typed_queries` over the demo graph."""

import pytest

from benchmarks.search import ranks
from benchmarks.typed_queries import HELD_OUT, TUNED, typed_items
from tests.reading.client import Client


@pytest.mark.parametrize("groups", [TUNED, HELD_OUT])
async def test_typed_queries(client: Client, groups: dict[str, str]) -> None:
    ranked = await ranks(client.store, await typed_items(client.store, groups), ["PAPER"])
    beyond_first = {item.text: place for item, place, _ in ranked if place != 0}
    assert len(beyond_first) <= 0.1 * len(ranked), beyond_first
    assert sum(place is None for place in beyond_first.values()) <= 0.02 * len(ranked), beyond_first
    assert {"BERT", "lora", "Vaswani et al., 2017", "flash attention"}.isdisjoint(beyond_first)

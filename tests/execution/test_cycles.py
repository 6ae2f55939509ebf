"""A request leaves no reference cycles, so the cyclic garbage collector, a quarter of a busy process, has no work."""

import asyncio
import gc
import weakref

import pytest

from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from schema.operations import execute


@pytest.mark.parametrize(
    "selected",
    [
        "title authors(first: 5) { edges { node { name } } }",
        "cite(format: BIBTEX) neighbours(first: 5) { totalCount edges { reasons { kind } node { id } } }",
        "map(options: {nodes: 20}) { nodes { x node { id } } }",
    ],
)
async def test_a_request_is_freed_as_soon_as_it_is_answered(filled: Store, selected: str) -> None:
    query = f"query($id: ID!) {{ paper(by: {{id: $id}}) {{ id {selected} }} }}"
    context = Context(filled, Limits())
    left = weakref.ref(context)
    gc.disable()
    try:
        answer = await execute(context, query, {"id": "W1"})
        assert answer.data is not None
        assert not answer.errors
        del context, answer
        await asyncio.sleep(0)
        assert left() is None
    finally:
        gc.enable()

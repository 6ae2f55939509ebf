"""Looking up references: what runs at the same time has ended when the answer is there."""

import asyncio
from collections.abc import Sequence
from typing import Any, cast

import pytest

from errors import StoreUnavailable
from graphdb.cypher import cypher
from graphdb.existing import existing
from graphdb.store import Store
from loaders import references
from loaders.references import NodeReference
from tests.statements import record_statements


async def test_no_statement_runs_on_after_one_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    async def read(_store: Store, label: str, _scheme: str, _keys: Sequence[str]) -> set[str]:
        if label == "Author":
            raise StoreUnavailable("Neo4j is away.")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        ended.append(label)
        return set()

    monkeypatch.setattr(references, "existing", read)
    named = [NodeReference(label, "A1", (label,), "id", "A1") for label in ("Author", "Topic")]
    with pytest.raises(StoreUnavailable):
        await references.unknown(cast("Any", None), named)
    assert ended == ["Topic"]


async def test_a_node_that_was_there_a_moment_ago_is_not_looked_up_again(graph: Store) -> None:
    paper = "W1"
    await graph.write(cypher("MERGE (n:Paper {id: $id}) RETURN true"), {"id": paper})
    with record_statements(graph) as ran:
        assert await existing(graph, "Paper", "id", [paper, "W0"]) == {paper}
        assert await existing(graph, "Paper", "id", ["W0", paper]) == {paper}
        assert await existing(graph, "Paper", "id", [paper]) == {paper}
        assert await existing(graph, "Author", "id", [paper]) == set()
    assert [statement.parameters["keys"]["ids"] for statement in ran] == [[paper, "W0"], ["W0"], [paper]]

"""Looking up references: what runs at the same time has ended when the answer is there."""

import asyncio
from collections.abc import Sequence
from typing import Any, cast

import pytest

from errors import StoreUnavailable
from graphdb.store import Store
from loaders import references
from loaders.references import NodeReference


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

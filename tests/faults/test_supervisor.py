"""An embedded Neo4j that is killed or hangs runs again, at the same address and with its data."""

import asyncio
import os
import signal
from pathlib import Path
from threading import Event
from typing import Final

import pytest

from graphdb.cypher import cypher
from graphdb.embedded import supervisor
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.embedded.supervisor import Supervisor, answers
from graphdb.store import Store

MARK: Final = cypher("CREATE (n:Kept {id: $id}) RETURN n.id")
COUNT: Final = cypher("RETURN COUNT { (:Kept) }")
SECONDS: Final = 300.0


@pytest.fixture
def restarts(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Set after each restart; checks are short, so that a Neo4j that hangs is noticed soon."""
    monkeypatch.setattr(supervisor, "CHECK_SECONDS", 0.5)
    monkeypatch.setattr(supervisor, "MAX_MISSED", 3)
    restart, events = EmbeddedNeo4j.restart, [Event(), Event()]
    waiting = iter(events)

    def observed(self: EmbeddedNeo4j) -> None:
        restart(self)
        next(waiting).set()

    monkeypatch.setattr(EmbeddedNeo4j, "restart", observed)
    return events


async def test_it_runs_again_after_it_was_killed_and_after_it_hung(tmp_path: Path, restarts: list[Event]) -> None:
    neo4j = EmbeddedNeo4j(tmp_path, heap="256m")
    address = neo4j.start()
    try:
        with Supervisor(neo4j):
            async with await Store.open(*address, timeout=60) as store:
                for number, (event, blow) in enumerate(zip(restarts, (signal.SIGKILL, signal.SIGSTOP), strict=True)):
                    assert await store.write(MARK, {"id": number}) == number
                    before = neo4j.pid
                    os.kill(neo4j.pid, blow)
                    assert await asyncio.to_thread(event.wait, SECONDS)
                    assert neo4j.pid != before
                    with pytest.raises(ProcessLookupError):
                        os.kill(before, 0)
            assert neo4j.port == int(address.uri.rpartition(":")[2])

            async with await Store.open(*address, timeout=60) as store:
                assert await store.read(COUNT, {}) == 2
    finally:
        neo4j.stop()
    assert not answers(neo4j.port, 1)

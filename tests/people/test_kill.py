"""Acknowledged writes survive kill -9 of Neo4j, alone and with the service, exactly once and without repair; writes of
people are in the log as well. (Kills of the service alone: `tests/commands/test_restart.py`.)"""

import asyncio
import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Final

import pytest

from graphdb.cypher import cypher
from graphdb.embedded.locks import lock_owner
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store
from tests.faults.rounds import rounds

ROOT: Final = Path(__file__).parents[2]
#: Acknowledged writes before the kill. A fact is one small statement, a comment is many.
ENOUGH_FACTS: Final = 200
ENOUGH_COMMENTS: Final = 60
FACTS: Final = cypher("MATCH (fact:Fact) RETURN collect(fact.number)")
STORED: Final = cypher("""\
RETURN [
  COLLECT { MATCH (c:Comment)-[:DISCUSSES]->(:Paper {id: 'W1'}) RETURN c.id },
  COLLECT { MATCH (c:Comment)-[:ON]->(:Paper {id: 'W1'}) RETURN c.id },
  COLLECT { MATCH (a:Activity {paper: 'W1'}) RETURN a.position ORDER BY a.position },
  COLLECT { MATCH (a:Activity {kind: 'COMMENT'}) RETURN a.subject },
  COUNT { ()-[:LIKED]->(:Paper {id: 'W1'}) }
]""")


@pytest.mark.parametrize("number", range(rounds(1, 100)))
async def test_acknowledged_writes_survive_kills(tmp_path: Path, number: int) -> None:
    _ = number  # Each kills twice.
    committed = await asyncio.to_thread(
        killed_while_writing, "tests.graphdb.embedded.writing_service", tmp_path, ENOUGH_FACTS, ["neo4j"]
    )
    comments = await asyncio.to_thread(
        killed_while_writing, "tests.people.writing_people", tmp_path, ENOUGH_COMMENTS, ["neo4j", "service"]
    )
    async with EmbeddedNeo4j(tmp_path, heap="256m") as address, await Store.open(*address) as store:
        facts: list[int] = await store.read(FACTS, {})
        live, listed, positions, logged, likes = await store.read(STORED, {})
    assert len(committed) >= ENOUGH_FACTS
    assert len(facts) == len(set(facts))
    assert committed <= set(map(str, facts))
    assert len(comments) >= ENOUGH_COMMENTS
    assert comments <= set(live)
    assert sorted(live) == sorted(listed) == sorted(logged)
    assert positions == list(range(1, len(live) + likes + 1))
    assert likes <= 4


def killed_while_writing(module: str, data: Path, enough: int, victims: list[str]) -> set[str]:
    """Starts a service on the data and kills the victims while it writes; returns the acknowledged writes."""
    command = [sys.executable, "-m", module, str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
        assert service.stdout is not None
        lines = map(str.strip, service.stdout)
        acknowledged = set(islice(lines, enough))
        pids = {"service": service.pid, "neo4j": int(lock_owner(data / "neo4j.lock"))}
        for victim in victims:
            os.kill(pids[victim], signal.SIGKILL)
        return acknowledged | set(lines)

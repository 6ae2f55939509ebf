"""What was acknowledged survives kill -9 of Neo4j and of both, once and without a hand to help; what people wrote is in
the log as well. (Of the service alone: `tests/commands/test_serve.py`.)"""

import asyncio
import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Final

from graphdb.cypher import cypher
from graphdb.embedded.locks import lock_owner
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

ROOT: Final = Path(__file__).parents[2]
#: What is heard of before anybody dies. A fact is one small statement, a comment is many.
ENOUGH_FACTS: Final = 200
ENOUGH_COMMENTS: Final = 60
FACTS: Final = cypher("MATCH (fact:Fact) RETURN collect(fact.number)")
FOUND: Final = cypher("""\
RETURN [
  COLLECT { MATCH (c:Comment)-[:DISCUSSES]->(:Paper {id: 'W1'}) RETURN c.id },
  COLLECT { MATCH (c:Comment)-[:ON]->(:Paper {id: 'W1'}) RETURN c.id },
  COLLECT { MATCH (a:Activity {paper: 'W1'}) RETURN a.position ORDER BY a.position },
  COLLECT { MATCH (a:Activity {kind: 'COMMENT'}) RETURN a.subject },
  COUNT { ()-[:LIKED]->(:Paper {id: 'W1'}) }
]""")


async def test_what_was_answered_is_there_whoever_dies(tmp_path: Path) -> None:
    kept = await asyncio.to_thread(
        killed_while_writing, "tests.graphdb.embedded.writing_service", tmp_path, ENOUGH_FACTS, ["neo4j"]
    )
    told = await asyncio.to_thread(
        killed_while_writing, "tests.people.writing_people", tmp_path, ENOUGH_COMMENTS, ["neo4j", "service"]
    )
    async with EmbeddedNeo4j(tmp_path, heap="256m") as address, await Store.open(*address) as store:
        facts: list[int] = await store.read(FACTS, {})
        live, shown, positions, logged, likes = await store.read(FOUND, {})
    assert len(kept) >= ENOUGH_FACTS
    assert len(facts) == len(set(facts))
    assert kept <= set(map(str, facts))
    assert len(told) >= ENOUGH_COMMENTS
    assert told <= set(live)
    assert sorted(live) == sorted(shown) == sorted(logged)
    assert positions == list(range(1, len(live) + likes + 1))
    assert likes <= 4


def killed_while_writing(module: str, data: Path, enough: int, victims: list[str]) -> set[str]:
    """Start a service on the data, kill the victims while it writes; what it saw acknowledged."""
    command = [sys.executable, "-m", module, str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
        assert service.stdout is not None
        lines = map(str.strip, service.stdout)
        told = set(islice(lines, enough))
        pids = {"service": service.pid, "neo4j": int(lock_owner(data / "neo4j.lock"))}
        for victim in victims:
            os.kill(pids[victim], signal.SIGKILL)
        return told | set(lines)

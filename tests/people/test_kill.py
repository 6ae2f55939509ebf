"""What people were told is written is there after kill -9 of the service and of its store, once, and in the log."""

import asyncio
import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Final

from graphdb.cypher import cypher
from graphdb.embedded.locks import held_by
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

ROOT: Final = Path(__file__).parents[2]
ENOUGH: Final = 60
FOUND: Final = cypher("""\
RETURN [
  COLLECT { MATCH (c:Comment)-[:DISCUSSES]->(:Paper {id: 'W1'}) RETURN c.id },
  COLLECT { MATCH (c:Comment)-[:ON]->(:Paper {id: 'W1'}) RETURN c.id },
  COLLECT { MATCH (a:Activity {paper: 'W1'}) RETURN a.position ORDER BY a.position },
  COLLECT { MATCH (a:Activity {kind: 'COMMENT'}) RETURN a.subject },
  COUNT { ()-[:LIKED]->(:Paper {id: 'W1'}) }
]""")


async def test_what_was_answered_is_there_whoever_dies(tmp_path: Path) -> None:
    told = await asyncio.to_thread(killed_while_writing, tmp_path)
    async with EmbeddedNeo4j(tmp_path, heap="256m") as address, await Store.open(*address) as store:
        live, shown, positions, logged, likes = await store.read(FOUND, {})
    assert len(told) >= ENOUGH
    assert told <= set(live)
    assert sorted(live) == sorted(shown) == sorted(logged)
    assert positions == list(range(1, len(live) + likes + 1))
    assert likes <= 4


def killed_while_writing(data: Path) -> set[str]:
    """Start a service on the data, kill it and its Neo4j while people write; the comments that it answered."""
    command = [sys.executable, "-m", "tests.people.writing_people", str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
        assert service.stdout is not None
        lines = map(str.strip, service.stdout)
        told = set(islice(lines, ENOUGH))
        for victim in (int(held_by(data / "neo4j.lock")), service.pid):
            os.kill(victim, signal.SIGKILL)
        return told | set(lines)

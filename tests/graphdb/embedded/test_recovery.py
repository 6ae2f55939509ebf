"""What was acknowledged survives kill -9 of Neo4j and of both, without a hand to help (of the service alone:
`tests/commands/test_serve.py`)."""

import asyncio
import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path

from graphdb.cypher import cypher
from graphdb.embedded.locks import held_by
from graphdb.embedded.server import EmbeddedNeo4j
from graphdb.store import Store

ROOT = Path(__file__).parents[3]
FACTS = cypher("MATCH (fact:Fact) RETURN collect(fact.number)")
ENOUGH = 200


async def test_every_acknowledged_write_survives_once(tmp_path: Path) -> None:
    kept = set[int]()
    for first, victims in enumerate((["neo4j"], ["service", "neo4j"])):
        kept |= await asyncio.to_thread(killed_while_writing, tmp_path, first * 1_000_000, victims)
    async with EmbeddedNeo4j(tmp_path, heap="256m") as address, await Store.open(*address) as store:
        found: list[int] = await store.read(FACTS, {})
    assert len(kept) >= 2 * ENOUGH
    assert len(found) == len(set(found))
    assert kept <= set(found)


def killed_while_writing(data: Path, first: int, victims: list[str]) -> set[int]:
    """Start a service on the data, kill the victims while it writes; the facts that it saw acknowledged."""
    command = [sys.executable, "-m", "tests.graphdb.embedded.writing_service", str(data), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
        assert service.stdout is not None
        numbers = map(int, service.stdout)
        kept = set(islice(numbers, ENOUGH))
        pids = {"service": service.pid, "neo4j": int(held_by(data / "neo4j.lock"))}
        for victim in victims:
            os.kill(pids[victim], signal.SIGKILL)
        return kept | set(numbers)

"""What `peergraph doctor` reads of a graph: Neo4j's version and clock, migrations and indexes. It changes nothing."""

import time
from dataclasses import dataclass
from typing import Final

from graphdb.bootstrap import STATE, stored_indexes
from graphdb.cypher import cypher
from graphdb.indexes import required, serving
from graphdb.migrations import MIGRATIONS, VERSION
from graphdb.store import Store

SERVER: Final = cypher("""\
CALL dbms.components() YIELD name, versions, edition
WHERE name = 'Neo4j Kernel'
RETURN [versions[0], edition, datetime.realtime().epochMillis]""")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The state of a graph.

    `clock_ahead`: seconds by which Neo4j's clock is ahead of this process; `version`: of the graph, None for a new one;
    `due`: numbers of the migrations that the next start runs; indexes by their names.
    """

    neo4j: str
    edition: str
    clock_ahead: float
    version: int | None
    due: tuple[int, ...]
    missing_indexes: tuple[str, ...]
    failed_indexes: tuple[str, ...]
    populating_indexes: tuple[str, ...]

    @property
    def is_newer(self) -> bool:
        """Whether a newer service wrote the graph, so that this one does not start on it."""
        return (self.version or 0) > VERSION


async def diagnose(store: Store) -> Diagnosis:
    """Reads the state. Raises StoreUnavailable, StoreTimeout, StoreError."""
    await store.read(SERVER, {})  # planned now, so that the next answer comes at once
    before = time.time()
    neo4j, edition, milliseconds = await store.read(SERVER, {})
    now = (before + time.time()) / 2
    version, done = await store.read(STATE, {}) or (None, None)
    due = [each.number for each in MIGRATIONS if each.number > (version or 0) and each.number not in (done or [])]
    stored = await stored_indexes(store)
    states = {each.name: serving(stored, each) for each in required()}
    named = {state: tuple(name for name, each in states.items() if each and each.state == state)
             for state in ("FAILED", "POPULATING")}  # fmt: skip
    return Diagnosis(
        neo4j=neo4j,
        edition=edition,
        clock_ahead=milliseconds / 1_000 - now,
        version=version,
        due=tuple(due) if version is not None else (),
        missing_indexes=tuple(name for name, each in states.items() if each is None),
        failed_indexes=named["FAILED"],
        populating_indexes=named["POPULATING"],
    )

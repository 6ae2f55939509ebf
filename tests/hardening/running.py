"""What is still running: statements in Neo4j, and jobs in thread pools."""

import asyncio
from typing import Final

from graphdb.cypher import cypher
from graphdb.store import Store
from tests.measured import total

#: The mark of the statements that are counted.
MARK: Final = "range(1, 1000000) AS hardening"
_SHOW: Final = cypher(
    "SHOW TRANSACTIONS YIELD currentQuery, status WHERE currentQuery CONTAINS $mark"
    " AND NOT currentQuery STARTS WITH 'SHOW' AND NOT status STARTS WITH 'Terminated' RETURN count(*)"
)
#: Seconds after which a condition that should come soon is taken to fail; the machine may be busy.
PATIENCE: Final = 120.0


async def statements(store: Store) -> int:
    """The number of slow statements that run in Neo4j."""
    return await store.read(_SHOW, {"mark": MARK})


async def until_statements(store: Store, number: int) -> None:
    """Waits until so many slow statements run."""
    async with asyncio.timeout(PATIENCE):
        while await statements(store) != number:  # noqa: ASYNC110 - Neo4j has no event for it
            await asyncio.sleep(0.05)


def jobs() -> int:
    """The number of jobs in all thread pools."""
    return round(total("peergraph_thread_pool_jobs"))

"""One ingest at a time: whoever began last writes, and whoever began before is told so before it writes more."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from errors import StoreError
from graphdb import timestamps
from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

#: Seconds that one batch may take.
LIMIT: Final = 120.0

BEGIN: Final = cypher("""\
MERGE (graph:Meta {id: 'graph'})
ON CREATE SET graph.epoch = 0
SET graph.ingest = $run""")
#: Begins every statement that writes: nothing is written by a run that another one has replaced. As all of them take
#: the lock of this one node first, they run one after another.
FENCE: Final = cypher("""\
MATCH (graph:Meta {id: 'graph'})
WHERE graph.ingest = $run
SET graph.epoch = graph.epoch + 1, graph.updatedAt = $now
WITH true AS fenced
""")


class Superseded(StoreError):
    """Another run has begun, and this one may not write any more."""


class Run:
    """The right to write to the research graph, until another run begins. Make one with `begin`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._token = uuid4().hex

    @classmethod
    async def begin(cls, store: Store) -> "Run":
        """Take the right over from whoever has it."""
        run = cls(store)
        await store.write(BEGIN, {"run": run._token})
        return run

    async def write(self, statement: Cypher, parameters: Mapping[str, object]) -> Any:
        """Run a statement that begins with `FENCE` and gives one value, never null.

        Raises Superseded when another run has begun meanwhile.
        """
        value = await self.store.write(
            statement, {**parameters, "run": self._token, "now": timestamps.written()}, within=LIMIT
        )
        if value is None:
            raise Superseded("Another ingest has begun on this graph and this one has stopped: run one at a time.")
        return value

    async def read(self, statement: Cypher, parameters: Mapping[str, object]) -> Any:
        """The one value of a statement that only reads."""
        return await self.store.read(statement, parameters, within=LIMIT)

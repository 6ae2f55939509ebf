"""Ensures a single ingest: the run that began last can write, earlier runs fail at their next statement."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from errors import StoreError
from graphdb import timestamps
from graphdb.cypher import Cypher, cypher
from graphdb.store import Store

#: Time limit of one batch in seconds.
LIMIT: Final = 120.0

#: Begins statements that find every node by its unique id, for which the first plan stays the best while the graph
#: grows: Neo4j would otherwise plan them again for each batch, which takes longer than their work.
PLANNED_ONCE: Final = cypher("CYPHER replan=skip\n")
BEGIN: Final = cypher("""\
MERGE (graph:Meta {id: 'graph'})
ON CREATE SET graph.epoch = 0
SET graph.ingest = $run""")
#: Begins every write statement, so that a superseded run writes nothing. All write statements lock this one node first
#: and therefore run one after another.
FENCE: Final = cypher("""\
MATCH (graph:Meta {id: 'graph'})
WHERE graph.ingest = $run
SET graph.epoch = graph.epoch + 1, graph.updatedAt = $now
WITH true AS fenced
""")


class Superseded(StoreError):
    """Another run has begun; this one cannot write any more."""


class Run:
    """The right to write to the research graph until another run begins. Created with `begin`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._token = uuid4().hex

    @classmethod
    async def begin(cls, store: Store) -> "Run":
        """Begin a run; the current one is superseded."""
        run = cls(store)
        await store.write(BEGIN, {"run": run._token})
        return run

    async def write(self, statement: Cypher, parameters: Mapping[str, object]) -> Any:
        """Run a statement that begins with `FENCE` and returns one value, never null.

        Raises Superseded if another run has begun.
        """
        value = await self.store.write(
            statement, {**parameters, "run": self._token, "now": timestamps.to_text()}, within=LIMIT
        )
        if value is None:
            raise Superseded("Another ingest has begun on this graph and this one has stopped: run one at a time.")
        return value

    async def read(self, statement: Cypher, parameters: Mapping[str, object]) -> Any:
        """The single value of a read statement."""
        return await self.store.read(statement, parameters, within=LIMIT)

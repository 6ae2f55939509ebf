"""The security log of a user: who signed in, and what changed how the account is accessed."""

from dataclasses import dataclass
from typing import Final

from graphdb import timestamps
from graphdb.cypher import cypher
from graphdb.fragments import Column
from graphdb.store import Store, Transaction
from identifiers.sortable import sortable

KIND: Final = Column(cypher("{n}.kind"))
AT: Final = Column(cypher("{n}.at"))
AGENT: Final = Column(cypher("{n}.agent"))
ADDRESS: Final = Column(cypher("{n}.address"))

#: Events of one kind of one user; older ones are deleted, so that one kind cannot displace the others.
_MAX_EVENTS: Final = 30
_APPEND: Final = cypher("""\
MATCH (user:User {id: $user})
CREATE (:SecurityEvent {id: $id, kind: $kind, at: $at, agent: $agent, address: $address})-[:OF]->(user)
WITH user
CALL (user) {
  MATCH (event:SecurityEvent {kind: $kind})-[:OF]->(user)
  WITH event ORDER BY event.id DESC SKIP $limit
  DETACH DELETE event
}
RETURN true""")
_LIST: Final = cypher("""\
MATCH (user:User {handleKey: $handleKey})
RETURN COLLECT {
  MATCH (event:SecurityEvent)-[:OF]->(user)
  RETURN [event.at, event.kind, event.address, event.agent] ORDER BY event.id DESC
}""")


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """An event: `kind` is one of `vocabulary.SECURITY_EVENTS`; `agent` and `address` are those of the request, or of
    the command of the operator."""

    kind: str
    agent: str
    address: str


async def append(transaction: Transaction, user: str, event: SecurityEvent) -> None:
    """Appends an event to the log of a user."""
    await transaction.run(
        _APPEND,
        {
            "user": user, "id": sortable("evt_"), "kind": event.kind, "at": timestamps.to_text(),
            "agent": event.agent[:200], "address": event.address, "limit": _MAX_EVENTS,
        },
    )  # fmt: skip


async def record(store: Store, user: str, event: SecurityEvent) -> None:
    """As `append`, in a transaction of its own."""
    await store.transact(lambda transaction: append(transaction, user, event))


async def list_events(store: Store, handle_key: str) -> list[list[str]] | None:
    """`[at, kind, address, agent]` of each event, latest first; None if no user has the handle."""
    return await store.read(_LIST, {"handleKey": handle_key})

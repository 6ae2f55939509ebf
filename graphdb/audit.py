"""The audit log of administration: who did what to whom, when, from where. Entries belong to no other node, so that no
field of the API leads to them."""

from dataclasses import dataclass
from typing import Final

from graphdb import timestamps
from graphdb.cypher import cypher
from graphdb.store import Store, Transaction
from graphdb.vocabulary import AUDIT_OUTCOMES
from identifiers.sortable import sortable

BEGUN, DONE, FAILED = AUDIT_OUTCOMES
_APPEND: Final = cypher("""\
CREATE (:AuditEntry {id: $id, at: $at, actor: $actor, action: $action, subject: $subject, origin: $origin,
                     details: $details, request: $request, outcome: $outcome})
RETURN true""")
_FINISH: Final = cypher("MATCH (entry:AuditEntry {id: $id}) SET entry.outcome = $outcome RETURN true")
_LIST: Final = cypher("""\
RETURN COLLECT {
  MATCH (entry:AuditEntry)
  WHERE ($subject IS NULL OR entry.subject = $subject) AND ($actor IS NULL OR entry.actor = $actor)
    AND ($since IS NULL OR entry.at >= $since)
  RETURN [entry.at, entry.actor, entry.action, entry.subject, entry.details, entry.origin, entry.request, entry.outcome]
  ORDER BY entry.id DESC LIMIT $limit
}""")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What an operator or a moderator does. `actor`: the id of a user, or the account on the machine of a command;
    `subject`: a handle or an id; `origin`: the network address and the program; `request`: the id of the request."""

    actor: str
    action: str
    subject: str
    origin: str
    details: str = ""
    request: str = ""


async def append(transaction: Transaction, entry: AuditEntry) -> None:
    """Appends an entry in the transaction of what it says."""
    await transaction.run(_APPEND, _parameters(entry, DONE))


async def begin(store: Store, entry: AuditEntry) -> str:
    """Appends an entry before the work begins, so that no work is without one; the id for `finish`."""
    parameters = _parameters(entry, BEGUN)
    await store.write(_APPEND, parameters)
    return str(parameters["id"])


async def finish(store: Store, id: str, *, succeeded: bool) -> None:  # noqa: A002
    """Records the outcome."""
    await store.write(_FINISH, {"id": id, "outcome": DONE if succeeded else FAILED})


async def list_entries(
    store: Store, limit: int, *, subject: str | None = None, actor: str | None = None, since: str | None = None
) -> list[list[str]]:
    """`[at, actor, action, subject, details, origin, request, outcome]` of entries, latest first."""
    return await store.read(_LIST, {"limit": limit, "subject": subject, "actor": actor, "since": since})


def _parameters(entry: AuditEntry, outcome: str) -> dict[str, object]:
    return {
        "id": sortable("aud_"), "at": timestamps.to_text(), "actor": entry.actor, "action": entry.action,
        "subject": entry.subject, "origin": entry.origin[:300], "details": entry.details[:300],
        "request": entry.request, "outcome": outcome,
    }  # fmt: skip

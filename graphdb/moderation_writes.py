"""Reports, and what moderators do about them: hide, restore, dismiss. Each decision is written down with its effect."""

from dataclasses import dataclass
from typing import Any, Final

from graphdb import collection_writes, comment_writes
from graphdb.activity import APPENDED, ActivityKind, appending
from graphdb.cypher import Cypher, cypher
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER

#: By label: what somebody can see and therefore report.
_SUBJECT: Final = {
    "Comment": cypher("MATCH (subject:Comment {id: $subject})-[:DISCUSSES]->()\n"),
    "Review": cypher("MATCH (subject:Review {id: $subject})-[:REVIEWS]->()\n"),
    "Resource": cypher("MATCH (subject:Resource {id: $subject})<-[:HAS]-()\n"),
    "Collection": cypher(
        "MATCH (subject:Collection {id: $subject}) WHERE subject.visibility <> 'PRIVATE' AND subject.hidden IS NULL\n"
    ),
}
_CASES: Final = cypher("""\
WITH DISTINCT viewer, subject
RETURN [
  EXISTS { (viewer)-[:WROTE|OWNS|ADDED]->(subject) },
  EXISTS { (viewer)-[:FILED]->()-[:AGAINST]->(subject) }
]""")
_FILED: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
MATCH (subject:{label} {id: $subject})
CREATE (viewer)-[:FILED]->(report:Report)-[:AGAINST]->(subject)
SET report = $properties
RETURN report.id""")

_ON_PAPER: Final = cypher("WITH paper, true AS changed")
_COMMENT_HIDDEN: Final = comment_writes.LOCKED + cypher("""\
MATCH (comment)-[of:DISCUSSES]->(paper)
CREATE (comment)-[:HIDDEN_FROM]->(paper)
DELETE of
WITH comment, firsts, paper
""")
_COMMENT_RESTORED: Final = comment_writes.LOCKED + cypher("""\
MATCH (comment)-[of:HIDDEN_FROM]->(paper)
CREATE (comment)-[:DISCUSSES]->(paper)
DELETE of
WITH comment, firsts, paper
""")
_REVIEW_HIDDEN: Final = cypher("""\
MATCH (review:Review {id: $subject})-[of:REVIEWS]->(paper)
CREATE (review)-[:HIDDEN_FROM]->(paper)
DELETE of
""")
_REVIEW_RESTORED: Final = cypher("""\
MATCH (review:Review {id: $subject})-[of:HIDDEN_FROM]->(paper)
CREATE (review)-[:REVIEWS]->(paper)
DELETE of
""")
_RESOURCE_HIDDEN: Final = cypher("""\
MATCH (resource:Resource {id: $subject})<-[of:HAS]-(paper)
CREATE (resource)-[:HIDDEN_FROM]->(paper)
DELETE of
""")
_RESOURCE_RESTORED: Final = cypher("""\
MATCH (resource:Resource {id: $subject})-[of:HIDDEN_FROM]->(paper)
CREATE (resource)<-[:HAS]-(paper)
DELETE of
""")
_COLLECTION_HIDDEN: Final = cypher("""\
MATCH (collection:Collection {id: $subject})
WHERE collection.visibility <> 'PRIVATE' AND collection.hidden IS NULL
SET collection.hidden = true
""")
_COLLECTION_RESTORED: Final = cypher("""\
MATCH (collection:Collection {id: $subject})
WHERE collection.visibility <> 'PRIVATE' AND collection.hidden
SET collection.hidden = null
""")
_RETURN_COUNT: Final = cypher("RETURN count(*)")


def _with_activity(statement: Cypher) -> Cypher:
    """A change that the papers' logs tell of."""
    return statement + _ON_PAPER + APPENDED + _RETURN_COUNT


def _quiet(statement: Cypher) -> Cypher:
    """A change of a collection, which no log tells of."""
    return statement + collection_writes.RECOUNT + _RETURN_COUNT


#: By label and action: the statement, and what the log of the paper says.
_EFFECTS: Final = {
    ("Comment", "HIDE"): (_with_activity(_COMMENT_HIDDEN + comment_writes.RECOUNT), ActivityKind.COMMENT_DELETED),
    ("Comment", "RESTORE"): (_with_activity(_COMMENT_RESTORED + comment_writes.RECOUNT), ActivityKind.COMMENT),
    ("Review", "HIDE"): (_with_activity(_REVIEW_HIDDEN), ActivityKind.REVIEW_WITHDRAWN),
    ("Review", "RESTORE"): (_with_activity(_REVIEW_RESTORED), ActivityKind.REVIEW),
    ("Resource", "HIDE"): (_with_activity(_RESOURCE_HIDDEN), ActivityKind.RESOURCE),
    ("Resource", "RESTORE"): (_with_activity(_RESOURCE_RESTORED), ActivityKind.RESOURCE),
    ("Collection", "HIDE"): (_quiet(_COLLECTION_HIDDEN), None),
    ("Collection", "RESTORE"): (_quiet(_COLLECTION_RESTORED), None),
}
LABELS: Final = frozenset(_SUBJECT)

_CLOSED: Final = cypher("""\
MATCH (report:Report {subject: $subject, state: 'OPEN'})
SET report.state = $state
RETURN count(report)""")
_DECIDED: Final = cypher("""\
MATCH (viewer:User {id: $viewer})
CREATE (viewer)-[:DECIDED]->(moderation:Moderation)
SET moderation = $properties
WITH moderation
MATCH (subject:{label} {id: $subject})
CREATE (moderation)-[:CONCERNS]->(subject)
RETURN moderation.id""")
_NAMES: Final = {
    "Comment": cypher("Comment"), "Review": cypher("Review"), "Resource": cypher("Resource"),
    "Collection": cypher("Collection"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """Of what somebody can report: whether it is their own, and whether they did so before."""

    is_mine: bool
    is_reported: bool


async def visible_subject(transaction: Transaction, viewer: str, label: str, subject: str) -> Subject | None:
    """What the person can see under an id, the person being locked; None where there is nothing for them."""
    found = await transaction.run(VIEWER + _SUBJECT[label] + _CASES, {"viewer": viewer, "subject": subject})
    return None if found is None else Subject(*found)


async def file(transaction: Transaction, viewer: str, label: str, subject: str, properties: dict[str, Any]) -> None:
    """Stores a report against something that is there."""
    parameters = {"viewer": viewer, "subject": subject, "properties": {**properties, "subject": subject}}
    await transaction.run(_FILED.fill(label=_NAMES[label]), parameters)


async def set_hidden(transaction: Transaction, label: str, subject: str, action: str, at: str) -> bool:
    """Hides or restores something. Whether there was anything to change."""
    statement, kind = _EFFECTS[label, action]
    told = {} if kind is None else appending(kind, at, subject)
    return bool(await transaction.run(statement, {"subject": subject, "comment": subject, **told}))


async def close(transaction: Transaction, subject: str, state: str) -> int:
    """Answers the open reports against something; how many there were."""
    return await transaction.run(_CLOSED, {"subject": subject, "state": state})


async def decide(transaction: Transaction, viewer: str, label: str, subject: str, properties: dict[str, Any]) -> None:
    """Writes down what a moderator decided."""
    parameters = {"viewer": viewer, "subject": subject, "properties": {**properties, "subject": subject}}
    await transaction.run(_DECIDED.fill(label=_NAMES[label]), parameters)

"""Writes reports and moderation decisions: hide, restore, dismiss. Each decision is stored with its effect, and each
report and decision with the texts of its subject at that time: evidence that the author cannot withdraw."""

from dataclasses import dataclass
from typing import Any, Final

from graphdb import collection_writes, comment_writes
from graphdb.activity import APPEND, ActivityKind, append_params
from graphdb.cypher import Cypher, cypher
from graphdb.moderation import TEXTS
from graphdb.store import Transaction
from graphdb.write_prelude import VIEWER

#: Records, whose errors users can report. They cannot be hidden.
RECORDS: Final = ("Paper", "Author", "Institution", "Topic", "Venue", "Funder", "Publisher", "Award")
_NAMES: Final = {
    label: cypher(label) for label in ("Comment", "Review", "Resource", "Collection", *RECORDS)
}  # fmt: skip
#: Visible subjects, which users can report, by label.
_SUBJECT: Final = {
    **{label: cypher("MATCH (subject:{label} {id: $subject})\n").fill(label=_NAMES[label]) for label in RECORDS},
    "Comment": cypher("MATCH (subject:Comment {id: $subject})-[:DISCUSSES]->()\n"),
    "Review": cypher("MATCH (subject:Review {id: $subject})-[:REVIEWS]->()\n"),
    "Resource": cypher("MATCH (subject:Resource {id: $subject})<-[:HAS]-()\n"),
    "Collection": cypher(
        "MATCH (subject:Collection {id: $subject}) WHERE subject.visibility <> 'PRIVATE' AND subject.hidden IS NULL\n"
    ),
}
_SUBJECT_STATE: Final = cypher("""\
WITH DISTINCT viewer, subject
RETURN [
  EXISTS { (viewer)-[:WROTE|OWNS|ADDED]->(subject) },
  EXISTS { (viewer)-[:FILED]->()-[:AGAINST]->(subject) }
]""")
_FILE: Final = (
    cypher("""\
MATCH (viewer:User {id: $viewer})
MATCH (subject:{label} {id: $subject})
CREATE (viewer)-[:FILED]->(report:Report)-[:AGAINST]->(subject)
SET report = $properties, report.evidence = """)
    + TEXTS
    + cypher("\nRETURN report.id")
)

_ON_PAPER: Final = cypher("WITH paper, true AS changed")
_HIDE_COMMENT: Final = comment_writes.LOCK + cypher("""\
MATCH (comment)-[of:DISCUSSES]->(paper)
CREATE (comment)-[:HIDDEN_FROM]->(paper)
DELETE of
WITH comment, firsts, paper
""")
_RESTORE_COMMENT: Final = comment_writes.LOCK + cypher("""\
MATCH (comment)-[of:HIDDEN_FROM]->(paper)
CREATE (comment)-[:DISCUSSES]->(paper)
DELETE of
WITH comment, firsts, paper
""")
_HIDE_REVIEW: Final = cypher("""\
MATCH (review:Review {id: $subject})-[of:REVIEWS]->(paper)
CREATE (review)-[:HIDDEN_FROM]->(paper)
DELETE of
""")
_RESTORE_REVIEW: Final = cypher("""\
MATCH (review:Review {id: $subject})-[of:HIDDEN_FROM]->(paper)
CREATE (review)-[:REVIEWS]->(paper)
DELETE of
""")
_HIDE_RESOURCE: Final = cypher("""\
MATCH (resource:Resource {id: $subject})<-[of:HAS]-(paper)
CREATE (resource)-[:HIDDEN_FROM]->(paper)
DELETE of
""")
_RESTORE_RESOURCE: Final = cypher("""\
MATCH (resource:Resource {id: $subject})-[of:HIDDEN_FROM]->(paper)
CREATE (resource)<-[:HAS]-(paper)
DELETE of
""")
_HIDE_COLLECTION: Final = cypher("""\
MATCH (collection:Collection {id: $subject})
WHERE collection.visibility <> 'PRIVATE' AND collection.hidden IS NULL
SET collection.hidden = true
""")
_RESTORE_COLLECTION: Final = cypher("""\
MATCH (collection:Collection {id: $subject})
WHERE collection.visibility <> 'PRIVATE' AND collection.hidden
SET collection.hidden = null
""")
_RETURN_COUNT: Final = cypher("RETURN count(*)")


def _with_activity(statement: Cypher) -> Cypher:
    """A change with an entry in the paper's log."""
    return statement + _ON_PAPER + APPEND + _RETURN_COUNT


def _without_activity(statement: Cypher) -> Cypher:
    """A change of a collection, which has no log."""
    return statement + collection_writes.RECOUNT + _RETURN_COUNT


#: By label and action: the statement, and the kind of the log entry.
_EFFECTS: Final = {
    ("Comment", "HIDE"): (_with_activity(_HIDE_COMMENT + comment_writes.RECOUNT), ActivityKind.COMMENT_DELETED),
    ("Comment", "RESTORE"): (_with_activity(_RESTORE_COMMENT + comment_writes.RECOUNT), ActivityKind.COMMENT),
    ("Review", "HIDE"): (_with_activity(_HIDE_REVIEW), ActivityKind.REVIEW_WITHDRAWN),
    ("Review", "RESTORE"): (_with_activity(_RESTORE_REVIEW), ActivityKind.REVIEW),
    ("Resource", "HIDE"): (_with_activity(_HIDE_RESOURCE), ActivityKind.RESOURCE),
    ("Resource", "RESTORE"): (_with_activity(_RESTORE_RESOURCE), ActivityKind.RESOURCE),
    ("Collection", "HIDE"): (_without_activity(_HIDE_COLLECTION), None),
    ("Collection", "RESTORE"): (_without_activity(_RESTORE_COLLECTION), None),
}
LABELS: Final = frozenset(_SUBJECT)

_CLOSE: Final = cypher("""\
MATCH (report:Report {subject: $subject, state: 'OPEN'})
SET report.state = $state
RETURN count(report)""")
_DECIDE: Final = (
    cypher("""\
MATCH (viewer:User {id: $viewer})
CREATE (viewer)-[:DECIDED]->(moderation:Moderation)
SET moderation = $properties
WITH moderation
OPTIONAL MATCH (alias:Alias {id: $subject})
OPTIONAL MATCH (subject:{label} {id: coalesce(alias.of, $subject)})
FOREACH (_ IN CASE WHEN subject IS NULL THEN [] ELSE [1] END | CREATE (moderation)-[:CONCERNS]->(subject))
SET moderation.evidence = CASE WHEN coalesce(subject.visibility, '') <> 'PRIVATE' THEN """)
    + TEXTS
    + cypher(" END\nRETURN moderation.id")
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A visible subject: whether the viewer owns it, and whether the viewer reported it before."""

    is_mine: bool
    is_reported: bool


async def visible_subject(transaction: Transaction, viewer: str, label: str, subject: str) -> Subject | None:
    """The subject with this id; None if the viewer cannot see it. Locks the viewer."""
    row = await transaction.run(VIEWER + _SUBJECT[label] + _SUBJECT_STATE, {"viewer": viewer, "subject": subject})
    return None if row is None else Subject(*row)


async def file(transaction: Transaction, viewer: str, label: str, subject: str, properties: dict[str, Any]) -> None:
    """Stores a report against an existing subject."""
    parameters = {"viewer": viewer, "subject": subject, "properties": {**properties, "subject": subject}}
    await transaction.run(_FILE.fill(label=_NAMES[label]), parameters)


async def set_hidden(transaction: Transaction, label: str, subject: str, action: str, at: str) -> bool:
    """Hides or restores a subject; whether anything changed. A record cannot be hidden."""
    if label in RECORDS:
        return False
    statement, kind = _EFFECTS[label, action]
    activity = {} if kind is None else append_params(kind, at, subject)
    return bool(await transaction.run(statement, {"subject": subject, "comment": subject, **activity}))


async def close(transaction: Transaction, subject: str, state: str) -> int:
    """Closes the open reports against a subject; their number."""
    return await transaction.run(_CLOSE, {"subject": subject, "state": state})


async def decide(transaction: Transaction, viewer: str, label: str, subject: str, properties: dict[str, Any]) -> None:
    """Stores a moderator's decision."""
    parameters = {"viewer": viewer, "subject": subject, "properties": {**properties, "subject": subject}}
    await transaction.run(_DECIDE.fill(label=_NAMES[label]), parameters)

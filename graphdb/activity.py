"""What people do on a paper, as a log: one numbered entry a change, written in the change's own transaction.

The positions of a paper count up by one, without gaps, in the order of the commits: its `Log` node is locked from the
entry to the commit. Who has read up to a position has therefore missed nothing before it.
"""

from enum import Enum
from typing import Any, Final

from graphdb.cypher import cypher


class ActivityKind(Enum):
    """What happened."""

    VOTE = "VOTE"
    REACTION = "REACTION"
    SAVE = "SAVE"
    REVIEW = "REVIEW"
    REVIEW_EDITED = "REVIEW_EDITED"
    REVIEW_WITHDRAWN = "REVIEW_WITHDRAWN"
    COMMENT = "COMMENT"
    COMMENT_EDITED = "COMMENT_EDITED"
    COMMENT_DELETED = "COMMENT_DELETED"
    RESOURCE = "RESOURCE"


#: Ends a write: binds nothing, needs `paper` and the truth value `changed`, and the parameters of `appending`.
APPENDED: Final = cypher("""
FOREACH (_ IN CASE WHEN changed THEN [1] ELSE [] END |
  MERGE (log:Log {id: paper.id})
  ON CREATE SET log.position = 1
  ON MATCH SET log.position = log.position + 1
  CREATE (:Activity {
    id: 'act_' + paper.id + '/' + toString(log.position), paper: paper.id, position: log.position,
    kind: $activity, at: $at, subject: $subject
  })
)
""")


def appending(kind: ActivityKind, at: str, subject: str | None = None) -> dict[str, Any]:
    """The parameters of `APPENDED`. `subject` is the id of the review, comment or resource, if there is one."""
    return {"activity": kind.value, "at": at, "subject": subject}

"""The activity log of a paper: one numbered entry for each change, written in the transaction of the change.

The positions of a paper increase by one, without gaps, in the order of the commits, because its `Log` node is locked
from the entry to the commit. A client that has read up to a position has therefore missed no earlier entry.
"""

from enum import Enum
from typing import Any, Final

from graphdb.cypher import cypher


class ActivityKind(Enum):
    """The kinds of log entries."""

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


#: Ends a write statement. Needs the variables `paper` and `changed` (boolean), and the parameters of `append_params`.
APPEND: Final = cypher("""
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


def append_params(kind: ActivityKind, at: str, subject: str | None = None) -> dict[str, Any]:
    """The parameters of `APPEND`. `subject` is the id of the review, comment or resource, if there is one."""
    return {"activity": kind.value, "at": at, "subject": subject}

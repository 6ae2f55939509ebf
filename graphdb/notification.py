"""What is new in what a user follows.

Notifications are computed from stored times when they are read: nothing is written for the followers of a node, so that
an import or a review costs the same however many people follow its paper. The work is bounded. A node with at most
20,000 papers is expanded; for larger ones, the 20,000 papers that the graph received last are compared with them. The
list goes back 90 days, and for each node to the time when the user began to follow it.

The times are those of the graph: when a paper was imported (`Paper.addedAt`), a review or comment was written, or a
paper was added to a collection. An imported review has the time of its source. The user's own texts are left out.
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.follow import READABLE
from graphdb.fragments import Column, Direction, PagedList, Sort
from graphdb.store import Store, Transaction
from graphdb.write_prelude import VIEWER

_LATER: Final = cypher("CASE WHEN follow.at > horizon THEN follow.at ELSE horizon END")
#: Later than what the user has read.
_UNREAD: Final = cypher(
    "reduce(latest = horizon, each IN [follow.at, coalesce({n}.notificationsReadAt, '')] |"
    " CASE WHEN each > latest THEN each ELSE latest END)"
)
#: One row for each event: `kind`, `event` (an id), `paper` (an id), `at` and `subject` (an id). `{p}` is the time since
#: when events of `subject` count.
_NEWS: Final = (
    cypher("""\
MATCH ({n})-[follow:FOLLOWS]->(subject) WHERE """)
    + READABLE
    + cypher("""
WITH {n}, follow, subject, toString(datetime() - duration('P90D')) AS horizon,
  CASE WHEN subject:Author OR subject:Topic OR subject:Venue
    THEN COUNT { (subject)-[:AUTHORED|ABOUT|WITHIN|PUBLISHED_IN]-() } ELSE 0 END AS size
WITH {n}, collect({subject: subject, since: {p}, size: size}) AS follows
CALL ({n}, follows) {
  UNWIND follows AS followed
  WITH followed, followed.subject AS subject WHERE 0 < followed.size <= 20000
  MATCH (subject)-[:AUTHORED|ABOUT|WITHIN|PUBLISHED_IN]-(paper) WHERE paper.addedAt > followed.since
  RETURN 'PAPER' AS kind, paper.id AS event, paper.id AS paper, paper.addedAt AS at, subject.id AS subject
UNION ALL
  WITH [each IN follows WHERE each.size > 20000] AS hubs WHERE size(hubs) > 0
  CALL (hubs) {
    MATCH (paper:Paper) WHERE paper.addedAt > reduce(first = '~', hub IN hubs |
      CASE WHEN hub.since < first THEN hub.since ELSE first END)
    RETURN paper ORDER BY paper.addedAt DESC LIMIT 20000
  }
  UNWIND hubs AS hub
  WITH paper, hub, hub.subject AS subject WHERE paper.addedAt > hub.since
    AND EXISTS { (subject)-[:AUTHORED|ABOUT|WITHIN|PUBLISHED_IN]-(paper) }
  RETURN 'PAPER' AS kind, paper.id AS event, paper.id AS paper, paper.addedAt AS at, subject.id AS subject
UNION ALL
  UNWIND follows AS followed
  WITH {n}, followed, followed.subject AS subject WHERE subject:Paper OR subject:DeletedPaper
  MATCH (subject)<-[about:REVIEWS|DISCUSSES]-(text) WHERE text.createdAt > followed.since
    AND NOT EXISTS { ({n})-[:WROTE]->(text) }
  RETURN CASE type(about) WHEN 'REVIEWS' THEN 'REVIEW' ELSE 'COMMENT' END AS kind, text.id AS event,
    subject.id AS paper, text.createdAt AS at, subject.id AS subject
UNION ALL
  UNWIND follows AS followed
  WITH {n}, followed, followed.subject AS subject WHERE subject:Collection
    AND NOT EXISTS { ({n})-[:OWNS]->(subject) }
  MATCH (subject)-[holds:HOLDS|KEEPS]->(paper) WHERE holds.at > followed.since
  RETURN 'ADDITION' AS kind, subject.id + '/' + paper.id AS event, paper.id AS paper, holds.at AS at,
    subject.id AS subject
}
""")
)
#: Of a user, latest first: a paper with several followed nodes is one notification, with the first of them.
NOTIFICATIONS: Final = PagedList(
    match=cypher("CALL ({n}) { ")
    + _NEWS.fill(p=_LATER)
    + cypher("""
WITH {n}, kind, event, paper, max(at) AS at, min(subject) AS subject
RETURN {
  id: event, kind: kind, event: event, paper: paper, at: at, subject: subject,
  unread: at > coalesce({n}.notificationsReadAt, '')
} AS {m} } WITH {m}"""),
    total=cypher("COUNT { ") + _NEWS.fill(p=_LATER) + cypher("RETURN DISTINCT kind, event }"),
    sort=(Sort(cypher("{m}.at"), Direction.DESC),),
)
UNREAD_COUNT: Final = Column(cypher("COUNT { ") + _NEWS.fill(p=_UNREAD) + cypher("RETURN DISTINCT kind, event }"))

KIND: Final = Column(cypher("{n}.kind"))
AT: Final = Column(cypher("{n}.at"))
UNREAD: Final = Column(cypher("{n}.unread"))
PAPER: Final = Column(cypher("{n}.paper"))
SUBJECT: Final = Column(cypher("{n}.subject"))
REVIEW: Final = Column(cypher("CASE {n}.kind WHEN 'REVIEW' THEN {n}.event END"))
COMMENT: Final = Column(cypher("CASE {n}.kind WHEN 'COMMENT' THEN {n}.event END"))

_COUNT: Final = cypher("MATCH (user:User {id: $viewer}) RETURN ") + UNREAD_COUNT.text.fill(n=cypher("user"))
_MARK_READ: Final = VIEWER + cypher("""\
SET viewer.notificationsReadAt = CASE WHEN $until > coalesce(viewer.notificationsReadAt, '') THEN $until
  ELSE viewer.notificationsReadAt END
RETURN viewer.id""")


async def unread_count(store: Store, viewer: str) -> int:
    """The number of notifications that the user has not read."""
    return await store.read(_COUNT, {"viewer": viewer}) or 0


async def mark_read(transaction: Transaction, viewer: str, until: str) -> str | None:
    """Marks notifications up to a time as read. The id of the user."""
    return await transaction.run(_MARK_READ, {"viewer": viewer, "until": until})

"""Cypher fragments of what a source publishes beside the reviews of a paper (`graphdb.ingest.review_notes`).

`NOTES` leads from a note to its paper, `RESPONDS_TO` from a response to its review; the responses to a hidden review
are hidden with it.
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Inline, ShortList

OF_PAPER: Final = ShortList(cypher("MATCH ({n})<-[:NOTES]-({m}) WITH {m} ORDER BY {m}.at, {m}.id"))
RESPONSES: Final = ShortList(
    cypher(
        "MATCH ({n})<-[:RESPONDS_TO]-({m}) WHERE NOT EXISTS { ({n})-[:HIDDEN_FROM]->() }"
        " WITH {m} ORDER BY {m}.at, {m}.id"
    )
)
KIND: Final = Column(cypher("{n}.kind"))
DECISION: Final = Column(cypher("{n}.decision"))
TEXT: Final = Column(cypher("{n}.text"))
AT: Final = Column(cypher("{n}.at"))
ROUND: Final = Column(cypher("{n}.round"))
IN_REPLY_TO: Final = Column(cypher("{n}.inReplyTo"))
PROVENANCE: Final = Inline()

"""What the fields of code, data and other things that a paper comes with are in the store."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Lookup, One

KIND: Final = Column(cypher("{n}.kind"))
URL: Final = Column(cypher("{n}.url"))
TITLE: Final = Column(cypher("{n}.title"))
ADDED_AT: Final = Column(cypher("{n}.addedAt"))
ADDED_BY: Final = One(cypher("MATCH ({n})<-[:ADDED]-({m})"))

#: The one way in: what a moderator hid is not there.
BY_ID: Final = Lookup(
    cypher("CALL (id) { MATCH (found:Resource {id: id}) WHERE EXISTS { (found)<-[:HAS]-() } RETURN found AS {n} }")
)

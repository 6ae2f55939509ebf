"""Cypher fragments of a paper's resources: code, data and others."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Lookup, ToOne

KIND: Final = Column(cypher("{n}.kind"))
URL: Final = Column(cypher("{n}.url"))
TITLE: Final = Column(cypher("{n}.title"))
ADDED_AT: Final = Column(cypher("{n}.addedAt"))
ADDED_BY: Final = ToOne(cypher("MATCH ({n})<-[:ADDED]-({m})"))

#: Hidden resources cannot be read.
BY_ID: Final = Lookup(
    cypher("CALL (id) { MATCH (hit:Resource {id: id}) WHERE EXISTS { (hit)<-[:HAS]-() } RETURN hit AS {n} }")
)

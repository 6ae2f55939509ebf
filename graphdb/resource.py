"""What the fields of code, data and other things that a paper comes with are in the store."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column

KIND: Final = Column(cypher("{n}.kind"))
URL: Final = Column(cypher("{n}.url"))
TITLE: Final = Column(cypher("{n}.title"))
ADDED_AT: Final = Column(cypher("{n}.addedAt"))

"""Cypher fragments of a location where a paper can be read."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, ShortList, ToOne

OF_PAPER: Final = ShortList(
    cypher(
        "MATCH ({n})-[availability:AVAILABLE_AT]->({m}) WITH {m}, availability.position AS position ORDER BY position"
    )
)
PAGE: Final = Column(cypher("{n}.url"))
PDF: Final = Column(cypher("{n}.pdfUrl"))
LICENCE: Final = Column(cypher("{n}.licence"))
VERSION: Final = Column(cypher("{n}.version"))
IS_OPEN: Final = Column(cypher("coalesce({n}.isOpen, false)"))
IS_PRIMARY: Final = Column(cypher("coalesce({n}.isPrimary, false)"))
IS_BEST: Final = Column(cypher("coalesce({n}.isBest, false)"))
RAW_VENUE_NAME: Final = Column(cypher("{n}.rawVenueName"))
RAW_TYPE: Final = Column(cypher("{n}.rawType"))
VENUE: Final = ToOne(cypher("MATCH ({n})-[:IN]->({m})"))

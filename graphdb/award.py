"""Cypher fragments of an award's fields."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, ToOne
from graphdb.paper import TOP, papers

NAME: Final = Column(cypher("{n}.name"))
NUMBER: Final = Column(cypher("{n}.number"))
OPENALEX: Final = Column(cypher("{n}.openalex"))
DOI: Final = Column(cypher("{n}.doi"))
DESCRIPTION: Final = Column(cypher("{n}.description"))
KIND: Final = Column(cypher("{n}.kind"))
SCHEME: Final = Column(cypher("{n}.scheme"))
AMOUNT: Final = Column(cypher("{n}.amount"))
CURRENCY: Final = Column(cypher("{n}.currency"))
STARTS_ON: Final = Column(cypher("{n}.startsOn"))
ENDS_ON: Final = Column(cypher("{n}.endsOn"))
START_YEAR: Final = Column(cypher("{n}.startYear"))
END_YEAR: Final = Column(cypher("{n}.endYear"))
LEAD_INVESTIGATOR: Final = Column(cypher("{n}.leadInvestigator"))
URL: Final = Column(cypher("{n}.url"))
PAPER_COUNT: Final = Column(cypher("COUNT { ({n})<-[:SUPPORTED_BY]-() }"))

FUNDER: Final = ToOne(cypher("MATCH ({n})-[:GRANTED_BY]->({m})"))
PAPERS: Final = papers(cypher("MATCH ({n})<-[:SUPPORTED_BY]-({m})"), cypher("COUNT { ({n})<-[:SUPPORTED_BY]-() }"), TOP)

"""Cypher fragments of a paper's funding: parallel lists, read as one row for each award."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, ShortList, ToOne

OF_PAPER: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.fundingFunders, [])) - 1) |"
        " {funder: {n}.fundingFunders[at], name: {n}.fundingNames[at], award: {n}.fundingAwards[at],"
        " number: {n}.fundingNumbers[at], title: {n}.fundingTitles[at], doi: {n}.fundingDois[at]}] AS {m}"
    )
)
FUNDER: Final = Column(cypher("nullIf({n}.funder, '')"))
FUNDER_NODE: Final = ToOne(cypher("MATCH ({m}:Funder {id: {n}.funder})"))
NAME: Final = Column(cypher("nullIf({n}.name, '')"))
AWARD: Final = Column(cypher("nullIf({n}.award, '')"))
#: The parts of the award's id (`graphdb.ingest.funding.award_id`).
AWARD_KEY: Final = Column(cypher("[{n}.funder, {n}.number, {n}.award]"))
NUMBER: Final = Column(cypher("nullIf({n}.number, '')"))
TITLE: Final = Column(cypher("nullIf({n}.title, '')"))
DOI: Final = Column(cypher("nullIf({n}.doi, '')"))

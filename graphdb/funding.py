"""Who paid for a paper, in the store: lists of values side by side, each award read as a row of its own."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Every, One

OF_PAPER: Final = Every(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.fundingFunders, [])) - 1) |"
        " {funder: {n}.fundingFunders[at], name: {n}.fundingNames[at], award: {n}.fundingAwards[at],"
        " number: {n}.fundingNumbers[at], title: {n}.fundingTitles[at], doi: {n}.fundingDois[at]}] AS {m}"
    )
)
FUNDER: Final = Column(cypher("nullIf({n}.funder, '')"))
FUNDER_NODE: Final = One(cypher("MATCH ({m}:Funder {id: {n}.funder})"))
NAME: Final = Column(cypher("nullIf({n}.name, '')"))
AWARD: Final = Column(cypher("nullIf({n}.award, '')"))
#: What the id of the award is made of (`graphdb.ingest.funding.award_id`).
AWARD_KEY: Final = Column(cypher("[{n}.funder, {n}.number, {n}.award]"))
NUMBER: Final = Column(cypher("nullIf({n}.number, '')"))
TITLE: Final = Column(cypher("nullIf({n}.title, '')"))
DOI: Final = Column(cypher("nullIf({n}.doi, '')"))

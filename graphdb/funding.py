"""Who paid for a paper, in the store: lists of values side by side, each award read as a row of its own."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Every

OF_PAPER: Final = Every(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.fundingFunders, [])) - 1) |"
        " {funder: {n}.fundingFunders[at], name: {n}.fundingNames[at], award: {n}.fundingAwards[at],"
        " number: {n}.fundingNumbers[at], title: {n}.fundingTitles[at], doi: {n}.fundingDois[at]}] AS {m}"
    )
)
FUNDER: Final = Column(cypher("nullIf({n}.funder, '')"))
NAME: Final = Column(cypher("nullIf({n}.name, '')"))
AWARD: Final = Column(cypher("nullIf({n}.award, '')"))
NUMBER: Final = Column(cypher("nullIf({n}.number, '')"))
TITLE: Final = Column(cypher("nullIf({n}.title, '')"))
DOI: Final = Column(cypher("nullIf({n}.doi, '')"))

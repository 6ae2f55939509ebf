"""Cypher fragments of a paper's keywords, MeSH terms, development goals, citation indicators and charges.

Entries are stored as parallel lists and read as one row each.
"""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Inline, ShortList, ToOne

KEYWORDS: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.keywords, [])) - 1) |"
        " {name: {n}.keywords[at], key: {n}.keywordIds[at], score: {n}.keywordScores[at]}] AS {m}"
    )
)
KEYWORD_KEY: Final = Column(cypher("{n}.key"))
ENTRY_NAME: Final = Column(cypher("{n}.name"))
ENTRY_SCORE: Final = Column(cypher("{n}.score"))

MESH: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.meshDescriptors, [])) - 1) |"
        " {name: {n}.meshDescriptors[at], key: {n}.meshDescriptorIds[at], qualifier: {n}.meshQualifiers[at],"
        " qualifierKey: {n}.meshQualifierIds[at], major: {n}.meshMajor[at]}] AS {m}"
    )
)
MESH_DESCRIPTOR_ID: Final = Column(cypher("nullIf({n}.key, '')"))
MESH_QUALIFIER: Final = Column(cypher("nullIf({n}.qualifier, '')"))
MESH_QUALIFIER_ID: Final = Column(cypher("nullIf({n}.qualifierKey, '')"))
MESH_MAJOR: Final = Column(cypher("{n}.major"))

SDGS: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.sdgs, [])) - 1) |"
        " {number: {n}.sdgs[at], name: {n}.sdgNames[at], score: {n}.sdgScores[at]}] AS {m}"
    )
)
SDG_NUMBER: Final = Column(cypher("{n}.number"))

INDICATORS: Final = Inline()
FWCI: Final = Column(cypher("{n}.fwci"))
PERCENTILE: Final = Column(cypher("{n}.citationPercentile"))
TOP_1_PERCENT: Final = Column(cypher("{n}.top1Percent"))
TOP_10_PERCENT: Final = Column(cypher("{n}.top10Percent"))
YEAR_PERCENTILE_FROM: Final = Column(cypher("{n}.yearPercentileFrom"))
YEAR_PERCENTILE_TO: Final = Column(cypher("{n}.yearPercentileTo"))
CITATIONS_BY_YEAR: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.citationYears, [])) - 1) |"
        " {year: {n}.citationYears[at], count: {n}.citationsInYears[at]}] AS {m}"
    )
)
YEAR: Final = Column(cypher("{n}.year"))
COUNT: Final = Column(cypher("{n}.count"))

APC_LIST: Final = ToOne(
    cypher(
        "UNWIND CASE WHEN {n}.apcListValue IS NULL THEN [] ELSE [{value: {n}.apcListValue,"
        " currency: {n}.apcListCurrency, usd: {n}.apcListUsd, source: {n}.apcListSource}] END AS {m}"
    )
)
APC_PAID: Final = ToOne(
    cypher(
        "UNWIND CASE WHEN {n}.apcPaidValue IS NULL THEN [] ELSE [{value: {n}.apcPaidValue,"
        " currency: {n}.apcPaidCurrency, usd: {n}.apcPaidUsd, source: {n}.apcPaidSource}] END AS {m}"
    )
)
CHARGE_VALUE: Final = Column(cypher("{n}.value"))
CHARGE_CURRENCY: Final = Column(cypher("{n}.currency"))
CHARGE_USD: Final = Column(cypher("{n}.usd"))
CHARGE_SOURCE: Final = Column(cypher("{n}.source"))

RECORD: Final = Inline()
SOURCE_TYPE: Final = Column(cypher("{n}.sourceType"))
CROSSREF_TYPE: Final = Column(cypher("{n}.crossrefType"))
PARATEXT: Final = Column(cypher("coalesce({n}.paratext, false)"))
XPAC: Final = Column(cypher("coalesce({n}.xpac, false)"))
HAS_FULLTEXT: Final = Column(cypher("{n}.hasFulltext"))
INDEXED_IN: Final = Column(cypher("coalesce({n}.indexedIn, [])"))
RECORDED_ON: Final = Column(cypher("{n}.recordedOn"))
UPDATED: Final = Column(cypher("nullIf({n}.updated, '')"))

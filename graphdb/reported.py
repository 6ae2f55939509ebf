"""Cypher fragments of the values that a source reports of an author, an institution, a topic or a venue."""

from typing import Final

from graphdb.cypher import cypher
from graphdb.fragments import Column, Inline, ShortList, ToOne

OTHER_NAMES: Final = Column(cypher("coalesce({n}.otherNames, [])"))
TRANSLATIONS: Final = Column(cypher("coalesce({n}.translations, [])"))
ACRONYMS: Final = Column(cypher("coalesce({n}.acronyms, [])"))
KEYWORDS: Final = Column(cypher("coalesce({n}.keywords, [])"))
WIKIDATA: Final = Column(cypher("{n}.wikidata"))
WIKIPEDIA: Final = Column(cypher("{n}.wikipedia"))

REPORTED: Final = Inline()
PAPERS: Final = Column(cypher("{n}.reportedPapers"))
CITATIONS: Final = Column(cypher("{n}.reportedCitations"))
H_INDEX: Final = Column(cypher("{n}.hIndex"))
I10_INDEX: Final = Column(cypher("{n}.i10Index"))
MEAN_CITEDNESS: Final = Column(cypher("{n}.meanCitedness"))
BY_YEAR: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.countYears, [])) - 1) |"
        " {year: {n}.countYears[at], papers: {n}.worksInYears[at], open: {n}.openWorksInYears[at],"
        " citations: {n}.citationsInYears[at]}] AS {m}"
    )
)
YEAR: Final = Column(cypher("{n}.year"))
YEAR_PAPERS: Final = Column(cypher("{n}.papers"))
YEAR_OPEN: Final = Column(cypher("{n}.open"))
YEAR_CITATIONS: Final = Column(cypher("{n}.citations"))

LINEAGE: Final = ShortList(cypher("UNWIND coalesce({n}.lineage, []) AS above MATCH ({m}:Institution {id: above})"))
ASSOCIATED: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.associated, [])) - 1) |"
        " {id: {n}.associated[at], relation: {n}.associations[at], name: {n}.associatedNames[at]}] AS {m}"
    )
)
RELATION: Final = Column(cypher("{n}.relation"))
ASSOCIATE: Final = Column(cypher("{n}.id"))
ASSOCIATE_NAME: Final = Column(
    cypher("coalesce(COLLECT { MATCH (near:Institution {id: {n}.id}) RETURN near.name }[0], nullIf({n}.name, ''))")
)
ASSOCIATE_NODE: Final = ToOne(cypher("MATCH ({m}:Institution {id: {n}.id})"))
REGION: Final = Column(cypher("{n}.region"))
GRID: Final = Column(cypher("{n}.grid"))
GEONAMES: Final = Column(cypher("{n}.geonames"))
STATUS: Final = Column(cypher("{n}.status"))
ESTABLISHED: Final = Column(cypher("{n}.established"))
SUPER_SYSTEM: Final = Column(cypher("coalesce({n}.superSystem, false)"))

RECORDED_ON: Final = Column(cypher("{n}.recordedOn"))
TWITTER: Final = Column(cypher("{n}.twitter"))
SCOPUS: Final = Column(cypher("{n}.scopus"))

ABBREVIATION: Final = Column(cypher("{n}.abbreviation"))
PUBLISHER: Final = Column(cypher("{n}.publisher"))
PUBLISHER_ID: Final = Column(cypher("{n}.publisherId"))
COUNTRY: Final = Column(cypher("{n}.country"))
IS_OPEN: Final = Column(cypher("{n}.isOpen"))
IN_DOAJ: Final = Column(cypher("{n}.inDoaj"))
IS_CORE: Final = Column(cypher("{n}.isCore"))
IN_SCOPUS: Final = Column(cypher("{n}.inScopus"))
IN_DOAJ_SINCE: Final = Column(cypher("{n}.inDoajSince"))
IS_OJS: Final = Column(cypher("{n}.isOjs"))
IN_SCIELO: Final = Column(cypher("{n}.inScielo"))
IN_JSTAGE: Final = Column(cypher("{n}.inJstage"))
IN_JSTAGE_SINCE: Final = Column(cypher("{n}.inJstageSince"))
MOSTLY_OPEN: Final = Column(cypher("{n}.mostlyOpen"))
MOSTLY_OPEN_SINCE: Final = Column(cypher("{n}.mostlyOpenSince"))
OPEN_SINCE: Final = Column(cypher("{n}.openSince"))
IS_PREPRINT_REPOSITORY: Final = Column(cypher("{n}.isPreprintRepository"))
OPEN_PAPERS: Final = Column(cypher("{n}.reportedOpenPapers"))
FIRST_YEAR: Final = Column(cypher("{n}.firstYear"))
LAST_YEAR: Final = Column(cypher("{n}.lastYear"))
FATCAT: Final = Column(cypher("{n}.fatcat"))
SOCIETIES: Final = Column(cypher("coalesce({n}.societies, [])"))
APC_USD: Final = Column(cypher("{n}.apcUsd"))
APC_PRICES: Final = ShortList(
    cypher(
        "UNWIND [at IN range(0, size(coalesce({n}.apcPrices, [])) - 1) |"
        " {price: {n}.apcPrices[at], currency: {n}.apcCurrencies[at]}] AS {m}"
    )
)
PRICE: Final = Column(cypher("{n}.price"))
CURRENCY: Final = Column(cypher("nullIf({n}.currency, '')"))

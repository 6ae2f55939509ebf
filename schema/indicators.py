"""What a source says of a paper in numbers and marks."""

import strawberry

from graphdb import indicators
from schema.fields import stored, stored_date
from schema.scalars import Date


@strawberry.type(description="A keyword that a source assigns to a paper.")
class Keyword:
    name: str = stored(indicators.ENTRY_NAME, "The phrase.")
    slug: str = stored(indicators.KEYWORD_KEY, "The phrase in OpenAlex's addresses, such as `machine-learning`.")
    score: float = stored(indicators.ENTRY_SCORE, "How well it fits, from 0 to 1.")


@strawberry.type(description="A Medical Subject Heading that PubMed assigns to a paper.")
class MeshTerm:
    descriptor: str = stored(indicators.ENTRY_NAME, "The heading.")
    descriptor_id: str | None = stored(indicators.MESH_DESCRIPTOR_ID, "Its number, such as `D015415`.")
    qualifier: str | None = stored(indicators.MESH_QUALIFIER, "The subheading that narrows it.")
    qualifier_id: str | None = stored(indicators.MESH_QUALIFIER_ID, "The number of the subheading.")
    major: bool = stored(indicators.MESH_MAJOR, "Whether the paper is mainly about it.")


@strawberry.type(
    description="One of the 17 Sustainable Development Goals of the United Nations, assigned by a classifier."
)
class SustainableDevelopmentGoal:
    number: int = stored(indicators.SDG_NUMBER, "The number of the goal, from 1 to 17.")
    name: str = stored(indicators.ENTRY_NAME, "The name of the goal.")
    score: float = stored(indicators.ENTRY_SCORE, "How likely the paper serves it, from 0 to 1.")


@strawberry.type(description="A count of a year.")
class YearCount:
    year: int = stored(indicators.YEAR, "The year.")
    count: int = stored(indicators.COUNT, "The number.")


@strawberry.type(description="Citation indicators as reported by the source of the record, over its whole catalogue.")
class CitationIndicators:
    fwci: float | None = stored(
        indicators.FWCI,
        "Field-weighted citation impact: citations divided by those expected of papers of its field, year and type.",
    )
    percentile: float | None = stored(
        indicators.PERCENTILE, "The share of papers of its field, year and type with fewer citations, from 0 to 1."
    )
    top1_percent: bool | None = stored(
        indicators.TOP_1_PERCENT, "Whether it is among the 1 % most cited of its field, year and type."
    )
    top10_percent: bool | None = stored(
        indicators.TOP_10_PERCENT, "Whether it is among the 10 % most cited of its field, year and type."
    )
    year_percentile_from: float | None = stored(
        indicators.YEAR_PERCENTILE_FROM, "Its percentile among all papers of its year, from 0 to 100: the least."
    )
    year_percentile_to: float | None = stored(
        indicators.YEAR_PERCENTILE_TO, "Its percentile among all papers of its year, from 0 to 100: the greatest."
    )
    by_year: list[YearCount] = stored(
        indicators.CITATIONS_BY_YEAR, "How often it was cited in each year, latest first."
    )


@strawberry.type(description="An article processing charge.")
class ProcessingCharge:
    value: int = stored(indicators.CHARGE_VALUE, "The amount in its currency.")
    currency: str | None = stored(indicators.CHARGE_CURRENCY, "The currency (ISO 4217).")
    usd: int | None = stored(indicators.CHARGE_USD, "The amount in US dollars.")
    source: str | None = stored(indicators.CHARGE_SOURCE, "Where the source of the record has it from, such as `doaj`.")


@strawberry.type(description="Metadata of the record at its source.")
class SourceRecord:
    type: str | None = stored(indicators.SOURCE_TYPE, "The type as the source names it, such as `posted-content`.")
    crossref_type: str | None = stored(indicators.CROSSREF_TYPE, "The type as Crossref names it.")
    paratext: bool = stored(
        indicators.PARATEXT, "Whether it is about its venue rather than a work: a cover, a table of contents."
    )
    xpac: bool = stored(indicators.XPAC, "Whether it is of OpenAlex's expansion pack, whose data are of lower quality.")
    has_fulltext: bool | None = stored(indicators.HAS_FULLTEXT, "Whether the source has searched its full text.")
    indexed_in: list[str] = stored(indicators.INDEXED_IN, "The databases that list it, such as `crossref`, `pubmed`.")
    created_on: Date | None = stored_date(indicators.RECORDED_ON, "The day on which the source made the record.")

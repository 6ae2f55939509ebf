"""Measures of a list or a group of papers, and numbers by year."""

from typing import Any, Final

import strawberry

from analytics.measures import Family
from graphdb.fragments import PagedList
from graphdb.node import ID
from loaders.context import Info, needed
from loaders.field_spec import FieldSpec
from loaders.paper_list import PaperList
from resolvers import groups
from resolvers.groups import Papers

_GRAPH: Final = "in this graph"
_REPORTED: Final = "as their sources report them; null if none is known"


def _measure(name: str, family: Family, description: str) -> Any:
    async def resolve(self: Any, info: Info) -> Any:
        return (await info.context.loader(groups.measures, info.context, family).load(self))[name]

    return strawberry.field(
        resolver=resolve, description=description, metadata=FieldSpec(weight=groups.MEASURING).metadata
    )


@strawberry.type(
    description="Measures of papers. Only the selected ones are computed. Sums are `Float`: they can exceed `Int`."
)
class PaperMeasures:
    papers: int = _measure("papers", Family.BASIC, "The number of papers.")
    citations: float = _measure("citations", Family.BASIC, f"The sum of their citations {_GRAPH}, a whole number.")
    mean_citations: float | None = _measure("meanCitations", Family.BASIC, f"The mean of their citations {_GRAPH}.")
    median_citations: float | None = _measure(
        "medianCitations", Family.BASIC, f"The median of their citations {_GRAPH}."
    )
    max_citations: int | None = _measure("maxCitations", Family.BASIC, f"The most citations {_GRAPH} of one of them.")
    reported_citations: float | None = _measure(
        "reportedCitations", Family.BASIC, f"The sum of their citations {_REPORTED}."
    )
    mean_reported_citations: float | None = _measure(
        "meanReportedCitations", Family.BASIC, f"The mean of their citations {_REPORTED}."
    )
    median_reported_citations: float | None = _measure(
        "medianReportedCitations", Family.BASIC, f"The median of their citations {_REPORTED}."
    )
    max_reported_citations: int | None = _measure(
        "maxReportedCitations", Family.BASIC, f"The most citations of one of them {_REPORTED}."
    )
    h_index: int = _measure("hIndex", Family.RANKED, f"The h-index: so many have at least as many citations {_GRAPH}.")
    i10_index: int = _measure("i10Index", Family.RANKED, f"How many have at least ten citations {_GRAPH}.")
    g_index: int = _measure(
        "gIndex",
        Family.RANKED,
        "The g-index: the so many most cited ones together have at least its square of citations.",
    )
    self_citations: float = _measure(
        "selfCitations", Family.OWN, "Citations by papers that have an author in common with the cited one."
    )
    self_citation_share: float | None = _measure(
        "selfCitationShare", Family.OWN, "The share of self-citations, from 0 to 1; null without citations."
    )
    h_index_without_self_citations: int = _measure(
        "hIndexWithoutSelfCitations", Family.OWN, "The h-index without self-citations."
    )
    open_access_share: float | None = _measure(
        "openAccessShare", Family.BASIC, "The share that is free to read, from 0 to 1; null without papers."
    )
    first_year: int | None = _measure("firstYear", Family.BASIC, "The year of the first one.")
    last_year: int | None = _measure("lastYear", Family.BASIC, "The year of the latest one.")
    authors: int = _measure("authors", Family.AUTHORS, "The number of different authors.")
    institutions: int = _measure("institutions", Family.INSTITUTIONS, "The number of different institutions.")
    countries: int = _measure("countries", Family.COUNTRIES, "The number of different countries on the bylines.")


@strawberry.type(description="Numbers of one year.")
class PaperYearCount:
    year: int = strawberry.field(description="The year.")
    papers: int = strawberry.field(description="The papers of this year.")
    citations: int = strawberry.field(description="The citations of all the papers by papers of this year.")


def measure_of(name: str, family: Family, connection: PagedList, label: str, description: str) -> Any:
    """A field with a measure of a list below a node."""

    async def resolve(self: Any, info: Info) -> Any:
        loader = info.context.loader(groups.measures, info.context, family)
        return (await loader.load(_papers(connection, label, self, info)))[name]

    metadata = FieldSpec(needs=ID, weight=groups.LISTING + groups.MEASURING).metadata
    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


def counts_by_year(connection: PagedList, label: str, description: str) -> Any:
    """A field with the numbers by year of a list below a node."""

    async def resolve(self: Any, info: Info) -> Any:
        load = info.context.loader(groups.counts_by_year, info.context).load
        rows = await load(_papers(connection, label, self, info))
        return [PaperYearCount(year=year, papers=papers, citations=citations) for year, papers, citations in rows]

    metadata = FieldSpec(needs=ID, weight=groups.LISTING + groups.COUNTING, length=lambda _arguments: groups.YEARS)
    return strawberry.field(resolver=resolve, description=description, metadata=metadata.metadata)


def _papers(connection: PagedList, label: str, node: Any, info: Info) -> Papers:
    return Papers(PaperList.of(connection, label, {}), str(needed(node, info)))

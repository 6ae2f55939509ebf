"""The measures of papers. Each family is one statement over `scope`: the papers of each number `no`.

- h-index: Hirsch, An index to quantify an individual's scientific research output, PNAS 102 (2005), 16569-16572.
- g-index: Egghe, Theory and practise of the g-index, Scientometrics 69 (2006), 131-152; at most the number of papers.
- i10-index: the number of papers with at least ten citations.
- Self-citations: `analytics.raw_tables`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

_BASIC: Final = """\
SELECT no, count(*) AS papers,
  sum(citations)::DOUBLE AS citations, avg(citations) AS "meanCitations", median(citations) AS "medianCitations",
  max(citations) AS "maxCitations",
  sum(reported)::DOUBLE AS "reportedCitations", avg(reported) AS "meanReportedCitations",
  median(reported) AS "medianReportedCitations", max(reported) AS "maxReportedCitations",
  avg(open::INTEGER) AS "openAccessShare", min(year) AS "firstYear", max(year) AS "lastYear"
FROM scope GROUP BY no"""
_RANKED: Final = """\
SELECT no, count(*) FILTER (citations >= place) AS "hIndex", count(*) FILTER (citations >= 10) AS "i10Index",
  coalesce(max(place) FILTER (total >= place * place), 0) AS "gIndex"
FROM (
  SELECT no, citations, row_number() OVER ranking AS place, sum(citations) OVER ranking AS total
  FROM scope WINDOW ranking AS (PARTITION BY no ORDER BY citations DESC ROWS UNBOUNDED PRECEDING)
) GROUP BY no"""
_OWN: Final = """\
SELECT no, sum(own)::DOUBLE AS "selfCitations", sum(own) / nullif(sum(citations), 0) AS "selfCitationShare",
  count(*) FILTER (citations - own >= place) AS "hIndexWithoutSelfCitations"
FROM (
  SELECT no, citations, self_citations AS own,
    row_number() OVER (PARTITION BY no ORDER BY citations - self_citations DESC) AS place
  FROM scope
) GROUP BY no"""


class Family(Enum):
    """Measures that one statement computes."""

    BASIC = "BASIC"
    RANKED = "RANKED"
    OWN = "OWN"
    AUTHORS = "AUTHORS"
    INSTITUTIONS = "INSTITUTIONS"
    COUNTRIES = "COUNTRIES"


@dataclass(frozen=True, slots=True)
class Measures:
    """The statement of a family, and its values for no papers. `citing`: it needs the citing papers."""

    statement: str
    none: dict[str, Any]
    citing: bool = False


def _distinct(name: str, column: str, table: str) -> Measures:
    statement = f'SELECT no, count(DISTINCT {column}) AS "{name}" FROM scope JOIN {table} USING (paper) GROUP BY no'
    return Measures(statement, {name: 0})


FAMILIES: Final = {
    Family.BASIC: Measures(
        _BASIC, {"papers": 0, "citations": 0} | dict.fromkeys((
            "meanCitations", "medianCitations", "maxCitations", "reportedCitations", "meanReportedCitations",
            "medianReportedCitations", "maxReportedCitations", "openAccessShare", "firstYear", "lastYear",
        )),
    ),
    Family.RANKED: Measures(_RANKED, {"hIndex": 0, "i10Index": 0, "gIndex": 0}),
    Family.OWN: Measures(
        _OWN, {"selfCitations": 0, "selfCitationShare": None, "hIndexWithoutSelfCitations": 0}, citing=True
    ),
    Family.AUTHORS: _distinct("authors", "author", "authors"),
    Family.INSTITUTIONS: _distinct("institutions", "institution", "institutions"),
    Family.COUNTRIES: _distinct("countries", "country", "countries"),
}  # fmt: skip

#: Papers by their year, and citations by the year of the citing paper; unknown years are left out.
BY_YEAR: Final = """\
SELECT no, year, sum(papers)::BIGINT, sum(citations)::BIGINT FROM (
  SELECT no, year, 1 AS papers, 0 AS citations FROM base
  UNION ALL
  SELECT no, cited.year, 0, cited.citations FROM base JOIN cited USING (paper)
) WHERE year IS NOT NULL GROUP BY no, year ORDER BY no, year"""

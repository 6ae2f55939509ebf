"""Groups and measures of papers, computed from the generated world in plain Python."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from statistics import mean, median
from typing import Any, Final

from tests.reading.world import Paper, World

Values = tuple[str | None, ...]


def _level(level: str) -> Callable[[World, Paper], Iterable[str | None]]:
    return lambda world, paper: [topic for topic in world.topics_of(paper) if world.topics[topic].level == level]


#: The values of a paper for each key.
KEYS: Final[Mapping[str, Callable[[World, Paper], Iterable[str | None]]]] = {
    "YEAR": lambda _, paper: [str(paper.year) if paper.year else None],
    "KIND": lambda _, paper: [paper.kind.value],
    "LANGUAGE": lambda _, paper: [paper.language],
    "OPEN_ACCESS_STATUS": lambda _, paper: [paper.open_status],
    "LICENCE": lambda _, paper: [paper.licence],
    "RETRACTED": lambda _, paper: ["true" if paper.retracted else "false"],
    "VENUE": lambda _, paper: [paper.venue],
    "PUBLISHER": lambda world, paper: [world.venues[paper.venue].above if paper.venue else None],
    "TOPIC": lambda _, paper: [topic for topic, *_ in paper.topics],
    "SUBFIELD": _level("SUBFIELD"),
    "FIELD": _level("FIELD"),
    "DOMAIN": _level("DOMAIN"),
    "AUTHOR": lambda _, paper: paper.authors,
    "INSTITUTION": lambda _, paper: paper.institutions,
    "COUNTRY": lambda world, paper: world.countries_of(paper) - {None},
    "FUNDER": lambda _, paper: paper.funders,
}
SINGLE: Final = frozenset(
    {"YEAR", "KIND", "LANGUAGE", "OPEN_ACCESS_STATUS", "LICENCE", "RETRACTED", "VENUE", "PUBLISHER"}
)


class GroupOracle:
    """The expected groups and measures. No dataclass: failing examples would show all of the world."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def citing(self) -> Mapping[str, Sequence[Paper]]:
        """The papers that cite each paper."""
        citing: dict[str, list[Paper]] = {paper: [] for paper in self.world.papers}
        for paper in self.world.papers.values():
            for cited in paper.references:
                citing[cited].append(paper)
        return citing

    def groups(self, papers: Iterable[str], by: Sequence[str]) -> dict[Values, list[str]]:
        """The papers of each group."""
        groups: dict[Values, list[str]] = {}
        for paper_id in papers:
            values: list[Values] = [()]
            for key in by:
                own = sorted(set(KEYS[key](self.world, self.world.papers[paper_id])), key=str) or [None]
                values = [(*before, value) for before in values for value in own]
            for each in values:
                groups.setdefault(each, []).append(paper_id)
        return groups

    def ordered(self, groups: Mapping[Values, Sequence[str]], field: str, direction: str) -> list[Values]:
        """The groups in order; equal ones by their values, unknown values last."""
        descending = direction == "DESC"
        values = list(groups)
        for place in reversed(range(len(values[0]) if values else 0)):
            values.sort(key=lambda each: each[place] or "", reverse=field == "KEY" and descending)
            values.sort(key=lambda each: each[place] is None)
        if field != "KEY":
            amounts = {group: self._amount(field, papers) for group, papers in groups.items()}
            values.sort(key=lambda each: amounts[each], reverse=descending)
        return values

    def _amount(self, field: str, papers: Sequence[str]) -> float:
        measures = self.measures(papers)
        names = {"COUNT": "papers", "CITATIONS": "citations", "MEAN_CITATIONS": "meanCitations", "H_INDEX": "hIndex"}
        return measures[names[field]]

    def measures(self, papers: Sequence[str]) -> dict[str, Any]:
        """All measures of papers."""
        listed = [self.world.papers[each] for each in papers]
        cited = [len(self.citing[each]) for each in papers]
        own = [self._self_citations(each) for each in papers]
        reported = [paper.reported for paper in listed if paper.reported is not None]
        years = [paper.year for paper in listed if paper.year is not None]
        ranked = sorted(cited, reverse=True)
        return {
            "papers": len(listed),
            "citations": sum(cited),
            "meanCitations": mean(cited) if cited else None,
            "medianCitations": median(cited) if cited else None,
            "maxCitations": max(cited, default=None),
            "reportedCitations": sum(reported) if reported else None,
            "meanReportedCitations": mean(reported) if reported else None,
            "medianReportedCitations": median(reported) if reported else None,
            "maxReportedCitations": max(reported, default=None),
            "hIndex": _h_index(cited),
            "i10Index": sum(each >= 10 for each in cited),
            "gIndex": max((place for place in range(1, len(ranked) + 1) if sum(ranked[:place]) >= place**2), default=0),
            "selfCitations": sum(own),
            "selfCitationShare": sum(own) / sum(cited) if sum(cited) else None,
            "hIndexWithoutSelfCitations": _h_index([all_ - mine for all_, mine in zip(cited, own, strict=True)]),
            "openAccessShare": mean([bool(paper.is_open) for paper in listed]) if listed else None,
            "firstYear": min(years, default=None),
            "lastYear": max(years, default=None),
            "authors": len({author for paper in listed for author in paper.authors}),
            "institutions": len({each for paper in listed for each in paper.institutions}),
            "countries": len({each for paper in listed for each in self.world.countries_of(paper)} - {None}),
        }

    def by_year(self, papers: Sequence[str]) -> list[dict[str, int]]:
        """Papers by year, and citations by the year of the citing paper."""
        published = Counter(self.world.papers[each].year for each in papers)
        cited = Counter(citing.year for each in papers for citing in self.citing[each])
        years = sorted(year for year in {*published, *cited} if year is not None)
        return [{"year": year, "papers": published[year], "citations": cited[year]} for year in years]

    def most_cited(self, papers: Iterable[str]) -> list[str]:
        """The papers in the default order."""
        return sorted(papers, key=lambda each: (len(self.citing[each]), each), reverse=True)

    def _self_citations(self, paper_id: str) -> int:
        authors = self.world.papers[paper_id].authors
        return sum(bool(authors & paper.authors) for paper in self.citing[paper_id])


def _h_index(cited: Iterable[int]) -> int:
    ranked = sorted(cited, reverse=True)
    return sum(number >= place for place, number in enumerate(ranked, 1))

"""The expected contents of every list, computed from the made-up world in plain Python."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from identifiers.title import sort_key, title_key
from tests.reading.world import Entity, Paper, World

Filter = Mapping[str, Any]
Order = Mapping[str, str]
Value = str | int
Item = TypeVar("Item", Paper, Entity)


@dataclass(frozen=True, slots=True)
class Oracle:
    """The expected answers of the service."""

    world: World

    def papers(self, filter: Filter, orders: Sequence[Order], among: Iterable[str] | None = None) -> list[str]:  # noqa: A002
        """The ids of a list of papers, in order."""
        cited = self.world.citations
        papers = self.world.papers
        matches = [
            papers[paper_id]
            for paper_id in (papers if among is None else among)
            if self.holds(papers[paper_id], filter)
        ]
        keys: dict[str, Callable[[Paper], Value]] = {
            "YEAR": lambda paper: -1 if paper.year is None else paper.year,
            "PUBLISHED_ON": lambda paper: paper.published_on or "",
            "TITLE": lambda paper: sort_key(paper.title),
            "CITATIONS": lambda paper: cited[paper.id],
            "REPORTED_CITATIONS": lambda paper: -1 if paper.reported is None else paper.reported,
            "UPDATED": lambda paper: paper.read_at,
            "REFERENCES": lambda paper: len(paper.references),
            "REVIEWS": lambda paper: paper.reviews,
            "COMMENTS": lambda paper: paper.comments,
            "SAVES": lambda paper: paper.saves,
            "LIKES": lambda paper: paper.likes,
        }
        listed = orders or [{"field": "CITATIONS", "direction": "DESC"}]
        return [paper.id for paper in ordered(matches, listed, keys, _UNKNOWN)]

    def holds(self, paper: Paper, filter: Filter) -> bool:  # noqa: A002
        """Whether a filter holds of a paper."""
        return all(self._holds(paper, name, value) for name, value in filter.items() if value is not None)

    def _holds(self, paper: Paper, name: str, value: Any) -> bool:
        match name:
            case "and":
                return all(self.holds(paper, part) for part in value)
            case "or":
                return not value or any(self.holds(paper, part) for part in value)
            case "not":
                return not self.holds(paper, value)
            case "year" | "citations" | "reportedCitations" | "publishedOn":
                return within(_RANGES[name](self, paper), value)
            case _:
                return _FIELDS[name](self, paper, value)

    def resolved(self, ids: Iterable[str]) -> set[str]:
        """The ids, merged ones replaced by their successors."""
        return {self.world.merged.get(each, each) for each in ids}

    def citing(self, ids: Iterable[str]) -> set[str]:
        """The papers that cite one of these."""
        cited = self.resolved(ids)
        return {paper.id for paper in self.world.papers.values() if cited & {*paper.references}}

    def cited(self, ids: Iterable[str]) -> set[str]:
        """The papers that one of these cites."""
        papers = self.world.papers
        return {
            reference
            for paper_id in self.resolved(ids)
            if paper_id in papers
            for reference in papers[paper_id].references
        }

    def counts(
        self, entities: Mapping[str, Entity], papers_of: Callable[[Paper], Iterable[str]]
    ) -> tuple[Counter[str], Counter[str]]:
        """How many papers each of the entities has, and how often these are cited."""
        cited = self.world.citations
        papers, citations = Counter[str](), Counter[str]()
        for paper in self.world.papers.values():
            for entity_id in set(papers_of(paper)) & {*entities}:
                papers[entity_id] += 1
                citations[entity_id] += cited[paper.id]
        return papers, citations


#: The values of keys that stand for unknown ones, which come last in both ways.
_UNKNOWN: dict[str, Value] = {"YEAR": -1, "PUBLISHED_ON": "", "REPORTED_CITATIONS": -1}


def ordered(
    items: Iterable[Item],
    orders: Sequence[Order],
    keys: Mapping[str, Callable[[Item], Value]],
    unknown: Mapping[str, Value] | None = None,
) -> list[Item]:
    """Sorted by the first key, then within it by the second; equal ones by id, in the way of the last key."""
    ways: dict[str, str] = {}
    for order in orders:
        ways.setdefault(order["field"], order.get("direction", "DESC"))
    listed = sorted(items, key=lambda one: one.id, reverse=[*ways.values()][-1] == "DESC")
    for name, way in reversed(ways.items()):
        listed.sort(key=keys[name], reverse=way == "DESC")
        if way == "ASC" and unknown and name in unknown:
            listed.sort(key=lambda one, name=name: keys[name](one) == unknown[name])
    return listed


def within(value: Any, ends: Mapping[str, Any]) -> bool:
    """Whether a number or a day is in the range; an unknown one is in the unbounded range alone."""
    low, high = ends.get("from"), ends.get("to")
    if low is None and high is None:
        return True
    return value is not None and (low is None or low <= value) and (high is None or value <= high)


def _words(text: str) -> set[str]:
    """The words of a text without case and accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return {*"".join(each for each in plain if not unicodedata.combining(each)).replace(".", "").split()}


_RANGES: dict[str, Callable[[Oracle, Paper], Any]] = {
    "year": lambda _, paper: paper.year,
    "citations": lambda oracle, paper: oracle.world.citations[paper.id],
    "reportedCitations": lambda _, paper: paper.reported,
    "publishedOn": lambda _, paper: paper.published_on,
}

_FIELDS: dict[str, Callable[[Oracle, Paper, Any], bool]] = {
    "ids": lambda oracle, paper, value: paper.id in oracle.resolved(value),
    "kinds": lambda _, paper, value: paper.kind.value in value,
    "openAccess": lambda _, paper, value: bool(paper.is_open) == value,
    "retracted": lambda _, paper, value: bool(paper.retracted) == value,
    "language": lambda _, paper, value: paper.language == value,
    "hasAbstract": lambda _, paper, value: (paper.abstract is not None) == value,
    "hasCode": lambda _, paper, value: ("CODE" in paper.resources) == value,
    "hasDataset": lambda _, paper, value: ("DATASET" in paper.resources) == value,
    "hasReviews": lambda _, paper, value: (paper.reviews > 0) == value,
    "updatedSince": lambda _, paper, value: paper.read_at >= value,
    "text": lambda _, paper, value: _words(value) <= _words(f"{paper.title} {paper.abstract or ''}"),
    "openAccessStatuses": lambda _, paper, value: paper.open_status in value,
    "countries": lambda oracle, paper, value: bool(oracle.world.countries_of(paper) & {*value}),
    "firstAuthors": lambda oracle, paper, value: bool({by.author for by in paper.bylines[:1]} & oracle.resolved(value)),
    "correspondingAuthors": lambda oracle, paper, value: bool(
        {by.author for by in paper.bylines if by.corresponding} & oracle.resolved(value)
    ),
    "authors": lambda oracle, paper, value: bool(paper.authors & oracle.resolved(value)),
    "institutions": lambda oracle, paper, value: bool(paper.institutions & oracle.resolved(value)),
    "topics": lambda oracle, paper, value: bool(oracle.world.topics_of(paper) & oracle.resolved(value)),
    "venues": lambda oracle, paper, value: paper.venue in oracle.resolved(value),
    "publishers": lambda oracle, paper, value: bool(oracle.world.publishers_of(paper) & oracle.resolved(value)),
    "funders": lambda oracle, paper, value: bool({*paper.funders} & oracle.resolved(value)),
    "keywords": lambda _, paper, value: bool({*map(title_key, paper.keywords)} & {*map(title_key, value)}),
    "cites": lambda oracle, paper, value: paper.id in oracle.citing(value),
    "citedBy": lambda oracle, paper, value: paper.id in oracle.cited(value),
}

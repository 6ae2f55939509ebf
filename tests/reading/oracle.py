"""What a list must be, told from the made-up world alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from identifiers.title import sort_key
from tests.reading.world import Paper, Thing, World

Filter = Mapping[str, Any]
Order = Mapping[str, str]
Value = str | int
Kept = TypeVar("Kept", Paper, Thing)


@dataclass(frozen=True, slots=True)
class Oracle:
    """Answers as the service should."""

    world: World

    def papers(self, filter: Filter, orders: Sequence[Order], among: Iterable[str] | None = None) -> list[str]:  # noqa: A002
        """The ids of a list of papers, in order."""
        cited = self.world.citations
        papers = self.world.papers
        kept = [papers[found] for found in (papers if among is None else among) if self.holds(papers[found], filter)]
        keys: dict[str, Callable[[Paper], Value]] = {
            "YEAR": lambda paper: -1 if paper.year is None else paper.year,
            "PUBLISHED_ON": lambda paper: paper.published_on or "",
            "TITLE": lambda paper: sort_key(paper.title),
            "CITATIONS": lambda paper: cited[paper.id],
            "REFERENCES": lambda paper: len(paper.references),
            "REVIEWS": lambda paper: paper.reviews,
            "COMMENTS": lambda paper: paper.comments,
            "SAVES": lambda paper: paper.saves,
            "LIKES": lambda paper: paper.likes,
        }
        return [paper.id for paper in ordered(kept, orders or [{"field": "CITATIONS", "direction": "DESC"}], keys)]

    def holds(self, paper: Paper, wanted: Filter) -> bool:
        """Whether a filter holds of a paper."""
        return all(self._holds(paper, name, value) for name, value in wanted.items() if value is not None)

    def _holds(self, paper: Paper, name: str, value: Any) -> bool:
        match name:
            case "and":
                return all(self.holds(paper, part) for part in value)
            case "or":
                return not value or any(self.holds(paper, part) for part in value)
            case "not":
                return not self.holds(paper, value)
            case "year" | "citations":
                number = paper.year if name == "year" else self.world.citations[paper.id]
                return _within(number, value)
            case _:
                return _FIELDS[name](self, paper, value)

    def known(self, ids: Iterable[str]) -> set[str]:
        """Ids with merged ones as their successors."""
        return {self.world.merged.get(each, each) for each in ids}

    def citing(self, ids: Iterable[str]) -> set[str]:
        """The papers that cite one of these."""
        wanted = self.known(ids)
        return {paper.id for paper in self.world.papers.values() if wanted & {*paper.references}}

    def cited(self, ids: Iterable[str]) -> set[str]:
        """The papers that one of these cites."""
        papers = self.world.papers
        return {found for each in self.known(ids) if each in papers for found in papers[each].references}

    def things(
        self, things: Mapping[str, Thing], papers_of: Callable[[Paper], Iterable[str]]
    ) -> tuple[Counter[str], Counter[str]]:
        """How many papers each of the things has, and how often these are cited."""
        cited = self.world.citations
        papers, citations = Counter[str](), Counter[str]()
        for paper in self.world.papers.values():
            for found in set(papers_of(paper)) & {*things}:
                papers[found] += 1
                citations[found] += cited[paper.id]
        return papers, citations


def ordered(kept: Iterable[Kept], orders: Sequence[Order], keys: Mapping[str, Callable[[Kept], Value]]) -> list[Kept]:
    """Sorted by the first key, then within it by the second; equal ones by id, in the way of the last key."""
    ways: dict[str, str] = {}
    for order in orders:
        ways.setdefault(order["field"], order.get("direction", "DESC"))
    listed = sorted(kept, key=lambda one: one.id, reverse=[*ways.values()][-1] == "DESC")
    for name, way in reversed(ways.items()):
        listed.sort(key=keys[name], reverse=way == "DESC")
    return listed


def _within(number: int | None, ends: Mapping[str, int | None]) -> bool:
    low, high = ends.get("from"), ends.get("to")
    if low is None and high is None:
        return True
    return number is not None and (low is None or low <= number) and (high is None or number <= high)


_FIELDS: dict[str, Callable[[Oracle, Paper, Any], bool]] = {
    "ids": lambda oracle, paper, value: paper.id in oracle.known(value),
    "kinds": lambda _, paper, value: paper.kind.value in value,
    "openAccess": lambda _, paper, value: bool(paper.is_open) == value,
    "retracted": lambda _, paper, value: bool(paper.retracted) == value,
    "language": lambda _, paper, value: paper.language == value,
    "hasAbstract": lambda _, paper, value: (paper.abstract is not None) == value,
    "hasCode": lambda _, paper, value: ("CODE" in paper.resources) == value,
    "hasDataset": lambda _, paper, value: ("DATASET" in paper.resources) == value,
    "hasReviews": lambda _, paper, value: (paper.reviews > 0) == value,
    "authors": lambda oracle, paper, value: bool(paper.authors & oracle.known(value)),
    "institutions": lambda oracle, paper, value: bool(paper.institutions & oracle.known(value)),
    "topics": lambda oracle, paper, value: bool(oracle.world.topics_of(paper) & oracle.known(value)),
    "venues": lambda oracle, paper, value: paper.venue in oracle.known(value),
    "publishers": lambda oracle, paper, value: bool(oracle.world.publishers_of(paper) & oracle.known(value)),
    "funders": lambda oracle, paper, value: bool({*paper.funders} & oracle.known(value)),
    "cites": lambda oracle, paper, value: paper.id in oracle.citing(value),
    "citedBy": lambda oracle, paper, value: paper.id in oracle.cited(value),
}

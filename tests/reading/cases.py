"""Questions that Hypothesis makes up: which list, which filter, which order, which way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from hypothesis import strategies as st

from graphdb.paper import ALL
from loaders import filters
from schema.enums import PaperKind, PaperOrderField
from tests.reading.oracle import Filter, Order
from tests.reading.world import AUTHORS, FUNDERS, INSTITUTIONS, PAPERS, PUBLISHERS, TOPICS, VENUES, World

#: Lists of papers below a node: the type and the field, and the papers that they hold.
NESTED: Final[Mapping[str, Callable[[World, str], Iterable[str]]]] = {
    "Paper.citations": lambda world, of: [paper.id for paper in world.papers.values() if of in paper.references],
    "Paper.references": lambda world, of: world.papers[of].references,
    "Author.papers": lambda world, of: [paper.id for paper in world.papers.values() if of in paper.authors],
    "Institution.papers": lambda world, of: [paper.id for paper in world.papers.values() if of in paper.institutions],
    "Topic.papers": lambda world, of: [paper.id for paper in world.papers.values() if of in world.topics_of(paper)],
    "Venue.papers": lambda world, of: [paper.id for paper in world.papers.values() if paper.venue == of],
    "Funder.papers": lambda world, of: [paper.id for paper in world.papers.values() if of in paper.funders],
    "Publisher.papers": lambda world, of: [
        paper.id for paper in world.papers.values() if of in world.publishers_of(paper)
    ],
}
#: Of each list some with very many edges, some with few, some with none.
PARENTS: Final[Mapping[str, Sequence[str]]] = {
    "Paper.citations": ("W1", "W2", "W5", f"W{PAPERS}"),
    "Paper.references": (f"W{PAPERS}", "W1", "W7"),
    "Author.papers": ("A1", "A2", f"A{AUTHORS}"),
    "Institution.papers": ("I1", f"I{INSTITUTIONS}"),
    "Topic.papers": ("T1", "T2", "T3", f"T{TOPICS}"),
    "Venue.papers": ("S1", f"S{VENUES}"),
    "Funder.papers": ("F1", "F2", f"F{FUNDERS}"),
    "Publisher.papers": ("P1", "P2", "P3", f"P{PUBLISHERS}"),
}
LETTERS: Final = {
    "papers": "W",
    "authors": "A",
    "institutions": "I",
    "topics": "T",
    "venues": "S",
    "funders": "F",
    "publishers": "P",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A list of papers, of the whole graph or of one node, and how it is asked for."""

    list: str
    of: str | None
    filter: Filter
    orders: Sequence[Order]
    backwards: bool
    pages: int


def _ids(letter: str, highest: int, *more: str) -> st.SearchStrategy[list[str]]:
    """Known ids, ids that were merged away, and unknown ones."""
    existing = st.integers(1, highest).map(lambda number: f"{letter}{number}")
    others = st.sampled_from([f"{letter}900", f"{letter}77777", *more])
    return st.lists(st.one_of(existing, others), min_size=1, max_size=3)


def subset(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields of an input, a trailing underscore dropped from their names."""
    named = {name.rstrip("_"): values for name, values in fields.items()}
    return st.fixed_dictionaries({}, optional=named)


def orders(fields: Sequence[str]) -> st.SearchStrategy[list[Order]]:
    """Sort keys, none to three, also the same one twice."""
    ways = subset(direction=st.sampled_from(["ASC", "DESC"]))
    one = st.tuples(st.sampled_from(fields), ways).map(lambda pair: cast("Order", {"field": pair[0], **pair[1]}))
    return st.lists(one, max_size=3)


def _range(low: int, high: int) -> st.SearchStrategy[dict[str, int | None]]:
    ends = st.one_of(st.none(), st.integers(low, high))
    return subset(from_=ends, to=ends).filter(
        lambda bounds: bounds.get("from") is None or bounds.get("to") is None or bounds["from"] <= bounds["to"]
    )


def _days() -> st.SearchStrategy[dict[str, str | None]]:
    return _range(1, 3).map(
        lambda ends: {end: None if month is None else f"2020-0{month}-01" for end, month in ends.items()}
    )


_FLAT: Final = subset(
    ids=_ids("W", PAPERS, "doi:10.5555/ab32"),
    kinds=st.lists(st.sampled_from([kind.value for kind in PaperKind][:6]), min_size=1, max_size=3),
    year=_range(1998, 2023),
    publishedOn=_days(),
    updatedSince=st.sampled_from(["2026-01-01T00:00:00.000Z", "2026-02-01T01:00:00.000Z", "2027-01-01T00:00:00.000Z"]),
    text=st.sampled_from(["graphs", "Ärzte", "zeta graphs", "ABOUT graphs", "Γράφος", "nothing"]),
    openAccessStatuses=st.lists(st.sampled_from(["GOLD", "CLOSED", "BRONZE"]), min_size=1),
    reportedCitations=_range(0, 40),
    countries=st.lists(st.sampled_from(["CH", "NO", "XX"]), min_size=1),
    firstAuthors=_ids("A", 20),
    correspondingAuthors=_ids("A", 20),
    openAccess=st.booleans(),
    retracted=st.booleans(),
    language=st.sampled_from(["en", "de", "xx"]),
    hasAbstract=st.booleans(),
    hasCode=st.booleans(),
    hasDataset=st.booleans(),
    hasReviews=st.booleans(),
    citations=_range(0, 20),
    authors=_ids("A", AUTHORS),
    institutions=_ids("I", INSTITUTIONS),
    topics=_ids("T", TOPICS),
    venues=_ids("S", VENUES),
    publishers=_ids("P", PUBLISHERS),
    funders=_ids("F", FUNDERS),
    keywords=st.lists(st.sampled_from(["deep LEARNING", "Graph abstract data-type", "ökologie", "x"]), min_size=1),
    cites=_ids("W", 20),
    citedBy=_ids("W", PAPERS),
)


def _few(filter: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
    """At most three fields of it, so that something is left of the list."""
    return dict(list(filter.items())[:3])


def _joined(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    parts = st.lists(inner, min_size=1, max_size=3)
    outer = subset(and_=parts, or_=parts, not_=inner.filter(lambda each: bool(filters.normalize(ALL, each))))
    return st.tuples(outer, inner).map(lambda pair: {**pair[1], **pair[0]})


FILTERS: Final[st.SearchStrategy[dict[str, Any]]] = st.one_of(
    st.just(dict[str, Any]()), st.recursive(_FLAT.map(_few), _joined, max_leaves=4)
)
_LISTS: Final = st.one_of(
    st.just(("papers", None)),
    st.sampled_from([(name, of) for name, parents in PARENTS.items() for of in parents]),
)
_ORDERS: Final = orders([field.value for field in PaperOrderField])
CASES: Final = st.tuples(_LISTS, FILTERS, _ORDERS, st.booleans(), st.integers(1, 4)).map(
    lambda drawn: Case(*drawn[0], *drawn[1:])
)

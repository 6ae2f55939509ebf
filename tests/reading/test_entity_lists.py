"""Lists of all kinds of entities but papers, with any filter and order, are what plain Python computes."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from identifiers.title import sort_key
from tests.reading.cases import orders, subset
from tests.reading.client import Client
from tests.reading.oracle import Filter, Oracle, Order, ordered, within
from tests.reading.walking import PAGE, walk
from tests.reading.world import AUTHORS, FUNDERS, INSTITUTIONS, PUBLISHERS, TOPICS, VENUES, Entity, Paper, World


@dataclass(frozen=True, slots=True)
class Kind:
    """A list of the whole graph: its field and type, its entities, and the entities of a paper."""

    list: str
    type: str
    orders: Sequence[str]
    entities: Callable[[World], Mapping[str, Entity]]
    of: Callable[[World, Paper], set[str]]


_COUNTS: Final = ("NAME", "PAPERS", "CITATIONS")
KINDS: Final = (
    Kind("authors", "Author", _COUNTS, lambda world: world.authors, lambda _, paper: paper.authors),
    Kind(
        "institutions",
        "Institution",
        (*_COUNTS, "AUTHORS"),
        lambda world: world.institutions,
        lambda _, paper: paper.institutions,
    ),
    Kind("topics", "Topic", _COUNTS[:2], lambda world: world.topics, World.topics_of),
    Kind("venues", "Venue", _COUNTS[:2], lambda world: world.venues, lambda _, paper: {paper.venue or ""}),
    Kind("funders", "Funder", _COUNTS[:2], lambda world: world.funders, lambda _, paper: {*paper.funders}),
    Kind("publishers", "Publisher", _COUNTS[:2], lambda world: world.publishers, World.publishers_of),
)
DEFAULTS: Final = {
    "authors": "CITATIONS",
    "institutions": "CITATIONS",
    "topics": "PAPERS",
    "venues": "PAPERS",
    "funders": "PAPERS",
    "publishers": "PAPERS",
}


def _ids(letter: str, highest: int) -> st.SearchStrategy[list[str]]:
    return st.lists(
        st.one_of(st.integers(1, highest).map(lambda number: f"{letter}{number}"), st.just(f"{letter}900")),
        min_size=1,
        max_size=4,
    )


_NAMES: Final = st.sampled_from(["graph", "GRAPHS", "arz", "é", "注", "γρα", "zeta graphs", "x"])
_COUNTRIES: Final = st.lists(st.sampled_from(["CH", "NO", "XX"]), min_size=1)
_RANGES: Final = st.sampled_from([{"from": 10}, {"to": 30}, {"from": 5, "to": 200}, {"from": 1_000}, {}])
_FILTERS: Final = {
    "authors": subset(
        ids=_ids("A", AUTHORS),
        name=_NAMES,
        institutions=_ids("I", INSTITUTIONS),
        topics=_ids("T", TOPICS),
        countries=_COUNTRIES,
        papers=_RANGES,
        citations=_RANGES,
    ),
    "institutions": subset(
        ids=_ids("I", INSTITUTIONS), name=_NAMES, countries=_COUNTRIES, papers=_RANGES, citations=_RANGES
    ),
    "topics": subset(
        ids=_ids("T", TOPICS),
        name=_NAMES,
        broader=_ids("T", 6),
        papers=_RANGES,
        levels=st.lists(st.sampled_from(["DOMAIN", "FIELD", "TOPIC"]), min_size=1),
    ),
    "venues": subset(ids=_ids("S", VENUES), name=_NAMES, countries=_COUNTRIES, papers=_RANGES),
    "funders": subset(ids=_ids("F", FUNDERS), name=_NAMES, countries=_COUNTRIES),
    "publishers": subset(ids=_ids("P", PUBLISHERS), name=_NAMES, countries=_COUNTRIES),
}


@dataclass(frozen=True, slots=True)
class Case:
    """The arguments of a list, and how many pages it is read in."""

    kind: Kind
    filter: Filter
    orders: Sequence[Order]
    backwards: bool
    pages: int


def cases(kind: Kind) -> st.SearchStrategy[Case]:
    """The arguments of a list of the kind."""
    return st.builds(Case, st.just(kind), _FILTERS[kind.list], orders(kind.orders), st.booleans(), st.integers(1, 4))


class Sorted:
    """The oracle for one kind of entity."""

    def __init__(self, world: World, kind: Kind) -> None:
        self._oracle = Oracle(world)
        self._world = world
        self._kind = kind
        self._papers, self._citations = self._oracle.counts(kind.entities(world), partial(kind.of, world))
        self._affiliations = _affiliations(world)

    def expected(self, case: Case) -> list[str]:
        """The ids, in order."""
        entities = [entity for entity in self._kind.entities(self._world).values() if self._holds(entity, case.filter)]
        staff = {
            institution: sum(institution in institutions for institutions in self._affiliations.values())
            for institution in self._world.institutions
        }
        keys: dict[str, Callable[[Entity], str | int]] = {
            "NAME": lambda entity: sort_key(entity.name),
            "PAPERS": lambda entity: self._papers[entity.id],
            "CITATIONS": lambda entity: self._citations[entity.id],
            "AUTHORS": lambda entity: staff[entity.id],
        }
        return [entity.id for entity in ordered(entities, case.orders or [{"field": DEFAULTS[self._kind.list]}], keys)]

    def _holds(self, entity: Entity, filter: Filter) -> bool:  # noqa: A002
        return all(self._field(entity, name, value) for name, value in filter.items())

    def _field(self, entity: Entity, name: str, value: Any) -> bool:
        if name in ("papers", "citations"):
            counts = self._papers if name == "papers" else self._citations
            return within(counts[entity.id], value)
        if name == "name":
            return sort_key(value) in sort_key(entity.name)
        return bool(self._values(entity, name) & self._oracle.resolved(value))

    def _values(self, entity: Entity, name: str) -> set[str | None]:
        """The values of an entity of which a filter names some."""
        institutions = self._affiliations.get(entity.id, set())
        if name == "topics":
            papers = [paper for paper in self._world.papers.values() if entity.id in paper.authors]
            return {topic for paper in papers for topic in self._world.topics_of(paper)}
        if name == "countries" and self._kind.type == "Author":
            return {self._world.institutions[each].country for each in institutions}
        values: dict[str, set[str | None]] = {
            "ids": {entity.id}, "levels": {entity.level}, "broader": {entity.broader}, "countries": {entity.country},
            "institutions": {*institutions},
        }  # fmt: skip
        return values[name]


def _affiliations(world: World) -> Mapping[str, set[str]]:
    institutions: dict[str, set[str]] = defaultdict(set)
    for paper in world.papers.values():
        for by in paper.bylines:
            institutions[by.author] |= set(by.institutions)
    return institutions


@given(case=st.sampled_from(KINDS).flatmap(cases))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_a_list_of_a_whole_kind_is_what_the_oracle_says(client: Client, world: World, case: Case) -> None:
    expected = Sorted(world, case.kind).expected(case)
    query = f"""query(
      $filter: {case.kind.type}Filter, $orderBy: [{case.kind.type}Order!],
      $first: Int, $after: String, $last: Int, $before: String
    ) {{
      list: {case.kind.list}(
        filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before
      ) {PAGE}
    }}"""
    size = max(1, -(-len(expected) // case.pages))
    variables = {"filter": case.filter, "orderBy": case.orders}
    await walk(client, query, variables, expected, size=size, backwards=case.backwards)

"""Lists of everything but papers, whatever their filter and order, are what plain Python says."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from identifiers.title import sort_key
from tests.reading.cases import orders, some
from tests.reading.client import Client
from tests.reading.oracle import Filter, Oracle, Order, ordered
from tests.reading.walking import PAGE, walk
from tests.reading.world import AUTHORS, FUNDERS, INSTITUTIONS, PUBLISHERS, TOPICS, VENUES, Paper, Thing, World


@dataclass(frozen=True, slots=True)
class Kind:
    """A list of the whole graph: its field and type, its things, and the things of a paper."""

    list: str
    type: str
    orders: Sequence[str]
    things: Callable[[World], Mapping[str, Thing]]
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
        st.one_of(st.integers(1, highest).map(lambda place: f"{letter}{place}"), st.just(f"{letter}900")), max_size=4
    )


_NAMES: Final = st.sampled_from(["graph", "GRAPHS", "arz", "é", "", "注", "γρα", "~", "zeta graphs", "x"])
_FILTERS: Final = {
    "authors": some(
        ids=_ids("A", AUTHORS), name=_NAMES, institutions=_ids("I", INSTITUTIONS), topics=_ids("T", TOPICS)
    ),
    "institutions": some(
        ids=_ids("I", INSTITUTIONS), name=_NAMES, countries=st.lists(st.sampled_from(["CH", "NO", "XX"]))
    ),
    "topics": some(ids=_ids("T", TOPICS), name=_NAMES, broader=_ids("T", 6)),
    "venues": some(ids=_ids("S", VENUES), name=_NAMES),
    "funders": some(ids=_ids("F", FUNDERS), name=_NAMES, countries=st.lists(st.sampled_from(["CH", "NO", "XX"]))),
    "publishers": some(ids=_ids("P", PUBLISHERS), name=_NAMES, countries=st.lists(st.sampled_from(["CH", "NO"]))),
}


@dataclass(frozen=True, slots=True)
class Case:
    """How a list is asked for."""

    kind: Kind
    filter: Filter
    orders: Sequence[Order]
    backwards: bool
    pages: int


def _case(kind: Kind) -> st.SearchStrategy[Case]:
    return st.builds(Case, st.just(kind), _FILTERS[kind.list], orders(kind.orders), st.booleans(), st.integers(1, 4))


class Sorted:
    """The oracle for one kind of thing."""

    def __init__(self, world: World, kind: Kind) -> None:
        self._oracle = Oracle(world)
        self._world = world
        self._kind = kind
        self._papers, self._citations = self._oracle.things(kind.things(world), partial(kind.of, world))
        self._places = _affiliations(world)

    def expected(self, case: Case) -> list[str]:
        """The ids, in order."""
        kept = [thing for thing in self._kind.things(self._world).values() if self._holds(thing, case.filter)]
        staff = {place: sum(place in places for places in self._places.values()) for place in self._world.institutions}
        keys: dict[str, Callable[[Thing], str | int]] = {
            "NAME": lambda thing: sort_key(thing.name),
            "PAPERS": lambda thing: self._papers[thing.id],
            "CITATIONS": lambda thing: self._citations[thing.id],
            "AUTHORS": lambda thing: staff[thing.id],
        }
        return [thing.id for thing in ordered(kept, case.orders or [{"field": DEFAULTS[self._kind.list]}], keys)]

    def _holds(self, thing: Thing, wanted: Filter) -> bool:
        return all(self._field(thing, name, value) for name, value in wanted.items())

    def _field(self, thing: Thing, name: str, value: Any) -> bool:
        known: set[str] = set() if name == "name" else self._oracle.known(value)
        match name:
            case "ids":
                return thing.id in known
            case "name":
                return sort_key(value) in sort_key(thing.name)
            case "countries":
                return thing.country in value
            case "broader":
                return thing.broader in known
            case "institutions":
                return bool(self._places[thing.id] & known)
            case _:
                papers = [paper for paper in self._world.papers.values() if thing.id in paper.authors]
                return any(known & self._world.topics_of(paper) for paper in papers)


def _affiliations(world: World) -> Mapping[str, set[str]]:
    places: dict[str, set[str]] = defaultdict(set)
    for paper in world.papers.values():
        for by in paper.bylines:
            places[by.author] |= set(by.institutions)
    return places


@given(case=st.sampled_from(KINDS).flatmap(_case))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_a_list_of_a_whole_kind_is_what_the_oracle_says(client: Client, world: World, case: Case) -> None:
    wanted = Sorted(world, case.kind).expected(case)
    query = f"""query(
      $filter: {case.kind.type}Filter, $orderBy: [{case.kind.type}Order!],
      $first: Int, $after: String, $last: Int, $before: String
    ) {{
      list: {case.kind.list}(
        filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before
      ) {PAGE}
    }}"""
    size = max(1, -(-len(wanted) // case.pages))
    variables = {"filter": case.filter, "orderBy": case.orders}
    await walk(client, query, variables, wanted, size=size, backwards=case.backwards)

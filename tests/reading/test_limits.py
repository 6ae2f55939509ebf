"""Each limit of `loaders/`: the greatest allowed value passes, and the next one is refused with its name and limit."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from errors import BadInput
from graphdb.author import ALL as AUTHORS
from graphdb.paper import ALL, CITATIONS
from graphdb.projection import Window
from loaders import cursors, filters, ordering, paging
from loaders.cost import OPERATION, Cost, Ledger, Limits, Part, TooExpensive

LIMITS: Final = Limits(page=5, cost=1_000, fields=3, depth=2)
YEARS: Final = ("YEAR", "PUBLISHED_ON", "TITLE", "CITATIONS", "REFERENCES", "REVIEWS")


def count_fields(number: int) -> None:
    """Counts so many fields of one query."""
    ledger = Ledger(LIMITS)
    for _ in range(number):
        ledger.field(1)


def decoded(*keys: object) -> list[object]:
    """The keys of a cursor of a paper's citations."""
    return cursors.decode("after", cursors.encode(cursors.order_of(CITATIONS.sort), keys), CITATIONS.sort)


#: By what is limited: a function of a number that fails beyond the limit, the limit, and words of the error.
BOUNDS: Final[dict[str, tuple[Callable[[int], object], int, tuple[str, ...]]]] = {
    "page size": (lambda first: paging.size({"first": first}, 5), 5, ("`first` is 6", "between 0 and 5")),
    "last page size": (lambda last: paging.size({"last": last}, 5), 5, ("`last` is 6", "between 0 and 5")),
    "values of a filter": (
        lambda number: filters.normalize(ALL, {"kinds": ["ARTICLE"] * number}),
        filters.MAX_VALUES,
        ("`filter.kinds` has 1001 values", "it may have 1000"),
    ),
    "length of a text": (
        lambda length: filters.normalize(AUTHORS, {"name": "x" * length}),
        filters.MAX_TEXT_LENGTH,
        ("`filter.name` has 501 characters", "it may have 500"),
    ),
    "conditions": (
        lambda number: filters.normalize(ALL, {"or": [{"retracted": True}] * (number - 1)}),
        filters.MAX_CONDITIONS,
        ("`filter` has 51 conditions", "it may have 50"),
    ),
    "sort keys": (
        lambda number: ordering.sorts(ALL, [{"field": name, "direction": "ASC"} for name in YEARS[:number]]),
        ordering.MAX_KEYS,
        ("`orderBy` has 6 keys", "it may have 5"),
    ),
    "cost": (
        lambda cost: Cost({"Paper.title": cost - OPERATION - 7}, 7, LIMITS.cost).check(),
        LIMITS.cost,
        ("cost of the operation is 994", "7 for its planning", "limit is 1,000", "`Paper.title`"),
    ),
    "depth": (lambda depth: Ledger(LIMITS).field(depth), LIMITS.depth, ("deeper than 2 levels",)),
    "fields": (count_fields, LIMITS.fields, ("more than 3 fields",)),
    "range": (
        lambda low: filters.normalize(ALL, {"year": {"from": low, "to": 2020}}),
        2020,
        ("`filter.year` runs from 2021 to 2020",),
    ),
    "integers in cursors": (
        lambda key: decoded(key, "W1"),
        2**63 - 1,
        ("`after` is not a cursor of this list",),
    ),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_the_limit_passes_and_the_next_value_is_refused(name: str) -> None:
    function, limit, words = BOUNDS[name]
    function(limit)
    with pytest.raises(BadInput) as caught:
        function(limit + 1)
    assert all(word in str(caught.value) for word in words), str(caught.value)
    assert isinstance(caught.value, TooExpensive) == (name in {"cost", "depth", "fields"})


def test_a_page_of_nothing_passes_and_a_negative_one_is_refused() -> None:
    assert paging.size({"first": 0}, 5) == 0
    for name in ("first", "last"):
        with pytest.raises(BadInput, match=f"`{name}` is -1"):
            paging.size({name: -1}, 5)


def test_a_page_without_a_size_has_the_default_or_the_limit() -> None:
    assert paging.size({}, 1_000) == paging.DEFAULT_PAGE
    assert paging.size({"first": None}, 5) == 5


def test_the_least_integer_of_the_store_is_a_key() -> None:
    assert decoded(-(2**63), "W1") == [-(2**63), "W1"]


@pytest.mark.parametrize("keys", [("W1",), (1, 2, "W1"), (1, None), (1, ["W1"]), (True, {})])
def test_a_cursor_of_other_keys_is_refused(keys: tuple[Any, ...]) -> None:
    with pytest.raises(BadInput, match="not a cursor of this list"):
        decoded(*keys)


def test_a_window_begins_at_its_cursor_and_runs_its_way() -> None:
    cursor = cursors.encode(cursors.order_of(CITATIONS.sort), [7, "W1"])
    forwards = paging.window({"first": 2, "after": cursor}, CITATIONS.sort, 5)
    assert (forwards.size, forwards.backwards, forwards.after, forwards.before) == (2, False, [7, "W1"], None)
    backwards = paging.window({"last": 3, "before": cursor}, CITATIONS.sort, 5)
    assert (backwards.size, backwards.backwards, backwards.after, backwards.before) == (3, True, None, [7, "W1"])


@pytest.mark.parametrize(("backwards", "rows"), [(False, [1, 2]), (True, [2, 1])])
def test_a_window_cuts_what_is_beyond_its_page_and_keeps_the_order_of_the_list(
    backwards: bool, rows: list[int]
) -> None:
    window = Window(2, backwards, None, None)
    assert window.cut([1, 2, 3]) == window.cut([1, 2]) == rows
    assert window.cut([1]) == [1]
    assert window.cut([]) == window.cut(None) == []


def test_of_alternatives_only_the_most_expensive_counts() -> None:
    ledger, costs = Ledger(LIMITS), list[Part]()
    ledger.add("Query.node", 1)
    for name, work in (("Paper.title", 4), ("Author.name", 6), ("Topic.name", 5)):
        with ledger.alternative(costs):
            ledger.add(name, work)
    ledger.add_most_expensive(costs, 1)
    assert ledger.by_field == {"Query.node": 1, "Author.name": 6}


def test_a_field_sorts_once_by_its_first_way() -> None:
    orders = [{"field": "TITLE", "direction": "ASC"}, {"field": "TITLE", "direction": "DESC"}]
    assert [sort.direction.name for sort in ordering.sorts(ALL, orders)] == ["ASC"]
    assert ordering.sorts(ALL, []) == ordering.sorts(ALL, None) == ALL.sort

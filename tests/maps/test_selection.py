"""Proportional shares of kinds and lists, and correct counts of omitted nodes."""

from maps.options import Options
from maps.records import MapTally
from maps.selection import NodeList, Selection


def _ids(stem: str, count: int) -> tuple[str, ...]:
    return tuple(f"{stem}{number:04d}" for number in range(count))


def _around(options: Options, *lists: NodeList) -> Selection:
    selection = Selection({"W1": "PAPER"}, options)
    selection.add_lists(1, lists)
    selection.choose(1)
    return selection


def test_a_thousand_authors_leave_room_for_papers() -> None:
    selection = _around(
        Options(),
        NodeList("W1", "AUTHOR", 1_000, _ids("A", 200)),
        NodeList("W1", "PAPER", 40, _ids("W9", 40)),
        NodeList("W1", "TOPIC", 3, _ids("T", 3)),
        NodeList("W1", "INSTITUTION", 300, _ids("I", 200)),
    )
    counts = {tally.kind: tally.shown for tally in selection.tallies}
    assert sum(counts.values()) == 60
    assert counts["PAPER"] >= 30
    assert 10 <= counts["AUTHOR"] <= 20
    assert counts["TOPIC"] == 3
    assert not selection.complete


def test_lists_of_one_kind_take_turns() -> None:
    selection = _around(
        Options(nodes=11), NodeList("W1", "PAPER", 50_000, _ids("W8", 200)), NodeList("W1", "PAPER", 5, _ids("W9", 5))
    )
    assert sum(node.startswith("W9") for node in selection.distance) == 5
    assert sum(node.startswith("W8") for node in selection.distance) == 5


def test_what_several_lists_name_comes_first() -> None:
    both = _ids("W5", 1)
    selection = _around(
        Options(nodes=2),
        NodeList("W1", "PAPER", 6, (*_ids("W8", 5), *both)),
        NodeList("W1", "PAPER", 6, (*_ids("W9", 5), *both)),
    )
    assert list(selection.distance) == ["W1", "W50000"]


def test_seats_that_a_kind_cannot_fill_go_to_the_others() -> None:
    selection = _around(Options(), NodeList("W1", "AUTHOR", 500, _ids("A", 200)))
    assert selection.tallies[:2] == (MapTally("PAPER", 1, 1), MapTally("AUTHOR", 59, 500))


def test_kinds_that_are_not_wanted_are_neither_shown_nor_counted() -> None:
    selection = _around(
        Options(kinds=("TOPIC",)), NodeList("W1", "AUTHOR", 9, _ids("A", 9)), NodeList("W1", "TOPIC", 2, ("T1", "T2"))
    )
    assert selection.tallies == (MapTally("PAPER", 1, 1), MapTally("TOPIC", 2, 2))
    assert selection.complete


def test_a_map_of_two_hops_hangs_together_and_goes_on_from_what_it_shows() -> None:
    selection = Selection({"W1": "PAPER"}, Options(nodes=20, hops=2))
    selection.add_lists(1, [NodeList("W1", "PAPER", 30, _ids("W2", 30))])
    selection.choose(1)
    assert len(selection.distance) == 12
    frontier = selection.frontier(1)
    assert set(frontier) == set(selection.distance) - {"W1"}
    selection.add_lists(2, [NodeList(near, "PAPER", 2, ("W1", f"{near}x")) for near in frontier])
    selection.choose(2)
    assert len(selection.distance) == 20
    assert sorted(set(selection.distance.values())) == [0, 1, 2]
    assert not selection.complete


def test_available_never_counts_more_than_there_is() -> None:
    selection = Selection({"T1": "TOPIC", "T2": "TOPIC"}, Options(nodes=10))
    same = _ids("W", 100)
    selection.add_lists(1, [NodeList("T1", "PAPER", 150, same), NodeList("T2", "PAPER", 150, same)])
    selection.choose(1)
    assert selection.tallies[0] == MapTally("PAPER", 8, 150)


def test_the_order_of_the_lists_does_not_matter() -> None:
    lists = [NodeList("W1", "PAPER", 90, _ids("W8", 90)), NodeList("W1", "PAPER", 90, _ids("W8", 90)[::-1])]
    one, other = (list(_around(Options(nodes=30), *order).distance) for order in (lists, lists[::-1]))
    assert one == other

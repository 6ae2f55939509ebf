"""Fair shares among kinds and lists, and honest counts of what was left out."""

from maps.options import Options
from maps.records import MapTally
from maps.selection import NodeList, Selection


def _ids(stem: str, count: int) -> tuple[str, ...]:
    return tuple(f"{stem}{number:04d}" for number in range(count))


def _around(options: Options, *reaches: NodeList) -> Selection:
    choice = Selection({"W1": "PAPER"}, options)
    choice.add_lists(1, reaches)
    choice.choose(1)
    return choice


def test_a_thousand_authors_leave_room_for_papers() -> None:
    choice = _around(
        Options(),
        NodeList("W1", "AUTHOR", 1_000, _ids("A", 200)),
        NodeList("W1", "PAPER", 40, _ids("W9", 40)),
        NodeList("W1", "TOPIC", 3, _ids("T", 3)),
        NodeList("W1", "INSTITUTION", 300, _ids("I", 200)),
    )
    shown = {tally.kind: tally.shown for tally in choice.tallies}
    assert sum(shown.values()) == 60
    assert shown["PAPER"] >= 30
    assert 10 <= shown["AUTHOR"] <= 20
    assert shown["TOPIC"] == 3
    assert not choice.complete


def test_lists_of_one_kind_take_turns() -> None:
    choice = _around(
        Options(nodes=11), NodeList("W1", "PAPER", 50_000, _ids("W8", 200)), NodeList("W1", "PAPER", 5, _ids("W9", 5))
    )
    assert sum(found.startswith("W9") for found in choice.distance) == 5
    assert sum(found.startswith("W8") for found in choice.distance) == 5


def test_what_several_lists_name_comes_first() -> None:
    both = _ids("W5", 1)
    choice = _around(
        Options(nodes=2),
        NodeList("W1", "PAPER", 6, (*_ids("W8", 5), *both)),
        NodeList("W1", "PAPER", 6, (*_ids("W9", 5), *both)),
    )
    assert list(choice.distance) == ["W1", "W50000"]


def test_seats_that_a_kind_cannot_fill_go_to_the_others() -> None:
    choice = _around(Options(), NodeList("W1", "AUTHOR", 500, _ids("A", 200)))
    assert choice.tallies[:2] == (MapTally("PAPER", 1, 1), MapTally("AUTHOR", 59, 500))


def test_kinds_that_are_not_wanted_are_neither_shown_nor_counted() -> None:
    choice = _around(
        Options(kinds=("TOPIC",)), NodeList("W1", "AUTHOR", 9, _ids("A", 9)), NodeList("W1", "TOPIC", 2, ("T1", "T2"))
    )
    assert choice.tallies == (MapTally("PAPER", 1, 1), MapTally("TOPIC", 2, 2))
    assert choice.complete


def test_a_map_of_two_hops_hangs_together_and_goes_on_from_what_it_shows() -> None:
    choice = Selection({"W1": "PAPER"}, Options(nodes=20, hops=2))
    choice.add_lists(1, [NodeList("W1", "PAPER", 30, _ids("W2", 30))])
    choice.choose(1)
    assert len(choice.distance) == 12
    frontier = choice.frontier(1)
    assert set(frontier) == set(choice.distance) - {"W1"}
    choice.add_lists(2, [NodeList(near, "PAPER", 2, ("W1", f"{near}x")) for near in frontier])
    choice.choose(2)
    assert len(choice.distance) == 20
    assert sorted(set(choice.distance.values())) == [0, 1, 2]
    assert not choice.complete


def test_available_never_counts_more_than_there_is() -> None:
    choice = Selection({"T1": "TOPIC", "T2": "TOPIC"}, Options(nodes=10))
    same = _ids("W", 100)
    choice.add_lists(1, [NodeList("T1", "PAPER", 150, same), NodeList("T2", "PAPER", 150, same)])
    choice.choose(1)
    assert choice.tallies[0] == MapTally("PAPER", 8, 150)


def test_the_order_of_the_lists_does_not_matter() -> None:
    reaches = [NodeList("W1", "PAPER", 90, _ids("W8", 90)), NodeList("W1", "PAPER", 90, _ids("W8", 90)[::-1])]
    one, other = (list(_around(Options(nodes=30), *order).distance) for order in (reaches, reaches[::-1]))
    assert one == other

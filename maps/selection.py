"""Selects the nodes of a map: the best of each kind, with proportional shares of kinds.

The store provides lists, each with one kind of node around a node of the map, best first. The score of a node combines
its ranks in all lists, Σ 1/(20 + rank): reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). So no list
dominates (references, citations and neighbours of a paper alternate), and nodes of several lists come first. Seats are
allocated to kinds by highest averages (D'Hondt 1882), so that a paper with a thousand authors leaves room for papers;
seats that one kind cannot fill go to the others.

Every node is reached from a selected one, so a map is connected around its centres.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from maps.options import Options
from maps.records import KINDS, Kind, MapTally

#: The share of each kind if there are enough nodes of all.
SHARES: Final[dict[Kind, float]] = {"PAPER": 10, "AUTHOR": 4, "INSTITUTION": 2, "TOPIC": 3, "VENUE": 1}
#: The cumulative share of seats after each hop, by the number of hops.
STAGES: Final = {1: (1.0,), 2: (0.6, 1.0), 3: (0.5, 0.8, 1.0)}
#: The constant of reciprocal rank fusion.
FUSION: Final = 20
#: Nodes that the next hop expands.
MAX_EXPANDED: Final = 30
#: Ids that are read of a list: the length of a hub's stored list.
MAX_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class NodeList:
    """A list around the node `of`: the first ids, best first, and the `total`."""

    of: str
    kind: Kind
    total: int
    ids: tuple[str, ...]


@dataclass(slots=True)
class Selection:
    """The nodes of one map, hop by hop: `add_lists` of a hop, then `choose`, then expand `frontier`."""

    seeds: dict[str, Kind]
    options: Options
    distance: dict[str, int] = field(default_factory=dict[str, int])
    kinds: dict[str, Kind] = field(default_factory=dict[str, Kind])
    _scores: defaultdict[str, float] = field(default_factory=lambda: defaultdict[str, float](float))
    _unread: defaultdict[Kind, int] = field(default_factory=lambda: defaultdict[Kind, int](int))
    _reached: dict[str, int] = field(default_factory=dict[str, int])
    _expanded: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        self.kinds = dict(self.seeds)
        self.distance = dict.fromkeys(self.seeds, 0)

    def add_lists(self, hop: int, lists: Iterable[NodeList]) -> None:
        """Add the lists around the nodes of the frontier."""
        unread = defaultdict[tuple[Kind, str], int](int)
        for listed in lists:
            self._expanded.add(listed.of)
            if listed.kind not in self.options.kinds:
                continue
            unread[listed.kind, listed.of] += max(0, listed.total - len(listed.ids))
            for rank, node in enumerate(listed.ids):
                self.kinds.setdefault(node, listed.kind)
                self._reached.setdefault(node, hop)
                self._scores[node] += 1 / (FUSION + rank)
        for (kind, _), count in unread.items():
            self._unread[kind] = max(self._unread[kind], count)

    def choose(self, hop: int) -> None:
        """Allocate the seats of a hop; the last hop allocates all remaining ones."""
        room = round(self.options.nodes * STAGES[self.options.hops][hop - 1])
        for node in self._seated(room - len(self.distance)):
            self.distance[node] = self._reached[node]

    def frontier(self, hop: int) -> list[str]:
        """The nodes to expand: the best of those selected last."""
        last = [node for node, distance in self.distance.items() if distance == hop]
        return sorted(last, key=self._rank)[:MAX_EXPANDED]

    @property
    def tallies(self) -> tuple[MapTally, ...]:
        """The minimum number of available nodes of each kind: all nodes that were read, and the unread remainder of the
        longest list around one node. For a single centre the number is exact, except for papers that cite each
        other."""
        available = _count(self.kinds.values())
        shown = _count(self.kinds[node] for node in self.distance)
        kinds = {*self.options.kinds, *shown}
        tallies = [MapTally(kind, shown[kind], available[kind] + self._unread[kind]) for kind in KINDS]
        return tuple(tally for tally in tallies if tally.kind in kinds)

    @property
    def complete(self) -> bool:
        """Whether all nodes within the hops are selected, read and expanded."""
        inner = [node for node, distance in self.distance.items() if distance < self.options.hops]
        return all(node in self._expanded for node in inner) and all(
            tally.shown == tally.available for tally in self.tallies
        )

    def _rank(self, node: str) -> tuple[float, str]:
        return -self._scores[node], node

    def _seated(self, room: int) -> Iterator[str]:
        waiting = self._waiting()
        seats = _count(self.kinds[node] for node in self.distance)
        while room > 0 and waiting:
            kind = max(waiting, key=lambda kind: (SHARES[kind] / (seats[kind] + 1), -KINDS.index(kind)))
            yield waiting[kind].pop()
            seats[kind] += 1
            room -= 1
            if not waiting[kind]:
                del waiting[kind]

    def _waiting(self) -> dict[Kind, list[str]]:
        """The unselected nodes by kind, the best last."""
        waiting: dict[Kind, list[str]] = {}
        for node in sorted(self._scores, key=self._rank, reverse=True):
            if node not in self.distance:
                waiting.setdefault(self.kinds[node], []).append(node)
        return waiting


def _count(kinds: Iterable[Kind]) -> defaultdict[Kind, int]:
    counts = defaultdict[Kind, int](int)
    for kind in kinds:
        counts[kind] += 1
    return counts


def list_length(options: Options, expanded: int) -> int:
    """The number of ids to read of each list: more than a map shows, because nodes of several lists rank higher."""
    return max(options.nodes, MAX_LISTED) if expanded <= 1 else MAX_LISTED // 2

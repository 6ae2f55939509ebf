"""Which nodes stand on a map: the best of each kind, and fair shares among kinds.

The store gives lists, each of one kind of node around one node that is on the map already, best first. A node's score
joins its places in all lists, Σ 1/(20 + place): reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). So no list
drowns another (the references, the citations and the neighbours of a paper take turns), and what several lists name
comes first. Seats are shared among kinds by highest averages (D'Hondt 1882), so that a paper of a thousand authors
keeps room for papers, and seats that one kind cannot fill go to the others.

Every node is reached from a chosen one, so that a map hangs together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from maps.options import Options
from maps.records import KINDS, Kind, MapTally

#: How much of a map each kind may have where there is enough of all.
SHARES: Final[dict[Kind, float]] = {"PAPER": 10, "AUTHOR": 4, "INSTITUTION": 2, "TOPIC": 3, "VENUE": 1}
#: Which part of the seats is given once so many hops are known, by the number of hops.
STAGES: Final = {1: (1.0,), 2: (0.6, 1.0), 3: (0.5, 0.8, 1.0)}
#: The constant of reciprocal rank fusion.
FUSION: Final = 20
#: How many nodes the next hop goes on from.
MAX_EXPANDED: Final = 30
#: How much is read of a list: as much as the store keeps in order of a hub's.
MAX_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class Reach:
    """A list around the node `of`: the first ids, best first, of `total` that there are."""

    of: str
    kind: Kind
    total: int
    ids: tuple[str, ...]


@dataclass(slots=True)
class Choice:
    """The nodes of one map, hop by hop: `hear` of a hop's lists, then `choose`, then go on from `frontier`."""

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

    def hear(self, hop: int, reaches: Iterable[Reach]) -> None:
        """The lists around the nodes of the frontier."""
        unread = defaultdict[tuple[Kind, str], int](int)
        for reach in reaches:
            self._expanded.add(reach.of)
            if reach.kind not in self.options.kinds:
                continue
            unread[reach.kind, reach.of] += max(0, reach.total - len(reach.ids))
            for place, found in enumerate(reach.ids):
                self.kinds.setdefault(found, reach.kind)
                self._reached.setdefault(found, hop)
                self._scores[found] += 1 / (FUSION + place)
        for (kind, _), count in unread.items():
            self._unread[kind] = max(self._unread[kind], count)

    def choose(self, hop: int) -> None:
        """Gives the seats of a hop; the last one gives all that are left."""
        room = round(self.options.nodes * STAGES[self.options.hops][hop - 1])
        for found in self._seated(room - len(self.distance)):
            self.distance[found] = self._reached[found]

    def frontier(self, hop: int) -> list[str]:
        """The nodes to go on from: the best of those last chosen."""
        last = [found for found, distance in self.distance.items() if distance == hop]
        return sorted(last, key=self._rank)[:MAX_EXPANDED]

    @property
    def tallies(self) -> tuple[MapTally, ...]:
        """How much there is of each kind that is wanted or shown, at least: all nodes that were read, and the rest of
        the longest lists around one node that were not read through. Around one node that is the exact number, but for
        papers that cite what cites them."""
        seen = _count(self.kinds.values())
        shown = _count(self.kinds[found] for found in self.distance)
        wanted = {*self.options.kinds, *shown}
        tallies = [MapTally(kind, shown[kind], seen[kind] + self._unread[kind]) for kind in KINDS]
        return tuple(tally for tally in tallies if tally.kind in wanted)

    @property
    def complete(self) -> bool:
        """Whether nothing within the hops was left out, unread, or not gone on from."""
        inner = [found for found, distance in self.distance.items() if distance < self.options.hops]
        return all(found in self._expanded for found in inner) and all(
            tally.shown == tally.available for tally in self.tallies
        )

    def _rank(self, found: str) -> tuple[float, str]:
        return -self._scores[found], found

    def _seated(self, room: int) -> Iterator[str]:
        waiting = self._waiting()
        seats = _count(self.kinds[found] for found in self.distance)
        while room > 0 and waiting:
            kind = max(waiting, key=lambda each: (SHARES[each] / (seats[each] + 1), -KINDS.index(each)))
            yield waiting[kind].pop()
            seats[kind] += 1
            room -= 1
            if not waiting[kind]:
                del waiting[kind]

    def _waiting(self) -> dict[Kind, list[str]]:
        """By kind, the best last."""
        waiting: dict[Kind, list[str]] = {}
        for found in sorted(self._scores, key=self._rank, reverse=True):
            if found not in self.distance:
                waiting.setdefault(self.kinds[found], []).append(found)
        return waiting


def _count(kinds: Iterable[Kind]) -> defaultdict[Kind, int]:
    counts = defaultdict[Kind, int](int)
    for kind in kinds:
        counts[kind] += 1
    return counts


def list_length(options: Options, expanded: int) -> int:
    """How many ids of each list are read: more than a map shows, because nodes that several lists name are better."""
    return max(options.nodes, MAX_LISTED) if expanded <= 1 else MAX_LISTED // 2

"""How two nodes are connected: the shortest paths, the telling ones first."""

from collections.abc import Mapping
from math import log
from typing import Any, Final

from errors import BadInput
from graphdb.paths import End, Path, paths
from graphdb.store import Store
from resolvers.identified import lookups_of

LENGTH: Final = 6
PATHS: Final = 3
MAX_LENGTH: Final = 10
MAX_PATHS: Final = 10


def bounds(arguments: Mapping[str, Any]) -> tuple[int, int]:
    """`maxLength` and `paths`. Raises BadInput beyond their limits."""
    longest = _within("maxLength", arguments.get("maxLength"), LENGTH, MAX_LENGTH)
    return longest, _within("paths", arguments.get("paths"), PATHS, MAX_PATHS)


def _within(name: str, value: int | None, usual: int, most: int) -> int:
    if value is not None and not 1 <= value <= most:
        raise BadInput(f"`{name}` is {value}: it must be between 1 and {most}.")
    return usual if value is None else value


async def connections(store: Store, source: str, target: str, longest: int, number: int) -> list[Path]:
    """So many of the shortest paths between the nodes of two public ids; none where one of them is unknown."""
    ends = _end(source), _end(target)
    if ends[0] is None or ends[1] is None:
        return []
    found = await paths(store, ends[0], ends[1], longest)
    return sorted(found, key=_rank)[:number]


def _end(given: str) -> End | None:
    return next(iter(lookups_of(given)), None)


def _rank(path: Path) -> tuple[int, float, tuple[str, ...]]:
    """Of equally short paths the one through the least crowded nodes: a rare thing in common says more than a frequent
    one, by the logarithm of how frequent it is (Adamic and Adar 2003, Friends and neighbors on the Web, section 4)."""
    return len(path.edges), sum(log(1 + crowd) for crowd in path.crowds[1:-1]), path.nodes

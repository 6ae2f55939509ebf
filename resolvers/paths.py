"""The shortest paths between two nodes, the most specific first."""

from collections.abc import Mapping
from math import log
from typing import Any, Final

from errors import BadInput
from graphdb.paths import End, Path, paths
from graphdb.store import Store
from resolvers.text_lookups import lookups_of

DEFAULT_LENGTH: Final = 6
DEFAULT_PATHS: Final = 3
MAX_LENGTH: Final = 10
MAX_PATHS: Final = 10
#: The work of a search for paths, as a cost, times the square of the longest path.
WORK: Final = 5_000


def bounds(arguments: Mapping[str, Any]) -> tuple[int, int]:
    """`maxLength` and `paths`. Raises BadInput beyond their limits."""
    longest = _within("maxLength", arguments.get("maxLength"), DEFAULT_LENGTH, MAX_LENGTH)
    return longest, _within("paths", arguments.get("paths"), DEFAULT_PATHS, MAX_PATHS)


def _within(name: str, value: int | None, default: int, maximum: int) -> int:
    if value is not None and not 1 <= value <= maximum:
        raise BadInput(f"`{name}` is {value}: it must be between 1 and {maximum}.")
    return default if value is None else value


def work(arguments: Mapping[str, Any]) -> int:
    """The work of a search for paths."""
    return WORK * bounds(arguments)[0] ** 2


async def connections(store: Store, source: str, target: str, longest: int, number: int) -> list[Path]:
    """At most `number` of the shortest paths between two nodes; empty if one of them does not exist."""
    ends = _end(source), _end(target)
    if ends[0] is None or ends[1] is None:
        return []
    return sorted(await paths(store, ends[0], ends[1], longest), key=_rank)[:number]


def _end(text: str) -> End | None:
    return next(iter(lookups_of(text)), None)


def _rank(path: Path) -> tuple[int, float, tuple[str, ...]]:
    """The sort key: the length, then the sum of the logarithms of the degrees of inner nodes, because rare shared nodes
    are more specific (Adamic and Adar 2003, Friends and neighbors on the Web, section 4)."""
    return len(path.edges), sum(log(1 + crowd) for crowd in path.crowds[1:-1]), path.nodes

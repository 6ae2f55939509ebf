"""The options of a map and their limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Literal, cast, get_args

from errors import BadInput
from maps.records import KINDS, Kind

Network = Literal["RELATIONS", "CO_CITATION", "CO_AUTHORSHIP"]
"""What the edges of a map are: all relations of the graph, or those of a network of papers or of authors."""

NETWORKS: Final[tuple[Network, ...]] = get_args(Network)
#: The kinds of nodes of a network, whatever `kinds` is.
_MEMBERS: Final[dict[Network, tuple[Kind, ...]]] = {"CO_CITATION": ("PAPER",), "CO_AUTHORSHIP": ("AUTHOR",)}
MAX_NODES: Final = 500
MAX_HOPS: Final = 3
MAX_SEEDS: Final = 50


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one map; `since` and `until` are inclusive, None is unbounded."""

    kinds: tuple[Kind, ...] = ("PAPER", "AUTHOR", "INSTITUTION", "TOPIC")
    nodes: int = 60
    hops: int = 1
    since: int | None = None
    until: int | None = None
    layout: bool = True
    network: Network = "RELATIONS"


DEFAULTS: Final = Options()


def options(arguments: Mapping[str, Any] | None, within: str = "options.") -> Options:
    """Reads the options. Raises BadInput with the name of the argument (prefixed with `within`), its limit and
    value."""
    values = {name: value for name, value in (arguments or {}).items() if value is not None}
    year: Mapping[str, int | None] = values.get("year") or {}
    since, until = year.get("from"), year.get("to")
    if since is not None and until is not None and since > until:
        raise BadInput(f"`{within}year` runs from {since} to {until}: `from` must not be greater than `to`.")
    network = _network(f"{within}network", values.get("network"))
    kinds, hops = _kinds(f"{within}kinds", values.get("kinds")), values.get("hops", DEFAULTS.hops)
    return Options(
        kinds=_MEMBERS.get(network, kinds),
        nodes=_between(f"{within}nodes", values.get("nodes", DEFAULTS.nodes), MAX_NODES),
        hops=_between(f"{within}hops", hops, MAX_HOPS if network == "RELATIONS" else 1),
        since=since,
        until=until,
        layout=bool(values.get("layout", True)),
        network=network,
    )


def integer(text: str, name: str) -> int:
    """The whole number of a parameter in an address. Raises BadInput, naming the parameter."""
    try:
        return int(text) if len(text) < 12 else int("")
    except ValueError as error:
        raise BadInput(f"`{name}` is {text[:80]!r}: it must be a whole number.") from error


def check_seeds(name: str, seeds: Sequence[str], options: Options) -> None:
    """Raises BadInput for too many centres."""
    limit = min(MAX_SEEDS, options.nodes)
    if len(seeds) > limit:
        raise BadInput(f"`{name}` has {len(seeds)} ids: a map of {options.nodes} nodes can have {limit} centres.")


def _network(name: str, value: Any) -> Network:
    text = value.value if isinstance(value, Enum) else DEFAULTS.network if value is None else value
    if text not in NETWORKS:
        raise BadInput(f"`{name}` is {str(text)[:80]!r}: it must be {', '.join(NETWORKS[:-1])} or {NETWORKS[-1]}.")
    return text


def _between(name: str, value: int, maximum: int) -> int:
    if maximum == 1 != value:
        raise BadInput(f"`{name}` is {value}: it must be 1 in a network.")
    if not 1 <= value <= maximum:
        raise BadInput(f"`{name}` is {value}: it must be between 1 and {maximum}.")
    return value


def _kinds(name: str, values: Sequence[Any] | None) -> tuple[Kind, ...]:
    """The kinds in the order of `KINDS` without duplicates, so that equal options compare equal."""
    if values is None:
        return DEFAULTS.kinds
    if not values:
        raise BadInput(f"`{name}` is empty: name at least one kind, or leave it out.")
    names = {kind.value if isinstance(kind, Enum) else kind for kind in values}
    if unknown := names - set(KINDS):
        raise BadInput(f"`{name}` has {min(unknown)!r}: valid kinds are {', '.join(KINDS)}.")
    return cast("tuple[Kind, ...]", tuple(kind for kind in KINDS if kind in names))

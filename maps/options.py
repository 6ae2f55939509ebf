"""What a map may be asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, cast

from errors import BadInput
from maps.records import KINDS, Kind

MAX_NODES: Final = 500
MAX_HOPS: Final = 3
MAX_SEEDS: Final = 50


@dataclass(frozen=True, slots=True)
class Options:
    """The wishes for one map; both ends of the years are included, None is open."""

    kinds: tuple[Kind, ...] = ("PAPER", "AUTHOR", "INSTITUTION", "TOPIC")
    nodes: int = 60
    hops: int = 1
    since: int | None = None
    until: int | None = None
    layout: bool = True


USUAL: Final = Options()


def options(given: Mapping[str, Any] | None, within: str = "options.") -> Options:
    """Reads the wishes. Raises BadInput, naming the argument with `within` before it, its limit and its value."""
    wanted = {name: value for name, value in (given or {}).items() if value is not None}
    year: Mapping[str, int | None] = wanted.get("year") or {}
    since, until = year.get("from"), year.get("to")
    if since is not None and until is not None and since > until:
        raise BadInput(f"`{within}year` runs from {since} to {until}: `from` must not be greater than `to`.")
    return Options(
        kinds=_kinds(f"{within}kinds", wanted.get("kinds")),
        nodes=_between(f"{within}nodes", wanted.get("nodes", USUAL.nodes), MAX_NODES),
        hops=_between(f"{within}hops", wanted.get("hops", USUAL.hops), MAX_HOPS),
        since=since,
        until=until,
        layout=bool(wanted.get("layout", True)),
    )


def integer(text: str, name: str) -> int:
    """The whole number of a parameter in an address. Raises BadInput, naming the parameter."""
    try:
        return int(text) if len(text) < 12 else int("")
    except ValueError as error:
        raise BadInput(f"`{name}` is {text[:80]!r}: it must be a whole number.") from error


def check_seeds(name: str, given: Sequence[str], wanted: Options) -> None:
    """Raises BadInput for more centres than a map can have."""
    limit = min(MAX_SEEDS, wanted.nodes)
    if len(given) > limit:
        raise BadInput(f"`{name}` has {len(given)} ids: a map of {wanted.nodes} nodes may be around {limit}.")


def _between(name: str, value: int, most: int) -> int:
    if not 1 <= value <= most:
        raise BadInput(f"`{name}` is {value}: it must be between 1 and {most}.")
    return value


def _kinds(name: str, given: Sequence[Any] | None) -> tuple[Kind, ...]:
    """In the order of `KINDS`, each once, so that equal wishes are equal."""
    if given is None:
        return USUAL.kinds
    if not given:
        raise BadInput(f"`{name}` is empty: name at least one kind, or leave it out.")
    names = {each.value if isinstance(each, Enum) else each for each in given}
    if unknown := names - set(KINDS):
        raise BadInput(f"`{name}` has {min(unknown)!r}: it may have {', '.join(KINDS)}.")
    return cast("tuple[Kind, ...]", tuple(kind for kind in KINDS if kind in names))

"""The line below a node's name."""

from collections.abc import Sequence
from typing import Any

from maps.records import NAMES, Kind


def subtitle(kind: Kind, told: Sequence[Any]) -> str | None:
    """What the store tells of a node in four values (`graphdb.map_slice`), as a line; None where it tells nothing."""
    first, second, third, _ = told
    match kind:
        case "PAPER":
            parts = [_byline(first, second or 0), None if third is None else str(third)]
        case "AUTHOR":
            parts = [first, _papers(second)]
        case "INSTITUTION":
            parts = [", ".join(part for part in (first, second) if part), _papers(third)]
        case "TOPIC" | "VENUE":
            parts = [str(first).lower() if first else None, _papers(second)]
    return " · ".join(part for part in parts if part) or None


def _byline(name: str | None, count: int) -> str | None:
    """The first author stands for all."""
    return f"{name} et al." if name and count > 1 else name


def _papers(count: int | None) -> str | None:
    one, several = NAMES["PAPER"]
    return None if count is None else f"{count} {one if count == 1 else several}"

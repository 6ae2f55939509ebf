"""Subtitles of nodes."""

from collections.abc import Sequence
from typing import Any, Final

from maps.records import NAMES, Kind

#: The first part of the subtitle of a retracted paper.
RETRACTED: Final = "Retracted"


def subtitle(kind: Kind, details: Sequence[Any], *, retracted: bool = False) -> str | None:
    """The subtitle from four values (`graphdb.map_slice`); None without values."""
    first, second, third, _ = details
    match kind:
        case "PAPER":
            parts = [
                RETRACTED if retracted else None,
                _byline(first, second or 0),
                None if third is None else str(third),
            ]
        case "AUTHOR":
            parts = [first, _papers(second)]
        case "INSTITUTION":
            parts = [", ".join(part for part in (first, second) if part), _papers(third)]
        case "TOPIC" | "VENUE":
            parts = [str(first).lower() if first else None, _papers(second)]
    return " · ".join(part for part in parts if part) or None


def _byline(name: str | None, count: int) -> str | None:
    """The first author, with `et al.` for several."""
    return f"{name} et al." if name and count > 1 else name


def _papers(count: int | None) -> str | None:
    one, several = NAMES["PAPER"]
    return None if count is None else f"{count} {one if count == 1 else several}"

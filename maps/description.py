"""The text description of a map, for people who cannot see it."""

from collections.abc import Sequence
from typing import Final

from maps.options import Network
from maps.records import NAMES, MapCluster, MapNode, MapTally

#: Maximum length of a title in a sentence.
MAX_NAME: Final = 120
_MAX_NAMED: Final = 3


#: The beginning of the description of a map.
_NAMES: Final[dict[Network, str]] = {
    "RELATIONS": "A map",
    "CO_CITATION": "A co-citation map",
    "CO_AUTHORSHIP": "A co-authorship map",
}


def describe(
    centre: Sequence[MapNode],
    tallies: Sequence[MapTally],
    clusters: Sequence[MapCluster],
    network: Network = "RELATIONS",
) -> str:
    """A sentence with the centres and the counts, and one with the largest clusters."""
    if not centre:
        return "An empty map: none of its ids is in this graph."
    counts = [tally_text(tally) for tally in tallies if tally.available]
    around = enumeration([f"“{shorten(node.label)}”" for node in centre[:_MAX_NAMED]], len(centre) - _MAX_NAMED)
    groups = [shorten(cluster.label) for cluster in clusters[:_MAX_NAMED]]
    about = f" Its largest groups are around {enumeration(groups)}." if len(groups) > 1 else ""
    return f"{_NAMES[network]} around {around}: {enumeration(counts)}.{about}"


def tally_text(tally: MapTally) -> str:
    """`40 of 127 papers`, or `3 topics` if these are all."""
    one, several = NAMES[tally.kind]
    if tally.shown == tally.available:
        return f"{tally.shown} {one if tally.shown == 1 else several}"
    return f"{tally.shown} of {tally.available} {several}"


def enumeration(parts: Sequence[str], more: int = 0) -> str:
    """`a, b and c`, or `a, b, c and 5 more`."""
    items = [*parts, f"{more} more"] if more > 0 else list(parts)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def shorten(text: str, longest: int = MAX_NAME) -> str:
    """The text on one line, truncated at a word boundary."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

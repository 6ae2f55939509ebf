"""A map in words, for those who do not see it."""

from collections.abc import Sequence
from typing import Final

from maps.records import NAMES, MapCluster, MapNode, MapTally

#: A title in a sentence is cut beyond so many characters.
MAX_NAME: Final = 120
_MAX_NAMED: Final = 3


def described(centre: Sequence[MapNode], tallies: Sequence[MapTally], clusters: Sequence[MapCluster]) -> str:
    """A sentence that says what is shown of how much around what, and one for what it is about."""
    if not centre:
        return "An empty map: none of its ids is known in this graph."
    counts = [tally_text(tally) for tally in tallies if tally.available]
    around = listed([f"“{shortened(node.label)}”" for node in centre[:_MAX_NAMED]], len(centre) - _MAX_NAMED)
    groups = [shortened(cluster.label) for cluster in clusters[:_MAX_NAMED]]
    about = f" Its largest groups are around {listed(groups)}." if len(groups) > 1 else ""
    return f"A map around {around}: {listed(counts)}.{about}"


def tally_text(tally: MapTally) -> str:
    """`40 of 127 papers`, or `3 topics` where that is all."""
    one, several = NAMES[tally.kind]
    if tally.shown == tally.available:
        return f"{tally.shown} {one if tally.shown == 1 else several}"
    return f"{tally.shown} of {tally.available} {several}"


def listed(parts: Sequence[str], more: int = 0) -> str:
    """`a, b and c`, or `a, b, c and 5 more`."""
    whole = [*parts, f"{more} more"] if more > 0 else list(parts)
    return whole[0] if len(whole) == 1 else f"{', '.join(whole[:-1])} and {whole[-1]}"


def shortened(text: str, longest: int = MAX_NAME) -> str:
    """The text on one line, cut at a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

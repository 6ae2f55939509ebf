"""The weights of the parts in the score of a neighbour."""

from collections.abc import Mapping
from enum import Enum
from math import isfinite
from typing import Final

from errors import BadInput


class Part(Enum):
    """The parts of a score, in the order of equal contributions. The values are the names in the API."""

    SHARED_REFERENCES = "sharedReferences"
    SHARED_CITATIONS = "sharedCitations"
    CITES = "cites"
    CITED_BY = "citedBy"
    SHARED_AUTHORS = "sharedAuthors"
    SHARED_TOPICS = "sharedTopics"


Weights = tuple[float, ...]
"""One weight for each part, in the order of `Part`."""

#: The sum is 1, so that a score is between 0 and 1. - Shared references and shared citations are the established
#: measures: 0.35 and 0.30. References weigh slightly more, because they are complete at publication while citations
#: accumulate. - A citation is 1 or 0, while the parts above are rarely above 0.5: with 0.10 in each direction it equals
#: a good overlap and is below a very good one. - Shared authors indicate related work, also without citations: 0.10. -
#: Thousands of papers share their topics almost completely: 0.05 separates otherwise equal papers and finds neighbours
#: of a paper without citations.
DEFAULT: Final[Mapping[Part, float]] = {
    Part.SHARED_REFERENCES: 0.35,
    Part.SHARED_CITATIONS: 0.30,
    Part.CITES: 0.10,
    Part.CITED_BY: 0.10,
    Part.SHARED_AUTHORS: 0.10,
    Part.SHARED_TOPICS: 0.05,
}
MAX_WEIGHT: Final = 100.0
#: Added to the size of two papers in the parts that are shrunk (`citations.scoring`), in units of rarity: a reference
#: that five papers cite has 0.56.
SHRINKAGE: Final = 1.0
SHRUNK: Final = frozenset((Part.SHARED_REFERENCES, Part.SHARED_CITATIONS))


def weights(values: Mapping[str, float | None] | None) -> Weights:
    """The weights by name of the part, with defaults for missing ones. Raises BadInput with the name of the weight."""
    present = {name: value for name, value in (values or {}).items() if value is not None}
    for name, value in present.items():
        if not (isfinite(value) and 0 <= value <= MAX_WEIGHT):
            raise BadInput(f"`weights.{name}` is {value}: it must be between 0 and {MAX_WEIGHT:g}.")
    chosen = tuple(float(present.get(part.value, default)) for part, default in DEFAULT.items())
    if not any(chosen):
        raise BadInput("All `weights` are 0: at least one must be greater than 0.")
    return chosen

"""How much each part counts in the score of a neighbour."""

from collections.abc import Mapping
from enum import Enum
from math import isfinite
from typing import Final

from errors import BadInput


class Part(Enum):
    """The parts of a score, in the order in which equal contributions are told. The values are the contract's."""

    SHARED_REFERENCES = "sharedReferences"
    SHARED_CITATIONS = "sharedCitations"
    CITES = "cites"
    CITED_BY = "citedBy"
    SHARED_AUTHORS = "sharedAuthors"
    SHARED_TOPICS = "sharedTopics"


Weights = tuple[float, ...]
"""One weight a part, in the order of `Part`."""

#: They add up to 1, so that a score is between 0 and 1 too.
#:
#: - Shared references and shared citations are the measures of nearness that are best tried: 0.35 and 0.30. References
#:   count a little more, as they are complete from the first day while citations are still to come.
#: - A citation is one author's statement, and all of it or nothing, where the parts above are rarely beyond a half:
#:   0.10 either way sets it level with a good overlap and below a very good one.
#: - Shared authors tell of a line of work, also where nothing cites anything yet: 0.10.
#: - Shared topics are had by thousands, nearly in full: 0.05 orders what is otherwise alike and finds something for a
#:   paper without citations, and no more.
DEFAULT: Final[Mapping[Part, float]] = {
    Part.SHARED_REFERENCES: 0.35,
    Part.SHARED_CITATIONS: 0.30,
    Part.CITES: 0.10,
    Part.CITED_BY: 0.10,
    Part.SHARED_AUTHORS: 0.10,
    Part.SHARED_TOPICS: 0.05,
}
MAX_WEIGHT: Final = 100.0


def weights(given: Mapping[str, float | None] | None) -> Weights:
    """The given weights, and the usual ones for parts that are not named. Raises BadInput, naming the weight."""
    wanted = {name: value for name, value in (given or {}).items() if value is not None}
    for name, value in wanted.items():
        if not (isfinite(value) and 0 <= value <= MAX_WEIGHT):
            raise BadInput(f"`weights.{name}` is {value}: it must be between 0 and {MAX_WEIGHT:g}.")
    chosen = tuple(float(wanted.get(part.value, usual)) for part, usual in DEFAULT.items())
    if not any(chosen):
        raise BadInput("Every one of `weights` is 0: at least one must be above it.")
    return chosen

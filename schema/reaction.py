"""Reactions to papers."""

import strawberry

from graphdb import reaction
from graphdb.reaction_kind import ReactionKind
from schema.enumeration import enumeration
from schema.fields import stored

enumeration(
    "A reaction to a paper. A user can add several.",
    INSIGHTFUL="It gives a new insight.",
    NOVEL="It does something new.",
    RIGOROUS="Its claims follow from its evidence.",
    CLEAR="It is easy to follow.",
    USEFUL_DATA="Its data is useful to others.",
    USEFUL_CODE="Its code is useful to others.",
    REPRODUCED="The user reproduced its results.",
    NOT_REPRODUCED="The user could not reproduce its results.",
    OVERCLAIMED="It claims more than it shows.",
    UNCLEAR_METHOD="Its method is not clear enough to reproduce it.",
    MISSING_BASELINE="An important comparison is missing.",
    MISSING_LIMITATIONS="It does not state its limitations.",
)(ReactionKind)


@strawberry.type(description="The count of a reaction to a paper.")
class ReactionTally:
    kind: ReactionKind = stored(reaction.KIND, "The reaction.")
    count: int = stored(reaction.COUNT, "How many users added this reaction.")
    viewer_reacted: bool = stored(reaction.VIEWER_REACTED, "Whether the signed-in user is one of them.")

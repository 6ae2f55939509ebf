"""Reactions: what somebody says of a paper in a word."""

import strawberry

from graphdb import reaction
from graphdb.reaction_kind import ReactionKind
from schema.enumeration import enumeration
from schema.fields import stored

enumeration(
    "What somebody says of a paper in a word. One person can say several.",
    INSIGHTFUL="It helps to see something anew.",
    NOVEL="It does something that was not done before.",
    RIGOROUS="What it claims follows from what it did.",
    CLEAR="It is easy to follow.",
    USEFUL_DATA="Its data serve others.",
    USEFUL_CODE="Its code serves others.",
    REPRODUCED="I got its results again.",
    NOT_REPRODUCED="I could not get its results again.",
    OVERCLAIMED="It claims more than it shows.",
    UNCLEAR_METHOD="What was done is not clear enough to do it again.",
    MISSING_BASELINE="A comparison that matters is missing.",
    MISSING_LIMITATIONS="It does not say where it ends to hold.",
)(ReactionKind)


@strawberry.type(description="How often a paper got a reaction.")
class ReactionTally:
    kind: ReactionKind = stored(reaction.KIND, "Which reaction.")
    count: int = stored(reaction.COUNT, "How many people reacted so.")
    viewer_reacted: bool = stored(reaction.VIEWER_REACTED, "Whether the signed-in person is one of them.")

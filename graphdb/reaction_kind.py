"""The kinds of reactions, which the model needs before anything else is there."""

from enum import Enum


class ReactionKind(Enum):
    """What somebody says of a paper in a word."""

    INSIGHTFUL = "INSIGHTFUL"
    NOVEL = "NOVEL"
    RIGOROUS = "RIGOROUS"
    CLEAR = "CLEAR"
    USEFUL_DATA = "USEFUL_DATA"
    USEFUL_CODE = "USEFUL_CODE"
    REPRODUCED = "REPRODUCED"
    NOT_REPRODUCED = "NOT_REPRODUCED"
    OVERCLAIMED = "OVERCLAIMED"
    UNCLEAR_METHOD = "UNCLEAR_METHOD"
    MISSING_BASELINE = "MISSING_BASELINE"
    MISSING_LIMITATIONS = "MISSING_LIMITATIONS"

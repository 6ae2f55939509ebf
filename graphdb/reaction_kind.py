"""The kinds of reactions, in a module without imports because the model needs them."""

from enum import Enum


class ReactionKind(Enum):
    """A reaction to a paper."""

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

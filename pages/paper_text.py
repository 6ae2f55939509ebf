"""Labels and texts of the paper page."""

import itertools
from collections.abc import Mapping
from typing import Any, Final

from pages.form import Form
from pages.number_format import several

REACTIONS: Final = {
    "INSIGHTFUL": "Insightful", "NOVEL": "Novel", "RIGOROUS": "Rigorous", "CLEAR": "Clear",
    "USEFUL_DATA": "Useful data", "USEFUL_CODE": "Useful code", "REPRODUCED": "Reproduced",
    "NOT_REPRODUCED": "Not reproduced", "OVERCLAIMED": "Overclaimed", "UNCLEAR_METHOD": "Unclear method",
    "MISSING_BASELINE": "Missing baseline", "MISSING_LIMITATIONS": "Missing limitations",
}  # fmt: skip
RESOURCES: Final = {
    "CODE": "Code", "DATASET": "Data", "MODEL": "Model", "DEMO": "Demo", "VIDEO": "Video", "SLIDES": "Slides",
    "OTHER": "Other",
}  # fmt: skip
POINTS: Final = {"STRENGTH": "Strength", "CONCERN": "Concern", "METHOD_QUESTION": "Method question"}
NOTES: Final = {
    "DECISION": "Decision", "META_REVIEW": "Meta-review", "WITHDRAWAL": "Withdrawn by the authors",
    "RESPONSE": "Response of the authors", "COMMENT": "Comment",
}  # fmt: skip
COMMENTS: Final = {"NOTE": "Note", "CAVEAT": "Caveat", "REPLICATION": "Replication", "QUESTION": "Question"}
#: Placeholder of the review form by kind of point.
PROMPTS: Final = {
    "STRENGTH": "What is convincing, and why? Name the experiment, the proof or the data.",
    "CONCERN": "What is wrong or missing, and what would resolve it?",
    "METHOD_QUESTION": "What do readers need to know about the method to judge or reproduce it?",
}
RECOMMENDATIONS: Final = {
    "STRONG_YES": "Definitely", "YES": "Yes", "NEUTRAL": "For some purposes", "NO": "No", "STRONG_NO": "Definitely not",
}  # fmt: skip
OPEN: Final = {
    "DIAMOND": "diamond", "GOLD": "gold", "GREEN": "green", "HYBRID": "hybrid", "BRONZE": "bronze", "CLOSED": "closed",
}  # fmt: skip
#: Characters of an abstract beyond which the page folds it, so that the map stays in view.
LONG_ABSTRACT: Final = 1_300
#: Up to this number, the authors and their institutions are shown without a click.
FEW_AUTHORS: Final = 12
VISIBILITIES: Final = {"PRIVATE": "Private", "UNLISTED": "Unlisted", "PUBLIC": "Public"}


def rows(submitted: Form | None, review: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """The points of the review form: the submitted ones, else those of the review, else one of each kind."""
    if submitted is not None:
        columns = zip(submitted.all("kind"), submitted.all("about"), submitted.all("text"), strict=False)
        # Only the points with a text are sent: a validation error has the place among them.
        places = itertools.count()
        return [
            _row(kind, about, text, str(next(places)) if text.strip() else "")
            for kind, about, text in columns
            if kind in POINTS
        ]
    if review is not None:
        existing = [_row(point["kind"], point["about"] or "", point["text"]) for point in review["points"]]
        return [*existing, _row("STRENGTH")]
    return [_row(kind) for kind in POINTS]


def _row(kind: str, about: str = "", text: str = "", place: str = "") -> dict[str, str]:
    return {"kind": kind, "about": about, "text": text, "place": place}


def reason(edge_reason: Mapping[str, Any]) -> str:
    """The text of a reason why a paper is a neighbour."""
    count = edge_reason["count"]
    match edge_reason["kind"]:
        case "SHARED_REFERENCES":
            return several(count, "shared reference")
        case "SHARED_CITATIONS":
            return f"cited together by {several(count, 'paper')}"
        case "CITES":
            return "this paper cites it"
        case "CITED_BY":
            return "it cites this paper"
        case "SHARED_AUTHORS":
            return several(count, "shared author")
        case _:
            return several(count, "shared topic")

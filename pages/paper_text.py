"""What the paper page calls things."""

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
POINTS: Final = {"STRENGTH": "Strength", "CONCERN": "Concern", "METHOD_QUESTION": "Method question"}
COMMENTS: Final = {"NOTE": "Note", "CAVEAT": "Caveat", "REPLICATION": "Replication", "QUESTION": "Question"}
#: What the review form asks for, kind by kind.
PROMPTS: Final = {
    "STRENGTH": "What holds, and how do you know? Name the experiment, the proof or the data.",
    "CONCERN": "What is wrong or missing, and what would settle it?",
    "METHOD_QUESTION": "What must be known of the method to judge it, or to do it again?",
}
RECOMMENDATIONS: Final = {
    "STRONG_YES": "Without doubt", "YES": "Yes", "NEUTRAL": "For some purposes", "NO": "No", "STRONG_NO": "By no means",
}  # fmt: skip
OPEN: Final = {
    "DIAMOND": "diamond", "GOLD": "gold", "GREEN": "green", "HYBRID": "hybrid", "BRONZE": "bronze", "CLOSED": "closed",
}  # fmt: skip
VISIBILITIES: Final = {"PRIVATE": "Private", "UNLISTED": "Unlisted", "PUBLIC": "Public"}


def rows(filled: Form | None, mine: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """The points of the review form: those that were filled in, else those of the review, else one of each kind."""
    if filled is not None:
        columns = zip(filled.all("kind"), filled.all("about"), filled.all("text"), strict=False)
        return [_row(*each) for each in columns if each[0] in POINTS]
    if mine is not None:
        written = [_row(each["kind"], each["about"] or "", each["text"]) for each in mine["points"]]
        return [*written, _row("STRENGTH")]
    return [_row(kind) for kind in POINTS]


def _row(kind: str, about: str = "", text: str = "") -> dict[str, str]:
    return {"kind": kind, "about": about, "text": text}


def reason(given: Mapping[str, Any]) -> str:
    """Why a paper is a neighbour."""
    count = given["count"]
    match given["kind"]:
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

"""What readers do on a paper's page."""

from collections.abc import Mapping
from typing import Any, Final

from pages.acts import Act, done_on, given
from pages.form import Form
from pages.visit import Visit


def _vote(form: Form, visit: Visit) -> dict[str, Any]:
    return {"paper": visit.path["id"], "vote": form.get("vote")}


def _react(form: Form, visit: Visit) -> dict[str, Any]:
    kind = form.get("on")
    return {"paper": visit.path["id"], "kind": kind or form.get("off"), "on": bool(kind)}


def _save(form: Form, visit: Visit) -> dict[str, Any]:
    return {"paper": visit.path["id"], "on": bool(form.get("on"))}


def _review(form: Form) -> dict[str, Any]:
    confidence = form.get("confidence")
    return {
        "summary": form.get("summary"),
        "points": points(form),
        "recommendation": form.get("recommendation"),
        "confidence": int(confidence) if confidence.isdecimal() else None,
    }


def points(form: Form) -> list[dict[str, Any]]:
    """The points that have a text, in their order."""
    rows = zip(form.all("kind"), form.all("about"), form.all("text"), strict=False)
    return [
        {"kind": kind, "text": text.strip(), **({"about": about.strip()} if about.strip() else {})}
        for kind, about, text in rows
        if text.strip()
    ]


def _submitted(form: Form, visit: Visit) -> dict[str, Any]:
    return {"paper": visit.path["id"], **_review(form), "idempotencyKey": form.get("key")}


def _edited(form: Form, _visit: Visit) -> dict[str, Any]:
    # What was emptied is taken away, and not left as it was.
    return {"input": {"review": form.get("review"), **{name: value or None for name, value in _review(form).items()}}}


def _review_id(form: Form, _visit: Visit) -> dict[str, Any]:
    return {"review": form.get("review")}


def _helpful(form: Form, visit: Visit) -> dict[str, Any]:
    return {**_review_id(form, visit), "on": bool(form.get("on"))}


def _comment(form: Form, visit: Visit) -> dict[str, Any]:
    parent = form.get("parent")
    to = {"parent": parent} if parent else {"paper": visit.path["id"]}
    return {**to, "kind": form.get("kind", "NOTE"), "body": form.get("body"), "link": form.get("link")}


def _changed(form: Form, _visit: Visit) -> dict[str, Any]:
    return {"comment": form.get("comment"), "body": form.get("body")}


def _deleted(form: Form, _visit: Visit) -> dict[str, Any]:
    return {"comment": form.get("comment")}


def _to_comment(_form: Form, visit: Visit, did: Mapping[str, Any]) -> str:
    return f"{visit.where}#{did['comment']['id']}"


def _to_review(_form: Form, visit: Visit, did: Mapping[str, Any]) -> str:
    return f"{visit.where}#{did['review']['id']}"


ACTS: Final = {
    "vote": Act("vote", given(_vote), done_on("next")),
    "react": Act("react", given(_react), done_on("reactions")),
    "save": Act("save", given(_save), done_on("next")),
    "review": Act("submit_review", given(_submitted), _to_review),
    "edit": Act("edit_review", _edited, _to_review),
    "withdraw": Act("withdraw_review", given(_review_id), done_on("reviews")),
    "comment": Act("add_comment", given(_comment), _to_comment),
    "change-comment": Act("edit_comment", given(_changed), _to_comment),
    "delete-comment": Act("delete_comment", given(_deleted), done_on("discussion")),
    "helpful": Act("mark_review_helpful", given(_helpful), _to_review),
}

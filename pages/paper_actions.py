"""The form actions of the paper page."""

from collections.abc import Mapping
from typing import Any, Final

from pages.form import Form
from pages.form_actions import FormAction, done_on, input_of
from pages.page_request import PageRequest


def _vote(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"paper": request.path_params["id"], "vote": form.get("vote")}


def _react(form: Form, request: PageRequest) -> dict[str, Any]:
    kind = form.get("on")
    return {"paper": request.path_params["id"], "kind": kind or form.get("off"), "on": bool(kind)}


def _save(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"paper": request.path_params["id"], "on": bool(form.get("on"))}


def _review(form: Form) -> dict[str, Any]:
    confidence = form.get("confidence")
    return {
        "summary": form.get("summary"),
        "points": points(form),
        "recommendation": form.get("recommendation"),
        "confidence": int(confidence) if confidence.isdecimal() else None,
    }


def points(form: Form) -> list[dict[str, Any]]:
    """The points with a text, in order."""
    rows = zip(form.all("kind"), form.all("about"), form.all("text"), strict=False)
    return [
        {"kind": kind, "text": text.strip(), **({"about": about.strip()} if about.strip() else {})}
        for kind, about, text in rows
        if text.strip()
    ]


def _submitted(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"paper": request.path_params["id"], **_review(form), "idempotencyKey": form.get("key")}


def _edited(form: Form, _request: PageRequest) -> dict[str, Any]:
    # An emptied field becomes null, which removes its value.
    return {"input": {"review": form.get("review"), **{name: value or None for name, value in _review(form).items()}}}


def _review_id(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"review": form.get("review")}


def _helpful(form: Form, request: PageRequest) -> dict[str, Any]:
    return {**_review_id(form, request), "on": bool(form.get("on"))}


def _comment(form: Form, request: PageRequest) -> dict[str, Any]:
    parent = form.get("parent")
    subject = {"parent": parent} if parent else {"paper": request.path_params["id"]}
    return {**subject, "kind": form.get("kind", "NOTE"), "body": form.get("body"), "link": form.get("link")}


def _changed(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"comment": form.get("comment"), "body": form.get("body")}


def _deleted(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"comment": form.get("comment")}


def _resource(form: Form, request: PageRequest) -> dict[str, Any]:
    values = {name: form.get(name) for name in ("kind", "url", "title")}
    return {"paper": request.path_params["id"], **values}


def _resource_id(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"resource": form.get("resource")}


def _to_comment(_form: Form, request: PageRequest, payload: Mapping[str, Any]) -> str:
    return f"{request.url_path}#{payload['comment']['id']}"


def _to_review(_form: Form, request: PageRequest, payload: Mapping[str, Any]) -> str:
    return f"{request.url_path}#{payload['review']['id']}"


ACTIONS: Final = {
    "vote": FormAction("vote", input_of(_vote), done_on("next")),
    "react": FormAction("react", input_of(_react), done_on("reactions")),
    "save": FormAction("save", input_of(_save), done_on("next")),
    "review": FormAction("submit_review", input_of(_submitted), _to_review),
    "edit": FormAction("edit_review", _edited, _to_review),
    "withdraw": FormAction("withdraw_review", input_of(_review_id), done_on("reviews")),
    "comment": FormAction("add_comment", input_of(_comment), _to_comment),
    "change-comment": FormAction("edit_comment", input_of(_changed), _to_comment),
    "delete-comment": FormAction("delete_comment", input_of(_deleted), done_on("discussion")),
    "link-resource": FormAction("link_resource", input_of(_resource), done_on("resources")),
    "unlink-resource": FormAction("unlink_resource", input_of(_resource_id), done_on("frame")),
    "helpful": FormAction("mark_review_helpful", input_of(_helpful), _to_review),
}

"""`/report`: a report to the moderators; `/moderation`: their queue and the log of decisions."""

from collections.abc import Mapping
from typing import Any, Final

from loaders.viewer import Role
from pages import author_claims
from pages.form import Form
from pages.form_actions import FormAction, input_of
from pages.links import href
from pages.links import sign_in as sign_in_path
from pages.page_request import FormResult, NoSuchPage, PageRequest
from pages.rendering import Page, Redirect, render_page

REASONS: Final = {
    "SPAM": "It is advertising", "ABUSE": "It attacks or harasses someone",
    "PRIVACY": "It discloses private information", "COPYRIGHT": "It infringes a copyright",
    "WRONG": "It is misplaced or knowingly false", "OTHER": "Another reason",
}  # fmt: skip
_KINDS: Final = {"Review": "review", "Comment": "comment", "Collection": "collection", "Resource": "link"}
#: Records: users report errors in their data.
_RECORDS: Final = {
    "Paper": "paper", "Author": "author", "Institution": "institution", "Topic": "topic", "Venue": "venue",
    "Funder": "funder", "Publisher": "publisher", "Award": "award",
}  # fmt: skip
STATES: Final = {"open": "Open", "upheld": "Upheld", "dismissed": "Dismissed"}
ACTIONS: Final = {"HIDE": "Hidden", "RESTORE": "Restored", "DISMISS": "Reports dismissed"}
_QUEUE: Final = "/moderation"


async def report(request: PageRequest) -> Page | Redirect:
    """The form that reports the subject in the query."""
    subject = request.result.form.get("subject") or request.query.get("subject", "")
    data = await request.execute("report_form", id=subject)
    if data["viewer"] is None:
        return Redirect(sign_in_path(request.reader.location), 303, query=False)
    node: Mapping[str, Any] = data["node"] or {}
    kind = (_KINDS | _RECORDS).get(node.get("__typename", ""))
    if kind is None:
        raise NoSuchPage("There is nothing to report under this address.")
    return render_page(
        request.reader, "report", "plain", status=request.result.status, result=request.result, subject=node,
        kind=kind, is_record=node["__typename"] in _RECORDS, reasons=REASONS, page=page_of(node),
        is_sent=bool(request.result.payload),
    )  # fmt: skip


async def moderation(request: PageRequest) -> Page | Redirect:
    """Reports in one state, latest first, and the log. Raises NoSuchPage for users who are no moderators."""
    viewer = request.context.viewer
    if viewer is None:
        return Redirect(sign_in_path(_QUEUE), 303)
    state = request.query.get("state", "open")
    data = await request.execute(
        "moderation", states=[state.upper()] if state in STATES else None, after=request.query.get("after"),
        logAfter=request.query.get("log"), claimsAfter=request.query.get("claims"),
        claimStates=[author_claims.STATES[state]] if state in STATES else None,
    )  # fmt: skip
    if viewer.role < Role.MODERATOR or data["reports"] is None or data["moderationLog"] is None:
        raise NoSuchPage("This page is for moderators.")
    return render_page(
        request.reader, "moderation", "plain", status=request.result.status, result=request.result, state=state,
        states=STATES, reports=data["reports"], log=data["moderationLog"], claims=data["claimRequests"],
        claim_states=author_claims.NAMES, reasons=REASONS,
        kinds=_KINDS | _RECORDS, records=_RECORDS,
        actions=ACTIONS, page_path=_QUEUE, page_of=page_of,
    )  # fmt: skip


def page_of(node: Mapping[str, Any] | None) -> str:
    """The page of a subject, empty without one."""
    if node is None:
        return ""
    if node["__typename"] == "Collection" or node["__typename"] in _RECORDS:
        return href(node["id"], node["__typename"])
    paper = node.get("paper")
    return f"{href(paper['id'])}#{node['id']}" if paper else ""


def _report(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"subject": form.get("subject"), "reason": form.get("reason"), "note": form.get("note")}


def _sent(form: Form, _request: PageRequest, payload: Mapping[str, Any]) -> FormResult:
    return FormResult((), form, payload=payload)


def _decision(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"subject": form.get("subject"), "action": form.get("action"), "note": form.get("note")}


def _to_queue(_form: Form, _request: PageRequest, _payload: Mapping[str, Any]) -> str:
    return _QUEUE


ON_REPORT: Final = {"report": FormAction("report", input_of(_report), _sent)}
ON_MODERATION: Final = {"moderate": FormAction("moderate", input_of(_decision), _to_queue)}

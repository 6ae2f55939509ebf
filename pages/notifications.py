"""`/notifications`: what is new in what the reader follows, and the list of it; the forms that follow and unfollow."""

from collections.abc import Mapping
from typing import Any, Final

from pages import paper_text
from pages.form import Form
from pages.form_actions import FormAction, done_on, input_of
from pages.links import sign_in as sign_in_path
from pages.page_request import PageRequest
from pages.rendering import Page, Redirect, render_page

_PATH: Final = "/notifications"


async def notifications(request: PageRequest) -> Page | Redirect:
    """The page of the signed-in user."""
    after = {"after": request.query.get("after"), "followingAfter": request.query.get("following")}
    data = await request.execute("notifications", **after)
    if data["viewer"] is None:
        return Redirect(sign_in_path(_PATH), 303)
    account: Mapping[str, Any] = data["viewer"]["account"]
    nodes = account["notifications"]["nodes"]
    return render_page(
        request.reader, "notifications", "plain", status=request.result.status, account=account, result=request.result,
        labels=paper_text, page_path=_PATH, first=not any(after.values()), latest=nodes[0]["at"] if nodes else "",
    )  # fmt: skip


def _follow(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"subject": form.get("subject") or request.path_params["id"], "on": bool(form.get("on"))}


def _until(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"until": form.get("until")}


#: On the page of a node, and on this page for the node of the form.
ON_NODE: Final = {"follow": FormAction("follow", input_of(_follow), done_on("follow"))}
ON_NOTIFICATIONS: Final = {
    "follow": FormAction("follow", input_of(_follow), done_on("following")),
    "read": FormAction("mark_notifications_read", input_of(_until), done_on("news")),
}

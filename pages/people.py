"""`/users/{id}` and `/collections/{id}`: contributions and collections of a user that the reader may see."""

from collections.abc import Mapping
from typing import Any, Final

from pages import paper_text
from pages.form import Form
from pages.form_actions import FormAction, done_on, input_of
from pages.links import feed_link, href
from pages.page_request import NoSuchPage, PageRequest
from pages.rendering import Page, Redirect, render_page

_VISIBILITIES: Final = ("PRIVATE", "UNLISTED", "PUBLIC")


async def user(request: PageRequest) -> Page | Redirect:
    """A user's reviews, comments and collections; for the user also the saved papers."""
    after = {"collectionsAfter": request.query.get("collections"), "savedAfter": request.query.get("saved")}
    data = await _fetch(request, "user", "user", **after)
    if data["id"] != request.path_params["id"]:
        return Redirect(href(data["id"], "User"))
    is_owner = request.reader.handle == data["handle"]
    return render_page(
        request.reader, "user", "plain", status=request.result.status, user=data, is_owner=is_owner, labels=paper_text,
        result=request.result, page_path=href(data["id"], "User"), visibilities=_VISIBILITIES,
        first=not request.query.get("after"),
    )  # fmt: skip


async def collection(request: PageRequest) -> Page | Redirect:
    """A collection; its owner can change it."""
    data = await _fetch(request, "collection", "collection")
    if data["id"] != request.path_params["id"]:
        return Redirect(href(data["id"], "Collection"))
    page_path = href(data["id"], "Collection")
    is_public = data["visibility"] == "PUBLIC" and not data["hidden"]
    return render_page(
        request.reader, "collection", "plain", status=request.result.status, collection=data, result=request.result,
        labels=paper_text, is_owner=request.reader.handle == data["owner"]["handle"], page_path=page_path,
        feeds=[feed_link(page_path, data["title"])] if is_public else [], visibilities=_VISIBILITIES,
    )  # fmt: skip


async def _fetch(request: PageRequest, document: str, kind: str, **more: str | None) -> Mapping[str, Any]:
    data = await request.execute(document, id=request.path_params["id"], after=request.query.get("after"), **more)
    if data["node"] is None:
        raise NoSuchPage(f"The {kind} {request.path_params['id'][:200]!r} does not exist or is private.")
    return data["node"]


def _create(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {name: form.get(name) for name in ("title", "description", "visibility")}


def _changed(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"input": {"collection": request.path_params["id"], **_create(form, request)}}


def _of_paper(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"collection": request.path_params["id"], "paper": form.get("paper")}


def _to_collection(_form: Form, _request: PageRequest, payload: Mapping[str, Any]) -> str:
    return href(payload["collection"]["id"], "Collection")


def _home(_form: Form, request: PageRequest, _payload: Mapping[str, Any]) -> str:
    viewer = request.context.viewer
    return href(viewer.id, "User") if viewer else "/"


ON_USER: Final = {"create": FormAction("create_collection", input_of(_create), _to_collection)}
ON_COLLECTION: Final = {
    "change": FormAction("update_collection", _changed, done_on("")),
    "add": FormAction("add_to_collection", input_of(_of_paper), done_on("papers")),
    "remove": FormAction("remove_from_collection", input_of(_of_paper), done_on("papers")),
    "delete": FormAction(
        "delete_collection", input_of(lambda _form, request: {"collection": request.path_params["id"]}), _home
    ),
}

"""`/users/{id}` and `/collections/{id}`: what people wrote and keep, as far as who looks may see it."""

from collections.abc import Mapping
from typing import Any, Final

from pages import paper_text as words
from pages.form import Form
from pages.form_actions import FormAction, done_on, input_of
from pages.links import href
from pages.page_request import NoSuchPage, PageRequest
from pages.rendering import Page, Redirect, render_page

_VISIBILITIES: Final = ("PRIVATE", "UNLISTED", "PUBLIC")


async def user(visit: PageRequest) -> Page | Redirect:
    """A person: their reviews, comments and collections; for themselves also what they saved."""
    found = await _find(visit, "user", "person")
    if found["id"] != visit.path["id"]:
        return Redirect(href(found["id"], "User"))
    mine = visit.reader.handle == found["handle"]
    return render_page(
        visit.reader, "user", "plain", status=visit.said.status, person=found, mine=mine, words=words, said=visit.said,
        here=href(found["id"], "User"), visibilities=_VISIBILITIES, first=not visit.query.get("after"),
    )  # fmt: skip


async def collection(visit: PageRequest) -> Page | Redirect:
    """A collection; its owner can change it."""
    found = await _find(visit, "collection", "collection")
    if found["id"] != visit.path["id"]:
        return Redirect(href(found["id"], "Collection"))
    return render_page(
        visit.reader, "collection", "plain", status=visit.said.status, collection=found, said=visit.said, words=words,
        mine=visit.reader.handle == found["owner"]["handle"], here=href(found["id"], "Collection"),
        visibilities=_VISIBILITIES,
    )  # fmt: skip


async def _find(visit: PageRequest, document: str, what: str) -> Mapping[str, Any]:
    asked = await visit.ask(document, id=visit.path["id"], after=visit.query.get("after"))
    if asked["found"] is None:
        raise NoSuchPage(f"There is no {what} {visit.path['id'][:200]!r}, or none that you may see.")
    return asked["found"]


def _create(form: Form, _visit: PageRequest) -> dict[str, Any]:
    return {name: form.get(name) for name in ("title", "description", "visibility")}


def _changed(form: Form, visit: PageRequest) -> dict[str, Any]:
    return {"input": {"collection": visit.path["id"], **_create(form, visit)}}


def _of_paper(form: Form, visit: PageRequest) -> dict[str, Any]:
    return {"collection": visit.path["id"], "paper": form.get("paper")}


def _to_collection(_form: Form, _visit: PageRequest, did: Mapping[str, Any]) -> str:
    return href(did["collection"]["id"], "Collection")


def _home(_form: Form, visit: PageRequest, _did: Mapping[str, Any]) -> str:
    viewer = visit.context.viewer
    return href(viewer.id, "User") if viewer else "/"


ON_USER: Final = {"create": FormAction("create_collection", input_of(_create), _to_collection)}
ON_COLLECTION: Final = {
    "change": FormAction("update_collection", _changed, done_on("")),
    "add": FormAction("add_to_collection", input_of(_of_paper), done_on("papers")),
    "remove": FormAction("remove_from_collection", input_of(_of_paper), done_on("papers")),
    "delete": FormAction("delete_collection", input_of(lambda _form, visit: {"collection": visit.path["id"]}), _home),
}

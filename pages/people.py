"""`/users/{id}` and `/collections/{id}`: what people wrote and keep, as far as who looks may see it."""

from collections.abc import Mapping
from typing import Any, Final

from pages import paper_words as words
from pages.acts import Act, done_on, given
from pages.form import Form
from pages.links import href
from pages.rendering import Moved, Shown, shown
from pages.visit import NoSuchPage, Visit

_VISIBILITIES: Final = ("PRIVATE", "UNLISTED", "PUBLIC")


async def user(visit: Visit) -> Shown | Moved:
    """A person: their reviews, comments and collections; for themselves also what they saved."""
    found = await _found(visit, "user", "person")
    if found["id"] != visit.path["id"]:
        return Moved(href(found["id"], "User"))
    mine = visit.reader.handle == found["handle"]
    return shown(
        visit.reader, "user", "plain", status=visit.said.status, person=found, mine=mine, words=words, said=visit.said,
        here=href(found["id"], "User"), visibilities=_VISIBILITIES, first=not visit.query.get("after"),
    )  # fmt: skip


async def collection(visit: Visit) -> Shown | Moved:
    """A collection; its owner can change it."""
    found = await _found(visit, "collection", "collection")
    if found["id"] != visit.path["id"]:
        return Moved(href(found["id"], "Collection"))
    return shown(
        visit.reader, "collection", "plain", status=visit.said.status, collection=found, said=visit.said, words=words,
        mine=visit.reader.handle == found["owner"]["handle"], here=href(found["id"], "Collection"),
        visibilities=_VISIBILITIES,
    )  # fmt: skip


async def _found(visit: Visit, document: str, what: str) -> Mapping[str, Any]:
    asked = await visit.ask(document, id=visit.path["id"], after=visit.query.get("after"))
    if asked["found"] is None:
        raise NoSuchPage(f"There is no {what} {visit.path['id'][:200]!r}, or none that you may see.")
    return asked["found"]


def _made(form: Form, _visit: Visit) -> dict[str, Any]:
    return {name: form.get(name) for name in ("title", "description", "visibility")}


def _changed(form: Form, visit: Visit) -> dict[str, Any]:
    return {"input": {"collection": visit.path["id"], **_made(form, visit)}}


def _of_paper(form: Form, visit: Visit) -> dict[str, Any]:
    return {"collection": visit.path["id"], "paper": form.get("paper")}


def _to_collection(_form: Form, _visit: Visit, did: Mapping[str, Any]) -> str:
    return href(did["collection"]["id"], "Collection")


def _home(_form: Form, visit: Visit, _did: Mapping[str, Any]) -> str:
    viewer = visit.request.viewer
    return href(viewer.id, "User") if viewer else "/"


ON_USER: Final = {"create": Act("create_collection", given(_made), _to_collection)}
ON_COLLECTION: Final = {
    "change": Act("update_collection", _changed, done_on("")),
    "add": Act("add_to_collection", given(_of_paper), done_on("papers")),
    "remove": Act("remove_from_collection", given(_of_paper), done_on("papers")),
    "delete": Act("delete_collection", given(lambda _form, visit: {"collection": visit.path["id"]}), _home),
}

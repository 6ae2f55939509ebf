"""`/import` and `/imports/{id}`: a library from a reference manager becomes a collection, and the reader sees and
decides what each entry is."""

import json
from collections.abc import Mapping
from typing import Any, Final

from identifiers import reference
from pages.form import Form
from pages.form_actions import FormAction, input_of
from pages.links import sign_in as sign_in_path
from pages.page_request import NoSuchPage, PageRequest
from pages.rendering import Page, Redirect, render_page

_FORM: Final = "/import"
#: The outcomes by their value in the URL.
OUTCOMES: Final = {
    "asked": "To decide", "matched": "Found", "unmatched": "Not found", "confirmed": "You confirmed",
    "rejected": "You rejected",
}  # fmt: skip
_SIZE: Final = 50
#: The field of CSL-JSON for an identifier, and what stands before its value.
_CSL: Final = {
    "doi": ("DOI", ""), "pmid": ("PMID", ""), "pmcid": ("PMCID", ""), "mag": ("mag", ""), "arxiv": ("arxiv", ""),
    "url": ("URL", "https://"), "id": ("openalex", ""),
}  # fmt: skip
#: Prefixes of ids of papers that have no OpenAlex key, and their fields.
_LOCAL: Final = {"doi:": "DOI", "arxiv:": "arxiv", "pmid:": "PMID"}


async def form(request: PageRequest) -> Page | Redirect:
    """The form with the text of a library."""
    viewer = (await request.execute("import_form"))["viewer"]
    if viewer is None:
        return Redirect(sign_in_path(_FORM), 303)
    return render_page(
        request.reader, "import_form", "import", status=request.result.status, result=request.result,
        collections=viewer["collections"]["nodes"], chosen=request.query.get("collection", ""), page_path=_FORM,
    )  # fmt: skip


async def imported(request: PageRequest) -> Page | Redirect:
    """An import of the reader, entry by entry."""
    name = request.path_params["id"]
    chosen = request.query.get("outcome", "")
    after = request.query.get("after", "")
    data = await request.execute(
        "library_import", id=name, after=int(after) if after.isdecimal() and len(after) < 8 else 0,
        outcomes=[chosen.upper()] if chosen in OUTCOMES else None,
    )  # fmt: skip
    page_path = f"/imports/{name}"
    if data["viewer"] is None:
        return Redirect(sign_in_path(page_path), 303)
    if data["import"] is None:
        raise NoSuchPage("You have no import with this id.")
    entries = data["import"]["entries"]
    return render_page(
        request.reader, "library_import", "plain", status=request.result.status, result=request.result,
        library=data["import"], outcomes=OUTCOMES, chosen=chosen, page_path=page_path,
        next_after=entries[-1]["position"] if len(entries) == _SIZE else None,
    )  # fmt: skip


def pasted(text: str) -> str:
    """Titles, identifiers and addresses, one a line, as a library in CSL-JSON."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return json.dumps([_item(line) for line in lines], ensure_ascii=False)


def _item(line: str) -> dict[str, str]:
    named = reference.read_page(line)
    if named is None or named.scheme not in _CSL:
        return {"title": line}
    for prefix, name in _LOCAL.items():
        if named.scheme == "id" and named.key.startswith(prefix):
            return {name: named.key.removeprefix(prefix)}
    name, start = _CSL[named.scheme]
    return {name: start + named.key}


def _imported(form: Form, _request: PageRequest) -> dict[str, Any]:
    collection = form.get("collection")
    target = {"collection": collection} if collection else {"title": form.get("title")}
    return {"format": "BIBTEX", "text": form.get("text"), "visibility": form.get("visibility", "PRIVATE"), **target}


def _pasted(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"format": "CSL_JSON", "text": pasted(form.get("papers")), "collection": request.path_params["id"]}


def _to_import(_form: Form, _request: PageRequest, payload: Mapping[str, Any]) -> str:
    return f"/imports/{payload['import']['importId']}"


def _decided(form: Form, request: PageRequest) -> dict[str, Any]:
    position, paper = form.get("position"), form.get("paper")
    return {
        "input": {
            "import": request.path_params["id"],
            "position": int(position) if position.isdecimal() and len(position) < 8 else 0,
            "paper": None if form.get("none") else paper,
        }
    }


def _to_entry(form: Form, request: PageRequest, _payload: Mapping[str, Any]) -> str:
    position = form.get("position")
    before = f"?after={int(position) - 1}" if position.isdecimal() and int(position) > _SIZE else ""
    return f"{request.url_path}{before}#entry-{position}"


def _to_top(_form: Form, request: PageRequest, _payload: Mapping[str, Any]) -> str:
    return request.url_path


ON_FORM: Final = {"import": FormAction("import_library", input_of(_imported), _to_import)}
ON_IMPORT: Final = {
    "decide": FormAction("resolve_library_entry", _decided, _to_entry),
    "undo": FormAction(
        "undo_library_import", lambda _form, request: {"input": {"import": request.path_params["id"]}}, _to_top
    ),
}
#: On the page of a collection: many papers at once.
ON_COLLECTION: Final = {"paste": FormAction("import_library", input_of(_pasted), _to_import)}

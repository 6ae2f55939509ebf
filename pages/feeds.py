"""Feeds of public things: the new papers of an author, a topic or a venue, the reviews and comments of a paper, and the
additions to a public collection."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from exports.atom import NEVER, Entry, Feed, isolated
from graphdb import timestamps
from pages.entities import key as entity_key
from pages.links import FEED, href
from pages.page_request import NoSuchPage, PageRequest
from pages.paper import key as paper_key
from pages.paper_text import COMMENTS, POINTS
from pages.rendering import Redirect
from plaintext.formulas import readable

Data = Mapping[str, Any]
View = Callable[[PageRequest], Awaitable[Feed | Redirect]]
#: Entries of a feed, and characters of an abstract.
MAX_ENTRIES: Final = 50
_ABSTRACT: Final = 1_500


def _papers(name: str, label: str) -> View:
    async def view(request: PageRequest) -> Feed | Redirect:
        """The latest papers by their day of publication, without those of the future."""
        today = timestamps.to_text()[:10]
        data = await _node(request, f"feed_{name}", name, entity_key(request.path_params["id"], label), today=today)
        path = href(data["id"], label)
        if data["id"] != request.path_params["id"]:
            return Redirect(path + FEED)
        entries = [_paper(request, paper, f"{paper['publishedOn']}T00:00:00Z") for paper in data["papers"]["nodes"]]
        return _feed(request, path, f"New papers: {isolated(data['name'])}", entries)

    return view


async def collection(request: PageRequest) -> Feed | Redirect:
    """The latest additions to a public collection. Raises NoSuchPage for other collections."""
    data = await _node(request, "feed_collection", "collection", request.path_params["id"])
    if data["visibility"] != "PUBLIC":
        raise NoSuchPage("Only public collections have a feed.")
    path = href(data["id"], "Collection")
    if data["id"] != request.path_params["id"]:
        return Redirect(path + FEED)
    entries = [_paper(request, edge["node"], edge["addedAt"]) for edge in data["additions"]["edges"]]
    title = f"{isolated(data['title'])}, a collection by {isolated(data['owner']['name'])}"
    return _feed(request, path, title, entries, data["description"] or "", data["createdAt"])


async def paper(request: PageRequest) -> Feed | Redirect:
    """The latest reviews and comments, and the latest replies to these comments."""
    data = await _node(request, "feed_paper", "paper", paper_key(request.path_params["id"]))
    path = href(data["id"])
    if data["id"] != request.path_params["id"]:
        return Redirect(path + FEED)
    comments = data["comments"]["nodes"]
    said = [each for comment in comments for each in (comment, *comment["replies"]["nodes"])]
    page = request.address + path
    entries = [
        *(_review(page, review) for review in data["reviews"]["nodes"]),
        *(_comment(page, comment) for comment in said if not (comment["deleted"] or comment["hidden"])),
    ]
    latest = sorted(entries, key=lambda entry: entry.published, reverse=True)[:MAX_ENTRIES]
    return _feed(request, path, f"Reviews and comments: {isolated(readable(data['title']))}", latest)


author: Final = _papers("author", "Author")
topic: Final = _papers("topic", "Topic")
venue: Final = _papers("venue", "Venue")


async def _node(request: PageRequest, document: str, kind: str, by: object, **variables: Any) -> Data:
    node = (await request.execute(document, by=by, **variables))["node"]
    if node is None:
        raise NoSuchPage(f"This graph has no {kind} with the id {request.path_params['id'][:200]!r}.")
    return node


def _feed(
    request: PageRequest, path: str, title: str, entries: list[Entry], subtitle: str = "", updated: str = NEVER
) -> Feed:
    page = request.address + path
    return Feed(page + FEED, page, title, entries, subtitle, updated)


def _paper(request: PageRequest, data: Data, at: str) -> Entry:
    abstract = readable(data["abstract"] or "")
    shortened = abstract if len(abstract) <= _ABSTRACT else f"{abstract[:_ABSTRACT].rsplit(' ', 1)[0]} …"
    authors = [edge["name"] for edge in data["authors"]["edges"]]
    address = request.address + href(data["id"])
    return Entry(address, readable(data["title"]), at, at, authors, text=shortened, language=data["language"])


def _review(page: str, data: Data) -> Entry:
    provenance: Data = data["provenance"] or {}
    name = provenance.get("reviewer") or data["author"]["name"]
    points = "".join(f"<p><strong>{POINTS[point['kind']]}</strong></p>{point['textHtml']}" for point in data["points"])
    return Entry(
        f"{page}#{data['id']}", f"Review by {isolated(name)}", data["createdAt"], data["updatedAt"], [name],
        html=(data["summaryHtml"] or "") + points,
    )  # fmt: skip


def _comment(page: str, data: Data) -> Entry:
    name, changed = data["author"]["name"], data["editedAt"] or data["createdAt"]
    title = f"{COMMENTS[data['kind']]} by {isolated(name)}"
    return Entry(f"{page}#{data['id']}", title, data["createdAt"], changed, [name], html=data["bodyHtml"] or "")

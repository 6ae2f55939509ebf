"""`/authors/{id}`, `/institutions/{id}`, `/topics/{id}`, `/venues/{id}`, `/funders/{id}`, `/publishers/{id}` and
`/awards/{id}`: the facts of a node and its papers."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from pages.links import feed_link, href
from pages.list_files import files_of
from pages.node_plots import node_plots
from pages.oembed import discovery
from pages.page_request import NoSuchPage, PageRequest
from pages.rendering import Page, Redirect, render_page
from resolvers.text_lookups import lookups_of

#: Kinds that users follow.
_FOLLOWED: Final = frozenset({"Author", "Topic", "Venue"})
#: Kinds that have a map.
_MAPPED: Final = frozenset({"Author", "Institution", "Topic"})


def _view(name: str, label: str) -> Callable[[PageRequest], Awaitable[Page | Redirect]]:
    async def view(request: PageRequest) -> Page | Redirect:
        """The page. Any other identifier of the node redirects to its canonical URL."""
        identifier = request.identifier
        after = request.query.get("after")
        data = await request.execute(name, by=key(identifier, label), after=after, first=not after)
        node: Mapping[str, Any] | None = data["node"]
        if node is None:
            raise NoSuchPage(f"This graph has no {name} with the id {identifier[:200]!r}.")
        page_path = href(node["id"], label)
        if node["id"] != identifier:
            return Redirect(page_path, query=not request.has_foreign_url)
        links = discovery(request.address, page_path, node["name"]) if label in _MAPPED else []
        feeds = [feed_link(page_path, f"New papers: {node['name']}")] if label in _FOLLOWED else []
        return render_page(
            request.reader, name, "entity", status=request.result.status, node=node, kind=label, page_path=page_path,
            result=request.result, links=links, feeds=feeds, address=request.address + page_path,
            list_files=files_of(node["id"], label), first=not after, plots=None if after else node_plots(node, label),
        )  # fmt: skip

    return view


def key(identifier: str, label: str) -> dict[str, str]:
    """The key input of a node of the label by any identifier."""
    return next(
        ({scheme: value} for kind, scheme, value in lookups_of(identifier) if kind == label), {"id": identifier}
    )


author = _view("author", "Author")
institution = _view("institution", "Institution")
topic = _view("topic", "Topic")
venue = _view("venue", "Venue")
funder = _view("funder", "Funder")
publisher = _view("publisher", "Publisher")
award = _view("award", "Award")

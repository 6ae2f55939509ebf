"""`/search?q=…`: paged results of all kinds or of one, with the numbers of the papers among them."""

from collections.abc import Mapping
from typing import Any, Final

from pages.links import PATHS, href
from pages.node_plots import facet_plots
from pages.page_request import PageRequest
from pages.rendering import Page, Redirect, render_page

KINDS: Final = {
    "PAPER": "Papers", "AUTHOR": "People", "INSTITUTION": "Institutions", "TOPIC": "Topics", "VENUE": "Venues",
    "FUNDER": "Funders", "PUBLISHER": "Publishers",
}  # fmt: skip


#: The orders of papers besides that by relevance, by their value in the URL.
SORTS: Final = {"citations": "Most cited papers", "year": "Latest papers"}


async def search(request: PageRequest) -> Page | Redirect:
    """Twenty hits per page; none for an empty search. An identifier or a URL redirects to the page of its node."""
    text, kind = request.query.get("q", "").strip(), request.query.get("kind", "").upper()
    if not text:
        return render_page(request.reader, "search", "plain", text="", results=None)
    kinds = [kind] if kind in KINDS else None
    # A reader who chose a kind or another page gets a list, not a redirect.
    is_list = bool(kinds or request.query.get("after"))
    after = request.query.get("after")
    sort = request.query.get("sort", "")
    sort = sort if sort in SORTS and kind in {"", "PAPER"} else ""
    variables = {
        "text": text, "kinds": kinds, "after": after, "id": "" if is_list or sort else text, "first": not after,
        "orderBy": [{"field": sort.upper()}] if sort else None,
    }  # fmt: skip
    data = await request.execute("search", **variables)
    if (page := _page(data["node"])) is not None:
        return Redirect(page, 302, query=False)
    results = data["search"]
    plots = None if after or results is None else facet_plots(results["facets"])
    return render_page(
        request.reader, "search", "plain", text=text, results=results, kinds=KINDS, kind=kind, plots=plots,
        sorts=SORTS, sort=sort,
    )  # fmt: skip


def _page(node: Mapping[str, Any] | None) -> str | None:
    """The page of a node; of a review or a comment, its fragment on the paper page. None without a page."""
    if node is None:
        return None
    if node["__typename"] in PATHS:
        return href(node["id"], node["__typename"])
    return f"{href(node['paper']['id'])}#{node['id']}" if "paper" in node else None

"""`/papers/{id}`: the page of a paper, with all data for the decision whether to read it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pages import paper_lists, paper_text
from pages.links import feed_link, href
from pages.oembed import discovery
from pages.page_request import NoSuchPage, PageRequest
from pages.paper_record import description, highwire, json_ld, open_graph
from pages.rendering import Page, Redirect, render_page
from pages.year_plot import year_plot
from resolvers.text_lookups import lookups_of

Data = Mapping[str, Any]


async def paper(request: PageRequest) -> Page | Redirect:
    """The page. Any other identifier of the paper redirects to its canonical URL."""
    identifier, is_part = request.identifier, request.query.get("part") == "talk"
    is_list = not request.has_foreign_url and paper_lists.is_list(request.query.get("list"))
    if is_list:
        data = await paper_lists.fetch(request, key(identifier))
    else:
        after = {"reviewsAfter": request.query.get("after"), "commentsAfter": request.query.get("comments")}
        document = "paper_discussion" if is_part else "paper"
        data = (await request.execute(document, by=key(identifier), **after))["paper"]
    if data is None:
        raise NoSuchPage(f"This graph has no paper with the id {identifier[:200]!r}.")
    page_path = href(data["id"])
    if data["id"] != identifier:
        return Redirect(page_path, query=not request.has_foreign_url)
    if is_list:
        return paper_lists.render(request, data, page_path)
    common: dict[str, Any] = {
        "paper": data,
        "result": request.result,
        "labels": paper_text,
        "own_review": _own_review(request, data),
        "page_path": page_path,
    }
    if is_part:
        # A sign-in returns to the whole page.
        reader = replace(request.reader, location=page_path)
        return render_page(reader, "paper_discussion_part", "paper", **common)
    address = request.address + page_path
    return render_page(
        request.reader, "paper", "paper", status=request.result.status, **common, address=address,
        links=[*discovery(request.address, page_path, data["title"]), feed_link(page_path, "Reviews and comments")],
        graph_tags=open_graph(data, address),
        tags=highwire(data, address), record=json_ld(data, address), summary=description(data),
        groups=by_institution(data["authors"]["edges"]), list_labels=paper_lists.LABELS,
        citation_years=year_plot({row["year"]: row["citations"] for row in data["countsByYear"] or ()}),
    )  # fmt: skip


def key(identifier: str) -> dict[str, str]:
    """The PaperKey of an id, a DOI, an arXiv id or a URL. Raises NoSuchPage for anything else."""
    for label, scheme, value in lookups_of(identifier):
        if label == "Paper":
            return {scheme: value}
    raise NoSuchPage(f"{identifier[:200]!r} is not an identifier of a paper.")


def by_institution(edges: Sequence[Data]) -> list[dict[str, Any]]:
    """The authors grouped by institution, in the order of the byline: `id` is None for a name without a node. An author
    of two institutions is in both groups."""
    groups: dict[str, dict[str, Any]] = {}
    for edge in edges:
        places = [(each["id"], each["name"]) for each in edge["institutions"]]
        places += [(None, name) for name in edge["affiliations"]]
        for place, name in places or [(None, "No institution recorded")]:
            groups.setdefault(place or name, {"id": place, "name": name, "edges": []})["edges"].append(edge)
    return list(groups.values())


def _own_review(request: PageRequest, data: Data) -> Data | None:
    """The reader's review, if it is on this page of reviews."""
    viewer = request.context.viewer
    if viewer is None:
        return None
    reviews = data["reviews"]["nodes"]
    return next((review for review in reviews if review["author"]["id"] == viewer.id and not review["withdrawn"]), None)

"""`/papers`, `/authors`, `/institutions`, `/topics`, `/venues`, `/funders`, `/publishers`: all of a kind, by pages."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from errors import BadInput
from pages.page_request import PageRequest
from pages.rendering import Page, render_page

#: By the name in the address: what a list is sorted by, and what the form calls it.
SORTS: Final = {
    "citations": "Most cited first", "year": "Latest first", "likes": "Most liked first",
    "reviews": "Most reviewed first", "saves": "Most saved first", "comments": "Most discussed first",
}  # fmt: skip
#: What the form asks for, and the filter that it becomes.
TICKS: Final = {
    "open": ("Open access", "openAccess"), "code": ("With code", "hasCode"), "data": ("With data", "hasDataset"),
    "reviewed": ("With reviews", "hasReviews"),
}  # fmt: skip
_OTHERS: Final = {
    "authors": "Author", "institutions": "Institution", "topics": "Topic", "venues": "Venue", "funders": "Funder",
    "publishers": "Publisher",
}  # fmt: skip


async def papers(visit: PageRequest) -> Page:
    """All papers, filtered and sorted by a plain form. Raises BadInput for a year that is none."""
    query = visit.query
    sort = query.get("sort", "citations")
    order = [{"field": sort.upper()}] if sort in SORTS else [{"field": "CITATIONS"}]
    found = await visit.ask("list_papers", filter=_filter(query), orderBy=order, after=query.get("after"))
    kept = {name: query[name] for name in ("from", "to", "sort", *TICKS) if query.get(name)}
    return render_page(
        visit.reader, "list_papers", "plain", found=found["list"], kept=kept, sorts=SORTS, ticks=TICKS,
        more=_more(found["list"], kept),
    )  # fmt: skip


def _filter(query: QueryParams) -> dict[str, Any]:
    years = {name: _year(query[name], name) for name in ("from", "to") if query.get(name)}
    ticked = {field: True for name, (_, field) in TICKS.items() if query.get(name)}
    return {**ticked, **({"year": years} if years else {})}


def _year(text: str, name: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        raise BadInput(f"`{name}` is {text[:80]!r}: it must be a year.")
    return int(text)


def _more(found: dict[str, Any], kept: dict[str, str]) -> str | None:
    after = found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else None
    return after and f"?{urlencode({**kept, 'after': after})}"


def _of(plural: str, label: str) -> Callable[[PageRequest], Awaitable[Page]]:
    async def view(visit: PageRequest) -> Page:
        """All of the kind, those of most papers or citations first."""
        found = (await visit.ask(f"list_{plural}", after=visit.query.get("after")))["list"]
        title = plural.capitalize()
        return render_page(
            visit.reader, "list_things", "plain", found=found, kind=label, title=title, more=_more(found, {})
        )

    return view


OTHERS: Final = {plural: _of(plural, label) for plural, label in _OTHERS.items()}

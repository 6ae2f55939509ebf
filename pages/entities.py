"""`/authors/{id}`, `/institutions/{id}`, `/topics/{id}`, `/venues/{id}`, `/funders/{id}`, `/publishers/{id}` and
`/awards/{id}`: what a node is, and its papers by pages."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from pages.links import href
from pages.oembed import discovery
from pages.page_request import NoSuchPage, PageRequest
from pages.rendering import Page, Redirect, render_page
from resolvers.identified import lookups_of

#: Kinds of which there is a map.
_MAPPED: Final = frozenset({"Author", "Institution", "Topic"})


def _view(name: str, label: str) -> Callable[[PageRequest], Awaitable[Page | Redirect]]:
    async def view(visit: PageRequest) -> Page | Redirect:
        """The page; whoever comes with another identifier of the node is sent to its own address."""
        given = visit.named
        asked = await visit.ask(name, by=_key(given, label), after=visit.query.get("after"))
        found: Mapping[str, Any] | None = asked["found"]
        if found is None:
            raise NoSuchPage(f"No {name} of this graph has the id {given[:200]!r}.")
        here = href(found["id"], label)
        if found["id"] != given:
            return Redirect(here, query=not visit.borrowed)
        links = discovery(visit.address, here, found["name"]) if label in _MAPPED else []
        return render_page(
            visit.reader, name, "thing", found=found, kind=label, here=here, links=links, address=visit.address + here,
            first=not visit.query.get("after"),
        )  # fmt: skip

    return view


def _key(given: str, label: str) -> dict[str, str]:
    return next(({scheme: value} for kind, scheme, value in lookups_of(given) if kind == label), {"id": given})


author = _view("author", "Author")
institution = _view("institution", "Institution")
topic = _view("topic", "Topic")
venue = _view("venue", "Venue")
funder = _view("funder", "Funder")
publisher = _view("publisher", "Publisher")
award = _view("award", "Award")

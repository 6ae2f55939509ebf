"""HTML pages: each view of `pages/` at its address, with its headers, and errors as pages that people can read."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from urllib.parse import quote

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from endpoints import security
from endpoints.answering import Endpoint
from endpoints.asked import request_of
from endpoints.bodies import BadRequest
from endpoints.forms import form_of
from endpoints.named import ID
from endpoints.welcome import welcome
from endpoints.who import remember, viewer_of
from errors import PeergraphError, RequestTimeout, Unauthenticated
from pages import account, lists, people, things
from pages.acts import Act, do
from pages.built import NotBuilt
from pages.embed import embed
from pages.explore import explore
from pages.home import home
from pages.links import SAFE
from pages.links import sign_in as signing_in
from pages.paper import paper
from pages.paper_acts import ACTS as ON_PAPER
from pages.rendering import Moved, Reader, Shown, shown
from pages.search import search
from pages.visit import NoSuchPage, Said, Visit
from pages.widget import widget
from settings import Settings

View = Callable[[Visit], Awaitable[Shown | Moved]]
_LOG: Final = logging.getLogger("peergraph")


def page(view: View, acts: Mapping[str, Act] | None = None, *, framed: bool = False) -> Endpoint:
    """The endpoint of a view, and of the forms on it: `acts` by the name in their field `do`. `framed`: its errors too
    may stand in other sites' frames."""

    async def answer(http: HttpRequest) -> Response:
        settings: Settings = http.app.state.settings
        try:
            async with asyncio.timeout(settings.request_seconds):
                return await (_acted(http, view, acts or {}) if http.method == "POST" else _answered(http, view))
        except TimeoutError:
            limit = f"The page took longer than {settings.request_seconds:g} s and was ended."
            return told(http, RequestTimeout(limit), framed=framed)
        except PeergraphError as error:
            return told(http, error, framed=framed)

    return answer


async def visit_of(http: HttpRequest, *, acts: bool = False, said: Said | None = None) -> Visit:
    """The visit that a request is, for those who are signed in as themselves; `acts`: it may change something."""
    viewer, caller = await viewer_of(http, acts=acts)
    reader = Reader(theme_of(http), viewer.handle if viewer else None)
    where = quote(http.url.path, safe=SAFE)
    request = request_of(http, viewer, caller)
    return Visit(request, where, http.path_params, http.query_params, reader, said or Said())


def theme_of(http: HttpRequest) -> str:
    """The theme of the reader's choice: a cookie says it, so that the first paint has it already."""
    theme = http.cookies.get("theme", "")
    return theme if theme in {"light", "dark"} else "auto"


async def _answered(http: HttpRequest, view: View, said: Said | None = None) -> Response:
    visit = await visit_of(http, said=said)
    what = await view(visit)
    if isinstance(what, Moved):
        query = f"?{http.url.query}" if http.url.query and what.query else ""
        return RedirectResponse(what.path + query, what.status, {"cache-control": "no-cache"})
    response = _html(what)
    # A page is of one reader, and names files that the next version does not have.
    response.headers["cache-control"] = "private, no-store" if visit.request.viewer else "no-cache"
    response.headers["vary"] = "Cookie, Authorization, Accept"
    remember(http, visit.request.caller, response)
    return response


async def _acted(http: HttpRequest, view: View, acts: Mapping[str, Act]) -> Response:
    """Does what a form asks for and sends the reader on, or shows the page with what is wrong."""
    form = await form_of(http)
    act = acts.get(form.get("do"))
    if act is None:
        raise BadRequest("This page has no such form: reload it and try again.")
    visit = await visit_of(http, acts=True)
    try:
        done = await do(visit, act, form)
    except Unauthenticated:
        done = signing_in(visit.where)
    if isinstance(done, Said):
        return await _answered(http, view, done)
    response = RedirectResponse(done, 303, {"cache-control": "no-store"})
    remember(http, visit.request.caller, response)
    return response


def told(http: HttpRequest, error: PeergraphError, *, framed: bool = False) -> Response:
    """An error as a page."""
    if isinstance(error, NotBuilt):
        return PlainTextResponse(f"{error}\n", error.status)
    said, title = str(error), "There is no such page" if error.status == 404 else "That did not work"
    if error.status == PeergraphError.status:
        number = secrets.token_hex(6)
        _LOG.error("Unforeseen error %s", number, exc_info=error)
        said = f"Something went wrong on our side. Please report this number: {number}."
    reader = Reader(theme_of(http))
    return _html(shown(reader, "error", "plain", framed=framed, status=error.status, title=title, said=said))


async def missing(http: HttpRequest, _error: Exception) -> Response:
    """What an address that leads nowhere answers: a page for people, a sentence for programs."""
    said = f"There is nothing at {http.url.path[:200]}."
    return told(http, NoSuchPage(said)) if wants_html(http) else PlainTextResponse(f"{said}\n", 404)


def wants_html(http: HttpRequest) -> bool:
    """Whether a browser asks, which names HTML; programs take anything."""
    return "text/html" in http.headers.get("accept", "")


async def front(http: HttpRequest) -> Response:
    """The first page: HTML in a browser, a few lines of text elsewhere."""
    return await page(home)(http) if wants_html(http) else await welcome(http)


def _html(what: Shown) -> Response:
    return HTMLResponse(what.html, what.status, headers=security.headers(framed=what.framed, styling=what.styling))


_BOTH: Final = ["GET", "POST"]

routes: Final = [
    Route("/", front),
    Route("/search", page(search)),
    Route("/papers", page(lists.papers)),
    *(Route(f"/{plural}", page(view)) for plural, view in lists.OTHERS.items()),
    Route(f"/papers/{ID}", page(paper, ON_PAPER), methods=_BOTH),
    Route(f"/authors/{ID}", page(things.author)),
    Route(f"/institutions/{ID}", page(things.institution)),
    Route(f"/topics/{ID}", page(things.topic)),
    Route(f"/venues/{ID}", page(things.venue)),
    Route(f"/funders/{ID}", page(things.funder)),
    Route(f"/publishers/{ID}", page(things.publisher)),
    Route(f"/awards/{ID}", page(things.award)),
    Route(f"/users/{ID}", page(people.user, people.ON_USER), methods=_BOTH),
    Route(f"/collections/{ID}", page(people.collection, people.ON_COLLECTION), methods=_BOTH),
    Route("/sign-in", page(account.sign_in, account.ON_SIGN_IN), methods=_BOTH),
    Route("/sign-up", page(account.sign_up, account.ON_SIGN_UP), methods=_BOTH),
    Route("/settings", page(account.settings, account.ON_SETTINGS), methods=_BOTH),
    Route("/explore", page(explore)),
    Route("/widget", page(widget)),
    Route("/embed/map", page(embed, framed=True)),
    Route(f"/embed/map/{ID}", page(embed, framed=True)),
]

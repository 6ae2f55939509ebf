"""HTML pages: each view of `pages/` at its address, with its headers, and errors as pages that people can read."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from urllib.parse import quote

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from accounts.caller import Caller
from endpoints import security
from endpoints.authentication import remember, viewer_of
from endpoints.forms import form_of
from endpoints.id_convertor import ID
from endpoints.params import context_of
from endpoints.request_body import BadRequest
from endpoints.responses import Endpoint, time_limit
from endpoints.welcome import welcome
from errors import PeergraphError, Unauthenticated
from pages import account, entities, lists, people
from pages.assets import NotBuilt
from pages.embed import embed
from pages.explore import explore
from pages.form_actions import FormAction, do
from pages.home import home
from pages.links import SAFE
from pages.links import sign_in as signing_in
from pages.page_request import FormResult, NoSuchPage, PageRequest
from pages.paper import paper
from pages.paper_actions import ACTS as ON_PAPER
from pages.rendering import Page, Reader, Redirect, render_page
from pages.search import search
from pages.widget import widget
from settings import Settings

View = Callable[[PageRequest], Awaitable[Page | Redirect]]
_LOG: Final = logging.getLogger("peergraph")


def page(view: View, acts: Mapping[str, FormAction] | None = None, *, framed: bool = False) -> Endpoint:
    """The endpoint of a view, and of the forms on it: `acts` by the name in their field `do`. `framed`: its errors too
    may stand in other sites' frames."""

    async def answer(http: HttpRequest) -> Response:
        settings: Settings = http.app.state.settings
        try:
            async with time_limit(settings.request_seconds):
                return await (_acted(http, view, acts or {}) if http.method == "POST" else _respond(http, view))
        except PeergraphError as error:
            return error_page(http, error, framed=framed)

    return answer


async def page_request_of(http: HttpRequest, *, acts: bool = False, said: FormResult | None = None) -> PageRequest:
    """The visit that a request is, for those who are signed in as themselves; `acts`: it may change something."""
    viewer, caller = await viewer_of(http, acts=acts)
    reader = Reader(theme_of(http), viewer.handle if viewer else None)
    where = quote(http.url.path, safe=SAFE)
    request = context_of(http, viewer, caller)
    return PageRequest(request, where, http.path_params, http.query_params, reader, said or FormResult())


def theme_of(http: HttpRequest) -> str:
    """The theme of the reader's choice: a cookie says it, so that the first paint has it already."""
    theme = http.cookies.get("theme", "")
    return theme if theme in {"light", "dark"} else "auto"


async def _respond(http: HttpRequest, view: View, said: FormResult | None = None) -> Response:
    visit = await page_request_of(http, said=said)
    what = await view(visit)
    if isinstance(what, Redirect):
        query = f"?{http.url.query}" if http.url.query and what.query else ""
        return RedirectResponse(what.path + query, what.status, {"cache-control": "no-cache"})
    response = _html(what)
    # A page is of one reader, and names files that the next version does not have.
    response.headers["cache-control"] = "private, no-store" if visit.context.viewer else "no-cache"
    response.headers["vary"] = "Cookie, Authorization, Accept"
    remember(http, visit.context.state(Caller), response)
    return response


async def _acted(http: HttpRequest, view: View, acts: Mapping[str, FormAction]) -> Response:
    """Does what a form asks for and sends the reader on, or shows the page with what is wrong."""
    form = await form_of(http)
    act = acts.get(form.get("do"))
    if act is None:
        raise BadRequest("This page has no such form: reload it and try again.")
    visit = await page_request_of(http, acts=True)
    try:
        done = await do(visit, act, form)
    except Unauthenticated:
        done = signing_in(visit.where)
    if isinstance(done, FormResult):
        return await _respond(http, view, done)
    response = RedirectResponse(done, 303, {"cache-control": "no-store"})
    remember(http, visit.context.state(Caller), response)
    return response


def error_page(http: HttpRequest, error: PeergraphError, *, framed: bool = False) -> Response:
    """An error as a page."""
    if isinstance(error, NotBuilt):
        return PlainTextResponse(f"{error}\n", error.status)
    said, title = str(error), "There is no such page" if error.status == 404 else "That did not work"
    if error.status == PeergraphError.status:
        number = secrets.token_hex(6)
        _LOG.error("Unforeseen error %s", number, exc_info=error)
        said = f"Something went wrong on our side. Please report this number: {number}."
    reader = Reader(theme_of(http))
    return _html(render_page(reader, "error", "plain", framed=framed, status=error.status, title=title, said=said))


async def missing(http: HttpRequest, _error: Exception) -> Response:
    """What an address that leads nowhere answers: a page for people, a sentence for programs."""
    said = f"There is nothing at {http.url.path[:200]}."
    return error_page(http, NoSuchPage(said)) if wants_html(http) else PlainTextResponse(f"{said}\n", 404)


def wants_html(http: HttpRequest) -> bool:
    """Whether a browser asks, which names HTML; programs take anything."""
    return "text/html" in http.headers.get("accept", "")


async def front(http: HttpRequest) -> Response:
    """The first page: HTML in a browser, a few lines of text elsewhere."""
    return await page(home)(http) if wants_html(http) else await welcome(http)


def _html(what: Page) -> Response:
    return HTMLResponse(what.html, what.status, headers=security.headers(framed=what.framed, styling=what.styling))


_BOTH: Final = ["GET", "POST"]

routes: Final = [
    Route("/", front),
    Route("/search", page(search)),
    Route("/papers", page(lists.papers)),
    *(Route(f"/{plural}", page(view)) for plural, view in lists.OTHERS.items()),
    Route(f"/papers/{ID}", page(paper, ON_PAPER), methods=_BOTH),
    Route(f"/authors/{ID}", page(entities.author)),
    Route(f"/institutions/{ID}", page(entities.institution)),
    Route(f"/topics/{ID}", page(entities.topic)),
    Route(f"/venues/{ID}", page(entities.venue)),
    Route(f"/funders/{ID}", page(entities.funder)),
    Route(f"/publishers/{ID}", page(entities.publisher)),
    Route(f"/awards/{ID}", page(entities.award)),
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

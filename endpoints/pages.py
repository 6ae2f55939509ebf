"""HTML pages: the views of `pages/` at their paths, with headers, and errors as pages."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final, cast
from urllib.parse import quote

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from accounts.caller import Caller
from endpoints import security
from endpoints.authentication import remember, viewer_of
from endpoints.citations import paper_page
from endpoints.error_formatting import count_error
from endpoints.forms import form_of
from endpoints.id_convertor import ID
from endpoints.params import context_of
from endpoints.request_body import BadRequest
from endpoints.responses import Endpoint, deadline, public_message, retry_header
from endpoints.unread import UnreadCounts
from endpoints.welcome import welcome
from errors import PeergraphError, Unauthenticated
from execution.admission import Admission
from identifiers.page_path import SAFE
from loaders.viewer import Role
from pages import account, account_links, author_claims, entities, library, lists, moderation, people
from pages.assets import NotBuilt
from pages.embed import embed
from pages.explore import explore
from pages.form_actions import FormAction, perform
from pages.home import home
from pages.links import back_to
from pages.links import sign_in as sign_in_path
from pages.messages import error_sentence
from pages.notifications import ON_NODE, ON_NOTIFICATIONS, notifications
from pages.page_request import FormResult, NoSuchPage, PageRequest
from pages.paper import paper
from pages.paper_actions import ACTIONS as ON_PAPER
from pages.rendering import Page, Reader, Redirect, render_page
from pages.search import search
from pages.widget import widget

View = Callable[[PageRequest], Awaitable[Page | Redirect]]
#: Characters of a search that an error page repeats.
_QUERY: Final = 1_000
_TITLES: Final = {404: "Page not found", 429: "Too many requests"}


def page(
    view: View, actions: Mapping[str, FormAction] | None = None, *, framed: bool = False, imports: bool = False
) -> Endpoint:
    """The endpoint of a view and of its forms: `actions` by the value of their field `do`. `framed`: its error pages
    can be embedded in an iframe as well; `imports`: its forms can have the text of a library."""

    async def respond(http: HttpRequest) -> Response:
        try:
            async with deadline(http):
                return await (
                    _perform(http, view, actions or {}, imports=imports)
                    if http.method == "POST"
                    else _respond(http, view)
                )
        except PeergraphError as error:
            redirect = _without_slash(http) if isinstance(error, NoSuchPage) else None
            return redirect or error_page(http, error, framed=framed)

    return respond


async def page_request_of(
    http: HttpRequest, *, acts: bool = False, result: FormResult | None = None, public: bool = False
) -> PageRequest:
    """The page request of an HTTP request, with its signed-in user; `acts`: it may write; `public`: without the user,
    because the response is the same for everybody."""
    viewer, caller = await viewer_of(http, acts=acts)
    viewer = None if public else viewer
    url_path = quote(http.url.path, safe=SAFE)
    is_moderator = viewer is not None and viewer.role >= Role.MODERATOR
    reader = Reader(theme_of(http), viewer.handle if viewer else None, _location(http), is_moderator=is_moderator)
    context = context_of(http, viewer, caller, cast("Admission", http.app.state.admission).for_pages())
    return PageRequest(context, url_path, http.path_params, http.query_params, reader, result or FormResult())


def _location(http: HttpRequest) -> str:
    """The path and query to which a sign-in returns; of a form, the path."""
    url_path = quote(http.url.path, safe=SAFE)
    return f"{url_path}?{http.url.query}" if http.url.query and http.method == "GET" else url_path


def theme_of(http: HttpRequest) -> str:
    """The reader's theme, from a cookie, so that the first paint has it."""
    theme = http.cookies.get("theme", "")
    return theme if theme in {"light", "dark"} else "auto"


async def _respond(http: HttpRequest, view: View, result: FormResult | None = None) -> Response:
    request = await page_request_of(http, result=result)
    if request.context.viewer is not None:
        counts: UnreadCounts = http.app.state.unread
        unread = await counts.of(http, request.context.viewer.id)
        request = replace(request, reader=replace(request.reader, unread=unread))
    outcome = await view(request)
    if isinstance(outcome, Redirect):
        query = f"?{http.url.query}" if http.url.query and outcome.query else ""
        return RedirectResponse(outcome.path + query, outcome.status, {"cache-control": "no-cache"})
    response = _html(outcome)
    # A page is personal, and names files that the next version does not have.
    response.headers["cache-control"] = "private, no-store" if request.context.viewer else "no-cache"
    response.headers["vary"] = "Cookie, Authorization, Accept"
    remember(http, request.context.state(Caller), response)
    return response


async def _perform(http: HttpRequest, view: View, actions: Mapping[str, FormAction], *, imports: bool) -> Response:
    """Run the action of a form and redirect to its target, or show the page with the problems."""
    form = await form_of(http, imports=imports)
    action = actions.get(form.get("do"))
    if action is None:
        raise BadRequest("This page has no such form: reload it and try again.")
    request = await page_request_of(http, acts=True)
    try:
        outcome = await perform(request, action, form)
    except Unauthenticated:
        outcome = sign_in_path(request.url_path)
    if isinstance(outcome, FormResult):
        response = await _respond(http, view, outcome)
        remember(http, request.context.state(Caller), response)
        return response
    response = RedirectResponse(outcome, 303, {"cache-control": "no-store"})
    remember(http, request.context.state(Caller), response)
    return response


def error_page(http: HttpRequest, error: PeergraphError, *, framed: bool = False) -> Response:
    """An error as a page."""
    count_error(error, error.code)
    if isinstance(error, NotBuilt):
        return PlainTextResponse(f"{error}\n", error.status)
    message, title = error_sentence(error, public_message(error)), _TITLES.get(error.status, "Something went wrong")
    reader = Reader(theme_of(http), location=_location(http))
    response = _html(
        render_page(
            reader, "error", "plain", framed=framed, status=error.status, title=title, message=message,
            query=http.query_params.get("q", "")[:_QUERY],
        )
    )  # fmt: skip
    response.headers.update(retry_header(error))
    return response


async def missing(http: HttpRequest, _error: Exception) -> Response:
    """The response for an unknown path: a page for browsers, a sentence for programs."""
    if redirect := _without_slash(http):
        return redirect
    message = f"There is no page at {http.url.path[:200]}."
    return error_page(http, NoSuchPage(message)) if wants_html(http) else PlainTextResponse(f"{message}\n", 404)


def _without_slash(http: HttpRequest) -> Response | None:
    """A redirect for an unknown path with a slash at its end, which is not an encoded one of an identifier: by path,
    because the Host header of the request can be anything."""
    path = http.url.path.rstrip("/")
    if not http.scope["raw_path"].endswith(b"/") or http.method not in {"GET", "HEAD"} or back_to(path) == "/":
        return None
    query = f"?{http.url.query}" if http.url.query else ""
    return RedirectResponse(quote(path, safe=SAFE) + query, 307)


async def failed(_http: HttpRequest, _error: Exception) -> Response:
    """The response when an endpoint fails in a way that it does not handle; the server logs the error."""
    return PlainTextResponse("An internal error occurred.\n", 500, {"x-content-type-options": "nosniff"})


def wants_html(http: HttpRequest) -> bool:
    """Whether the client is a browser: it accepts HTML by name; programs accept anything."""
    return "text/html" in http.headers.get("accept", "")


async def front(http: HttpRequest) -> Response:
    """The home page: HTML in a browser, a few lines of text elsewhere."""
    return await page(home)(http) if wants_html(http) else await welcome(http)


def _html(page: Page) -> Response:
    headers = security.headers(framed=page.framed, styling=page.styling)
    return HTMLResponse(page.html, page.status, headers=headers)


_BOTH: Final = ["GET", "POST"]

routes: Final = [
    Route("/", front),
    Route("/search", page(search)),
    Route("/papers", page(lists.papers)),
    *(Route(f"/{plural}", page(view)) for plural, view in lists.BY_PLURAL.items()),
    Route(f"/papers/{ID}", paper_page(page(paper, ON_PAPER | ON_NODE)), methods=_BOTH),
    Route(f"/authors/{ID}", page(entities.author, ON_NODE | author_claims.ON_AUTHOR), methods=_BOTH),
    Route(f"/institutions/{ID}", page(entities.institution)),
    Route(f"/topics/{ID}", page(entities.topic, ON_NODE), methods=_BOTH),
    Route(f"/venues/{ID}", page(entities.venue, ON_NODE), methods=_BOTH),
    Route(f"/funders/{ID}", page(entities.funder)),
    Route(f"/publishers/{ID}", page(entities.publisher)),
    Route(f"/awards/{ID}", page(entities.award)),
    Route(f"/users/{ID}", page(people.user, people.ON_USER), methods=_BOTH),
    Route(
        f"/collections/{ID}",
        page(people.collection, people.ON_COLLECTION | library.ON_COLLECTION | ON_NODE),
        methods=_BOTH,
    ),
    Route("/sign-in", page(account.sign_in, account.ON_SIGN_IN), methods=_BOTH),
    Route("/sign-up", page(account.sign_up, account.ON_SIGN_UP), methods=_BOTH),
    Route("/forgot-password", page(account_links.forgotten, account_links.ON_FORGOTTEN), methods=_BOTH),
    Route("/reset-password", page(account_links.reset, account_links.ON_RESET), methods=_BOTH),
    Route("/confirm-email", page(account_links.confirm, account_links.ON_CONFIRM), methods=_BOTH),
    Route("/settings", page(account.settings, account.ON_SETTINGS), methods=_BOTH),
    Route("/report", page(moderation.report, moderation.ON_REPORT), methods=_BOTH),
    Route(
        "/moderation",
        page(moderation.moderation, moderation.ON_MODERATION | author_claims.ON_MODERATION),
        methods=_BOTH,
    ),
    Route("/import", page(library.form, library.ON_FORM, imports=True), methods=_BOTH),
    Route(f"/imports/{ID}", page(library.imported, library.ON_IMPORT), methods=_BOTH),
    Route("/notifications", page(notifications, ON_NOTIFICATIONS), methods=_BOTH),
    Route("/explore", page(explore)),
    Route("/widget", page(widget)),
    Route("/embed/map", page(embed, framed=True)),
    Route(f"/embed/map/{ID}", page(embed, framed=True)),
]

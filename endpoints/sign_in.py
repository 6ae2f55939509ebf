"""Signing in at an OpenID Connect issuer: `/sign-in/{name}` sends the browser there, `/sign-in/{name}/callback`
handles the response. `?back=/papers/W1` is the path of this service to redirect to afterwards.

A page of another origin cannot begin a sign-in: its browser gets the sign-in page instead. Signing in never links an
identity to an account; that begins with the mutation `linkIdentity`.
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from accounts.accounts import SIGN_IN_COOKIE, Accounts
from accounts.flow import SignInFailed
from endpoints import csrf
from endpoints.address import address
from endpoints.authentication import caller_of, cookie_name, remember
from endpoints.responses import NotFound, endpoint
from pages.links import back_to
from pages.links import sign_in as sign_in_page


async def begin(http: Request) -> Response:
    """Redirects to the issuer. A user who is signed in enters their credentials there again, which counts as
    re-authentication."""
    accounts: Accounts = http.app.state.accounts
    back = back_to(http.query_params.get("back", "/"))
    if not csrf.is_navigation(http):
        return _to(sign_in_page(back))
    caller, signed_in = caller_of(http), cookie_name(http) in http.cookies
    url = await accounts.begin_at(caller, _name(http), _redirect(http), back, again=signed_in)
    if url is None:
        raise NotFound(f"Nobody signs in here by the name {_name(http)[:80]!r}.")
    response = _to(url)
    remember(http, caller, response)
    return response


async def finish(http: Request) -> Response:
    """Handles the redirect from the issuer, with the authorization response in the query string."""
    accounts: Accounts = http.app.state.accounts
    caller, state = caller_of(http), http.cookies.get(cookie_name(http, SIGN_IN_COOKIE))
    if not state or state != http.query_params.get("state"):
        raise SignInFailed("This sign-in did not begin in this browser, or too long ago: start again.")
    cookie = http.cookies.get(cookie_name(http))
    identity = await accounts.of_cookie(cookie) if cookie else None
    back = await accounts.finish_at(_name(http), caller, identity, state, http.query_params, _redirect(http))
    response = _to(back)
    remember(http, caller, response)
    return response


def _to(url: str) -> Response:
    return RedirectResponse(url, 303, {"cache-control": "no-store", "referrer-policy": "no-referrer"})


def _name(http: Request) -> str:
    return http.path_params["name"]


def _redirect(http: Request) -> str:
    return f"{address(http)}/sign-in/{_name(http)}/callback"


routes: Final = [
    Route("/sign-in/{name}", endpoint(begin)),
    Route("/sign-in/{name}/callback", endpoint(finish)),
]

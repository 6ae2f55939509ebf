"""Signing in at an OpenID Connect issuer: `/sign-in/{name}` sends the browser there, `/sign-in/{name}/callback`
handles the response. `?back=/papers/W1` is the path of this service to redirect to afterwards."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from accounts.accounts import SIGN_IN_MINUTES, Accounts
from accounts.flow import SignInFailed
from endpoints.address import address
from endpoints.authentication import caller_of, cookie_name, remember, set_cookie
from endpoints.responses import NotFound, endpoint
from pages.links import back_to


async def begin(http: Request) -> Response:
    """Redirects to the issuer. A cookie binds the state to the browser, so that only it can finish the sign-in."""
    accounts: Accounts = http.app.state.accounts
    back = back_to(http.query_params.get("back", "/"))
    flow = await accounts.begin_at(_name(http), _redirect(http), back)
    if flow is None:
        raise NotFound(f"Nobody signs in here by the name {_name(http)[:80]!r}.")
    url, state = flow
    response = _to(url)
    set_cookie(http, response, _state_name(http), state, SIGN_IN_MINUTES * 60)
    return response


async def finish(http: Request) -> Response:
    """Handles the redirect from the issuer, with the authorization response in the query string."""
    accounts: Accounts = http.app.state.accounts
    caller, state = caller_of(http), http.cookies.get(_state_name(http))
    if not state or state != http.query_params.get("state"):
        raise SignInFailed("This sign-in did not begin in this browser, or too long ago: start again.")
    cookie = http.cookies.get(cookie_name(http))
    identity = await accounts.of_cookie(cookie) if cookie else None
    back = await accounts.finish_at(_name(http), caller, identity, state, http.query_params, _redirect(http))
    response = _to(back)
    set_cookie(http, response, _state_name(http), "", 0)
    remember(http, caller, response)
    return response


def _to(url: str) -> Response:
    return RedirectResponse(url, 303, {"cache-control": "no-store", "referrer-policy": "no-referrer"})


def _name(http: Request) -> str:
    return http.path_params["name"]


def _redirect(http: Request) -> str:
    return f"{address(http)}/sign-in/{_name(http)}/callback"


def _state_name(http: Request) -> str:
    return f"{cookie_name(http)}-sign-in"


routes: Final = [
    Route("/sign-in/{name}", endpoint(begin)),
    Route("/sign-in/{name}/callback", endpoint(finish)),
]

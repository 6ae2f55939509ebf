"""Authenticates requests by session cookie or bearer token, and sets the session cookie on responses."""

from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from accounts.accounts import CHALLENGE_COOKIE, DEVICE_COOKIE, Accounts
from accounts.caller import Caller
from accounts.identity import Identity
from endpoints import csrf
from endpoints.address import address
from endpoints.client_address import client_address
from errors import Unauthenticated
from loaders.viewer import Role, Viewer

#: Seconds that browsers keep the cookie. The session expires earlier; use extends it.
_MAX_AGE: Final = 400 * 24 * 3600
_NAME: Final = "peergraph"


async def viewer_of(http: HTTPConnection, *, acts: bool) -> tuple[Viewer | None, Caller]:
    """The viewer, None when not signed in, and the caller. `acts`: the request may change data, so a cookie is accepted
    only from trusted origins. Raises Unauthenticated for an invalid token, Forbidden for another origin."""
    accounts: Accounts = http.app.state.accounts
    caller = caller_of(http)
    if (authorization := http.headers.get("authorization")) is not None:
        return await bearer_of(http, authorization), caller
    value = http.cookies.get(cookie_name(http))
    if not value:
        return None, caller
    if acts:
        csrf.check(http)
    identity = await accounts.of_cookie(value)
    if identity is None:
        caller.cookie = ""
        return None, caller
    return _viewer(identity), caller


async def bearer_of(http: HTTPConnection, authorization: str) -> Viewer:
    """The viewer of the bearer token in an Authorization header. Raises Unauthenticated."""
    accounts: Accounts = http.app.state.accounts
    return _viewer(await accounts.of_bearer(_bearer(authorization)))


def caller_of(http: HTTPConnection) -> Caller:
    """The client address, user agent and origin of a request."""
    cookies = http.cookies
    device, challenge = (
        cookies.get(cookie_name(http, each), "") if cookies else "" for each in (DEVICE_COOKIE, CHALLENGE_COOKIE)
    )
    foreign = csrf.is_ours(http) is False
    return Caller(client_address(http), http.headers.get("user-agent", ""), foreign, device, challenge)


def cookie_name(http: HTTPConnection, purpose: str = "") -> str:
    """The name of the session cookie, or of the cookie for a purpose. Over TLS a prefix makes browsers
    restrict it to this host and to TLS.

    Source: RFC 6265bis, section 4.1.3.2.
    """
    name = f"{_NAME}-{purpose}" if purpose else _NAME
    return f"__Host-{name}" if _is_secure(http) else name


def remember(http: HTTPConnection, caller: Caller, response: Response) -> None:
    """Sets or clears the session cookie when a session began or ended, and the other cookies of the caller."""
    if caller.cookie is not None:
        _set_cookie(http, response, cookie_name(http), caller.cookie, _MAX_AGE)
    if caller.signed_out:
        # Drafts and the history of the playground. Source: Clear Site Data, section 3.1.
        response.headers["clear-site-data"] = '"storage"'
    for purpose, (value, seconds) in caller.cookies.items():
        _set_cookie(http, response, cookie_name(http, purpose), value, seconds)


def _set_cookie(http: HTTPConnection, response: Response, name: str, value: str, seconds: int) -> None:
    """Sets an HttpOnly, SameSite=Lax cookie; "" clears it."""
    response.set_cookie(
        name, value, max_age=seconds if value else 0, path="/", httponly=True, samesite="lax", secure=_is_secure(http)
    )


def _is_secure(http: HTTPConnection) -> bool:
    return address(http).startswith(("https:", "wss:"))


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("The Authorization header must be `Bearer` and an access token.")
    return token.strip()


def _viewer(identity: Identity) -> Viewer:
    return Viewer(
        identity.id, identity.handle, Role[identity.role], identity.may_write, identity.session, identity.quota
    )

"""The way through an issuer's pages and back: authorization code flow with PKCE, state and nonce.

Sources: OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9207.
"""

import secrets
from collections.abc import Mapping
from typing import Any, Final, cast

import httpx

from accounts import oauth
from accounts.provider import Claims, Provider
from errors import PeergraphError, Unauthenticated
from graphdb.sign_in import SignIn

#: What a person is called, in the order in which a handle is made of it; an ID token need not hold it.
NAMES: Final = ("preferred_username", "nickname", "name", "given_name")


class SignInFailed(PeergraphError):
    """A sign-in at an issuer that did not come to its end: the message is for the person."""

    code = "SIGN_IN_FAILED"
    status = 400


async def begin(provider: Provider, redirect: str, back: str) -> tuple[str, str, SignIn]:
    """Where the browser goes, the state that comes back from there, and what is kept meanwhile. Raises
    IssuerUnavailable."""
    issuer = provider.issuer
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    address = oauth.authorization(
        (await provider.addresses()).authorization, issuer.client_id, verifier,
        redirect_uri=redirect, scope=issuer.scope, state=state, nonce=nonce,
    )  # fmt: skip
    return address, state, SignIn(issuer.name, nonce, verifier, back)


async def finish(provider: Provider, begun: SignIn, answer: Mapping[str, str], redirect: str) -> Claims:
    """Who it is, by the ID token that the issuer gives for the code in its answer. Raises SignInFailed,
    IssuerUnavailable, Unauthenticated."""
    issuer = provider.issuer
    addresses = await provider.addresses()
    if answer.get("iss", issuer.issuer) != issuer.issuer or (addresses.names_itself and "iss" not in answer):
        raise SignInFailed("The answer comes from another issuer than the sign-in began at: begin again.")
    if (code := answer.get("code")) is None:
        said = answer.get("error_description") or answer.get("error") or "no reason given"
        raise SignInFailed(f"{issuer.label} did not sign you in: {said[:200]}.")
    given = await _exchanged(provider, code, begun.verifier, redirect)
    claims = await provider.verified(_text(provider, given, "id_token"), issuer.client_id, begun.nonce)
    if addresses.userinfo is None or any(claims.get(name) for name in NAMES):
        return claims
    bearer = f"Bearer {_text(provider, given, 'access_token')}"
    more = await provider.fetched(addresses.userinfo, authorization=bearer)
    if more.get("sub") != claims["sub"]:
        raise Unauthenticated(f"{issuer.label} told of two people at once: begin again.")
    # What is signed counts more than what is only told.
    return {**more, **claims}


async def _exchanged(provider: Provider, code: str, verifier: str, redirect: str) -> Claims:
    """What the issuer gives for a code."""
    issuer, addresses = provider.issuer, await provider.addresses()
    secret = issuer.client_secret.get_secret_value() if issuer.client_secret else None
    request = oauth.token_request(
        addresses.token, issuer.client_id, secret, in_body=addresses.secret_in_body,
        code=code, code_verifier=verifier, redirect_uri=redirect,
    )  # fmt: skip
    try:
        response = await provider.http.post(request.address, headers=request.headers, content=request.body)
        given: Any = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise provider.unavailable("it gives no token") from error
    if response.status_code != 200 or not isinstance(given, dict):
        raise SignInFailed(f"{issuer.label} refused to say who you are: begin again.")
    return cast("Claims", given)


def _text(provider: Provider, given: Claims, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise provider.unavailable(f"its answer has no {name}")
    return value

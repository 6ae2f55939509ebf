"""Sign-in at an issuer: authorization code flow with PKCE, state and nonce.

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

#: Claims with a name, in the order of suggested handles; an ID token can lack them.
NAMES: Final = ("preferred_username", "nickname", "name", "given_name")


class SignInFailed(PeergraphError):
    """A failed sign-in at an issuer; the message is for the user."""

    code = "SIGN_IN_FAILED"
    status = 400


async def begin(
    provider: Provider, redirect: str, back: str, *, session: str | None = None, again: bool = False
) -> tuple[str, str, SignIn]:
    """The issuer's address for the browser, the state, and the stored data of the sign-in. `session`: the session whose
    user links the identity; `again`: the issuer asks for credentials even if it has a session. Raises
    IssuerUnavailable."""
    issuer = provider.issuer
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    address = oauth.authorization(
        (await provider.addresses()).authorization, issuer.client_id, verifier,
        redirect_uri=redirect, scope=issuer.scope, state=state, nonce=nonce,
        **({"prompt": "login"} if again else {}),
    )  # fmt: skip
    return address, state, SignIn(issuer.name, nonce, verifier, back, session)


async def finish(provider: Provider, pending: SignIn, answer: Mapping[str, str], redirect: str) -> Claims:
    """Exchanges the code in the issuer's answer for verified claims. Raises SignInFailed, IssuerUnavailable,
    Unauthenticated."""
    issuer = provider.issuer
    addresses = await provider.addresses()
    if answer.get("iss", issuer.issuer) != issuer.issuer or (addresses.names_itself and "iss" not in answer):
        raise SignInFailed("The answer comes from another issuer than that of the sign-in: start again.")
    if (code := answer.get("code")) is None:
        reason = answer.get("error_description") or answer.get("error") or "no reason given"
        raise SignInFailed(f"{issuer.label} did not sign you in: {reason[:200]}.")
    tokens = await _exchange(provider, code, pending.verifier, redirect)
    claims = await provider.verify_id_token(_text(provider, tokens, "id_token"), pending.nonce)
    if addresses.userinfo is None or any(claims.get(name) for name in NAMES):
        return claims
    bearer = f"Bearer {_text(provider, tokens, 'access_token')}"
    more = await provider.fetch_json(addresses.userinfo, authorization=bearer)
    if more.get("sub") != claims["sub"]:
        raise Unauthenticated(f"{issuer.label} returned two different identities: start again.")
    # Signed claims take precedence over those of the userinfo endpoint.
    return {**more, **claims}


async def _exchange(provider: Provider, code: str, verifier: str, redirect: str) -> Claims:
    """The issuer's tokens for a code."""
    issuer, addresses = provider.issuer, await provider.addresses()
    secret = issuer.client_secret.get_secret_value() if issuer.client_secret else None
    request = oauth.token_request(
        addresses.token, issuer.client_id, secret, in_body=addresses.secret_in_body,
        code=code, code_verifier=verifier, redirect_uri=redirect,
    )  # fmt: skip
    try:
        response = await provider.http.post(request.address, headers=request.headers, content=request.body)
        tokens: Any = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise provider.unavailable("it returns no token") from error
    if response.status_code != 200 or not isinstance(tokens, dict):
        raise SignInFailed(f"{issuer.label} did not accept the sign-in: start again.")
    return cast("Claims", tokens)


def _text(provider: Provider, tokens: Claims, name: str) -> str:
    value = tokens.get(name)
    if not isinstance(value, str):
        raise provider.unavailable(f"its answer has no {name}")
    return value

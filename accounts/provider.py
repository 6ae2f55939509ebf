"""The client of an issuer: its endpoints, its keys, and verification of its tokens.

Sources: OpenID Connect Discovery 1.0; OpenID Connect Core 1.0, section 3.1.3.7; RFC 7519; RFC 8725.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import httpx
import orjson
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from accounts.issuer import Issuer, is_safe
from errors import PeergraphError, Unauthenticated

#: Cache lifetime of endpoints and keys in seconds, and the minimum time between two fetches for an unknown key.
CACHE_SECONDS: Final = 3_600.0
KEY_REFRESH_SECONDS: Final = 30.0
#: Seconds before the next request to an issuer that did not answer.
RETRY_SECONDS: Final = 5.0
#: Tolerated clock skew in seconds.
LEEWAY: Final = 30
#: The path of an issuer's metadata. Source: OpenID Connect Discovery 1.0, section 4.
WELL_KNOWN: Final = "/.well-known/openid-configuration"
_LOG: Final = logging.getLogger("peergraph")

#: Claims that only ID tokens and logout tokens have. Sources: OpenID Connect Core 1.0, sections 2, 3.1.3.6 and
#: 3.3.2.11; Back-Channel Logout 1.0, section 2.4.
_ID_TOKEN: Final = frozenset({"nonce", "at_hash", "c_hash", "s_hash", "events"})

Claims = Mapping[str, Any]


class IssuerUnavailable(PeergraphError):
    """An issuer does not answer, or its answer is invalid."""

    code = "SIGN_IN_UNAVAILABLE"
    status = 502


@dataclass(frozen=True, slots=True)
class Addresses:
    """The endpoints and capabilities of an issuer."""

    authorization: str
    token: str
    userinfo: str | None
    keys: str
    secret_in_body: bool
    names_itself: bool


class Provider:
    """One issuer. Its endpoints and keys are fetched when needed and cached for an hour."""

    def __init__(self, issuer: Issuer, http: httpx.AsyncClient, clock: Callable[[], float] = time.monotonic) -> None:
        self.issuer = issuer
        self.http = http
        self._clock = clock
        self._lock = asyncio.Lock()
        self._addresses: tuple[float, Addresses] | None = None
        self._keys = KeySet([])
        self._fetched = self._failed = float("-inf")

    async def addresses(self) -> Addresses:
        """The endpoints. Raises IssuerUnavailable."""
        if self._addresses is None or self._age(self._addresses[0]) > CACHE_SECONDS:
            metadata = await self.fetch_json(self.issuer.issuer.rstrip("/") + WELL_KNOWN)
            self._addresses = (self._clock(), _addresses(metadata, self.issuer.issuer))
        return self._addresses[1]

    async def verify_id_token(self, token: str, nonce: str) -> Claims:
        """The claims of a valid ID token of this issuer for this client. Raises Unauthenticated."""
        return await self._verify(token, self.issuer.client_id, _check_id_token, nonce)

    async def verify_access_token(self, token: str) -> Claims:
        """The claims of a valid access token of this issuer for this service. Raises Unauthenticated."""
        return await self._verify(token, self.issuer.audience, _check_access_token)

    async def _verify(
        self, token: str, audience: str, check: Callable[[Claims, Claims, Issuer], None], nonce: str | None = None
    ) -> Claims:
        try:
            kid = _kid(token)
            key = await self._key(kid)
            # The configured list, not the token, determines the algorithm (RFC 8725, section 3.1).
            decoded = jwt.decode(token, key, algorithms=list(self.issuer.algorithms))
            self._rules(audience, nonce).validate(decoded.claims)
            check(decoded.header, decoded.claims, self.issuer)
        except (JoseError, ValueError, TypeError) as error:
            raise Unauthenticated(f"Invalid token of {self.issuer.label}: {_reason(error)}.") from error
        return decoded.claims

    async def fetch_json(self, address: str, **headers: str) -> Any:
        """The JSON object at an address. Raises IssuerUnavailable."""
        try:
            response = (await self.http.get(address, headers=headers)).raise_for_status()
            return _object(response.json())
        except (httpx.HTTPError, ValueError) as error:
            raise self.unavailable(f"{address} cannot be read ({_reason(error)})") from error

    def unavailable(self, why: str) -> IssuerUnavailable:
        """The error for an unavailable issuer. The log has the reason, which can name internal hosts."""
        _LOG.warning("The issuer %s is not available for sign-in: %s.", self.issuer.name, why)
        return IssuerUnavailable(f"{self.issuer.label} is not available for sign-in: try again later.")

    async def _key(self, kid: str | None) -> Key:
        """The key with this id. An unknown id fetches the keys again, at most twice a minute, because issuers rotate
        keys and clients can send arbitrary ids."""
        async with self._lock:
            age, key = self._age(self._fetched), _key_by_id(self._keys, kid)
            if age > CACHE_SECONDS or (key is None and age > KEY_REFRESH_SECONDS):
                await self._fetch_keys()
                key = _key_by_id(self._keys, kid)
        if key is None:
            raise ValueError("the issuer has no such key")
        return key

    async def _fetch_keys(self) -> None:
        if self._age(self._failed) < RETRY_SECONDS:
            raise self.unavailable("it did not answer a moment ago")
        self._failed = self._clock()
        metadata = await self.fetch_json((await self.addresses()).keys)
        try:
            keys = KeySet.import_key_set(cast("Any", {"keys": [key for key in metadata["keys"] if _signs(key)]}))
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise self.unavailable(f"its keys cannot be read ({_reason(error)})") from error
        self._keys, self._fetched, self._failed = keys, self._clock(), float("-inf")

    def _rules(self, audience: str, nonce: str | None) -> jwt.JWTClaimsRegistry:
        rules: dict[str, jwt.ClaimsOption] = {
            "iss": {"essential": True, "value": self.issuer.issuer},
            "aud": {"essential": True, "value": audience},
            "sub": {"essential": True},
            "exp": {"essential": True},
        }
        if nonce is not None:
            rules["nonce"] = {"essential": True, "value": nonce}
        return jwt.JWTClaimsRegistry(None, LEEWAY, **rules)

    def _age(self, then: float) -> float:
        return self._clock() - then


def issuer_of(token: str) -> str | None:
    """The unverified issuer of a token; None if it is not a JWT."""
    try:
        claims = _object(orjson.loads(jws.extract_compact(token.encode()).payload or b""))
    except (JoseError, ValueError):
        return None
    issuer = claims.get("iss")
    return issuer if isinstance(issuer, str) else None


def _kid(token: str) -> str | None:
    kid = jws.extract_compact(token.encode()).headers().get("kid")
    if kid is not None and not isinstance(kid, str):
        raise ValueError("its key has no name")
    return kid


def _key_by_id(keys: KeySet, kid: str | None) -> Key | None:
    """The key with this id; without an id the only key."""
    if kid is None:
        return keys.keys[0] if len(keys.keys) == 1 else None
    return next((key for key in keys.keys if key.kid == kid), None)


def _signs(key: Any) -> bool:
    """Whether a published key can verify signatures: public, and not for encryption."""
    return (
        isinstance(key, dict) and cast("Claims", key).get("use", "sig") == "sig" and "k" not in key and "d" not in key
    )


def _check_id_token(header: Claims, claims: Claims, issuer: Issuer) -> None:
    """Checks type and authorized party of an ID token. Source: OpenID Connect Core 1.0, section 3.1.3.7."""
    if _media(header) not in {"", "jwt"}:
        raise ValueError("it is no ID token")
    if claims.get("azp", issuer.client_id) != issuer.client_id:
        raise ValueError("it was issued to another client")
    if len(_audiences(claims)) > 1 and "azp" not in claims:
        raise ValueError("it has several audiences, and does not say to which client it was issued")


def _check_access_token(header: Claims, claims: Claims, issuer: Issuer) -> None:
    """Checks that the token is an access token, which an ID token, a logout token and others of the same issuer are
    not, and was issued to this client or one of `issuer.clients`. An access token has the type `at+jwt`, or the client
    is not its audience, or it has a scope. Sources: RFC 9068, sections 2 and 4; RFC 8725, section 3.11."""
    media = _media(header)
    if media not in {"", "jwt", "at+jwt"}:
        raise ValueError("it is no access token")
    foreign = _ID_TOKEN & claims.keys() or str(claims.get("typ", "bearer")).lower() not in {"bearer", "jwt", "at+jwt"}
    typed = media == "at+jwt" or "scope" in claims or "scp" in claims
    if foreign or not (typed or issuer.client_id not in _audiences(claims)):
        raise ValueError("it is an ID token: send an access token")
    party = claims.get("azp") or claims.get("client_id") or issuer.client_id
    if party not in {issuer.client_id, issuer.audience, *issuer.clients}:
        raise ValueError("it was issued to another client")


def _media(header: Claims) -> str:
    """The type of a token, e.g. `at+jwt`."""
    return str(header.get("typ") or "").lower().removeprefix("application/")


def _audiences(claims: Claims) -> list[object]:
    audiences = claims["aud"]
    return cast("list[object]", audiences) if isinstance(audiences, list) else [audiences]


def _addresses(metadata: Claims, issuer: str) -> Addresses:
    if metadata.get("issuer") != issuer:
        raise IssuerUnavailable(
            f"The issuer {issuer} identifies itself as {str(metadata.get('issuer'))[:200]!r}: use this value."
        )
    required = [metadata.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    userinfo = metadata.get("userinfo_endpoint")
    for endpoint in [*required, *([userinfo] if userinfo else [])]:
        if not isinstance(endpoint, str) or not is_safe(endpoint):
            raise IssuerUnavailable(f"The issuer {issuer} names an address that is not https: {str(endpoint)[:200]!r}.")
    authorization, token, keys = (str(endpoint) for endpoint in required)
    methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Addresses(
        authorization, token, userinfo, keys, "client_secret_basic" not in methods,
        metadata.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def _object(value: object) -> Claims:
    if not isinstance(value, dict):
        raise ValueError("it is not a JSON object")
    return cast("Claims", value)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__

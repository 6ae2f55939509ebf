"""An issuer, as it is reached: its addresses, its keys, and what it has signed.

Sources: OpenID Connect Discovery 1.0; OpenID Connect Core 1.0, section 3.1.3.7; RFC 7519; RFC 8725.
"""

import asyncio
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

#: Seconds that addresses and keys count, and the least time between two fetches of keys because of one not known.
LASTING: Final = 3_600.0
PATIENCE: Final = 30.0
#: Seconds in which an issuer that did not answer is not asked again.
PAUSE: Final = 5.0
#: Seconds that clocks may differ.
LEEWAY: Final = 30
_WELL_KNOWN: Final = "/.well-known/openid-configuration"

Claims = Mapping[str, Any]


class IssuerUnavailable(PeergraphError):
    """An issuer does not answer, or not as one should."""

    code = "SIGN_IN_UNAVAILABLE"
    status = 502


@dataclass(frozen=True, slots=True)
class Addresses:
    """What an issuer says of itself."""

    authorization: str
    token: str
    userinfo: str | None
    keys: str
    secret_in_body: bool
    names_itself: bool


class Provider:
    """One issuer. Its addresses and keys are fetched when they are needed first, and kept for an hour."""

    def __init__(self, issuer: Issuer, http: httpx.AsyncClient, clock: Callable[[], float] = time.monotonic) -> None:
        self.issuer = issuer
        self.http = http
        self._clock = clock
        self._lock = asyncio.Lock()
        self._addresses: tuple[float, Addresses] | None = None
        self._keys = KeySet([])
        self._fetched = self._failed = float("-inf")

    async def addresses(self) -> Addresses:
        """Where it is reached. Raises IssuerUnavailable."""
        if self._addresses is None or self._age(self._addresses[0]) > LASTING:
            said = await self.fetched(self.issuer.issuer.rstrip("/") + _WELL_KNOWN)
            self._addresses = (self._clock(), _addresses(said, self.issuer.issuer))
        return self._addresses[1]

    async def verified(self, token: str, audience: str, nonce: str | None = None) -> Claims:
        """The claims of a token that this issuer has signed for the audience, now valid. Raises Unauthenticated."""
        try:
            kid = _kid(token)
            key = await self._key(kid)
            # The list, and not the token, says how signatures are checked (RFC 8725, section 3.1).
            claims = jwt.decode(token, key, algorithms=list(self.issuer.algorithms)).claims
            self._rules(audience, nonce).validate(claims)
            _check_party(claims, audience)
        except (JoseError, ValueError, TypeError) as error:
            raise Unauthenticated(f"This token of {self.issuer.label} does not count: {_reason(error)}.") from error
        return claims

    async def fetched(self, address: str, **headers: str) -> Any:
        """The JSON object at an address. Raises IssuerUnavailable."""
        try:
            response = (await self.http.get(address, headers=headers)).raise_for_status()
            return _object(response.json())
        except (httpx.HTTPError, ValueError) as error:
            raise self.unavailable(f"{address} cannot be read ({_reason(error)})") from error

    def unavailable(self, why: str) -> IssuerUnavailable:
        """The error for an issuer that cannot be used now."""
        return IssuerUnavailable(f"{self.issuer.label} cannot sign anybody in at the moment: {why}. Try again later.")

    async def _key(self, kid: str | None) -> Key:
        """The key of that name. A name not known is looked for once more, at most twice a minute, because issuers
        change their keys and strangers make names up."""
        async with self._lock:
            age, found = self._age(self._fetched), _key_by_id(self._keys, kid)
            if age > LASTING or (found is None and age > PATIENCE):
                await self._fetch_keys()
                found = _key_by_id(self._keys, kid)
        if found is None:
            raise ValueError("the issuer has no such key")
        return found

    async def _fetch_keys(self) -> None:
        if self._age(self._failed) < PAUSE:
            raise self.unavailable("it did not answer a moment ago")
        self._failed = self._clock()
        said = await self.fetched((await self.addresses()).keys)
        try:
            keys = KeySet.import_key_set(cast("Any", {"keys": [each for each in said["keys"] if _signs(each)]}))
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
    """Who a token says has signed it, which nobody has checked yet; None for what is no token of this form."""
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
    """The key of a name; without a name the only one."""
    if kid is None:
        return keys.keys[0] if len(keys.keys) == 1 else None
    return next((key for key in keys.keys if key.kid == kid), None)


def _signs(key: Any) -> bool:
    """Whether a published key is one to check signatures with: public, and not for encryption."""
    return (
        isinstance(key, dict) and cast("Claims", key).get("use", "sig") == "sig" and "k" not in key and "d" not in key
    )


def _check_party(claims: Claims, audience: str) -> None:
    """A token for several is one for us when it was given to us. Source: OpenID Connect Core 1.0, section 3.1.3.7."""
    heard = claims["aud"]
    if isinstance(heard, list) and len(cast("list[object]", heard)) > 1 and claims.get("azp", audience) != audience:
        raise ValueError("it was given to another client")


def _addresses(said: Claims, issuer: str) -> Addresses:
    if said.get("issuer") != issuer:
        raise IssuerUnavailable(f"The issuer {issuer} calls itself {str(said.get('issuer'))[:200]!r}: set it so.")
    required = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    userinfo = said.get("userinfo_endpoint")
    for each in [*required, *([userinfo] if userinfo else [])]:
        if not isinstance(each, str) or not is_safe(each):
            raise IssuerUnavailable(f"The issuer {issuer} names an address that is not https: {str(each)[:200]!r}.")
    authorization, token, keys = (str(each) for each in required)
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Addresses(
        authorization, token, userinfo, keys, "client_secret_basic" not in methods,
        said.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def _object(value: object) -> Claims:
    if not isinstance(value, dict):
        raise ValueError("it is no JSON object")
    return cast("Claims", value)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__

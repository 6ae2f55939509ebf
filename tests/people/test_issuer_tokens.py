"""Tokens signed by an issuer, as bearer tokens: valid ones and all kinds of invalid ones."""

import base64
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Final

import httpx
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from accounts.issuer import Issuer
from accounts.provider import IssuerUnavailable, Provider
from errors import CannotStart, Unauthenticated
from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from settings import Settings
from tests.endpoints.serving import Service, served, settings
from tests.oidc.provider import curve_key, provided, signing_key
from tests.people.signing import VIEWER, program
from tests.people.test_openid import SECRET, free_port

CREATE_USER: Final = cypher("""\
CREATE (:Identity {id: $issuer + ' ada', issuer: $issuer, subject: 'ada'})
  -[:OF]->(:User {id: 'usr_ada', handle: 'ada', handleKey: 'ada', name: 'Ada', joinedAt: '2026-01-01T00:00:00Z'})
RETURN true""")
KEY: Final = signing_key("one")
CURVE: Final = curve_key("two")
STRANGER: Final = signing_key("one")
CLIENT: Final = {"client_id": "peergraph", "client_secret": SECRET, "redirect_uris": ["http://127.0.0.1:1/callback"]}


@pytest_asyncio.fixture(scope="module")
async def issuer() -> AsyncIterator[str]:
    with provided(free_port(), CLIENT, [KEY, CURVE], {}) as address:
        yield address


@pytest_asyncio.fixture(scope="module")
async def service(
    graph: Store, neo4j: Address, issuer: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    await graph.write(CREATE_USER, {"issuer": issuer})
    configured = {
        "name": "uni", "label": "The University", "issuer": issuer, "client_id": "peergraph", "audience": "api",
        "clients": ["notebook"],
        "algorithms": ["RS256", "ES256"],
    }  # fmt: skip
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), issuers=[configured])) as running:
        yield running


def claims(issuer: str, **other: Any) -> dict[str, Any]:
    """The claims of a valid token, with changes; None removes a claim."""
    now = int(time.time())
    payload = {"iss": issuer, "aud": "api", "sub": "ada", "exp": now + 300, "iat": now} | other
    return {name: value for name, value in payload.items() if value is not None}


def sign_token(payload: Mapping[str, Any], key: RSAKey | ECKey = KEY, **header: Any) -> str:
    """A token."""
    headers = {"alg": "ES256" if isinstance(key, ECKey) else "RS256", "kid": key.kid} | header
    return jwt.encode(
        {name: value for name, value in headers.items() if value}, dict(payload), key, [str(headers["alg"])]
    )


def by_hand(payload: Mapping[str, Any], header: Mapping[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A token with any header, also those that libraries refuse to create."""
    content = b".".join(_encode(json.dumps(part).encode()) for part in (header, payload))
    return (content + b"." + _encode(sign(content))).decode()


def _encode(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def _sign_rs256(content: bytes) -> bytes:
    """The issuer's signature."""
    return KEY.private_key.sign(content, PKCS1v15(), SHA256()) if KEY.private_key else b""


def _sign_rs512(content: bytes) -> bytes:
    """The issuer's signature with an algorithm that is not configured."""
    return KEY.private_key.sign(content, PKCS1v15(), SHA512()) if KEY.private_key else b""


def _sign_hs256(content: bytes) -> bytes:
    """A signature with the public key as the secret."""
    return hmac.digest(KEY.as_pem(private=False), content, "sha256")


async def fetch_viewer(service: Service, token: str) -> httpx.Response:
    async with program(service, token) as caller:
        return await caller.post(VIEWER)


@pytest.mark.parametrize("key", [KEY, CURVE], ids=["RSA", "curve"])
async def test_a_token_of_the_issuer_authenticates_its_subject(
    service: Service, issuer: str, key: RSAKey | ECKey
) -> None:
    response = await fetch_viewer(service, sign_token(claims(issuer), key))
    assert response.json()["data"]["viewer"]["handle"] == "ada"
    by_its_own = by_hand(claims(issuer), {"alg": "RS256", "kid": "one"}, _sign_rs256)
    assert (await fetch_viewer(service, by_its_own)).status_code == 200
    several = claims(issuer, aud=["other", "api"], nbf=int(time.time()) - 5)
    assert (await fetch_viewer(service, sign_token(several, key))).status_code == 200


WRONG: Final[dict[str, dict[str, Any]]] = {
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "the issuer with a slash": {"iss": "+/"},
    "another audience": {"aud": "other"},
    "the client, which is not the audience": {"aud": "peergraph"},
    "no audience": {"aud": None},
    "an empty audience": {"aud": []},
    "given to another client": {"aud": ["api", "other"], "azp": "other"},
    "given to another client alone": {"azp": "other"},
    "given to another client, as RFC 9068 says it": {"client_id": "other"},
    "an ID token with its nonce": {"nonce": "n"},
    "an ID token with the hash of an access token": {"at_hash": "h"},
    "an ID token for the client and the service": {"aud": ["api", "peergraph"]},
    "an ID token by its claim": {"typ": "ID"},
    "a refresh token": {"typ": "Refresh"},
    "a logout token": {"events": {}},
    "expired": {"exp": int(time.time()) - 3_600},
    "without an end": {"exp": None},
    "an end that is text": {"exp": "tomorrow"},
    "not yet valid": {"nbf": int(time.time()) + 3_600},
    "issued in the future": {"iat": int(time.time()) + 3_600},
    "nobody": {"sub": None},
    "nobody here": {"sub": "eve"},
    "a list of people": {"sub": ["ada"]},
}


@pytest.mark.parametrize(
    ("header", "other"),
    [
        ({"typ": "at+jwt"}, {}),
        ({"typ": "application/AT+JWT"}, {"aud": ["api", "peergraph"]}),
        ({"typ": "JWT"}, {"azp": "peergraph"}),
        ({}, {"azp": "notebook", "typ": "Bearer"}),
        ({}, {"client_id": "notebook", "scope": "read"}),
        ({}, {"aud": ["api", "peergraph"], "scp": "read"}),
    ],
)
async def test_access_tokens_are_accepted(
    service: Service, issuer: str, header: dict[str, Any], other: dict[str, Any]
) -> None:
    response = await fetch_viewer(service, sign_token(claims(issuer, **other), **header))
    assert response.status_code == 200, response.text


@pytest.mark.parametrize("kind", ["logout+jwt", "dpop+jwt", "secevent+jwt", "id_token"])
async def test_a_token_of_another_type_is_rejected(service: Service, issuer: str, kind: str) -> None:
    unauthenticated(await fetch_viewer(service, sign_token(claims(issuer), typ=kind)))


@pytest.mark.parametrize(
    ("header", "other"),
    [({"typ": "at+jwt"}, {}), ({}, {"azp": "other"}), ({}, {"aud": ["peergraph", "other"]}), ({}, {"nonce": "other"})],
)
async def test_an_id_token_of_another_type_or_party_signs_nobody_in(
    issuer: str, header: dict[str, Any], other: dict[str, Any]
) -> None:
    async with httpx.AsyncClient() as http:
        provider = Provider(Issuer(name="uni", issuer=issuer, client_id="peergraph"), http)
        valid: dict[str, Any] = {"aud": "peergraph", "nonce": "n"}
        assert await provider.verify_id_token(sign_token(claims(issuer, **valid, azp="peergraph")), "n")
        with pytest.raises(Unauthenticated):
            await provider.verify_id_token(sign_token(claims(issuer, **(valid | other)), **header), "n")


def unauthenticated(response: httpx.Response) -> None:
    assert response.status_code == 401, response.text
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert response.headers["www-authenticate"].startswith("Bearer ")
    assert "data" not in response.json()


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_token_with_a_wrong_claim_is_rejected(service: Service, issuer: str, wrong: str) -> None:
    other = {name: issuer + "/" if value == "+/" else value for name, value in WRONG[wrong].items()}
    unauthenticated(await fetch_viewer(service, sign_token(claims(issuer, **other))))


def forgeries(issuer: str) -> dict[str, str]:
    """Tokens with valid claims that the issuer did not sign."""
    payload, good = claims(issuer), sign_token(claims(issuer))
    head, body, signature = good.split(".")
    other = _encode(json.dumps(claims(issuer, sub="root")).encode()).decode()
    return {
        "alg none": by_hand(payload, {"alg": "none", "kid": "one"}, lambda _: b""),
        "alg None": by_hand(payload, {"alg": "None"}, lambda _: b""),
        "no alg": by_hand(payload, {"kid": "one"}, _sign_rs256),
        "HS256 with the public key": by_hand(payload, {"alg": "HS256", "kid": "one"}, _sign_hs256),
        "an algorithm that is not set": by_hand(payload, {"alg": "RS512", "kid": "one"}, _sign_rs512),
        "another key of the same name": sign_token(payload, STRANGER),
        "another key, brought along": sign_token(payload, STRANGER, jwk=dict(STRANGER.as_dict(private=False))),
        "a key at another address": sign_token(payload, STRANGER, jku="https://evil.example/keys"),
        "an unknown key": sign_token(payload, signing_key("unknown")),
        "no key named": sign_token(payload, KEY, kid=None),
        "the other key's name": sign_token(payload, KEY, kid="two"),
        "a name that is a path": sign_token(payload, KEY, kid="../../dev/null"),
        "another body": f"{head}.{other}.{signature}",
        "no signature": f"{head}.{body}.",
        "an extension that must be understood": by_hand(
            payload, {"alg": "RS256", "kid": "one", "crit": ["odd"], "odd": 1}, _sign_rs256
        ),
        "two tokens": f"{good}.{good}",
        "half a token": good[: len(good) // 2],
    }


NAMES: Final = tuple(forgeries("https://issuer.example"))


@pytest.mark.parametrize("name", NAMES)
async def test_a_token_with_a_forged_signature_is_rejected(service: Service, issuer: str, name: str) -> None:
    unauthenticated(await fetch_viewer(service, forgeries(issuer)[name]))


async def test_no_token_of_an_issuer_changes_the_account(service: Service, issuer: str) -> None:
    async with program(service, sign_token(claims(issuer))) as caller:
        create = 'mutation { createAccessToken(input: {name: "n"}) { token } }'
        assert await caller.code(create) == "FORBIDDEN"


class Clock:
    """A clock that the test advances."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Counted(httpx.AsyncHTTPTransport):
    """The real network, which records the paths of requests."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path)
        return await super().handle_async_request(request)


async def test_keys_rotate_and_unknown_keys_do_not_trigger_a_fetch_each_time() -> None:
    port, clock, network = free_port(), Clock(), Counted()
    address = f"http://127.0.0.1:{port}"
    old, new = signing_key("old"), signing_key("new")
    async with httpx.AsyncClient(transport=network) as http:
        provider = Provider(Issuer(name="uni", issuer=address, client_id="peergraph"), http, clock)
        payload = claims(address, aud="peergraph", scope="read")
        with pytest.raises(IssuerUnavailable):
            await provider.verify_access_token(sign_token(payload, old))
        clock.now += 60
        with provided(port, CLIENT, [old], {}):
            assert (await provider.verify_access_token(sign_token(payload, old)))["sub"] == "ada"
            before = len(network.paths)
            for number in range(20):
                with pytest.raises(Unauthenticated):
                    await provider.verify_access_token(sign_token(payload, signing_key(f"made up {number}")))
            assert len(network.paths) == before
        with provided(port, CLIENT, [new], {}):
            with pytest.raises(Unauthenticated):
                await provider.verify_access_token(sign_token(payload, new))
            clock.now += 31
            assert (await provider.verify_access_token(sign_token(payload, new)))["sub"] == "ada"
            with pytest.raises(Unauthenticated):
                await provider.verify_access_token(sign_token(payload, old))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"issuer": "http://issuer.example"}, "https"),
        ({"algorithms": ["HS256"]}, "algorithms may be"),
        ({"algorithms": ["none"]}, "algorithms may be"),
        ({"name": "Uni/.."}, "pattern"),
        ({"client_id": ""}, "at least 1"),
        ({"clientid": "x"}, "extra"),
    ],
)
def test_an_invalid_issuer_is_reported_at_start(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any], message: str
) -> None:
    config = {"name": "uni", "issuer": "https://issuer.example", "client_id": "x", "client_secret": "hidden"} | wrong
    monkeypatch.setenv("PEERGRAPH_ISSUERS", json.dumps([config]))
    with pytest.raises(CannotStart, match=f"PEERGRAPH_ISSUERS.*{message}") as refused:
        Settings.read()
    assert "hidden" not in str(refused.value)

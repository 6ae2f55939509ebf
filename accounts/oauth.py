"""OAuth 2.0 requests, encoded by Authlib."""
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from typing import NamedTuple

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge


class TokenRequest(NamedTuple):
    """A POST to an issuer's token endpoint."""

    address: str
    headers: dict[str, str]
    body: str


def authorization(address: str, client: str, verifier: str, **parameters: str) -> str:
    """The authorization address for the browser, with the challenge of the PKCE verifier. Source: RFC 6749, section
    4.1.1; RFC 7636, section 4.3."""
    challenge = create_s256_code_challenge(verifier)
    return str(
        prepare_grant_uri(address, client, "code", code_challenge=challenge, code_challenge_method="S256", **parameters)
    )


def token_request(address: str, client: str, secret: str | None, *, in_body: bool, **parameters: str) -> TokenRequest:
    """The token request for a code, with the client's secret if it has one. Source: RFC 6749, sections 2.3.1, 4.1.3."""
    method = "none" if secret is None else "client_secret_post" if in_body else "client_secret_basic"
    body = prepare_token_request("authorization_code", **parameters)
    headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
    url, signed_headers, text = ClientAuth(client, secret, method).prepare("POST", address, headers, body)
    return TokenRequest(str(url), dict(signed_headers), str(text))

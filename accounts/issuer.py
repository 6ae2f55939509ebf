"""Settings of the OpenID Connect issuers."""

from typing import Final, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

#: ORCID's issuer, whose subject is the ORCID iD.
ORCID: Final = "https://orcid.org"
#: Asymmetric signatures only: with a shared secret, or without a signature, others could sign tokens.
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Issuer(BaseModel):
    """One issuer, and this service as its client. The redirect address is `/sign-in/{name}/callback`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str = Field(pattern="^[a-z0-9][a-z0-9-]{0,39}$")
    issuer: str
    client_id: str = Field(min_length=1)
    client_secret: SecretStr | None = None
    label: str = ""
    audience: str = ""
    """The required `aud` of a bearer token; empty: the client id."""
    clients: tuple[str, ...] = ()
    """Ids of other clients whose access tokens for the audience are accepted."""
    scope: str = ""
    algorithms: tuple[str, ...] = ("RS256", "PS256", "ES256", "EdDSA")
    orcid_claim: str = ""
    """The claim that holds a verified ORCID iD; empty: none, except at ORCID itself."""
    sign_up: bool = True
    """Whether a first sign-in creates an account."""

    @field_validator("issuer")
    @classmethod
    def _has_tls(cls, value: str) -> str:
        if not is_safe(value):
            raise ValueError("an issuer must be an https address")
        return value

    @field_validator("algorithms")
    @classmethod
    def _are_asymmetric(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or set(value) - set(ALGORITHMS):
            raise ValueError(f"algorithms may be {', '.join(ALGORITHMS)}")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        is_orcid = self.issuer == ORCID
        usual = {
            "label": self.name,
            "audience": self.client_id,
            "scope": "openid" if is_orcid else "openid profile email",
            "orcid_claim": "sub" if is_orcid else "",
        }
        for name, value in usual.items():
            if not getattr(self, name):
                object.__setattr__(self, name, value)
        return self


def is_safe(address: str) -> bool:
    """Whether the connection cannot be tampered with: TLS or loopback."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))

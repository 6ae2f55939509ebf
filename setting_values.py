"""Checks of the values of settings: each raises ValueError with a sentence that completes "VARIABLE is 'value': …"."""

import re
from ipaddress import ip_network
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

#: Schemes of the Bolt protocol, with or without routing and TLS.
BOLT: Final = frozenset(f"{scheme}{tls}" for scheme in ("neo4j", "bolt") for tls in ("", "+s", "+ssc"))
WEB: Final = frozenset({"http", "https"})
#: Origins that browsers send and that are no address: of any page, and of a sandboxed one.
SPECIAL: Final = frozenset({"*", "null"})
_SIZE: Final = re.compile(r"\d+[kKmMgG]")
_CONTACT: Final = re.compile(r"(mailto:|https://|tel:)\S+")


def _size(value: str) -> str:
    if not _SIZE.fullmatch(value):
        raise ValueError("use a size in the notation of Neo4j, such as 512m or 2g")
    return value


def _neo4j(value: str) -> str:
    parts = urlsplit(value)
    if not _is_address(value, BOLT) or parts.path.strip("/") or "@" in parts.netloc:
        raise ValueError(
            "use neo4j://host or bolt://host, with +s for TLS and :port if needed, without a path or a user"
        )
    return value


def _web(value: str) -> str:
    if not _is_address(value, WEB):
        raise ValueError("use an address such as https://repository.example.org/maven2")
    return value


def _public(value: str) -> str:
    if _is_address(value, WEB) and urlsplit(value).path.strip("/"):
        raise ValueError("the service cannot run below a path, so use a host name of its own")
    return _origin(value)


def _origin(value: str) -> str:
    parts = urlsplit(value)
    has_more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if not _is_address(value, WEB) or has_more:
        raise ValueError("use scheme, host and port alone, such as https://app.example.org")
    return value.rstrip("/")


def _origins(values: list[str]) -> list[str]:
    return [value if value in SPECIAL else _origin(value) for value in values]


def _trusted(values: list[str]) -> list[str]:
    return [_origin(value) for value in values]


def _networks(values: list[str]) -> list[str]:
    return [str(ip_network(value)) for value in values]


def _contact(value: str) -> str:
    if not _CONTACT.fullmatch(value):
        raise ValueError("use an address that begins with mailto:, https:// or tel:")
    return value


def _is_address(value: str, schemes: frozenset[str]) -> bool:
    """Whether the value has one of the schemes, a host and a valid port."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not re.search(r"\s", value)


Size = Annotated[str, AfterValidator(_size)]
Neo4jAddress = Annotated[str, AfterValidator(_neo4j)]
WebAddress = Annotated[str, AfterValidator(_web)]
PublicUrl = Annotated[str, AfterValidator(_public)]
Origins = Annotated[list[str], AfterValidator(_origins)]
TrustedOrigins = Annotated[list[str], AfterValidator(_trusted)]
Networks = Annotated[list[str], AfterValidator(_networks)]
Contact = Annotated[str, AfterValidator(_contact)]


class CrossrefMember(BaseModel):
    """The member of Crossref that registers DOIs: the prefix of its DOIs, and the `head` of its deposits, with the
    lengths that the deposit schema allows. `email` receives the results of deposits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefix: str = Field(pattern=r"^10\.[0-9]{4,9}$")
    depositor: str = Field(min_length=1, max_length=130)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)
    registrant: str = Field(min_length=1, max_length=255)

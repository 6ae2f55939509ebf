"""The settings of the service, read from the environment. The README's table is generated from this class."""

import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from accounts.issuer import Issuer
from accounts.mail_server import MailServer, is_deliverable
from errors import CannotStart
from loaders.cost import Limits
from setting_values import (
    Contact,
    CrossrefMember,
    Neo4jAddress,
    Networks,
    Origins,
    PublicUrl,
    Size,
    TrustedOrigins,
    WebAddress,
)

#: Prefixes of environment variables: of settings, and of tests and benchmarks.
PREFIX: Final = "PEERGRAPH_"
TEST_PREFIX: Final = "PEERGRAPH_TEST_"
#: Settings of a Neo4j of the operator, which an embedded one does not read.
_OF_YOUR_NEO4J: Final = ("neo4j_password", "neo4j_database")
#: Settings of which the first must not be larger than the second.
_ORDER: Final = (
    ("session_days", "session_max_days"),
    ("request_bytes", "client_bytes"),
    ("import_bytes", "client_bytes"),
)
#: The user and the password in an address.
_USER: Final = re.compile(r"(?<=//)[^/@]*@")


def _neo4j(name: str) -> AliasChoices:
    return AliasChoices(f"NEO4J_{name}")


class Settings(BaseSettings):
    """Fields are named after environment variables, case-insensitively; `NEO4J_…` are spelled as in Neo4j's tools."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", populate_by_name=True)

    neo4j_uri: Neo4jAddress | None = Field(
        default=None,
        validation_alias=_neo4j("URI"),
        description="URI of the Neo4j to use, e.g. `neo4j+s://host:7687`. Not set: an embedded Neo4j is started.",
    )
    neo4j_username: str = Field(
        default="neo4j", validation_alias=_neo4j("USERNAME"), description="User name for that Neo4j."
    )
    neo4j_password: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=_neo4j("PASSWORD"),
        description="Password; empty disables authentication.",
    )
    neo4j_database: str | None = Field(
        default=None, validation_alias=_neo4j("DATABASE"), description="Database; not set: the user's home database."
    )
    data: Path = Field(
        default=Path.home() / ".local" / "share" / "peergraph",
        description="Folder of the embedded Neo4j: data, password and logs.",
    )
    index: Path | None = Field(
        default=None,
        description="Folder of the citation index, one per graph. Not set: `index` below `PEERGRAPH_DATA`.",
    )
    cache: Path | None = Field(
        default=None,
        description="Folder for the downloaded Neo4j. Not set: `peergraph` in the user's cache folder.",
    )
    maven: WebAddress | None = Field(
        default=None, description="Mirror of Maven Central from which Neo4j is downloaded. Not set: Maven Central."
    )
    heap: Size = Field(default="1g", description="Heap of the embedded Neo4j, e.g. `1g`.")
    page_cache: Size = Field(default="256m", description="Page cache of the embedded Neo4j, e.g. `256m`.")
    disk_reserve: int = Field(
        default=1_000_000_000,
        ge=0,
        description="Free bytes on the disk of the embedded Neo4j below which changes are refused and reading goes on.",
    )
    statement_seconds: float = Field(default=10.0, gt=0, description="Time limit of a Cypher statement, in seconds.")
    store_connections: int = Field(default=100, gt=0, description="Largest number of connections to Neo4j per process.")
    request_seconds: float = Field(
        default=30.0, gt=0, description="Time limit of a request, in seconds from its first byte."
    )
    request_bytes: int = Field(
        default=100_000,
        gt=0,
        description="Largest request body in bytes. Signed-in users can send up to 2 MB, for long reviews.",
    )
    import_bytes: int = Field(default=8_000_000, gt=0, description="Largest request body of `importLibrary` in bytes.")
    client_bytes: int = Field(
        default=16_000_000,
        gt=0,
        description="Largest number of bytes in the request bodies that one client address sends at the same time.",
    )
    client_requests: int = Field(
        default=100, gt=0, description="Largest number of requests of one client address at the same time."
    )
    cost_per_minute: int = Field(
        default=60_000_000,
        gt=0,
        description="Largest cost of the operations of one client address without a sign-in in a minute.",
    )
    user_cost_per_minute: int = Field(
        default=120_000_000, gt=0, description="Largest cost of the operations of one signed-in user in a minute."
    )
    response_bytes: int = Field(default=20_000_000, gt=0, description="Largest response to an operation in bytes.")
    send_seconds: float = Field(
        default=10.0,
        gt=0,
        description="Seconds in which a client must read each 64 kB of a response; then the connection is closed.",
    )
    page_limit: int = Field(default=1_000, gt=0, description="Largest value of `first` and `last`.")
    cost_limit: int = Field(
        default=1_000_000,
        gt=0,
        description="Largest cost of an operation, an estimate of its work: about microseconds of processor time.",
    )
    field_limit: int = Field(default=2_000, gt=0, description="Largest number of fields in an operation.")
    depth_limit: int = Field(default=30, gt=0, description="Largest depth of an operation.")
    connections: int = Field(default=4_000, gt=0, description="Largest number of client connections per process.")
    header_seconds: float = Field(
        default=10.0, gt=0, description="Seconds in which the headers of a request must arrive."
    )
    heavy_operations: int | None = Field(
        default=None,
        gt=0,
        description="Largest number of operations with a cost above 25,000 that a process runs at the same time. Not"
        " set: one for two of its processors.",
    )
    queue_seconds: float = Field(
        default=0.5,
        gt=0,
        description="Seconds that an operation with a cost above 25,000 may wait for others: it is refused with 503 if"
        " it would wait longer, unless it takes twice as long itself. Other operations may wait at least 2 s.",
    )
    keep_alive_seconds: int = Field(
        default=75,
        gt=0,
        description="Seconds for which an idle connection stays open: more than a proxy keeps its own to the service.",
    )
    drain_seconds: float = Field(
        default=3.0,
        ge=0,
        description="Seconds after SIGTERM in which `/health/ready` fails and requests are still taken, so that load"
        " balancers stop sending them.",
    )
    grace_seconds: int = Field(
        default=20, ge=0, description="Seconds after that in which the requests under way can end."
    )
    cors_origins: Origins = Field(
        default=["*"], description="Origins whose pages may query from a browser, as a JSON list."
    )

    trusted_proxies: Networks = Field(
        default=["127.0.0.1", "::1"],
        description="Addresses or networks of reverse proxies, as a JSON list: the client's address and scheme are read"
        " from their `X-Forwarded-For` and `X-Forwarded-Proto`.",
    )
    trusted_origins: TrustedOrigins = Field(
        default=[],
        description="Other origins whose pages may act for signed-in users, as a JSON list such as"
        ' `["https://app.example.org"]`.',
    )
    sign_up: bool = Field(default=True, description="Whether anyone can create an account with a password.")
    session_days: int = Field(default=30, gt=0, description="Days without use after which a session ends.")
    session_max_days: int = Field(default=180, gt=0, description="Days after which a session ends even if it is used.")
    issuers: list[Issuer] = Field(
        default=[],
        description="OpenID Connect issuers for sign-in, as a JSON list of objects with `name`, `issuer`,"
        " `client_id` and optionally `client_secret`, `label`, `audience`, `clients`, `scope`, `algorithms`,"
        " `orcid_claim`, `sign_up`. The redirect URI is `/sign-in/{name}/callback`.",
    )
    writes_per_minute: int = Field(default=60, gt=0, description="Largest number of writes per user and minute.")

    activity_days: int = Field(default=30, gt=0, description="Days of activity that `paperActivity` can resume from.")
    live_connections: int = Field(
        default=2_000, gt=0, description="Largest number of subscription connections per process."
    )
    live_connections_per_address: int = Field(
        default=200, gt=0, description="Largest number of subscription connections per client address."
    )
    live_subscriptions: int = Field(default=50, gt=0, description="Largest number of subscriptions per WebSocket.")
    live_send_seconds: float = Field(
        default=10.0, gt=0, description="Seconds in which a client must read a message; then it is closed."
    )
    live_check_seconds: float = Field(
        default=30.0,
        gt=0,
        description="Interval in seconds at which subscriptions of ended sessions and revoked tokens are closed.",
    )
    public_url: PublicUrl | None = Field(
        default=None,
        description="Public URL of the service, e.g. `https://graph.example.org`, for addresses in"
        " answers. Not set: the address of the request.",
    )
    smtp_host: str | None = Field(
        default=None,
        description="Host of the SMTP server that sends links to confirm addresses and to reset passwords. Requires"
        " `PEERGRAPH_SMTP_SENDER` and `PEERGRAPH_PUBLIC_URL`. Not set: no mail is sent.",
    )
    smtp_port: int = Field(default=587, gt=0, lt=65_536, description="Its port.")
    smtp_encryption: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="Its encryption: `starttls`, `tls` (mostly port 465) or `none`."
    )
    smtp_username: str | None = Field(
        default=None, description="User name at the SMTP server. Not set: no authentication."
    )
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Password at the SMTP server.")
    smtp_sender: str | None = Field(default=None, description="Address of the sender, e.g. `graph@example.org`.")
    openalex_api_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("OPENALEX_API_KEY"),
        description="API key of OpenAlex, used by `peergraph ingest openalex`.",
    )
    export_limit: int = Field(default=100_000, gt=0, description="Largest number of papers in an export of a list.")
    crossref_member: CrossrefMember | None = Field(
        default=None,
        description="The member of Crossref that registers DOIs of reviews, as a JSON object with `prefix`,"
        " `depositor`, `email` and `registrant`, which are public in `/papers/{id}/reviews.crossref.xml`. Requires"
        " `PEERGRAPH_PUBLIC_URL`. Not set: no such files.",
    )

    log: Literal["lines", "json"] = Field(
        default="lines", description="Form of the log on standard error: `lines` or `json` (docs/observability.md)."
    )
    slow_seconds: float = Field(
        default=1.0, gt=0, description="Duration in seconds from which an operation is in the log as slow."
    )
    metrics_networks: Networks = Field(
        default=["127.0.0.0/8", "::1"],
        description="Addresses or networks of the clients that may read `/metrics`, as a JSON list.",
    )
    security_contact: Contact | None = Field(
        default=None,
        description="Where to report vulnerabilities, for `/.well-known/security.txt`, e.g."
        " `mailto:security@example.org`. Not set: no such file.",
    )

    @model_validator(mode="after")
    def _combinations(self) -> Self:
        for smaller, larger in _ORDER:
            if (low := getattr(self, smaller)) > (high := getattr(self, larger)):
                raise ValueError(f"{variable(larger)} is {high} and {variable(smaller)} {low}: it must not be smaller")
        for name in _OF_YOUR_NEO4J:
            if self.neo4j_uri is None and name in self.model_fields_set and _is_set(getattr(self, name)):
                raise ValueError(f"{variable(name)} is set and NEO4J_URI is not: set both, or neither to embed Neo4j")
        if self.crossref_member is not None and self.public_url is None:
            raise ValueError("PEERGRAPH_CROSSREF_MEMBER is set and PEERGRAPH_PUBLIC_URL, where its DOIs lead, is not")
        if self.smtp_host is not None:
            self._check_mail()
        return self

    def _check_mail(self) -> None:
        """Raises ValueError if the SMTP server cannot be used."""
        if self.public_url is None:
            raise ValueError("PEERGRAPH_SMTP_HOST is set and PEERGRAPH_PUBLIC_URL, where links in mail lead, is not")
        if self.smtp_sender is None or not is_deliverable(self.smtp_sender):
            raise ValueError(
                "PEERGRAPH_SMTP_HOST is set: set PEERGRAPH_SMTP_SENDER to an address such as a@example.org"
            )
        if self.smtp_encryption == "none" and self.smtp_password.get_secret_value():
            raise ValueError("PEERGRAPH_SMTP_PASSWORD needs PEERGRAPH_SMTP_ENCRYPTION=starttls or tls")

    @classmethod
    def read(cls) -> Self:
        """The settings of the environment. Raises CannotStart with the name of an invalid or unknown variable."""
        _check_names(os.environ)
        try:
            return cls()
        except ValidationError as error:
            # Without the context of the error, which holds the values: some are secrets.
            raise CannotStart(_message(error)) from None
        except SettingsError as error:
            name = next((name for name in cls.model_fields if f'"{name}"' in str(error)), "")
            raise CannotStart(f"{variable(name)} is not JSON: see `peergraph settings`.") from None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that are never shown."""
        own = (self.neo4j_password, self.openalex_api_key, self.smtp_password)
        issuers = (issuer.client_secret for issuer in self.issuers)
        return tuple(secret.get_secret_value() for secret in (*own, *issuers) if secret is not None)

    @property
    def limits(self) -> Limits:
        """The limits of an operation."""
        return Limits(self.page_limit, self.cost_limit, self.field_limit, self.depth_limit)

    @property
    def mail_server(self) -> MailServer | None:
        """The SMTP server; None if no mail is sent."""
        if self.smtp_host is None:
            return None
        return MailServer(
            self.smtp_host, self.smtp_port, self.smtp_sender or "", self.smtp_username,
            self.smtp_password.get_secret_value(), self.smtp_encryption,
        )  # fmt: skip

    @property
    def index_folder(self) -> Path:
        """The folder of the citation index."""
        return self.index or self.data / "index"

    @property
    def auth(self) -> tuple[str, str] | None:
        """User name and password for Neo4j, None without authentication."""
        password = self.neo4j_password.get_secret_value()
        return (self.neo4j_username, password) if password else None


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return name.upper() if name.startswith(("neo4j_", "openalex_")) else f"{PREFIX}{name.upper()}"


def _is_set(value: object) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _check_names(environment: Iterable[str]) -> None:
    """Raises CannotStart for a variable that no setting reads, with the nearest name. Names of tests are ignored."""
    names = {variable(name) for name in Settings.model_fields if variable(name).startswith(PREFIX)}
    for name in sorted(environment):
        upper = name.upper()
        if upper.startswith(PREFIX) and not upper.startswith(TEST_PREFIX) and upper not in names:
            nearest = get_close_matches(upper.removeprefix(PREFIX), [each.removeprefix(PREFIX) for each in names], 1)
            guess = f"did you mean {PREFIX}{nearest[0]}?" if nearest else "`peergraph settings` lists all."
            raise CannotStart(f"{name} is not a setting: {guess}")


def _message(error: ValidationError) -> str:
    """The first invalid setting: its variable, the path within it, and a plain value."""
    first = error.errors()[0]
    text = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{text}."
    text = text[:1].lower() + text[1:]
    name, *path = (str(part) for part in first["loc"])
    name = variable(name.lower())
    if path:
        return f"{name} is invalid at {'.'.join(path)}: {text}."
    return f"{name} is {_USER.sub('…@', repr(first['input']))}: {text}."

"""Everything that an operator can set, from the environment. The README's table is written from this class."""

from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from accounts.issuer import Issuer
from errors import CannotStart
from loaders.cost import Limits


def _neo4j(name: str) -> AliasChoices:
    return AliasChoices(f"NEO4J_{name}")


class Settings(BaseSettings):
    """Names are those of the environment, without regard to case; `NEO4J_…` are as Neo4j's own tools spell them."""

    model_config = SettingsConfigDict(env_prefix="PEERGRAPH_", extra="ignore", populate_by_name=True)

    neo4j_uri: str | None = Field(
        default=None,
        validation_alias=_neo4j("URI"),
        description="The Neo4j to use, such as `neo4j+s://host:7687`. Not set: the service starts its own.",
    )
    neo4j_username: str = Field(
        default="neo4j", validation_alias=_neo4j("USERNAME"), description="Who signs in to that Neo4j."
    )
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), validation_alias=_neo4j("PASSWORD"), description="With which password; empty: none."
    )
    neo4j_database: str | None = Field(
        default=None, validation_alias=_neo4j("DATABASE"), description="Which database; not set: the user's home one."
    )
    data: Path = Field(
        default=Path.home() / ".local" / "share" / "peergraph",
        description="The folder of the service's own Neo4j: its data, its password, its logs.",
    )
    index: Path | None = Field(
        default=None,
        description="The folder of the citation index, one for each graph. Not set: `index` in the folder of `data`.",
    )
    cache: Path | None = Field(
        default=None,
        description="The folder that keeps Neo4j's downloaded files; not set: `peergraph` in the user's cache folder.",
    )
    maven: str | None = Field(
        default=None, description="A mirror of Maven Central to download them from; not set: Maven Central."
    )
    heap: str = Field(default="1g", description="Memory for the own Neo4j's work, as Neo4j writes sizes.")
    page_cache: str = Field(default="256m", description="Memory in which the own Neo4j keeps its store files.")
    statement_seconds: float = Field(default=10.0, gt=0, description="How long one statement may take.")
    request_seconds: float = Field(default=30.0, gt=0, description="How long one request may take.")
    request_bytes: int = Field(
        default=8_000_000,
        gt=0,
        description="How large the body of a request may be; a library to import is the largest.",
    )
    page_limit: int = Field(default=1_000, gt=0, description="The largest `first` or `last`.")
    cost_limit: int = Field(default=100_000, gt=0, description="How many objects an answer may be able to hold.")
    field_limit: int = Field(default=3_000, gt=0, description="How many fields a query may select.")
    depth_limit: int = Field(default=30, gt=0, description="How deep a query may be.")
    cors_origins: list[str] = Field(
        default=["*"], description="Which origins' pages may query from a browser, as a JSON list."
    )

    trusted_origins: list[str] = Field(
        default=[],
        description="Other origins whose pages may act for the people who are signed in here, as a JSON list such as"
        ' `["https://app.example.org"]`; beside the service\'s own.',
    )
    sign_up: bool = Field(default=True, description="Whether people may make an account with a password by themselves.")
    session_days: int = Field(default=30, gt=0, description="After how many days without use a session ends.")
    issuers: list[Issuer] = Field(
        default=[],
        description="OpenID Connect issuers that sign people in, as a JSON list of objects with `name`, `issuer`,"
        " `client_id` and, as need be, `client_secret`, `label`, `audience`, `scope`, `algorithms`, `orcid_claim`,"
        " `sign_up`. Each sends people back to `/sign-in/{name}/callback`.",
    )
    writes_per_minute: int = Field(default=60, gt=0, description="How often one person may write in a minute.")

    activity_days: int = Field(
        default=30, gt=0, description="How many days `paperActivity` can go back to where a lost connection stopped."
    )
    live_connections: int = Field(
        default=2_000, gt=0, description="How many clients one process keeps subscriptions open for."
    )
    live_connections_per_address: int = Field(
        default=200, gt=0, description="How many of them may come from one network address."
    )
    live_subscriptions: int = Field(default=50, gt=0, description="How many subscriptions one WebSocket may have.")
    live_send_seconds: float = Field(
        default=10.0, gt=0, description="How long a subscriber may take to receive a message before it is dropped."
    )
    live_check_seconds: float = Field(
        default=30.0,
        gt=0,
        description="After how long an ended session or a revoked token has ended its subscriptions, at the latest.",
    )
    public_url: str | None = Field(
        default=None,
        description="Where the service is for the world, such as `https://graph.example.org`, for the addresses in its"
        " answers. Not set: where each request was sent to.",
    )
    openalex_api_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("OPENALEX_API_KEY"),
        description="The key for OpenAlex's API, which `peergraph ingest openalex` sends with its requests.",
    )
    export_limit: int = Field(default=100_000, gt=0, description="How many papers one whole-list export may have.")

    @classmethod
    def read(cls) -> Self:
        """The settings of the environment. Raises CannotStart, naming the variable and what it may be."""
        try:
            return cls()
        except ValidationError as error:
            # Without its context, which holds what was given: secrets among it.
            raise CannotStart(_message(error)) from None
        except SettingsError as error:
            raise CannotStart(f"{error}: see `peergraph settings`.") from error

    @property
    def limits(self) -> Limits:
        """What one request may ask for."""
        return Limits(self.page_limit, self.cost_limit, self.field_limit, self.depth_limit)

    @property
    def index_folder(self) -> Path:
        """Where the citation index is."""
        return self.index or self.data / "index"

    @property
    def auth(self) -> tuple[str, str] | None:
        """How to sign in to the given Neo4j."""
        password = self.neo4j_password.get_secret_value()
        return (self.neo4j_username, password) if password else None


def _message(error: ValidationError) -> str:
    """The first thing that is wrong: the variable, the place in it, and the value if it is a plain one."""
    wrong = error.errors()[0]
    name, *place = (str(each) for each in wrong["loc"])
    name = name.upper()
    variable = name if name.startswith("NEO4J_") else f"PEERGRAPH_{name}"
    if place:
        return f"{variable} cannot be used at {'.'.join(place)}: {wrong['msg'].lower()}."
    return f"{variable} is {wrong['input']!r}: {wrong['msg'].lower()}."

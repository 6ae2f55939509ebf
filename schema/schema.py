"""The schema: everything that clients can ask, as one object."""

from typing import Final

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.fields import install
from schema.planning import Planned
from schema.query import Query
from schema.resource import Resource
from schema.scalars import SCALARS


def build() -> strawberry.Schema:
    """The schema, its stored fields read by position."""
    built = strawberry.Schema(
        query=Query,
        types=[Resource],
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[Planned],
    )
    install(built._schema)  # pyright: ignore[reportPrivateUsage]
    return built


SCHEMA: Final = build()

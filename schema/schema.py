"""The schema: everything that clients can ask, as one object."""

from functools import lru_cache
from typing import Final

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter

from loaders.graphql_core import graphql_schema
from schema.activity import Subscription
from schema.fields import install
from schema.mutation import Mutation
from schema.query import Query
from schema.resource import Resource
from schema.scalars import SCALARS

DESCRIPTION: Final = (
    "The research graph: papers, authors, institutions, topics, venues, funders and publishers, with citations, reviews"
    " and comments. Every object with `id` is a `Node`: `node(id:)` returns it. Lists are connections as in Relay. A"
    " field that cannot be resolved is null, with an error whose `extensions.code` states the reason; validation errors"
    " of mutations are in `userErrors`. Ids in filters, maps and paths that are those of no node are reported in"
    " `extensions.warnings`."
)
#: Tokens of the longest document that is parsed at all.
MAX_TOKENS: Final = 2_500


_PYTHON_NAME: Final = lru_cache(maxsize=4_096)(NameConverter().apply_naming_config)


class ArgumentNames(NameConverter):
    """Strawberry asks for the name of each field of an input whenever one is given."""

    def apply_naming_config(self, name: str) -> str:
        """The name in GraphQL, from memory."""
        return _PYTHON_NAME(name)


def build() -> strawberry.Schema:
    """The schema, its stored fields read by position."""
    built = strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Resource],
        config=StrawberryConfig(name_converter=ArgumentNames(), scalar_map=SCALARS),
    )
    schema = graphql_schema(built)
    schema.description = DESCRIPTION
    install(schema)
    return built


SCHEMA: Final = build()

"""`peergraph schema`: prints the GraphQL schema, or the configuration of a client's cache."""

from enum import Enum
from typing import Annotated

import typer


class SchemaFormat(Enum):
    """What is printed."""

    SDL = "sdl"
    INTROSPECTION = "introspection"
    APOLLO = "apollo"
    GRAPHCACHE = "graphcache"


def schema(
    format_: Annotated[
        SchemaFormat,
        typer.Option(
            "--format",
            help="sdl: GraphQL's schema definition language. introspection: the result of the introspection query, as"
            " JSON. apollo: `possibleTypes` and `typePolicies` of Apollo Client. graphcache: `keys` of urql's"
            " Graphcache.",
        ),
    ] = SchemaFormat.SDL,
) -> None:
    """Print the schema, or the configuration of a client's cache as a JavaScript module.

    Example: peergraph schema > schema.graphql

    Example: peergraph schema --format apollo > cache.js
    """
    from loaders.graphql_core import graphql_schema  # noqa: PLC0415 - as below
    from schema import client_caches  # noqa: PLC0415 - as below
    from schema.schema import SCHEMA  # noqa: PLC0415 - the import is slow and other commands do not need it

    built = graphql_schema(SCHEMA)
    match format_:
        case SchemaFormat.SDL:
            text = SCHEMA.as_str()
        case SchemaFormat.INTROSPECTION:
            text = client_caches.introspection(built).decode()
        case SchemaFormat.APOLLO:
            text = client_caches.apollo(built)
        case SchemaFormat.GRAPHCACHE:
            text = client_caches.graphcache(built)
    typer.echo(text)

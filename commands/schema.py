"""`peergraph schema`: the contract as the code has it."""

import typer

from schema.schema import SCHEMA


def schema() -> None:
    """Print the schema in GraphQL's schema definition language.

    Example: peergraph schema > schema.graphql
    """
    typer.echo(SCHEMA.as_str())

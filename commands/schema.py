"""`peergraph schema`: prints the GraphQL schema."""

import typer


def schema() -> None:
    """Print the schema in GraphQL's schema definition language.

    Example: peergraph schema > schema.graphql
    """
    from schema.schema import SCHEMA  # noqa: PLC0415 - the import is slow and other commands do not need it

    typer.echo(SCHEMA.as_str())

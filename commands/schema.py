"""`peergraph schema`: the contract as the code has it."""

import typer


def schema() -> None:
    """Print the schema in GraphQL's schema definition language.

    Example: peergraph schema > schema.graphql
    """
    from schema.schema import SCHEMA  # noqa: PLC0415 - the other commands need not wait for it

    typer.echo(SCHEMA.as_str())

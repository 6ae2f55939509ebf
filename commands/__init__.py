"""The `peergraph` command: each module is one of its commands, with an example in its help."""

import sys

import typer

from commands.demo import demo
from commands.schema import schema
from commands.serve import serve
from commands.store import store
from errors import PeergraphError

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="The research graph as one GraphQL endpoint.")
cli.command()(serve)
cli.command()(demo)
cli.command()(schema)
cli.add_typer(store, name="store")


def main() -> None:
    """What is wrong is said in one sentence, with a status that scripts can see."""
    try:
        cli()
    except PeergraphError as error:
        print(f"peergraph: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

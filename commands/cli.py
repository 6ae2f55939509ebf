"""The commands of `peergraph`."""

from importlib.metadata import version
from typing import Annotated

import typer

from commands.audit import admin
from commands.backup import backup, restore
from commands.bulk_import import app as bulk_import
from commands.demo import demo
from commands.doctor import doctor
from commands.export import export
from commands.index import index
from commands.ingest import app as ingest
from commands.schema import schema
from commands.serve import serve
from commands.settings import settings
from commands.store import store
from commands.sync import EPILOG, sync_command

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="The research graph as one GraphQL endpoint.")


def _print_version(is_requested: bool) -> None:
    if is_requested:
        typer.echo(f"peergraph {version('peergraph')}")
        raise typer.Exit


@cli.callback()
def options(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """The research graph as one GraphQL endpoint."""


cli.command()(serve)
cli.add_typer(ingest, name="ingest")
cli.add_typer(bulk_import, name="import")
cli.command("sync", epilog=EPILOG)(sync_command)
cli.command()(demo)
cli.add_typer(store, name="store")
cli.add_typer(index, name="index")
cli.add_typer(export, name="export")
cli.add_typer(admin, name="admin")
cli.command()(backup)
cli.command()(restore)
cli.command()(doctor)
cli.command()(schema)
cli.command()(settings)

"""The commands of `peergraph`."""

import typer

from commands.bulk_import import app as bulk_import
from commands.demo import demo
from commands.index import index
from commands.ingest import app as ingest
from commands.schema import schema
from commands.serve import serve
from commands.settings import settings
from commands.store import store
from commands.suspension import admin
from commands.sync import EPILOG, sync_command

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="The research graph as one GraphQL endpoint.")
cli.command()(serve)
cli.add_typer(ingest, name="ingest")
cli.add_typer(bulk_import, name="import")
cli.command("sync", epilog=EPILOG)(sync_command)
cli.command()(demo)
cli.add_typer(store, name="store")
cli.add_typer(index, name="index")
cli.add_typer(admin, name="admin")
cli.command()(schema)
cli.command()(settings)

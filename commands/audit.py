"""`peergraph admin audit`: prints the audit log."""

from typing import Annotated, Final

import orjson
import typer

from commands.accounts import key_of, print_table, run
from commands.suspension import admin
from graphdb import audit

#: Its columns.
_COLUMNS: Final = ("at", "who", "action", "on", "details", "from", "request", "outcome")


@admin.command("audit")
def print_audit(
    handle: Annotated[str | None, typer.Option(help="Only entries on this account.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only entries of this user id or account of a machine.")] = None,
    since: Annotated[str | None, typer.Option(help="Only entries from this day on, such as 2026-11-01.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="The largest number of entries.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Print the audit log, latest entries first: every command of `peergraph admin`, and what moderators did.

    Example: peergraph admin audit --since 2026-11-01
    """
    subject = None if handle is None else key_of(handle)
    rows = run(lambda store: audit.list_entries(store, limit, subject=subject, actor=actor, since=since))
    if not as_json:
        print_table(_COLUMNS, rows)
        return
    for row in rows:
        typer.echo(orjson.dumps(dict(zip(_COLUMNS, row, strict=True))))

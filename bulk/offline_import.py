"""The arguments of Neo4j's import, for the embedded Neo4j and for another one."""

import shlex
from collections.abc import Sequence
from typing import Final

#: Names of files are taken literally; empty lists and texts of lists are read as they are; a bad entry ends the import.
OPTIONS: Final = (
    "--input-type=parquet", "--id-type=integer", "--path-pattern-style=none", "--overwrite-destination=true",
)  # fmt: skip


def command(files: Sequence[str], database: str) -> str:
    """The command for a Neo4j of the user, in the syntax of a POSIX shell. The database must be empty and stopped."""
    return " \\\n  ".join(
        ["neo4j-admin database import full", *(shlex.quote(argument) for argument in (*files, *OPTIONS)),
         shlex.quote(database)]
    )  # fmt: skip

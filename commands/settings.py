"""`peergraph settings`: what an operator can set, as the README's table."""

import re
from pathlib import Path

import typer
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from settings import Settings


def settings() -> None:
    """Print every setting of the environment, its default and its meaning, as a table in Markdown.

    Example: peergraph settings
    """
    typer.echo(table())


def table() -> str:
    """The table, a row a setting, in the order of the class."""
    rows = [
        f"| `{_name(name, field.validation_alias)}` | {_default(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| variable | default | what it sets |", "|---|---|---|", *rows])


def _name(name: str, alias: object) -> str:
    named = re.findall(r"[A-Z0-9_]{3,}", str(alias)) if alias else []
    return named[0] if named else f"PEERGRAPH_{name.upper()}"


def _default(field: FieldInfo) -> str:
    value = None if field.is_required() else field.default
    if isinstance(value, SecretStr):
        return "empty"
    if value is None:
        return "not set"
    shown = (
        f"~/{value.relative_to(Path.home())}"
        if isinstance(value, Path) and value.is_relative_to(Path.home())
        else value
    )
    return f"`{shown}`"

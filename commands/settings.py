"""`peergraph settings`: prints the settings as the table of the README."""

import re
from pathlib import Path

import typer
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from settings import Settings


def settings() -> None:
    """Print all settings with defaults and descriptions, as a table in Markdown.

    Example: peergraph settings
    """
    typer.echo(table())


def table() -> str:
    """The table, one row per setting, in the order of the class."""
    rows = [
        f"| `{_name(name, field.validation_alias)}` | {_default(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| variable | default | description |", "|---|---|---|", *rows])


def _name(name: str, alias: object) -> str:
    aliases = re.findall(r"[A-Z0-9_]{3,}", str(alias)) if alias else []
    return aliases[0] if aliases else f"PEERGRAPH_{name.upper()}"


def _default(field: FieldInfo) -> str:
    value = None if field.is_required() else field.default
    if isinstance(value, SecretStr):
        return "empty"
    if value is None:
        return "not set"
    text = (
        f"~/{value.relative_to(Path.home())}"
        if isinstance(value, Path) and value.is_relative_to(Path.home())
        else value
    )
    return f"`{text}`"

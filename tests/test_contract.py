"""The schema is the committed `schema.graphql`, and everything in it is described."""

from pathlib import Path
from typing import Final, cast

import pytest
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)

from loaders.graphql_core import graphql_schema
from schema.schema import SCHEMA
from settings import Settings

COMMITTED: Final = Path(__file__).parents[1] / "schema.graphql"


def test_the_committed_schema_is_what_the_code_has() -> None:
    assert COMMITTED.read_text(encoding="utf-8").rstrip() == SCHEMA.as_str().rstrip(), (
        "Run: peergraph schema > schema.graphql"
    )


def named_types() -> list[GraphQLNamedType]:
    """The types of the schema, without GraphQL's own."""
    types = graphql_schema(SCHEMA).type_map.values()
    return [kind for kind in types if not kind.name.startswith("__")]


@pytest.mark.parametrize("kind", named_types(), ids=str)
def test_everything_in_the_schema_is_described(kind: GraphQLNamedType) -> None:
    assert kind.description
    silent: list[str] = []
    if is_object_type(kind) or is_interface_type(kind):
        fields = cast("dict[str, GraphQLField]", kind.fields)
        silent += [name for name, field in fields.items() if not field.description]
        silent += [f"{name}({each}:)" for name, field in fields.items() for each, argument in field.args.items()
                   if not argument.description]  # fmt: skip
    elif is_input_object_type(kind):
        silent += [name for name, field in kind.fields.items() if not field.description]
    elif is_enum_type(kind):
        silent += [name for name, value in kind.values.items() if not value.description]
    assert silent == []


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert Settings.model_fields[name].description

"""The schema is the committed `schema.graphql`, and everything in it is described."""

from pathlib import Path
from typing import Any, Final, cast, get_args

import pytest
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)

from loaders.graphql_core import graphql_schema
from loaders.selection import named_type
from resolvers.validation import Code
from schema.schema import SCHEMA
from schema.user_error import UserErrorCode
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


def test_only_a_node_has_an_id() -> None:
    """`node(id:)` returns every object with an `id`, so that a normalised cache can store it under the id."""
    nodes = {kind.name for kind in named_types() if is_object_type(kind) and _implements_node(kind)}
    with_id = {kind.name for kind in named_types() if is_object_type(kind) and "id" in kind.fields}
    assert with_id == nodes


def test_errors_of_a_field_leave_the_other_fields_of_the_operation() -> None:
    schema = graphql_schema(SCHEMA)
    roots = [root for root in (schema.query_type, schema.mutation_type) if root is not None]
    fields = [(f"{root}.{name}", cast("Any", field).type) for root in roots for name, field in fields_of(root)]
    assert [name for name, kind in fields if str(kind).endswith("!")] == []


def test_every_connection_has_pages_in_both_directions() -> None:
    arguments = {"first", "after", "last", "before"}
    incomplete = [
        f"{kind.name}.{name}"
        for kind in named_types()
        if is_object_type(kind)
        for name, field in fields_of(kind)
        if named_type(field).name.endswith("Connection") and not arguments <= set(field.args)
    ]
    assert incomplete == []


def test_every_code_of_a_validation_error_is_in_the_schema() -> None:
    assert sorted(get_args(Code)) == sorted(code.name for code in UserErrorCode)


def test_the_schema_has_a_description() -> None:
    result = SCHEMA.execute_sync("{ __schema { description } }")
    assert result.data is not None
    assert "Node" in result.data["__schema"]["description"]


def _implements_node(kind: GraphQLObjectType) -> bool:
    return any(each.name == "Node" for each in kind.interfaces)


def fields_of(kind: GraphQLObjectType) -> list[tuple[str, GraphQLField]]:
    """The fields of a type by name."""
    return list(kind.fields.items())

"""The undocumented parts of graphql-core and Strawberry are used in one module only. A release that changes one of them
fails here."""

import ast
import inspect
from collections.abc import Callable
from typing import Any, Final, cast

import pytest
import strawberry
from graphql import GraphQLError, build_schema, parse
from graphql.execution import Executor, VariableValues

from loaders import graphql_core
from loaders.graphql_core import (
    CollectedFields,
    FieldDetails,
    FragmentDetails,
    StrawberryExecutor,
    collect_fields,
    collect_subfields,
    graphql_schema,
    release,
    strawberry_schema,
    validate,
)
from tests.test_imports import trees

MODULE = "loaders/graphql_core.py"
#: Packages whose names are documented.
PUBLIC = {"graphql", "graphql.execution", "graphql.utilities", "graphql.language", "graphql.type"}
PRIVATE = {"_schema", "_strawberry_schema", "async_helpers"}


@strawberry.type
class Query:
    name: str = "x"


SCHEMA: Final = strawberry.Schema(Query)
EXECUTOR: Final[Any] = Executor


def test_private_parts_are_used_in_one_module() -> None:
    for file, tree in trees().items():
        if file in {MODULE, "tests/execution/test_graphql_core.py"} or file.startswith("benchmarks/peers/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "graphql":
                assert node.module in PUBLIC, file
            if isinstance(node, ast.ImportFrom):
                assert node.module != "strawberry.schema.schema", file
            if isinstance(node, ast.Attribute) and node.attr in PRIVATE:
                assert isinstance(node.value, ast.Name), file
                assert node.value.id == "self", file


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (cast("Any", collect_fields), "schema fragments variable_values runtime_type operation"),
        (cast("Any", collect_subfields), "schema fragments variable_values operation return_type field_details_list"),
        (EXECUTOR.build_resolve_info, "self field_def field_nodes parent_type path"),
        (EXECUTOR.build_per_event_executor, "self payload"),
        (EXECUTOR.execute_operation, "self serially"),
    ],
)
def test_functions_have_the_parameters_that_are_passed(function: Callable[..., Any], parameters: str) -> None:
    names = list(inspect.signature(function).parameters)
    assert names[: len(parameters.split())] == parameters.split()


def test_an_executor_is_created_with_the_arguments_that_are_passed() -> None:
    names = list(inspect.signature(EXECUTOR.__init__).parameters)[1:11]
    assert names == [
        "schema", "fragment_definitions", "fragments", "root_value", "context_value", "operation", "variable_values",
        "field_resolver", "type_resolver", "subscribe_field_resolver",
    ]  # fmt: skip
    assert issubclass(StrawberryExecutor, Executor)


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (FieldDetails, "node"),
        (FragmentDetails, "definition"),
        (VariableValues, "sources coerced"),
        (CollectedFields, "grouped_field_set new_defer_usages"),
    ],
)
def test_records_have_the_fields_that_are_read(record: Any, fields: str) -> None:
    assert list(record._fields)[: len(fields.split())] == fields.split()


def test_the_two_forms_of_a_schema_lead_to_each_other() -> None:
    assert strawberry_schema(graphql_schema(SCHEMA)) is SCHEMA


def test_documents_are_validated_by_the_rules_of_both() -> None:
    (error,) = validate(graphql_schema(SCHEMA), parse("{ nothing }"))
    assert isinstance(error, GraphQLError)
    assert validate(graphql_schema(SCHEMA), parse("{ name }")) == []


def test_an_executor_has_helpers_that_refer_to_it() -> None:
    executor: Any = EXECUTOR.build(build_schema("type Query { a: Int }"), parse("{ a }"))
    assert executor.async_helpers.gather.__self__ is executor
    release(executor)
    assert "async_helpers" not in vars(executor)


def test_all_that_the_module_exports_is_used() -> None:
    imported = {
        alias.name
        for file, tree in trees().items()
        if not file.startswith("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "loaders.graphql_core"
        for alias in node.names
    }
    assert set(graphql_core.__all__) == imported

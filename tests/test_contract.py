"""The schema is what the repository says that it is, what the public contract promises, and described throughout."""

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
    parse,
)

from schema.schema import SCHEMA
from settings import Settings
from tests.contract import FILE, Promised, coordinates, promised

COMMITTED: Final = Path(__file__).parents[1] / "schema.graphql"
#: What the contract promises and a later version keeps: types by name, and fields of types that are there.
LATER: Final = frozenset[str]()

needs_contract = pytest.mark.skipif(not FILE.exists(), reason=f"the public contract is not at {FILE}")


def present() -> Promised:
    """What the schema has, in the form of what is promised."""
    return dict(pair for definition in parse(SCHEMA.as_str()).definitions for pair in coordinates(definition))


def is_later(coordinate: str) -> bool:
    """Whether it, or the type or field that it belongs to, is later work."""
    kind, field = coordinate.partition(".")[0], coordinate.partition("(")[0]
    return bool({coordinate, kind, field} & LATER)


def test_the_committed_schema_is_what_the_code_has() -> None:
    assert COMMITTED.read_text(encoding="utf-8").rstrip() == SCHEMA.as_str().rstrip(), (
        "Write it anew: peergraph schema > schema.graphql"
    )


@needs_contract
def test_what_is_promised_is_there_or_known_to_be_later() -> None:
    missing = sorted(promised().keys() - present().keys())
    assert [each for each in missing if not is_later(each)] == []


@needs_contract
def test_what_is_later_is_promised_and_not_there_yet() -> None:
    there = present()
    assert sorted(LATER - promised().keys()) == []
    assert sorted(each for each in LATER if each in there) == [], "Take these out of LATER."


@needs_contract
def test_names_nullability_and_defaults_are_those_that_are_promised() -> None:
    there = present()
    differing = {
        each: (said, there[each]) for each, said in promised().items() if each in there and there[each] != said
    }
    assert differing == {}


def named_types() -> list[GraphQLNamedType]:
    """The types of the schema, without GraphQL's own."""
    types = SCHEMA._schema.type_map.values()  # pyright: ignore[reportPrivateUsage]
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

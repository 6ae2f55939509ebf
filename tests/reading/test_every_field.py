"""For every field that the store answers, from every way in, a statement is composed and Neo4j runs it."""

from collections.abc import Iterator
from typing import Final, cast

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    is_leaf_type,
    is_object_type,
    is_required_argument,
)

from graphdb.model import NODES
from loaders.cost import Limits
from loaders.field_spec import FieldSpec
from loaders.graphql_core import graphql_schema
from loaders.selection import is_node, named_type
from schema.schema import SCHEMA
from tests.reading.client import Client

_TYPES: Final = graphql_schema(SCHEMA).type_map
#: A node of much of everything; of types that are not here a node that does not exist, for which a statement runs too.
EXISTING: Final = {
    "Paper": "W1",
    "Author": "A1",
    "Institution": "I1",
    "Topic": "T1",
    "Venue": "S1",
    "Funder": "F1",
    "Publisher": "P1",
    "Award": "award:f1.no-1",
    "Resource": "res_w5-code",
}
_PREFIXES: Final = {kind.label: kind.prefixes[0] for kind in NODES if kind.prefixes}


def objects() -> list[GraphQLObjectType]:
    """Every type with fields, without GraphQL's own."""
    return [kind for name, kind in _TYPES.items() if is_object_type(kind) and not name.startswith("__")]


def is_answered(field: GraphQLField) -> bool:
    """Whether a fetch group answers the field."""
    return FieldSpec.of(field).fragment is not None


def arguments(field: GraphQLField) -> str:
    """A value for each argument that the field cannot do without."""
    required = {name: argument for name, argument in field.args.items() if is_required_argument(argument)}
    values: dict[str, str] = {}
    for name, argument in required.items():
        kind = named_type(argument)
        values[name] = next(iter(kind.values)) if isinstance(kind, GraphQLEnumType) else '"x"'
    return f"({', '.join(f'{name}: {value}' for name, value in values.items())})" if values else ""


def below(field: GraphQLField, *, further: bool, above: frozenset[str] = frozenset()) -> str:
    """All that can be selected of a field's value; of nodes in it only what they hold themselves, and of each type of
    those `above` nothing again: an institution's associates lead to institutions."""
    kind = named_type(field)
    if is_leaf_type(kind):
        return ""
    listed = [
        f"{name}{arguments(each)} {below(each, further=False, above=above | {kind.name})}"
        for name, each in cast("GraphQLObjectType", kind).fields.items()
        if (further or not _leads_on(cast("GraphQLObjectType", kind), each)) and named_type(each).name not in above
    ]
    return f"{{ {' '.join(listed)} }}"


def _leads_on(parent: GraphQLObjectType, field: GraphQLField) -> bool:
    """Whether a field of a node has nodes of its own, or a resolver, or one of a list of papers a resolver."""
    if not is_node(parent):
        return parent.name == "PaperConnection" and not FieldSpec.of(field).stored
    kind = named_type(field)
    leads = not is_leaf_type(kind) and (is_node(cast("GraphQLObjectType", kind)) or "Connection" in kind.name)
    return leads or not is_answered(field)


def stored_fields() -> Iterator[tuple[str, str]]:
    """Each field of a node that a fetch group answers."""
    for kind in objects():
        if is_node(kind):
            yield from ((kind.name, name) for name, field in kind.fields.items() if is_answered(field))


def entry_points() -> Iterator[tuple[str, str, slice]]:
    """Each way in: the field of the root with its arguments, its type, and which fields of it are asked for.

    Lists, and keys of every scheme: the first asks for all fields, the others share them, because what follows upon
    the node that was found is the same text.
    """
    root = cast("GraphQLObjectType", _TYPES["Query"])
    for name, field in root.fields.items():
        kind = named_type(field).name
        if is_answered(field):
            yield name, kind, slice(None)
        elif "by" in field.args:
            first, *others = cast("GraphQLInputObjectType", named_type(field.args["by"])).fields
            yield _by(name, first), kind, slice(None)
            yield from ((_by(name, other), kind, slice(at, None, len(others))) for at, other in enumerate(others))


def _by(name: str, scheme: str) -> str:
    return f'{name}(by: {{{scheme}: "{_example_key(scheme)}"}})'


def _example_key(scheme: str) -> str:
    keys = {
        "id": "W1", "doi": "10.5555/ab2", "arxiv": "2001.00005", "openalex": "W1", "pmid": "31000005",
        "url": "https://example.org/x", "orcid": "0000-0002-1825-0097", "ror": "05a28rw58", "issn": "0028-0836",
        "fundref": "10.13039/501100000780",
    }  # fmt: skip
    return keys.get(scheme, "graphs")


@pytest.mark.sample(3, each="kind")
@pytest.mark.parametrize(("kind", "name"), list(stored_fields()))
async def test_a_field_of_a_node_is_one_statement(client: Client, kind: str, name: str) -> None:
    field = cast("GraphQLObjectType", _TYPES[kind]).fields[name]
    node_id = EXISTING.get(kind, f"{_PREFIXES.get(kind, '')}none")
    selection = f"{name}{arguments(field)} {below(field, further=False)}"
    data = await client.ask(f'{{ node(id: "{node_id}") {{ ... on {kind} {{ {selection} }} }} }}')
    assert len(client.statements) == 1
    assert kind not in EXISTING or data["node"] is not None


@pytest.mark.sample(10)
@pytest.mark.parametrize(("entry", "kind", "selected"), list(entry_points()))
async def test_every_way_in_is_one_statement(client: Client, entry: str, kind: str, selected: slice) -> None:
    root = cast("GraphQLObjectType", _TYPES["Query"])
    field = root.fields[entry.split("(", maxsplit=1)[0]]
    if is_node(cast("GraphQLObjectType", _TYPES[kind])):
        fields = [each for each in cast("GraphQLObjectType", _TYPES[kind]).fields.items() if is_answered(each[1])]
        selection = " ".join(f"{name}{arguments(each)} {below(each, further=False)}" for name, each in fields[selected])
        selection = f"{{ {selection} }}"
    else:
        selection = below(field, further=False)
    # All fields of a paper at once are beyond the limit of one operation.
    client = Client(client.store, Limits(cost=10_000_000))
    await client.ask(f"{{ {entry} {selection} }}")
    assert len(client.statements) <= 1


def test_there_is_something_to_walk() -> None:
    assert len(list(stored_fields())) > 70
    assert len(list(entry_points())) > 20

"""Types of the model and the API: a stored field can represent all values of its property."""

import re
from collections.abc import Iterator
from typing import Final, cast

import pytest
from graphql import GraphQLEnumType, GraphQLField, GraphQLObjectType, is_object_type

from graphdb.fragments import Column, PagedList
from graphdb.model import EDGES, NODES
from graphdb.node_kinds import NodeKind
from graphdb.value_types import INDEXED, Address, OneOf, Several, Text, ValueType
from loaders.field_spec import FieldSpec
from loaders.graphql_core import graphql_schema
from loaders.selection import named_type
from schema.schema import SCHEMA

_TYPES: Final = graphql_schema(SCHEMA).type_map
_OBJECTS: Final = {name: kind for name, kind in _TYPES.items() if is_object_type(kind)}
_KINDS: Final = {kind.label: kind for kind in NODES}
#: Types of the API whose label has another name.
_SHOWN_AS: Final = {"SignInIdentity": "Identity"}
#: Types of the API for rows that a statement computes.
_COMPUTED: Final = {
    "RecommendationTally", "ReactionTally", "Keyword", "MeshTerm", "SustainableDevelopmentGoal", "YearCount",
    "ProcessingCharge", "PaperFunding", "YearActivity", "AssociatedInstitution", "VenuePrice",
}  # fmt: skip
#: Properties that are never null in types that only some nodes have.
_WHERE_SHOWN: Final = {"ReviewProvenance": ("source", "sourceKey")}
_READS: Final = re.compile(r"(?P<default>coalesce\()?\{(?P<of>[nr])\}\.(?P<name>\w+)(?(default), .+\))")
_HIDES: Final = re.compile(r"CASE WHEN EXISTS \{ .* \} THEN null ELSE (?P<value>.*) END")
_EDGE: Final = re.compile(r"\[\{r\}:([A-Z_|]+)\]")

StoredField = tuple[str, str, bool, GraphQLField, ValueType]


def _labels() -> dict[str, str]:
    """Type of the API → label of its node; a type for a part of a node has the label of the node."""
    labels = {name: _SHOWN_AS.get(name, name) for name in _OBJECTS if _SHOWN_AS.get(name, name) in _KINDS}
    pending = list(labels)
    while pending:
        parent = pending.pop()
        for field in _OBJECTS[parent].fields.values():
            name = named_type(field).name
            if FieldSpec.of(field).fragment is not None and name in _OBJECTS and name not in {*labels, *_COMPUTED}:
                labels[name] = labels[parent]
                pending.append(name)
    return labels


def _edges() -> dict[str, str]:
    """Edge type of a connection → its relationship type."""
    edges: dict[str, str] = {}
    for kind in _OBJECTS.values():
        for field in kind.fields.values():
            fragment = FieldSpec.of(field).fragment
            match = _EDGE.search(fragment.match.text) if isinstance(fragment, PagedList) else None
            if match is not None:
                connection = cast("GraphQLObjectType", named_type(field))
                edges[named_type(connection.fields["edges"]).name] = match[1].partition("|")[0]
    return edges


def fields() -> Iterator[StoredField]:
    """All fields that read one property: type, name, whether it can be null, the field, the type of the property."""
    labels, edges = _labels(), _edges()
    relationships = {edge.type: edge for edge in EDGES}
    for name, kind in _OBJECTS.items():
        for field_name, field in kind.fields.items():
            fragment = FieldSpec.of(field).fragment
            if not isinstance(fragment, Column):
                continue
            text, hides = fragment.text.text, False
            if (hidden := _HIDES.fullmatch(text)) is not None:
                text, hides = hidden["value"], True
            read = _READS.fullmatch(text)
            if read is None or (read["of"] == "n" and name not in labels) or FieldSpec.of(field).compute:
                continue
            if read["of"] == "n":
                owner = _KINDS[labels[name]]
                types = owner.types
                always = {"id", *owner.sort, *owner.derived, *owner.always, *_WHERE_SHOWN.get(name, ())}
            else:
                types, always = relationships[edges[name]].properties, {"position", "at"}
            missing = hides or (read["default"] is None and read["name"] not in always)
            yield name, field_name, missing, field, types[read["name"]]


FIELDS: Final = list(fields())


@pytest.mark.parametrize(
    ("owner", "name", "missing", "field", "stored"), FIELDS, ids=[f"{f[0]}.{f[1]}" for f in FIELDS]
)
def test_a_field_can_carry_what_is_stored(
    owner: str, name: str, missing: bool, field: GraphQLField, stored: ValueType
) -> None:
    kind = named_type(field)
    type_name = str(cast("object", field.type))  # pyright: ignore[reportUnknownMemberType]
    assert type_name.startswith("[") == isinstance(stored, Several)
    element = stored.of if isinstance(stored, Several) else stored
    if isinstance(element, OneOf):
        assert isinstance(kind, GraphQLEnumType)
        assert tuple(kind.values) == element.values
    elif name == "id":
        assert kind.name == "ID"
    else:
        allowed = {element.graphql, "ID", "Markdown"} if element.graphql == "String" else {element.graphql}
        assert kind.name in allowed, f"{owner}.{name} is {kind.name}, the property is {element}"
    assert not (type_name.endswith("!") and missing), f"{owner}.{name} is never null, the property can be absent"


def test_the_walk_reaches_nodes_parts_of_nodes_and_edges() -> None:
    names = {f"{owner}.{name}" for owner, name, *_ in FIELDS}
    assert {
        "Paper.title", "Paper.abstractKind", "PaperIdentifiers.doi", "OpenAccess.status", "Venue.issn", "Topic.level",
        "PaperTopicEdge.score", "AffiliationEdge.firstYear", "Review.confidence", "ReviewProvenance.url",
        "Resource.addedAt", "SignInIdentity.issuer", "Report.state",
    } <= names  # fmt: skip
    assert len(FIELDS) >= 90


@pytest.mark.parametrize("kind", NODES, ids=lambda kind: kind.label)
def test_what_is_indexed_fits_into_an_index(kind: NodeKind) -> None:
    for name, stored in {**kind.keys, **kind.unique, **kind.sort}.items():
        assert not isinstance(stored, Text | Address) or stored.most <= INDEXED, name
    assert {*kind.text, *kind.always} <= {*kind.types}

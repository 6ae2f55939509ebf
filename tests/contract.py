"""The public contract as it is written down, beside the repository: types with all that its comments say of them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graphql import (
    DefinitionNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    parse,
    print_ast,
)

FILE: Final = Path(os.environ.get("PEERGRAPH_CONTRACT", Path(__file__).parents[2] / "shared" / "schema.graphql"))

#: What the contract says in comments: filters and orders of the same form as papers', and what edges have of their own.
EXPANDED: Final = """
input AuthorFilter { ids: [ID!] name: String institutions: [ID!] topics: [ID!] }
input AuthorOrder { field: AuthorOrderField!, direction: Direction! = DESC }
enum AuthorOrderField { NAME PAPERS CITATIONS }
input InstitutionFilter { ids: [ID!] name: String countries: [String!] }
input InstitutionOrder { field: InstitutionOrderField!, direction: Direction! = DESC }
enum InstitutionOrderField { NAME PAPERS CITATIONS AUTHORS }
input TopicFilter { ids: [ID!] name: String broader: [ID!] }
input TopicOrder { field: TopicOrderField!, direction: Direction! = DESC }
enum TopicOrderField { NAME PAPERS }
input VenueFilter { ids: [ID!] name: String }
input VenueOrder { field: VenueOrderField!, direction: Direction! = DESC }
enum VenueOrderField { NAME PAPERS }
enum TopicLevel { DOMAIN FIELD SUBFIELD TOPIC CONCEPT }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
"""
#: The connections whose edges lead to a node of another name, or say more than their node.
EDGES: Final = {
    "Authorship": ("Author", "position: Int! corresponding: Boolean! institutions: [Institution!]!"),
    "PaperTopic": ("Topic", "score: Float! primary: Boolean!"),
    "Affiliation": ("Institution", "firstYear: Int lastYear: Int"),
    "TopicCount": ("Topic", "paperCount: Int!"),
    "Coauthor": ("Author", "paperCount: Int!"),
    "Collaborator": ("Institution", "paperCount: Int!"),
    "Neighbour": ("Paper", "score: Float! reasons: [NeighbourReason!]!"),
    "Search": ("Node", "score: Float! highlights: [Highlight!]!"),
}
#: What a connection has besides.
CONNECTIONS: Final = {"Search": "facets: SearchFacets!"}

Promised = dict[str, str]
"""What is promised, by its coordinate (`Paper.references(first:)`, `Direction.ASC`) → its type and default, as text."""


def promised() -> Promised:
    """Everything in the contract."""
    written = FILE.read_text(encoding="utf-8")
    names = {
        name.removesuffix("Connection")
        for definition in parse(written).definitions
        for name in _types(definition)
        if name.endswith("Connection")
    }
    text = "\n".join([written, EXPANDED, *(_connection(name) for name in sorted(names))])
    return dict(pair for definition in parse(text).definitions for pair in coordinates(definition))


def coordinates(definition: DefinitionNode) -> Iterator[tuple[str, str]]:
    """What a definition says, in the form of `Promised`."""
    match definition:
        case ObjectTypeDefinitionNode() | InterfaceTypeDefinitionNode():
            kind = definition.name.value
            yield kind, " & ".join(sorted(each.name.value for each in definition.interfaces or ()))
            for field in definition.fields or ():
                yield f"{kind}.{field.name.value}", print_ast(field.type)
                for argument in field.arguments or ():
                    yield f"{kind}.{field.name.value}({argument.name.value}:)", _value(argument)
        case InputObjectTypeDefinitionNode():
            yield definition.name.value, " ".join(print_ast(each) for each in definition.directives or ())
            for given in definition.fields or ():
                yield f"{definition.name.value}.{given.name.value}", _value(given)
        case EnumTypeDefinitionNode():
            yield definition.name.value, "enum"
            for value in definition.values or ():
                yield f"{definition.name.value}.{value.name.value}", ""
        case ScalarTypeDefinitionNode():
            yield definition.name.value, "scalar"
        case _:
            return


def _value(given: InputValueDefinitionNode) -> str:
    default = f" = {print_ast(given.default_value)}" if given.default_value else ""
    return f"{print_ast(given.type)}{default}"


def _types(definition: DefinitionNode) -> Iterator[str]:
    """The names of the types of a definition's fields."""
    fields: tuple[FieldDefinitionNode, ...] = getattr(definition, "fields", None) or ()
    yield from (print_ast(field.type).strip("[]!") for field in fields)


def _connection(name: str) -> str:
    node, edge = EDGES.get(name, (name, ""))
    return f"""
type {name}Connection {{
  edges: [{name}Edge!]! nodes: [{node}!]! pageInfo: PageInfo! totalCount: Int! {CONNECTIONS.get(name, "")}
}}
type {name}Edge {{ cursor: String! node: {node}! {edge} }}"""

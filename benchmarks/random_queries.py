"""Random valid queries over the real schema: aliases, fragments of every kind, directives, variables, merged fields."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, cast

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

#: Ids of nodes of every kind, of a merged one, and unknown ids.
IDS: Final = ("W1", "W2", "W3", "W40", "A1", "A2", "I1", "I2", "T1", "T3", "S1", "S2", "res_w5-code", "W999999", "?")
#: Values of filters that have a form of their own.
VALUES: Final = {"language": ["en", "DE"], "countries": ["CH", "no"]}
#: The first letter of the ids that a filter takes in lists, others are refused: by its type for `ids`, else by name.
OWN_IDS: Final = {
    "PaperFilter": "W", "AuthorFilter": "A", "InstitutionFilter": "I", "TopicFilter": "T", "VenueFilter": "S",
    "FunderFilter": "F", "PublisherFilter": "P",
}  # fmt: skip
LETTERS: Final = {
    "authors": "A", "institutions": "I", "topics": "T", "broader": "T", "venues": "S", "publishers": "P",
    "funders": "F", "awards": "G", "cites": "W", "citedBy": "W",
}  # fmt: skip
TEXTS: Final = ("graphs", "Ärzte", "注意 zeta", "10.5555/ab2", "0028-0836", "", "x")
#: Slow fields, chosen rarely.
HEAVY: Final = frozenset({"map", "researchMap", "connectionsBetween", "export", "embedHtml", "permalink", "cite"})
MAX_DEPTH: Final = 6
#: Probabilities of optional arguments. An invented cursor is invalid for every list and fails the request.
PROBABILITIES: Final[Mapping[str, float]] = {"first": 0.6, "after": 0.01, "before": 0.01, "last": 0.05, "options": 0.02}


@dataclass(slots=True)
class Query:
    """A query, and the variables of two requests, some absent and some null."""

    text: str
    variables: list[dict[str, Any]]


@dataclass(slots=True)
class Variable:
    """A variable with its type, its value in most requests, and its default if it has one."""

    kind: object
    value: Any
    default: Any = None

    @property
    def declaration(self) -> str:
        """Its type and its default."""
        return str(self.kind) if self.default is None else f"{self.kind} = {literal(self.kind, self.default)}"

    def value_in_request(self, chance: Random) -> list[Any]:
        """The value in a request; empty if it is absent."""
        required = isinstance(self.kind, GraphQLNonNull)
        drawn = chance.random()
        if drawn < (0.02 if required and self.default is None else 0.25):
            return []
        return [None] if drawn > (0.99 if required else 0.9) else [self.value]


@dataclass(slots=True)
class Writer:
    """Writes one query with at most `roots` root fields."""

    schema: GraphQLSchema
    chance: Random
    roots: int = 4
    ids: Sequence[str] = IDS
    variables: dict[str, "Variable"] = field(default_factory=dict[str, "Variable"])
    fragments: list[str] = field(default_factory=list[str])
    names: int = 0

    def query(self) -> Query:
        """The query, its variables and its fragments."""
        root = cast("GraphQLNamedType", self.schema.query_type)
        selection = self.selection(root, 0, self.chance.randint(1, self.roots))
        declared = ", ".join(f"${name}: {each.declaration}" for name, each in self.variables.items())
        text = f"query Random{f'({declared})' if declared else ''} {selection}\n" + "\n".join(self.fragments)
        return Query(text, [self.request_variables(), self.request_variables()])

    def request_variables(self) -> dict[str, Any]:
        """The variables of a request: most have a value, some are null, and some absent."""
        return {
            name: value for name, variable in self.variables.items() for value in variable.value_in_request(self.chance)
        }

    def selection(self, kind: GraphQLNamedType, depth: int, count: int) -> str:
        """Some fields and fragments of a type."""
        parts = [part for _ in range(count) for part in self.part(kind, depth)]
        return f"{{ {' '.join(parts or ['__typename'])} }}"

    def part(self, kind: GraphQLNamedType, depth: int) -> Iterator[str]:
        """A field, `__typename`, or a fragment."""
        drawn = self.chance.random()
        if drawn < 0.08:
            yield f"{self.alias() if self.chance.random() < 0.3 else ''}__typename{self.directives()}"
        elif drawn < 0.25 and depth < MAX_DEPTH:
            yield self.fragment(kind, depth)
        elif fields := self.fields(kind, depth):
            text = self.field(*self.chance.choice(fields), depth)
            yield from [text] * (2 if self.chance.random() < 0.06 else 1)

    def fields(self, kind: GraphQLNamedType, depth: int) -> list[tuple[str, GraphQLField]]:
        """The fields to choose from."""
        if isinstance(kind, GraphQLUnionType):
            return []
        definitions = cast("Mapping[str, GraphQLField]", cast("Any", kind).fields)
        seldom = self.chance.random() < 0.85
        return [
            (name, each)
            for name, each in definitions.items()
            if (depth < MAX_DEPTH or is_leaf_type(_named_type(each))) and not (seldom and name in HEAVY)
        ]

    def field(self, name: str, definition: GraphQLField, depth: int) -> str:
        """A field with arguments, under an alias if it has any."""
        arguments = self.arguments(definition.args)
        kind = _named_type(definition)
        alias = self.alias() if arguments or not is_leaf_type(kind) or self.chance.random() < 0.15 else ""
        below = "" if is_leaf_type(kind) else f" {self.selection(kind, depth + 1, self.chance.randint(1, 6))}"
        return f"{alias}{name}{arguments}{self.directives()}{below}"

    def fragment(self, kind: GraphQLNamedType, depth: int) -> str:
        """An inline fragment, or the spread of a named one."""
        of = kind
        if is_abstract_type(kind):
            of = self.chance.choice([kind, *self.schema.get_possible_types(kind)])
        elif isinstance(kind, GraphQLObjectType) and kind.interfaces and self.chance.random() < 0.3:
            of = self.chance.choice(list(kind.interfaces))
        selection = self.selection(of, depth + 1, self.chance.randint(1, 3))
        if self.chance.random() < 0.4:
            name = self.name("F")
            self.fragments.append(f"fragment {name} on {of.name} {selection}")
            return f"...{name}{self.directives()}"
        condition = f" on {of.name}" if of is not kind or self.chance.random() < 0.5 else ""
        return f"...{condition}{self.directives()} {selection}"

    def directives(self) -> str:
        """Rarely `@skip` or `@include`, with a literal or a variable."""
        if self.chance.random() > 0.1:
            return ""
        value = self.chance.random() < 0.5
        return f" @{self.chance.choice(['skip', 'include'])}(if: {self.value(_BOOLEAN, value)})"

    def arguments(self, definitions: Mapping[str, GraphQLArgument]) -> str:
        """The required arguments and some optional ones."""
        parts: list[str] = []
        for name, argument in definitions.items():
            if not (is_required_argument(argument) or self.chance.random() < PROBABILITIES.get(name, 0.15)):
                continue
            if name == "last" and any(part.startswith("first:") for part in parts):
                continue
            parts.append(f"{name}: {self.value(_type(argument), self.nullable(name, _type(argument)))}")
        return f"({', '.join(parts)})" if parts else ""

    def value(self, kind: object, value: Any) -> str:
        """A literal, or a variable with this value."""
        if self.chance.random() < 0.35:
            name = self.name("v")
            default = self.nullable(name, kind) if self.chance.random() < 0.3 else None
            self.variables[name] = Variable(kind, value, default)
            return f"${name}"
        return literal(kind, value)

    def nullable(self, name: str, kind: object) -> Any:
        """A value of a type."""
        of = _of(kind)
        if isinstance(kind, GraphQLNonNull):
            return self.present(name, of)
        return None if self.chance.random() < 0.03 else self.present(name, kind)

    def present(self, name: str, kind: object) -> Any:
        """A value of a type that is not null."""
        of = _of(kind)
        if isinstance(kind, GraphQLList):
            return [
                self.present(name, _nullable(of)) for _ in range(self.chance.randint(self.chance.random() > 0.02, 3))
            ]
        if isinstance(kind, GraphQLEnumType):
            return self.chance.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return self.input(kind)
        return self.scalar(name, cast("GraphQLNamedType", kind).name)

    def input(self, kind: GraphQLInputObjectType) -> dict[str, Any]:
        """Some fields of an input, or the one of a `@oneOf`."""
        fields = cast("Mapping[str, GraphQLInputField]", kind.fields)
        if kind.out_type is not GraphQLInputObjectType.out_type:  # Strawberry's form of `@oneOf`
            name = self.chance.choice(list(fields))
            return {name: self.present(name, _type(fields[name]))}
        chosen = {
            name: each for name, each in fields.items() if is_required_input_field(each) or self.chance.random() < 0.2
        }
        owner = f"{kind.name}." if kind.name in OWN_IDS else ""
        return {name: self.nullable(owner * (name == "ids") + name, _type(each)) for name, each in chosen.items()}

    def scalar(self, name: str, kind: str) -> Any:
        """A value of a scalar."""
        match kind:
            case "ID":
                letter = OWN_IDS.get(name.removesuffix(".ids"), LETTERS.get(name, ""))
                return self.chance.choice([each for each in self.ids if each.startswith(letter)] or [f"{letter}1"])
            case "Int" if name == "goals":
                return self.chance.randint(1, 17)
            case "Int":
                return self.chance.randint(0, 4) if self.chance.random() < 0.995 else -1
            case "Float":
                return self.chance.choice([0.0, 0.5, 2.0])
            case "Boolean":
                return self.chance.random() < 0.5
            case _:
                return self.chance.choice(self.ids if name in {"id", "by"} else VALUES.get(name, TEXTS))

    def alias(self) -> str:
        """A unique response key."""
        return f"{self.name('k')}: "

    def name(self, stem: str) -> str:
        """A unique name."""
        self.names += 1
        return f"{stem}{self.names}"


_BOOLEAN: Final[Any] = GraphQLNonNull(GraphQLBoolean)


def literal(kind: object, value: Any) -> str:
    """A value as a GraphQL literal."""
    of = _nullable(kind)
    item = _of(of)
    if isinstance(of, GraphQLList) and isinstance(value, list):
        return f"[{', '.join(literal(item, each) for each in cast('list[Any]', value))}]"
    if isinstance(of, GraphQLInputObjectType) and isinstance(value, dict):
        fields = cast("Mapping[str, GraphQLInputField]", of.fields)
        items = cast("dict[str, Any]", value)
        return f"{{{', '.join(f'{name}: {literal(_type(fields[name]), each)}' for name, each in items.items())}}}"
    if isinstance(of, GraphQLEnumType) and value is not None:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _type(of: GraphQLArgument | GraphQLInputField) -> object:
    return cast("Any", of).type


def _of(kind: object) -> object:
    return cast("Any", kind).of_type if isinstance(kind, GraphQLNonNull | GraphQLList) else kind


def _nullable(kind: object) -> object:
    of = _of(kind)
    return of if isinstance(kind, GraphQLNonNull) else kind


def _named_type(definition: GraphQLField) -> GraphQLNamedType:
    return cast("Any", get_named_type)(cast("Any", definition).type)

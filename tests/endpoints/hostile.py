"""Hostile values for every argument of the schema, and a query that passes them to it."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_leaf_type,
    is_object_type,
    is_required_argument,
    is_required_input_field,
    is_union_type,
)

LONG: Final = "x" * 10_000
_TEXTS: Final[tuple[Any, ...]] = (
    "", " ", LONG, "é" * 5_000, "\x00", "\x1b[31m\u202e\u2028\ufeff", "<script>alert(1)</script>", "{{7*7}}${7*7}",
    "' OR 1=1 // MATCH (n) DETACH DELETE n", "../../etc/passwd", "%00%0a", "W1", "CH", "\n" * 1_000, 5, 1.5, True, {},
    [], ["x", ["y"]], None,
)  # fmt: skip
#: Ids in the form of a label, of no node.
_ABSENT: Final = tuple(f"{kind}:nobody" for kind in ("author", "institution", "topic", "venue", "funder", "publisher"))
#: Values by the name of a scalar; any other scalar gets texts.
_SCALARS: Final[Mapping[str, tuple[Any, ...]]] = {
    "Int": (0, -1, 1, 2**31 - 1, -(2**31), 2**31, 10**30, 1.5, 1e300, "1", True, [1], {}, None),
    "Float": (0, -1, 1e308, -1e308, 1e-320, 10**30, "1", "NaN", True, [0.5], {}, None),
    "Boolean": (True, False, "true", 1, [], None),
    "ID": (*_TEXTS, *_ABSENT, "award:nobody"),
}
#: Values of required arguments and input fields, so that the others are reached.
_SAMPLES: Final[Mapping[str, Any]] = {
    "VenueKey": {"id": "venue:arxiv"}, "FunderKey": {"id": "funder:sample"}, "PublisherKey": {"id": "publisher:sample"},
    "AwardKey": {"id": "award:sample"}, "PaperKey": {"id": "arxiv:2108.07258"},
    "AuthorKey": {"id": "author:percy-liang"},
    "InstitutionKey": {"id": "institution:stanford-university"}, "TopicKey": {"id": "topic:diffusion-models"},
    "ID": "arxiv:2108.07258", "Int": 1, "Float": 0.5, "Boolean": True, "Date": "2020-01-01",
    "DateTime": "2020-01-01T00:00:00Z", "URL": "https://example.org/x",
}  # fmt: skip
#: The end of the names of inputs with exactly one field.
_ONE_OF: Final = "Key"
Input = GraphQLArgument | GraphQLInputField


@dataclass(frozen=True)
class Position:
    """An argument, or an input field below it: the fields from the root that lead to its field, the argument, and the
    names of the input fields."""

    operation: str
    parents: tuple[tuple[str, GraphQLField, str], ...]
    field_name: str
    field: GraphQLField
    argument: str
    inside: tuple[str, ...]
    target: Input

    @property
    def name(self) -> str:
        """The place: `Paper.citations(filter.year.from)`."""
        owner = self.parents[-1][2] if self.parents else self.operation.capitalize()
        return f"{owner}.{self.field_name}({'.'.join((self.argument, *self.inside))})"

    def values(self) -> list[Any]:
        """Values of the argument that are hostile at this position."""
        return [_placed(self.field.args[self.argument], self.inside, each) for each in _hostile(self.target)]

    def query(self, aliases: int) -> str:
        """A document that passes the variables `$v0`, `$v1` … to the argument."""
        kind = _type(self.field.args[self.argument])
        names = [f"$v{index}: {kind}" for index in range(aliases)]
        calls = " ".join(f"a{index}: {self._call(index)}" for index in range(aliases))
        for name, field, kind_name in reversed(self.parents):
            calls = f"{name}{_arguments(field)} {{ __typename ... on {kind_name} {{ {calls} }} }}"
        return f"{self.operation} ({', '.join(names)}) {{ {calls} }}"

    def _call(self, index: int) -> str:
        others = _samples(self.field, without=self.argument)
        passed = ", ".join((*others, f"{self.argument}: $v{index}"))
        return f"{self.field_name}({passed}){_selection(self.field)}"


def positions(schema: GraphQLSchema) -> Iterator[Position]:
    """Every argument that an operation can pass, once for each field; every field of an input type once."""
    inputs, objects = set[str](), set[str]()
    for operation, root in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        for parents, kind in _reachable(schema, root, objects):
            for name, field in kind.fields.items():
                for argument, target in field.args.items():
                    for inside, each in _inside(target, inputs):
                        yield Position(operation, parents, name, field, argument, inside, each)


def _reachable(
    schema: GraphQLSchema, root: GraphQLObjectType | None, seen: set[str]
) -> Iterator[tuple[tuple[tuple[str, GraphQLField, str], ...], GraphQLObjectType]]:
    """Each object type below a root that is not seen yet, with the shortest way to it. Fields of an interface, such as
    `node(id:)`, are the way to no type, because their samples lead to nodes of one type."""
    assert root is not None
    queue = deque[tuple[tuple[tuple[str, GraphQLField, str], ...], GraphQLObjectType]]([((), root)])
    while queue:
        parents, kind = queue.popleft()
        yield parents, kind
        for name, field in kind.fields.items():
            named = _named(field)
            kinds: Sequence[Any] = schema.get_possible_types(named) if is_union_type(named) else (named,)
            for each in kinds:
                if is_object_type(each) and each.name not in seen and not each.name.startswith("__"):
                    seen.add(each.name)
                    queue.append(((*parents, (name, field, each.name)), each))


def _inside(target: Input, seen: set[str]) -> Iterator[tuple[tuple[str, ...], Input]]:
    """The argument itself, and the input fields below it that no other argument has led to."""
    yield (), target
    named = _named(target)
    if isinstance(named, GraphQLInputObjectType) and named.name not in seen:
        seen.add(named.name)
        for name, field in named.fields.items():
            for inside, each in _inside(field, seen):
                yield (name, *inside), each


def _hostile(target: Input) -> tuple[Any, ...]:
    named = _named(target)
    values: tuple[Any, ...]
    if isinstance(named, GraphQLEnumType):
        values = (*list(named.values)[:1], *list(named.values)[-1:], "NO_SUCH_VALUE", "", 1, None, {})
    elif isinstance(named, GraphQLInputObjectType):
        values = (_sample(named), {}, {"nothing": 1, "__proto__": {}}, "x", 1, None, [{}])
    else:
        values = _SCALARS.get(named.name, _TEXTS)
    if _item(_type(target)) is not None:
        one = _sample(_type(target))
        return ([], one, [one], one * 2_000, [None], [[one]], *([each] for each in values))
    return values


def _placed(argument: Input, inside: tuple[str, ...], value: Any) -> Any:
    """A valid value of the argument, but for the place where the value is."""
    if not inside:
        return value
    named = cast("GraphQLInputObjectType", _named(argument))
    field = named.fields[inside[0]]
    below: dict[str, Any] = {} if named.name.endswith(_ONE_OF) else _sample(named)
    placed = {**below, inside[0]: _placed(field, inside[1:], value)}
    return [placed] if _item(_type(argument)) is not None else placed


def _sample(kind: Any) -> Any:
    """A valid value of an input type."""
    nullable = _nullable(kind)
    if (item := _item(kind)) is not None:
        return [_sample(item)]
    if isinstance(nullable, GraphQLEnumType):
        return next(iter(nullable.values))
    if nullable.name in _SAMPLES:
        return _SAMPLES[nullable.name]
    if isinstance(nullable, GraphQLInputObjectType):
        fields = nullable.fields.items()
        return {name: _sample(_type(field)) for name, field in fields if is_required_input_field(field)}
    return "sample"


def _arguments(field: GraphQLField) -> str:
    passed = _samples(field, without="")
    return f"({', '.join(passed)})" if passed else ""


def _samples(field: GraphQLField, *, without: str) -> list[str]:
    """The required arguments of a field as literals."""
    return [
        f"{name}: {_literal(_type(argument), _sample(_type(argument)))}"
        for name, argument in field.args.items()
        if name != without and is_required_argument(argument)
    ]


def _literal(kind: Any, value: Any) -> str:
    nullable = _nullable(kind)
    if (item := _item(kind)) is not None:
        return f"[{', '.join(_literal(item, each) for each in value)}]"
    if isinstance(nullable, GraphQLInputObjectType):
        fields = nullable.fields
        return f"{{{', '.join(f'{name}: {_literal(_type(fields[name]), each)}' for name, each in value.items())}}}"
    if isinstance(nullable, GraphQLEnumType):
        return str(value)
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _selection(field: GraphQLField) -> str:
    """Some fields of the value; of a payload its validation errors; of a connection its nodes."""
    named = _named(field)
    if is_leaf_type(named):
        return ""
    if not is_object_type(named):
        return " { __typename }"
    leaves = [name for name, each in named.fields.items() if is_leaf_type(_named(each)) and not each.args]
    more = [each for each in ("nodes { __typename }", "userErrors { code message }") if each.split()[0] in named.fields]
    return f" {{ {' '.join(('__typename', *leaves[:3], *more))} }}"


def _type(target: GraphQLArgument | GraphQLInputField | GraphQLField) -> Any:
    """The type of an argument or a field; the types of graphql-core are not complete."""
    return cast("Any", target).type


def _nullable(kind: Any) -> Any:
    return cast("Any", kind.of_type) if isinstance(kind, GraphQLNonNull) else kind


def _item(kind: Any) -> Any:
    """The type of the items of a list; None for other types."""
    nullable = _nullable(kind)
    return cast("Any", nullable).of_type if isinstance(nullable, GraphQLList) else None


def _named(target: GraphQLArgument | GraphQLInputField | GraphQLField) -> Any:
    """The type without lists and non-null."""
    kind = _nullable(_type(target))
    while (item := _item(kind)) is not None:
        kind = _nullable(item)
    return kind

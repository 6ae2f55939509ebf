"""From a planned operation to a program: for each object of the selection a function that builds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import CollectedFields, collect_fields, collect_subfields
from graphql.pyutils import is_iterable  # pyright: ignore[reportUnknownVariableType]

from execution.code import Code
from execution.leaves import leaf
from execution.program import Place, Program
from execution.resolvers import attribute, checked, plain_call
from execution.trouble import Trouble, Unplanned
from loaders import cursors
from loaders.planning import Details, Operation, Path, Plan, is_node, metadata, named
from loaders.reading import (
    Computed,
    Connection,
    EdgeCursor,
    Nested,
    NestedList,
    OfEdge,
    Page,
    PageInfo,
    Row,
    Rows,
    Slot,
    Total,
    View,
)

_NONE: Final = "if s is None: raise T"
Inner = Callable[[str], str]
"""From the expression that reads an object to the one that builds it."""


def compiled(operation: Operation, plan: Plan) -> Program:
    """The program of an operation. Raises Unplanned, with the reason, for one that graphql-core has to run."""
    return _Compiler(operation, plan).program()


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the selection on objects of a type. Only `__typename` has no definition."""

    parent: GraphQLObjectType
    key: str
    definition: GraphQLField | None
    details: Details
    path: Path


Read = Callable[[_Field, GraphQLField], str | None]
"""The expression for a field; None for one that has to be fetched."""


@dataclass(slots=True)
class _Compiler:
    operation: Operation
    plan: Plan
    code: Code = field(default_factory=Code)
    places: list[Place] = field(default_factory=list[Place])
    completions: dict[int, str] = field(default_factory=dict[int, str])
    level: list[Place] = field(default_factory=list[Place])

    def program(self) -> Program:
        """All of it: every field of the root is fetched."""
        operation = self.operation
        kind = cast("GraphQLObjectType", operation.schema.get_root_type(operation.definition.operation))
        collected = collect_fields(
            operation.schema, operation.fragments, operation.variables, kind, operation.definition
        )
        root = self.built(kind, self.fields(kind, collected, ()), lambda _field, _definition: None)
        functions = self.code.compiled()
        for place in self.places:
            place.complete = functions[self.completions[place.number]]
        return Program(functions[root], self.level, len(self.places))

    def fields(self, kind: GraphQLObjectType, collected: CollectedFields, path: Path) -> Iterator[_Field]:
        """The fields of an object, in the order of the answer."""
        if collected.new_defer_usages:
            raise Unplanned("incremental delivery")
        for key, details in collected.grouped_field_set.items():
            name = details[0].node.name.value
            if name in {"__schema", "__type"}:
                raise Unplanned("introspection")
            if any(directive.name.value == "stream" for each in details for directive in each.node.directives or ()):
                raise Unplanned("incremental delivery")
            definition = kind.fields.get(name)
            if definition is not None or name == "__typename":
                yield _Field(kind, key, definition, details, (*path, key))

    def below(self, kind: GraphQLObjectType, details: Details, path: Path) -> Iterator[_Field]:
        """The fields of an object that a field leads to."""
        operation = self.operation
        collected = collect_subfields(
            operation.schema, operation.fragments, operation.variables, operation.definition, kind, details
        )
        return self.fields(kind, collected, path)

    def built(
        self, kind: GraphQLObjectType, fields: Iterator[_Field], read: Read, source: str = "s", *first: str
    ) -> str:
        """A function that builds an object. What is to be fetched for it waits, with its `source`."""
        entries: list[str] = []
        waiting: list[int] = []
        for each in fields:
            expression = self.code.constant(kind.name) if each.definition is None else read(each, each.definition)
            if expression is None:
                waiting.append(self.place(each).number)
            entries.append(f"{self.code.constant(each.key)}: {expression}")
        built = f"{{{', '.join(entries)}}}"
        if not waiting:
            return self.code.function([*first, f"return {built}"])
        left = [f"w[{number}].append((o, r))" for number in waiting]
        return self.code.function([*first, f"o = {built}", f"r = {source}", *left, "return o"])

    def place(self, each: _Field) -> Place:
        """A field that is fetched, and what is made of it."""
        definition = cast("GraphQLField", each.definition)
        stored = metadata(definition).get("stored") is not None
        island = self.plan.islands[each.path][each.parent.name] if stored else None
        if island is None:
            checked(definition)
        place = Place(len(self.places), each.key, each.path, each.parent, definition, each.details, island)
        self.places.append(place)
        self.level.append(place)
        level, self.level = self.level, place.below
        made = self.resolved(each, "s") if island is None else self.stored(each, island.view[each.key], "s")
        self.completions[place.number] = self.code.function([f"return {made}"])
        self.level = level
        return place

    def resolved(self, each: _Field, source: str) -> str:
        """What is made of a resolver's value, or of an attribute."""
        definition = cast("GraphQLField", each.definition)
        return self.value(_type(definition), source, self.inner(named(definition), each))

    def value(self, kind: object, source: str, inner: Inner, *, nullable: bool = True) -> str:
        """What is made of a value of a type; `inner` makes it of the objects in it."""
        of = getattr(kind, "of_type", None)
        if isinstance(kind, GraphQLNonNull):
            return self.value(of, source, inner, nullable=False)
        if is_leaf_type(kind):
            return leaf(self.code, kind, source, nullable=nullable)
        built = inner
        if isinstance(kind, GraphQLList):
            item = self.value(of, "x", inner)
            items = f"(s if s.__class__ is list else {self.code.constant(_listed)}(s))"
            name = self.code.function([_NONE, f"return [{item} for x in {items}]"])
            built = _calling(name)
        return f"(None if (a := {source}) is None else {built('a')})" if nullable else built(source)

    def inner(self, kind: GraphQLNamedType, each: _Field) -> Inner:
        """What builds the objects that a field leads to."""
        if is_leaf_type(kind):
            return str
        if is_abstract_type(kind):
            return _calling(self.abstract(kind, each))
        return _calling(self.found(cast("GraphQLObjectType", kind), each))

    def abstract(self, kind: GraphQLInterfaceType | GraphQLUnionType, each: _Field) -> str:
        """A function that builds an object of whichever type it is."""
        possible = self.operation.schema.get_possible_types(kind)
        ways: dict[bool, list[str]] = {True: [], False: []}
        for of in possible:
            ways[is_node(of)].append(f"if l == {self.code.constant(of.name)}: return {self.found(of, each)}(s, w)")
        nodes = [f"    {way}" for way in ways[True]]
        row = [f"if s.__class__ is {self.code.constant(Row)}:", "    l = s.label", *nodes, "    raise T"]
        resolve = self.code.constant(_type_of(kind))
        return self.code.function([_NONE, *row, f"l = {resolve}(s)", *ways[False], "raise T"])

    def found(self, kind: GraphQLObjectType, each: _Field) -> str:
        """A function that builds what a resolver found: a node of an island, or an object of Python's."""
        if not is_node(kind):
            return self.plain(kind, each)
        island = self.plan.islands.get(each.path, {}).get(kind.name)
        if island is None:
            raise Unplanned("a node outside of any island")
        row = self.row(kind, each, island.view)
        view = self.code.constant(island.view)
        check = f"if s.__class__ is not {self.code.constant(Row)} or s.view is not {view}: raise T"
        return self.code.function([check, f"return {row}(s.values, w)"])

    def plain(self, kind: GraphQLObjectType, each: _Field) -> str:
        """A function that builds an object of Python's."""
        raised = f"if s is None or isinstance(s, {self.code.constant(Exception)}): raise T"
        is_type_of = self.code.constant(kind.is_type_of)
        typed = [f"if not {is_type_of}(s, None): raise T"] if kind.is_type_of else []
        return self.built(kind, self.below(kind, each.details, each.path), self.read, "s", raised, *typed)

    def read(self, each: _Field, definition: GraphQLField) -> str | None:
        """A field of such an object: an attribute, a resolver that needs nothing else, or one to be called."""
        if metadata(definition).get("stored") or metadata(definition).get("part"):
            raise Unplanned("a stored field outside of any island")
        checked(definition)
        if (name := attribute(definition)) is not None:
            return self.resolved(each, f"s.{name}")
        if (call := plain_call(definition)) is not None:
            return self.resolved(each, f"{self.code.constant(call)}(s)")
        return None

    def row(self, kind: GraphQLObjectType, each: _Field, view: View) -> str:
        """A function that builds an object of an island, of the list of its values."""

        def read(field: _Field, definition: GraphQLField) -> str | None:
            getter = view.get(field.key)
            if getter is None and (metadata(definition).get("stored") or metadata(definition).get("part")):
                raise Unplanned("a stored field outside of any island")
            return None if getter is None else self.stored(field, getter, "s")

        row = f"{self.code.constant(Row)}({self.code.constant(kind.name)}, {self.code.constant(view)}, s)"
        return self.built(kind, self.below(kind, each.details, each.path), read, row, _NONE)

    def stored(self, each: _Field, getter: object, values: str) -> str:
        """What is made of a stored value, in the list that the expression `values` reads."""
        definition = cast("GraphQLField", each.definition)
        kind = cast("GraphQLObjectType", named(definition))
        match getter:
            case Slot(slot):
                return self.resolved(each, f"{values}[{slot}]")
            case Computed(slot, compute, arguments):
                given = f", **{self.code.constant(arguments)}" if arguments else ""
                return self.resolved(each, f"{self.code.constant(compute)}({values}[{slot}]{given})")
            case Nested(slot, _, view) | NestedList(slot, _, view):
                return self.value(_type(definition), f"{values}[{slot}]", _calling(self.row(kind, each, view)))
            case Connection() as connection:
                built = _calling(self.page(kind, each, connection))
                return self.value(_type(definition), f"{values}[{connection.slot}]", built)
            case OfEdge(inner):
                return self.stored(each, inner, f"{values}[1]")
            case EdgeCursor(order):
                encode = self.code.constant(cursors.encode)
                return self.resolved(each, f"{encode}({self.code.constant(order)}, {values}[0])")
            case _:
                raise Unplanned("a getter that cannot be compiled")

    def page(self, kind: GraphQLObjectType, each: _Field, connection: Connection) -> str:
        """A function that builds a page, of `[rows, total]`. See `loaders.reading.Page`."""

        def read(field: _Field, _definition: GraphQLField) -> str | None:
            return self.part(field, connection.view[field.key], connection)

        window = connection.window
        rows = [f"p = s[0][:{int(window.size)}] if s[0] else []", *(["p.reverse()"] if window.backwards else [])]
        return self.built(kind, self.below(kind, each.details, each.path), read, "s", _NONE, *rows)

    def part(self, each: _Field, getter: object, connection: Connection) -> str:
        """What is made of a part of a page: of its rows `p`, or of `[rows, total]`."""
        definition = cast("GraphQLField", each.definition)
        match getter:
            case Rows(_, view, slot):
                row = self.row(cast("GraphQLObjectType", named(definition)), each, view)
                part = "" if slot is None else f"[{slot}]"
                return self.value(_type(definition), "p", lambda source: f"{row}({source}{part}, w)")
            case Total():
                return self.resolved(each, "s[1]")
            case _:
                return self.resolved(each, self.beyond(connection))

    def beyond(self, connection: Connection) -> str:
        """The expression for what lies beyond a page."""
        known = (connection.view, connection.window, connection.order)
        view, window, order = (self.code.constant(each) for each in known)
        return f"{self.code.constant(PageInfo)}({self.code.constant(Page)}({view}, s, {window}, {order}))"


def _type(definition: GraphQLField) -> object:
    return cast("Any", definition).type


def _calling(name: str) -> Inner:
    return lambda source: f"{name}({source}, w)"


def _listed(value: object) -> object:
    if not is_iterable(value):
        raise Trouble
    return cast("object", value)


def _type_of(kind: GraphQLInterfaceType | GraphQLUnionType) -> Callable[[Any], object]:
    """The name of the type of an object that no island answered."""

    def found(value: Any) -> object:
        resolve = cast("Callable[..., object] | None", kind.resolve_type)
        if resolve is None:
            raise Trouble
        return resolve(value, None, kind)

    return found

"""From a planned operation to a program: for everything that is fetched, a function that builds the answer of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import cast

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    is_abstract_type,
    is_leaf_type,
)

from execution.bailout import Unsupported
from execution.code import Body, Code
from execution.inputs import inputs
from execution.program import Program, Step
from execution.resolvers import attribute, checked, made_as, plain_call, type_named
from execution.selecting import Selected, below, root
from execution.stored import row, stored
from execution.values import Inner, calling, type_of, value
from loaders.field_spec import FieldSpec
from loaders.planning import Operation, Plan, is_node, named_type
from loaders.reading import Row


def compiled(operation: Operation, plan: Plan) -> Program:
    """The program of an operation. Raises Unplanned, with the reason, for one that graphql-core has to run."""
    return Compiler(operation, plan).program()


Read = Callable[[Selected, GraphQLField], str | None]
"""The expression for a field; None for one that has to be fetched."""


@dataclass(slots=True)
class Compiler:
    """Walks a selection once, and writes a function for everything that is fetched."""

    operation: Operation
    plan: Plan
    code: Code = field(default_factory=Code)
    places: list[Step] = field(default_factory=list[Step])
    completions: dict[int, str] = field(default_factory=dict[int, str])
    level: list[Step] = field(default_factory=list[Step])

    def program(self) -> Program:
        """All of it: every field of the root is fetched."""
        kind, fields = root(self.operation)
        built = self.code.function(lambda body: self.built(body, kind, fields, lambda _field, _definition: None, "s"))
        functions = self.code.compiled()
        for place in self.places:
            place.complete = functions[self.completions[place.number]]
        return Program(functions[built], self.level, len(self.places))

    def built(self, body: Body, kind: GraphQLObjectType, fields: Iterator[Selected], read: Read, source: str) -> str:
        """Writes what builds an object. What is to be fetched for it waits, with its `source`."""
        entries: list[str] = []
        waiting: list[int] = []
        for each in fields:
            expression = self.code.constant(kind.name) if each.definition is None else read(each, each.definition)
            if expression is None:
                waiting.append(self.place(each).number)
            entries.append(f"{self.code.constant(each.key)}: {expression}")
        built = f"{{{', '.join(entries)}}}"
        if not waiting:
            return built
        made, of = body.named(built), body.named(source)
        for number in waiting:
            body.line(f"w[{number}].append(({made}, {of}))")
        return made

    def place(self, each: Selected) -> Step:
        """A field that is fetched, and what is made of it."""
        definition = each.known
        spec = FieldSpec.of(definition)
        fetch_group = None if spec.fragment is None else self.plan.fetch_groups[each.path][each.parent.name]
        arguments = inputs(self.operation.schema, definition) if fetch_group is None else []
        place = Step(
            len(self.places),
            each.key,
            each.path,
            each.parent,
            definition,
            each.details,
            fetch_group,
            spec.finds,
            arguments,
        )
        self.places.append(place)
        self.level.append(place)
        level, self.level = self.level, place.below
        getter = None if fetch_group is None else fetch_group.view[each.key]
        self.completions[place.number] = self.code.function(
            lambda body: self.resolved(body, each, "s") if getter is None else stored(self, body, each, getter, "s")
        )
        self.level = level
        return place

    def resolved(self, body: Body, each: Selected, source: str) -> str:
        """What is made of a resolver's value, or of an attribute."""
        definition = each.known
        return self.value(body, type_of(definition), source, self.inner(named_type(definition), each))

    def value(self, body: Body, kind: object, source: str, inner: Inner) -> str:
        """What is made of a value of a type; `inner` makes it of the objects in it."""
        return value(body, kind, source, inner)

    def inner(self, kind: GraphQLNamedType, each: Selected) -> Inner:
        """What builds the objects that a field leads to."""
        if is_leaf_type(kind):
            return lambda _body, source: source
        if is_abstract_type(kind):
            return calling(self.abstract(kind, each))
        return self.found(cast("GraphQLObjectType", kind), each)

    def abstract(self, kind: GraphQLInterfaceType | GraphQLUnionType, each: Selected) -> str:
        """A function that builds an object of whichever type it is."""
        possible = self.operation.schema.get_possible_types(kind)

        def written(body: Body) -> str:
            with body.block(f"if s.__class__ is {self.code.constant(Row)}:"):
                body.line("l = s.label")
                self.ways(body, each, filter(is_node, possible))
            body.line(f"l = {self.code.constant(type_named(kind, possible))}(s)")
            self.ways(body, each, filterfalse(is_node, possible))
            return "None"

        return self.code.function(written)

    def ways(self, body: Body, each: Selected, kinds: Iterable[GraphQLObjectType]) -> None:
        """Builds an object of the one of these types that is called `l`. Raises Trouble for any other."""
        for kind in kinds:
            built = self.code.function(lambda body, kind=kind: self.found(kind, each)(body, "s"))
            body.line(f"if l == {self.code.constant(kind.name)}: return {built}(s, w)")
        body.line("raise T")

    def found(self, kind: GraphQLObjectType, each: Selected) -> Inner:
        """Builds what a resolver found: a node of a fetch group, or an object of Python's."""
        if not is_node(kind):
            return self.plain(kind, each)
        fetch_group = self.plan.fetch_groups.get(each.path, {}).get(kind.name)
        if fetch_group is None:
            raise Unsupported("a node outside of any fetch group")
        built, view = row(self, kind, each, fetch_group.view), self.code.constant(fetch_group.view)

        def checked_first(body: Body, name: str) -> str:
            body.line(f"if {name}.__class__ is not {self.code.constant(Row)} or {name}.view is not {view}: raise T")
            return built(body, body.named(f"{name}.values"))

        return checked_first

    def plain(self, kind: GraphQLObjectType, each: Selected) -> Inner:
        """Builds an object of Python's."""
        usual, error = self.code.constant(made_as(kind)), self.code.constant(Exception)

        def built(body: Body, name: str) -> str:
            body.line(f"if {name}.__class__ is not {usual} and isinstance({name}, {error}): raise T")
            if kind.is_type_of:
                body.line(f"if not {self.code.constant(kind.is_type_of)}({name}, None): raise T")
            fields = below(self.operation, kind, each)
            return self.built(body, kind, fields, lambda field, _: self.read(body, field, name), name)

        return built

    def read(self, body: Body, each: Selected, source: str) -> str | None:
        """A field of such an object: an attribute, a resolver that needs nothing else, or one to be called."""
        definition = each.known
        if FieldSpec.of(definition).stored:
            raise Unsupported("a stored field outside of any fetch group")
        checked(definition)
        if (name := attribute(definition)) is not None:
            return self.resolved(body, each, f"{source}.{name}")
        if (call := plain_call(definition)) is not None:
            return self.resolved(body, each, f"{self.code.constant(call)}({source})")
        return None

"""From a planned operation to a program: for each object of the selection a function that builds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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

from execution.code import Code
from execution.program import Place, Program
from execution.resolvers import attribute, checked, made_as, plain_call, type_named
from execution.selecting import Selected, below, root
from execution.stored import row, stored
from execution.trouble import Unplanned
from execution.values import NONE, Inner, calling, type_of, value
from loaders.planning import Operation, Plan, is_node, metadata, named
from loaders.reading import Row


def compiled(operation: Operation, plan: Plan) -> Program:
    """The program of an operation. Raises Unplanned, with the reason, for one that graphql-core has to run."""
    return Compiler(operation, plan).program()


Read = Callable[[Selected, GraphQLField], str | None]
"""The expression for a field; None for one that has to be fetched."""


@dataclass(slots=True)
class Compiler:
    """Walks a selection once, and writes a function for every object in it."""

    operation: Operation
    plan: Plan
    code: Code = field(default_factory=Code)
    places: list[Place] = field(default_factory=list[Place])
    completions: dict[int, str] = field(default_factory=dict[int, str])
    level: list[Place] = field(default_factory=list[Place])

    def program(self) -> Program:
        """All of it: every field of the root is fetched."""
        kind, fields = root(self.operation)
        built = self.built(kind, fields, lambda _field, _definition: None)
        functions = self.code.compiled()
        for place in self.places:
            place.complete = functions[self.completions[place.number]]
        return Program(functions[built], self.level, len(self.places))

    def built(
        self, kind: GraphQLObjectType, fields: Iterator[Selected], read: Read, source: str = "s", *first: str
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

    def place(self, each: Selected) -> Place:
        """A field that is fetched, and what is made of it."""
        definition = each.known
        by_island = metadata(definition).get("stored") is not None
        island = self.plan.islands[each.path][each.parent.name] if by_island else None
        if island is None:
            checked(definition)
        finds = metadata(definition).get("finds")
        place = Place(len(self.places), each.key, each.path, each.parent, definition, each.details, island, finds)
        self.places.append(place)
        self.level.append(place)
        level, self.level = self.level, place.below
        made = self.resolved(each, "s") if island is None else stored(self, each, island.view[each.key], "s")
        self.completions[place.number] = self.code.function([f"return {made}"])
        self.level = level
        return place

    def resolved(self, each: Selected, source: str) -> str:
        """What is made of a resolver's value, or of an attribute."""
        definition = each.known
        return self.value(type_of(definition), source, self.inner(named(definition), each))

    def value(self, kind: object, source: str, inner: Inner) -> str:
        """What is made of a value of a type; `inner` makes it of the objects in it."""
        return value(self.code, kind, source, inner)

    def inner(self, kind: GraphQLNamedType, each: Selected) -> Inner:
        """What builds the objects that a field leads to."""
        if is_leaf_type(kind):
            return str
        if is_abstract_type(kind):
            return calling(self.abstract(kind, each))
        return calling(self.found(cast("GraphQLObjectType", kind), each))

    def abstract(self, kind: GraphQLInterfaceType | GraphQLUnionType, each: Selected) -> str:
        """A function that builds an object of whichever type it is."""
        possible = self.operation.schema.get_possible_types(kind)
        ways: dict[bool, list[str]] = {True: [], False: []}
        for of in possible:
            ways[is_node(of)].append(f"if l == {self.code.constant(of.name)}: return {self.found(of, each)}(s, w)")
        nodes = [f"    {way}" for way in ways[True]]
        row = [f"if s.__class__ is {self.code.constant(Row)}:", "    l = s.label", *nodes, "    raise T"]
        resolve = self.code.constant(type_named(kind, possible))
        return self.code.function([NONE, *row, f"l = {resolve}(s)", *ways[False], "raise T"])

    def found(self, kind: GraphQLObjectType, each: Selected) -> str:
        """A function that builds what a resolver found: a node of an island, or an object of Python's."""
        if not is_node(kind):
            return self.plain(kind, each)
        island = self.plan.islands.get(each.path, {}).get(kind.name)
        if island is None:
            raise Unplanned("a node outside of any island")
        built = row(self, kind, each, island.view)
        view = self.code.constant(island.view)
        check = f"if s.__class__ is not {self.code.constant(Row)} or s.view is not {view}: raise T"
        return self.code.function([check, f"return {built}(s.values, w)"])

    def plain(self, kind: GraphQLObjectType, each: Selected) -> str:
        """A function that builds an object of Python's."""
        usual, error = self.code.constant(made_as(kind)), self.code.constant(Exception)
        raised = f"if s.__class__ is not {usual} and (s is None or isinstance(s, {error})): raise T"
        is_type_of = self.code.constant(kind.is_type_of)
        typed = [f"if not {is_type_of}(s, None): raise T"] if kind.is_type_of else []
        return self.built(kind, below(self.operation, kind, each), self.read, "s", raised, *typed)

    def read(self, each: Selected, definition: GraphQLField) -> str | None:
        """A field of such an object: an attribute, a resolver that needs nothing else, or one to be called."""
        if metadata(definition).get("stored") or metadata(definition).get("part"):
            raise Unplanned("a stored field outside of any island")
        checked(definition)
        if (name := attribute(definition)) is not None:
            return self.resolved(each, f"s.{name}")
        if (call := plain_call(definition)) is not None:
            return self.resolved(each, f"{self.code.constant(call)}(s)")
        return None

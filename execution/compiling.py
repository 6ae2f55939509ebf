"""Compiles plans: for everything that is fetched, a function that builds its part of the response."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import filterfalse
from typing import cast

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_abstract_type,
    is_leaf_type,
)

from execution.bailout import Unsupported
from execution.code import Body, Code
from execution.compiled_plan import CompiledPlan, Step
from execution.inputs import inputs
from execution.resolvers import attribute, checked, class_of, plain_call, type_named
from execution.stored import row, stored_value
from execution.values import Inner, calling, type_of, value
from loaders.plan import Plan
from loaders.reading import Row
from loaders.selection import PlannedField, Selection, is_node, named_type


def compiled(schema: GraphQLSchema, plan: Plan) -> CompiledPlan:
    """The compiled form of a plan. Raises Unsupported, with the reason, for one that graphql-core has to run."""
    if plan.unsupported is not None:
        raise Unsupported(plan.unsupported)
    return Compiler(schema, plan).compiled_plan()


Read = Callable[[PlannedField], str | None]
"""The expression for a field; None for one that has to be fetched."""


@dataclass(slots=True)
class Compiler:
    """Writes a function for everything that is fetched, from the tree of a plan."""

    schema: GraphQLSchema
    plan: Plan
    code: Code = field(default_factory=Code)
    steps: list[Step] = field(default_factory=list[Step])
    completions: dict[int, str] = field(default_factory=dict[int, str])
    level: list[Step] = field(default_factory=list[Step])

    def compiled_plan(self) -> CompiledPlan:
        """The whole compiled plan: every field of the root is a step."""
        root = self.plan.root
        built = self.code.function(lambda body: self.built(body, self.plan.kind, root, lambda _field: None, "s"))
        functions = self.code.compiled()
        for step in self.steps:
            step.complete = functions[self.completions[step.number]]
        return CompiledPlan(functions[built], self.level, len(self.steps))

    def built(self, body: Body, kind: GraphQLObjectType, selection: Selection, read: Read, source: str) -> str:
        """Writes what builds an object. It waits, with its `source`, for each of its steps."""
        entries: list[str] = []
        waiting: list[int] = []
        for key, each in selection.items():
            expression = self.code.constant(kind.name) if each.definition is None else read(each)
            if expression is None:
                waiting.append(self.step(each).number)
            entries.append(f"{self.code.constant(key)}: {expression}")
        literal = f"{{{', '.join(entries)}}}"
        if not waiting:
            return literal
        result, source_name = body.named(literal), body.named(source)
        for number in waiting:
            body.line(f"w[{number}].append(({result}, {source_name}))")
        return result

    def step(self, field: PlannedField) -> Step:
        """A field that is fetched, and what completes its values."""
        stored = field.spec.fragment is not None
        fetch_group = self.plan.fetch_groups[field.path][field.parent.name] if stored else None
        step = Step(len(self.steps), field, fetch_group, [] if stored else inputs(self.schema, field.defined))
        self.steps.append(step)
        self.level.append(step)
        level, self.level = self.level, step.below
        complete = self.resolved if field.getter is None else partial(stored_value, self)
        self.completions[step.number] = self.code.function(lambda body: complete(body, field, "s"))
        self.level = level
        return step

    def resolved(self, body: Body, field: PlannedField, source: str) -> str:
        """Completes the value of a resolver, or of an attribute."""
        return value(body, type_of(field.defined), source, self.inner(named_type(field.defined), field))

    def inner(self, kind: GraphQLNamedType, field: PlannedField) -> Inner:
        """What builds the objects that a field leads to."""
        if is_leaf_type(kind):
            return lambda _body, source: source
        if is_abstract_type(kind):
            return calling(self.abstract(kind, field))
        return self.concrete(cast("GraphQLObjectType", kind), field)

    def abstract(self, kind: GraphQLInterfaceType | GraphQLUnionType, field: PlannedField) -> str:
        """A function that builds an object of whichever type it is."""
        possible = self.schema.get_possible_types(kind)

        def written(body: Body) -> str:
            with body.block(f"if s.__class__ is {self.code.constant(Row)}:"):
                body.line("l = s.label")
                self.variants(body, field, filter(is_node, possible))
            body.line(f"l = {self.code.constant(type_named(kind, possible))}(s)")
            self.variants(body, field, filterfalse(is_node, possible))
            return "None"

        return self.code.function(written)

    def variants(self, body: Body, field: PlannedField, kinds: Iterable[GraphQLObjectType]) -> None:
        """Builds an object of the type with the name `l`. Raises Bailout for a type that is not one of `kinds`."""
        for kind in kinds:
            built = self.code.function(lambda body, kind=kind: self.concrete(kind, field)(body, "s"))
            body.line(f"if l == {self.code.constant(kind.name)}: return {built}(s, w)")
        body.line("raise T")

    def concrete(self, kind: GraphQLObjectType, field: PlannedField) -> Inner:
        """Builds an object that a resolver returns: a node of a fetch group, or an instance of a Python class."""
        if not is_node(kind):
            return self.plain(kind, field)
        fetch_group = self.plan.fetch_groups.get(field.path, {}).get(kind.name)
        if fetch_group is None:
            raise Unsupported("a node outside of any fetch group")
        built, row_class = row(self, kind, field), self.code.constant(Row)
        selection = self.code.constant(fetch_group.selection)

        def checked_first(body: Body, name: str) -> str:
            body.line(f"if {name}.__class__ is not {row_class} or {name}.selection is not {selection}: raise T")
            return built(body, body.named(f"{name}.values"))

        return checked_first

    def plain(self, kind: GraphQLObjectType, field: PlannedField) -> Inner:
        """Builds an object from an instance of a Python class."""
        usual, error = self.code.constant(class_of(kind)), self.code.constant(Exception)

        def built(body: Body, name: str) -> str:
            body.line(f"if {name}.__class__ is not {usual} and isinstance({name}, {error}): raise T")
            if kind.is_type_of:
                body.line(f"if not {self.code.constant(kind.is_type_of)}({name}, None): raise T")
            return self.built(body, kind, field.below[kind.name], lambda each: self.read(body, each, name), name)

        return built

    def read(self, body: Body, field: PlannedField, source: str) -> str | None:
        """A field of such an object: an attribute, a resolver without arguments, or None for a step."""
        definition = field.defined
        if field.spec.stored:
            raise Unsupported("a stored field outside of any fetch group")
        checked(definition)
        if (name := attribute(definition)) is not None:
            return self.resolved(body, field, f"{source}.{name}")
        if (call := plain_call(definition)) is not None:
            return self.resolved(body, field, f"{self.code.constant(call)}({source})")
        return None

"""Walks the selection of an operation: the fields of each object, how often they occur, and the work they declare."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any, cast

from graphql import GraphQLObjectType, is_abstract_type, is_object_type

from loaders import cost, introspection, paging
from loaders.cost import Ledger, Limits
from loaders.deferred_params import variables_in
from loaders.graphql_core import CollectedFields, collect_subfields
from loaders.plan import Operation, Plan, arguments_of
from loaders.selection import Details, Path, PlannedField, named_type


@dataclass(frozen=True, slots=True)
class SelectionWalk:
    """The walk of one operation, whose plan it fills."""

    operation: Operation
    limits: Limits
    plan: Plan

    @property
    def ledger(self) -> Ledger:
        """The work of the plan."""
        return self.plan.ledger

    def fields(
        self, parent: GraphQLObjectType, collected: CollectedFields, path: Path, times: int, length: int = 1
    ) -> Iterator[PlannedField]:
        """The fields of an object, in the order of the response; introspection is left to graphql-core."""
        if collected.new_defer_usages:
            self.plan.unsupported = "incremental delivery"
        for key, details in collected.grouped_field_set.items():
            name = details[0].node.name.value
            if any(directive.name.value == "stream" for each in details for directive in each.node.directives or ()):
                self.plan.unsupported = "incremental delivery"
            if name in introspection.ROOTS and parent is self.plan.kind:
                self.plan.unsupported = "introspection"
                self.introspected(introspection.types()[introspection.ROOTS[name]], name, details, 1, 2)
            definition = parent.fields.get(name)
            if definition is None:
                if name == "__typename":
                    yield PlannedField(parent, key, definition, details, (*path, key), times)
                continue
            self.ledger.field(len(path))
            planned = PlannedField(parent, key, definition, details, (*path, key), times, length)
            self.ledger.add(planned.coordinate, times * (cost.VALUE + planned.spec.size // cost.BYTES))
            yield planned

    def introspected(self, kind: GraphQLObjectType, name: str, details: Details, times: int, depth: int) -> None:
        """Adds the work of a field of introspection that leads to so many objects of a type."""
        lengths = introspection.lengths(self.operation.schema)
        self.ledger.add(name, times * introspection.OBJECT)
        for below in self.collected(kind, details).grouped_field_set.values():
            self.ledger.field(depth)
            self.ledger.add(name, times * introspection.VALUE)
            field_name = below[0].node.name.value
            of = kind.fields.get(field_name)
            if of is None or not isinstance(named_type(of), GraphQLObjectType):
                continue
            coordinate = f"{kind.name}.{field_name}"
            place = "nested" if depth > 3 else "every" if name == "__schema" else "one"
            length = lengths.get(f"{place} {coordinate}", lengths.get(coordinate, 1))
            self.introspected(cast("GraphQLObjectType", named_type(of)), name, below, ceil(times * length), depth + 1)

    def collected(self, kind: GraphQLObjectType, details: Details) -> CollectedFields:
        """The selection of the objects of a type that a field leads to."""
        operation = self.operation
        return collect_subfields(
            operation.schema, operation.fragments, operation.variables, operation.definition, kind, details
        )

    def below(
        self, kind: GraphQLObjectType, parent: PlannedField, times: int, length: int = 1
    ) -> Iterator[PlannedField]:
        """The fields of the objects of a type that a field leads to."""
        return self.fields(kind, self.collected(kind, parent.details), parent.path, times, length)

    def weigh(self, resolver: PlannedField) -> None:
        """Adds the work of a resolver, unless its arguments are variables that the plan does not depend on."""
        spec, arguments = resolver.spec, resolver.details[0].node.arguments
        if callable(spec.weight) and not (spec.check or spec.length) and any(map(variables_in, arguments or ())):
            self.plan.weights.append(resolver)
            return
        times = resolver.times * (resolver.length if spec.each else 1)
        self.ledger.add(
            resolver.coordinate, times * spec.work(self.arguments(resolver) if callable(spec.weight) else {})
        )

    def possible(self, field: PlannedField) -> list[GraphQLObjectType]:
        """The types of the objects that a field can lead to."""
        kind = named_type(field.defined)
        if is_abstract_type(kind):
            return list(self.operation.schema.get_possible_types(kind))
        return [kind] if is_object_type(kind) else []

    def length(self, resolver: PlannedField) -> int:
        """How many objects a resolver can return: by its declaration (`FieldSpec.length`), by its page, or one for
        each value of its longest list argument."""
        arguments = self.arguments(resolver)
        if (length := resolver.spec.length) is not None:
            return max(length(arguments), 0)
        if "first" in resolver.defined.args:
            return paging.size(arguments, self.limits.page)
        lists = (cast("list[object]", value) for value in arguments.values() if isinstance(value, list))
        return max(map(len, lists), default=resolver.length if resolver.is_list else 1)

    def arguments(self, field: PlannedField) -> dict[str, Any]:
        """The arguments of a field, with defaults."""
        return arguments_of(field, self.operation.variables)

    def counts(self, field: PlannedField) -> bool:
        """Whether the whole list is counted."""
        selected = self.collected(field.kind, field.details).grouped_field_set.values()
        return any(details[0].node.name.value == "totalCount" for details in selected)

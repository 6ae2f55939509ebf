"""Walks the selection of an operation once, before anything runs: which fetch groups it has, what each reads from the
store, what the answer can cost.

A field whose declaration names a fragment (`FieldSpec.fragment`) is answered by the fetch group around it. A field
whose type is a node, outside of any fetch group, begins one. A wrong argument ends the request here, with its location
in the query.
"""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from typing import Any, cast

from graphql import (
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_argument_values,
    is_abstract_type,
    is_object_type,
)
from graphql.execution import VariableValues

from errors import BadInput
from graphdb import composing
from graphdb.composing import Statement
from graphdb.fragments import Column, Every, Inline, Many, One, Stored
from graphdb.lookups import LOOKUPS
from graphdb.node import ID
from graphdb.projection import ListProjection, Projection
from loaders import cost, filters, introspection, ordering, paging
from loaders.cost import Cost, Ledger, Limits, Part
from loaders.cursors import order_of
from loaders.deferred_params import DeferredParam, deferred, variables_in, windowed
from loaders.graphql_core import CollectedFields, FragmentDetails, collect_fields, collect_subfields
from loaders.reading import (
    Computed,
    Connection,
    EdgeCursor,
    Far,
    Nested,
    NestedList,
    PageInfo,
    Rows,
    Slot,
    Total,
)
from loaders.selection import Details, Getter, Path, PlannedField, Selection, is_node, named_type


@dataclass(frozen=True, slots=True)
class FetchGroup:
    """A connected part of the selection: what it reads from the store, and the fields that are read from the answer."""

    label: str
    projection: Projection = field(default_factory=Projection)
    selection: Selection = field(default_factory=dict[str, PlannedField])
    _statements: dict[str, Statement] = field(default_factory=dict[str, Statement], compare=False)

    def statement(self, scheme: str) -> Statement:
        """The statement that finds its nodes by identifiers of a scheme; without a scheme, the one of a fetch group
        that begins at no node. Composed once."""
        if scheme not in self._statements:
            self._statements[scheme] = (
                composing.fetch_group(self.projection, LOOKUPS[self.label][scheme])
                if scheme
                else composing.rootless(self.projection)
            )
        return self._statements[scheme]


@dataclass(slots=True, eq=False, weakref_slot=True)
class Plan:
    """An operation as it runs: the fields of its root type, and its fetch groups by the response path where they begin
    and the type of the nodes there. `unsupported` is why only graphql-core can run it."""

    kind: GraphQLObjectType
    ledger: Ledger
    root: Selection = field(default_factory=dict[str, PlannedField])
    fetch_groups: dict[Path, dict[str, FetchGroup]] = field(default_factory=dict[Path, dict[str, FetchGroup]])
    deferred: list[DeferredParam] = field(default_factory=list[DeferredParam])
    weights: list[PlannedField] = field(default_factory=list[PlannedField])
    unsupported: str | None = None
    has_run: bool = False

    def cost(self, variables: VariableValues) -> Cost:
        """The cost of a request: that of the plan, and of resolvers whose work depends on variables."""
        work = Counter(self.ledger.by_field)
        for each in self.weights:
            with _location(each):
                work[each.coordinate] += each.times * each.spec.work(_arguments(each, variables))
        return Cost(work, self.ledger.planning, self.ledger.limits.cost)


@dataclass(frozen=True, slots=True)
class Operation:
    """What is planned: an operation of a validated document, with its variables coerced."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues


def plan(operation: Operation, limits: Limits) -> Plan:
    """The plan of an operation. Raises GraphQLError, with its location, for the first argument that is wrong."""
    root = cast("GraphQLObjectType", operation.schema.get_root_type(operation.definition.operation))
    walk = _Walk(operation, limits, Plan(root, Ledger(limits)))
    collected = collect_fields(operation.schema, operation.fragments, operation.variables, root, operation.definition)
    walk.plan.root = walk.outside(root, walk.fields(root, collected, (), 1))
    return walk.plan


@dataclass(frozen=True, slots=True)
class _Walk:
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
        """The fields of an object, in the order of the answer; introspection is left to graphql-core."""
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

    def outside(self, parent: GraphQLObjectType, fields: Iterator[PlannedField]) -> Selection:
        """The fields of an object outside of any fetch group. A stored one is a fetch group by itself."""
        selection: Selection = {}
        for each in fields:
            selection[each.key] = each
            if each.definition is None:
                continue
            with _location(each):
                if (fragment := each.spec.fragment) is None:
                    self.resolved(each)
                    continue
                self.ledger.add(each.coordinate, cost.STATEMENT)
                group = FetchGroup(parent.name, selection={each.key: each})
                with self.ledger.statement():
                    each.getter = self.getter(group.projection, each, fragment)
                self.plan.fetch_groups[each.path] = {parent.name: group}
        return selection

    def inside(self, projection: Projection, fields: Iterator[PlannedField]) -> Selection:
        """The fields of an object of a fetch group."""
        selection: Selection = {}
        for each in fields:
            selection[each.key] = each
            if each.definition is None:
                continue
            with _location(each):
                spec = each.spec
                if spec.fragment is not None:
                    each.getter = self.getter(projection, each, spec.fragment)
                    continue
                self.resolved(each)
                if spec.needs is not None:
                    each.needed = projection.place(spec.needs)
        return selection

    def resolved(self, resolver: PlannedField) -> None:
        """A field that a resolver answers: below it new fetch groups begin. `FieldSpec.check` rejects its arguments
        now."""
        spec = resolver.spec
        if spec.check is not None:
            spec.check(self.arguments(resolver), self.limits.page)
        self.weigh(resolver)
        length = self.length(resolver)
        if resolver.is_list:
            self.objects(resolver, resolver.times * length)
        else:
            self.objects(resolver, resolver.times, length)

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

    def objects(self, field: PlannedField, times: int, length: int = 1) -> None:
        """The selections of the objects that a field leads to, of each type that they can have. An object is of one of
        them, the most expensive one."""
        costs: list[Part] = []
        kinds = self.possible(field)
        if nodes := sum(map(is_node, kinds)):
            self.ledger.add(field.coordinate, min(nodes, times) * cost.STATEMENT + times * cost.LOOKUP)
        for kind in kinds:
            with self.ledger.alternative(costs):
                self.ledger.add(field.coordinate, times * cost.OBJECT)
                fields = self.below(kind, field, times, length)
                field.below[kind.name] = (
                    self.begun(kind, field, fields) if is_node(kind) else self.outside(kind, fields)
                )
        self.ledger.add_dearest(costs, times)

    def begun(self, kind: GraphQLObjectType, resolver: PlannedField, fields: Iterator[PlannedField]) -> Selection:
        """The fields of nodes of a type that a resolver answers with: a fetch group begins there.

        Fields of different types at one response path share the fetch group of that path, because a resolver looks up
        nodes by path.
        """
        group = self.plan.fetch_groups.setdefault(resolver.path, {}).setdefault(kind.name, FetchGroup(kind.name))
        group.projection.place(ID)
        with self.ledger.statement():
            selection = self.inside(group.projection, fields)
        group.selection.update(selection)
        return selection

    def possible(self, field: PlannedField) -> list[GraphQLObjectType]:
        """The types of the objects that a field can lead to."""
        kind = named_type(field.defined)
        if is_abstract_type(kind):
            return list(self.operation.schema.get_possible_types(kind))
        return [kind] if is_object_type(kind) else []

    def length(self, resolver: PlannedField) -> int:
        """How many objects a resolver can answer with: by its declaration (`FieldSpec.length`), by its page, or one for
        each value of its longest list argument."""
        arguments = self.arguments(resolver)
        if (length := resolver.spec.length) is not None:
            return length(arguments)
        if "first" in resolver.defined.args:
            return paging.size(arguments, self.limits.page)
        lists = (cast("list[object]", value) for value in arguments.values() if isinstance(value, list))
        return max(map(len, lists), default=resolver.length if resolver.is_list else 1)

    def arguments(self, field: PlannedField) -> dict[str, Any]:
        """The arguments of a field, with defaults."""
        return _arguments(field, self.operation.variables)

    def getter(self, projection: Projection, field: PlannedField, fragment: Stored) -> Getter:
        """Adds a stored field to a projection; returns what reads its value."""
        self.ledger.plan(fragment, cost.COLUMN if isinstance(fragment, Column | Inline) else cost.SUBQUERY)
        match fragment:
            case Column():
                return self.column(projection.place(fragment), field)
            case Inline():
                slot = projection.place(fragment, child=Projection())
                return Nested(slot, field.kind.name, self.object(projection.child(slot), field))
            case One() | Every():
                slot = projection.place(fragment, child=Projection())
                projection.child(slot).place(ID)
                one, length = isinstance(fragment, One), 1 if isinstance(fragment, One) else fragment.length
                selection = self.object(projection.child(slot), field, length)
                return (Nested if one else NestedList)(slot, field.kind.name, selection)
            case Many():
                return self.connection(projection, field, fragment)

    def object(self, projection: Projection, field: PlannedField, length: int = 1) -> Selection:
        """The selection of the objects of a field, so many for each parent."""
        times = field.times * length
        self.ledger.add(field.coordinate, times * cost.OBJECT)
        selection = self.inside(projection, self.below(field.kind, field, times))
        field.below[field.kind.name] = selection
        return selection

    def column(self, slot: int, field: PlannedField) -> Getter:
        """A value as it is stored, or computed from it: also an object of a Python class."""
        self.objects(field, field.times)
        compute = field.spec.compute
        return Slot(slot) if compute is None else Computed(slot, compute, self.arguments(field))

    def connection(self, projection: Projection, field: PlannedField, many: Many) -> Getter:
        """A page of a list: its arguments, and the selection of its edges and nodes."""
        arguments = self.arguments(field)
        sorts = ordering.sorts(many, arguments.get("orderBy"))
        window = windowed(paging.window(arguments, sorts, self.limits.page), field.details[0].node, sorts)
        self.plan.deferred += deferred(window)
        self.scan(field, many, arguments)
        fields = list(self.below(field.kind, field, field.times * max(window.size, 1)))
        page = ListProjection(window, sorts, filters.normal(many, _filter(arguments)))
        self.ledger.plan(many, cost.LIST_CONDITION, filters.reference_lists(many, page.filter))
        slot = projection.place(many, repr((window, sorts, page.filter)), page)
        page = cast("ListProjection", projection.wants[slot].child)
        page.node.place(ID)
        order = order_of(sorts)
        selection = field.below[field.kind.name] = self.page(page, fields, order)
        return Connection(slot, selection, window, order)

    def scan(self, field: PlannedField, many: Many, arguments: Mapping[str, Any]) -> None:
        """Adds the work of finding the edges of a page."""
        conditions, values = filters.size(_filter(arguments))
        self.ledger.plan(many.filters, cost.SUBQUERY, conditions)
        sorts = len(arguments.get("orderBy") or ())
        work = cost.LIST
        if conditions:
            scan = cost.WHOLE_SCAN if many.whole else cost.SCAN
            if self.counts(field):
                scan += cost.WHOLE_COUNT if many.whole else cost.COUNT
            work += scan * (3 + conditions) // 4
        elif sorts and not many.whole:
            work += cost.SCAN
        self.ledger.add(field.coordinate, field.times * work + values * cost.FILTER_VALUE)

    def counts(self, field: PlannedField) -> bool:
        """Whether the whole list is counted."""
        selected = self.collected(field.kind, field.details).grouped_field_set.values()
        return any(details[0].node.name.value == "totalCount" for details in selected)

    def page(self, page: ListProjection, fields: list[PlannedField], order: int) -> Selection:
        """The selection of a connection."""
        selection: Selection = {}
        for each in fields:
            selection[each.key] = each
            match each.name:
                case "__typename":
                    pass
                case "totalCount":
                    self.ledger.plan(Total, cost.SUBQUERY)
                    page.total, each.getter = True, Total()
                case "pageInfo":
                    page.rows = page.keys = page.more = True
                    each.getter = PageInfo
                    self.objects(each, each.times)
                case "nodes":
                    page.rows = True
                    each.getter = Rows(each.kind.name, self.object(page.node, each))
                case _:
                    page.rows = True
                    each.getter = Rows(each.kind.name, self.edges(page, each, order))
        return selection

    def edges(self, page: ListProjection, field: PlannedField, order: int) -> Selection:
        """The selection of the edges of a list."""
        selection: Selection = {}
        for each in self.below(field.kind, field, field.times):
            selection[each.key] = each
            match each.name:
                case "__typename":
                    pass
                case "cursor":
                    page.keys, each.getter = True, EdgeCursor(order)
                case "node":
                    each.getter = Far(each.kind.name, self.object(page.node, each))
                case _ if (fragment := each.spec.fragment) is not None:
                    each.getter = self.getter(page.node, each, fragment)
                case _:
                    self.resolved(each)
        field.below[field.kind.name] = selection
        return selection


def _arguments(field: PlannedField, variables: VariableValues) -> dict[str, Any]:
    return get_argument_values(field.defined, field.details[0].node, variables)


def _filter(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A filter, or the plain argument that stands for one. Raises BadInput for a list that nothing matches."""
    kinds = arguments.get("kinds")
    if kinds == []:
        raise BadInput("`kinds` is an empty list, which nothing matches: omit it, or add a value.")
    return {**(arguments.get("filter") or {}), **({} if kinds is None else {"kinds": kinds})}


@contextmanager
def _location(field: PlannedField) -> Generator[None]:
    """Adds to errors about a field its location in the query and its path in the answer."""
    try:
        yield
    except BadInput as error:
        raise GraphQLError(
            str(error),
            nodes=[details.node for details in field.details],
            path=list(field.path),
            original_error=error,
            extensions={"code": error.code},
        ) from error

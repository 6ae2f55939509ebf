"""Walks a selection once, before anything runs: which fetch groups it has, what each asks of the store, what it may
cost.

A field whose definition names a fragment (`FieldSpec.fragment`) is answered by the fetch group that it stands in. A
field whose type is a node, outside of any fetch group, begins one. What is wrong with an argument is said here, with
its place in the query, and nothing runs."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_argument_values,
    get_named_type,
    is_abstract_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from errors import BadInput
from graphdb import composing
from graphdb.composing import Statement
from graphdb.fragments import Column, Every, Inline, Many, One, Stored
from graphdb.lookups import LOOKUPS
from graphdb.node import ID
from graphdb.projection import ListProjection, Projection
from loaders import filters, ordering, paging
from loaders.cost import Cost, Limits
from loaders.cursors import order_of
from loaders.deferred_params import DeferredParam, deferred, windowed
from loaders.field_spec import FieldSpec
from loaders.reading import (
    Computed,
    Connection,
    EdgeCursor,
    Far,
    Getter,
    Nested,
    NestedList,
    PageInfo,
    RowMapper,
    Rows,
    Slot,
    Total,
)

Path = tuple[str, ...]
Details = list[FieldDetails]


@dataclass(frozen=True, slots=True)
class FetchGroup:
    """A connected part of the selection: what it asks of the store, and how its answer is read."""

    label: str
    ask: Projection
    view: RowMapper
    _statements: dict[str, Statement] = field(default_factory=dict[str, Statement], compare=False)

    def statement(self, scheme: str) -> Statement:
        """The statement that finds its nodes by identifiers of a scheme; of a fetch group that begins at no node, by
        none. Composed once."""
        if scheme not in self._statements:
            found = (
                composing.fetch_group(self.ask, LOOKUPS[self.label][scheme]) if scheme else composing.rootless(self.ask)
            )
            self._statements[scheme] = found
        return self._statements[scheme]


@dataclass(slots=True, eq=False, weakref_slot=True)
class Plan:
    """The fetch groups of an operation: by the response path where they begin, then by the type of what is found
    there."""

    cost: Cost
    fetch_groups: dict[Path, dict[str, FetchGroup]] = field(default_factory=dict[Path, dict[str, FetchGroup]])
    deferred: list[DeferredParam] = field(default_factory=list[DeferredParam])


@dataclass(frozen=True, slots=True)
class Operation:
    """What is planned: an operation of a validated document, with its variables coerced."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the selection: its definition, where it stands in the answer, and how often it can stand there."""

    definition: GraphQLField
    details: Details
    path: Path
    times: int

    @property
    def spec(self) -> FieldSpec:
        """What the schema declares of the field."""
        return FieldSpec.of(self.definition)

    @property
    def stored(self) -> Stored | None:
        """The fragment that answers the field."""
        return self.spec.fragment

    @property
    def kind(self) -> GraphQLObjectType:
        """The type of the objects below a stored field."""
        return cast("GraphQLObjectType", named_type(self.definition))


def named_type(definition: GraphQLField | GraphQLArgument) -> GraphQLNamedType:
    """The type of a field or of an argument, or of what its lists hold."""
    return get_named_type(definition.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def is_node(kind: GraphQLObjectType) -> bool:
    """Whether objects of the type have an id of their own."""
    return any(interface.name == "Node" for interface in kind.interfaces)


def plan(operation: Operation, limits: Limits) -> Plan:
    """The fetch groups of an operation. Raises GraphQLError, with its place, for the first argument that cannot be
    used."""
    walk = _Walk(operation, limits, Plan(Cost(limits)))
    root = cast("GraphQLObjectType", operation.schema.get_root_type(operation.definition.operation))
    selection = collect_fields(operation.schema, operation.fragments, operation.variables, root, operation.definition)
    walk.outside(walk.fields(root, selection.grouped_field_set, (), 1), root.name)
    return walk.plan


@dataclass(frozen=True, slots=True)
class _Walk:
    operation: Operation
    limits: Limits
    plan: Plan

    def fields(
        self, parent: GraphQLObjectType, selection: Mapping[str, Details], path: Path, times: int
    ) -> Iterator[Field]:
        """The fields of a selection; what only says its own type is no field of ours."""
        for key, details in selection.items():
            definition = parent.fields.get(details[0].node.name.value)
            if definition is not None:
                self.plan.cost.field(len(path))
                yield Field(definition, details, (*path, key), times)

    def below(self, kind: GraphQLObjectType, parent: Field, path: Path, times: int) -> Iterator[Field]:
        """The fields of one level further down."""
        operation = self.operation
        collected = collect_subfields(
            operation.schema, operation.fragments, operation.variables, operation.definition, kind, parent.details
        )
        return self.fields(kind, collected.grouped_field_set, path, times)

    def outside(self, fields: Iterator[Field], parent: str) -> None:
        """The fields of an object that no fetch group answers."""
        for each in fields:
            with _placed(each):
                if each.stored is None:
                    self.batch_resolver(each)
                else:
                    ask = Projection()
                    view = {each.path[-1]: self.getter(ask, each, each.stored)}
                    self.plan.fetch_groups[each.path] = {parent: FetchGroup(parent, ask, view)}

    def batch_resolver(self, batch_resolver: Field) -> None:
        """A field that a resolver answers: below it new fetch groups begin. What its definition checks of its arguments
        (`FieldSpec.check`, called with them and the page limit) is checked now."""
        if (check := batch_resolver.spec.check) is not None:
            check(self.arguments(batch_resolver), self.limits.page)
        times = batch_resolver.times * self.length(batch_resolver)
        for kind in self.possible(batch_resolver):
            fields = self.below(kind, batch_resolver, batch_resolver.path, times)
            if is_node(kind):
                self.plan.fetch_groups.setdefault(batch_resolver.path, {})[kind.name] = self.fetch_group(
                    kind, fields, times
                )
            else:
                self.outside(fields, kind.name)

    def possible(self, batch_resolver: Field) -> list[GraphQLObjectType]:
        """The types of the objects that a batch resolver can answer with."""
        kind = named_type(batch_resolver.definition)
        if is_abstract_type(kind):
            return list(self.operation.schema.get_possible_types(kind))
        return [kind] if is_object_type(kind) else []

    def length(self, batch_resolver: Field) -> int:
        """How many objects a batch resolver can answer with: what its definition says (`FieldSpec.length`), its page,
        or one for each value of the list that it is given."""
        arguments = self.arguments(batch_resolver)
        if (length := batch_resolver.spec.length) is not None:
            return length(arguments)
        if "first" in batch_resolver.definition.args:
            return paging.size(arguments, self.limits.page)
        return max(
            (len(cast("list[object]", each)) for each in arguments.values() if isinstance(each, list)), default=1
        )

    def arguments(self, field: Field) -> dict[str, Any]:
        """The arguments of a field, with defaults."""
        return get_argument_values(field.definition, field.details[0].node, self.operation.variables)

    def fetch_group(self, kind: GraphQLObjectType, fields: Iterator[Field], times: int) -> FetchGroup:
        """A fetch group that begins at nodes of a type."""
        ask = Projection()
        ask.place(ID)
        return FetchGroup(kind.name, ask, self.inside(ask, fields, times))

    def inside(self, ask: Projection, fields: Iterator[Field], times: int) -> RowMapper:
        """The fields of an object of a fetch group."""
        self.plan.cost.objects_below(times)
        view: RowMapper = {}
        for each in fields:
            with _placed(each):
                if each.stored is not None:
                    view[each.path[-1]] = self.getter(ask, each, each.stored)
                    continue
                self.batch_resolver(each)
                if (needs := each.spec.needs) is not None:
                    view[f"@{each.path[-1]}"] = Slot(ask.place(needs))
        return view

    def getter(self, ask: Projection, field: Field, fragment: Stored) -> Getter:
        """Puts a stored field into what is asked, and says how its answer is read."""
        match fragment:
            case Column():
                return self.column(ask.place(fragment), field)
            case Inline():
                slot = ask.place(fragment, child=Projection())
                return Nested(slot, field.kind.name, self.object(ask.child(slot), field))
            case One() | Every():
                slot = ask.place(fragment, child=Projection())
                ask.child(slot).place(ID)
                reading = Nested if isinstance(fragment, One) else NestedList
                return reading(slot, field.kind.name, self.object(ask.child(slot), field))
            case Many():
                return self.connection(ask, field, fragment)

    def object(self, ask: Projection, field: Field) -> RowMapper:
        """What is selected of the objects of a field."""
        return self.inside(ask, self.below(field.kind, field, field.path, field.times), field.times)

    def column(self, slot: int, field: Field) -> Getter:
        """A value as it is stored, or what the schema makes of it."""
        compute = field.spec.compute
        return Slot(slot) if compute is None else Computed(slot, compute, self.arguments(field))

    def connection(self, ask: Projection, field: Field, many: Many) -> Getter:
        """A page of a list: its own arguments, and what is selected of its edges and nodes."""
        arguments = self.arguments(field)
        sorts = ordering.sorts(many, arguments.get("orderBy"))
        window = windowed(paging.window(arguments, sorts, self.limits.page), field.details[0].node, sorts)
        self.plan.deferred += deferred(window)
        selected = list(self.below(field.kind, field, field.path, field.times * max(window.size, 1)))
        wanted = ListProjection(window, sorts, filters.normal(many, _filter(arguments)))
        slot = ask.place(many, repr((window, sorts, wanted.filter)), wanted)
        wanted = cast("ListProjection", ask.wants[slot].child)
        wanted.node.place(ID)
        order = order_of(sorts)
        return Connection(slot, self.page(wanted, selected, order), window, order)

    def page(self, wanted: ListProjection, selected: list[Field], order: int) -> RowMapper:
        """What is selected of a connection."""
        view: RowMapper = {}
        for each in selected:
            match each.details[0].node.name.value:
                case "totalCount":
                    wanted.total, view[each.path[-1]] = True, Total()
                case "pageInfo":
                    wanted.rows = wanted.keys = wanted.more = True
                    view[each.path[-1]] = PageInfo
                case "nodes":
                    wanted.rows = True
                    view[each.path[-1]] = Rows(each.kind.name, self.object(wanted.node, each))
                case _:
                    wanted.rows = True
                    view[each.path[-1]] = Rows(each.kind.name, self.edges(wanted, each, order))
        return view

    def edges(self, wanted: ListProjection, field: Field, order: int) -> RowMapper:
        """What is selected of the edges of a list."""
        view: RowMapper = {}
        for each in self.below(field.kind, field, field.path, field.times):
            name, key = each.details[0].node.name.value, each.path[-1]
            if name == "cursor":
                wanted.keys, view[key] = True, EdgeCursor(order)
            elif name == "node":
                view[key] = Far(each.kind.name, self.object(wanted.node, each))
            elif each.stored is not None:
                view[key] = self.getter(wanted.node, each, each.stored)
        return view


def _filter(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A filter, or the plain argument that stands for one."""
    kinds = arguments.get("kinds")
    return {**(arguments.get("filter") or {}), **({} if kinds is None else {"kinds": kinds})}


@contextmanager
def _placed(field: Field) -> Generator[None]:
    """Errors about a field say where it stands in the query and in the answer."""
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

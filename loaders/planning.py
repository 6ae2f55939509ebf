"""Plans operations before they run: the fetch groups of an operation, their projections, and its cost.

A field whose declaration has a Cypher fragment (`FieldSpec.fragment`) is part of the fetch group around it. A field
whose type is a node, outside of any fetch group, begins one. An invalid argument ends the request here, with its
location in the query.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from errors import BadInput
from graphdb.fragments import Column, Inline, PagedList, ShortList, Stored, ToOne
from graphdb.node import ID
from graphdb.projection import ListProjection, Projection
from loaders import cost, filters, ordering, paging, references
from loaders.cost import Ledger, Limits, Part
from loaders.cursors import order_of
from loaders.deferred_params import defer_cursors, deferred
from loaders.graphql_core import collect_fields
from loaders.paper_list import PaperList
from loaders.plan import FetchGroup, Operation, Plan, located
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
from loaders.references import NodeReference
from loaders.selection import Getter, PlannedField, Selection, is_node
from loaders.selection_walk import SelectionWalk

#: The fields of a connection that are there for each of its nodes.
_ROWS: Final = frozenset({"edges", "nodes"})


def plan(operation: Operation, limits: Limits) -> Plan:
    """The plan of an operation. Raises GraphQLError, with its location, for the first invalid argument."""
    root = cast("GraphQLObjectType", operation.schema.get_root_type(operation.definition.operation))
    walk = _Planner(operation, limits, Plan(root, Ledger(limits)))
    collected = collect_fields(operation.schema, operation.fragments, operation.variables, root, operation.definition)
    walk.plan.root = walk.outside(root, walk.fields(root, collected, (), 1))
    return walk.plan


class _Planner(SelectionWalk):
    """Assigns the fields to fetch groups."""

    __slots__ = ()

    def outside(self, parent: GraphQLObjectType, fields: Iterator[PlannedField]) -> Selection:
        """The fields of an object outside of any fetch group. A stored field there is a fetch group by itself."""
        selection: Selection = {}
        for each in fields:
            selection[each.key] = each
            if each.definition is None:
                continue
            with located(each):
                if (fragment := each.spec.fragment) is None:
                    self.plan_resolver(each)
                    continue
                self.ledger.add(each.coordinate, cost.STATEMENT)
                group = FetchGroup(parent.name, selection={each.key: each})
                each.getter = self.getter(group.projection, each, fragment)
                self.ledger.statement(parent.name, group.projection)
                self.plan.fetch_groups[each.path] = {parent.name: group}
        return selection

    def inside(self, projection: Projection, fields: Iterator[PlannedField]) -> Selection:
        """The fields of an object of a fetch group."""
        selection: Selection = {}
        for each in fields:
            selection[each.key] = each
            if each.definition is None:
                continue
            with located(each):
                spec = each.spec
                if spec.fragment is not None:
                    each.getter = self.getter(projection, each, spec.fragment)
                    continue
                self.plan_resolver(each)
                if spec.needs is not None:
                    each.needed = projection.place(spec.needs)
        return selection

    def plan_resolver(self, resolver: PlannedField) -> None:
        """Plans a field with a resolver: new fetch groups begin below it. `FieldSpec.check` rejects invalid
        arguments."""
        spec = resolver.spec
        if spec.check is not None:
            spec.check(self.arguments(resolver), self.limits.page)
        if spec.names:
            arguments = self.arguments(resolver)
            self.names(resolver, [each for name, named in spec.names.items() for each in named(arguments.get(name))])
        self.weigh(resolver)
        length = self.length(resolver)
        if resolver.is_list:
            self.objects(resolver, resolver.times * length)
        else:
            self.objects(resolver, resolver.times, length)

    def objects(self, field: PlannedField, times: int, length: int = 1) -> None:
        """Plans the selections of the objects of a field, for each possible type. The most expensive type counts."""
        costs: list[Part] = []
        kinds = self.possible(field)
        if nodes := sum(map(is_node, kinds)):
            self.ledger.add(field.coordinate, min(nodes, times) * cost.STATEMENT + times * cost.LOOKUP)
        for kind in kinds:
            with self.ledger.alternative(costs):
                self.ledger.add(field.coordinate, times * cost.OBJECT)
                fields = self.below(kind, field, times, length)
                field.below[kind.name] = (
                    self.plan_nodes(kind, field, fields) if is_node(kind) else self.outside(kind, fields)
                )
        self.ledger.add_most_expensive(costs, times)

    def plan_nodes(self, kind: GraphQLObjectType, resolver: PlannedField, fields: Iterator[PlannedField]) -> Selection:
        """Plans the nodes of a type that a resolver returns, as a new fetch group.

        Fields of different types at one response path share the fetch group of that path, because a resolver looks up
        nodes by path.
        """
        group = self.plan.fetch_groups.setdefault(resolver.path, {}).setdefault(kind.name, FetchGroup(kind.name))
        group.projection.place(ID)
        selection = self.inside(group.projection, fields)
        self.ledger.statement(kind.name, group.projection)
        group.selection.update(selection)
        return selection

    def getter(self, projection: Projection, field: PlannedField, fragment: Stored) -> Getter:
        """Adds a stored field to a projection; returns the getter of its value."""
        match fragment:
            case Column():
                return self.column(projection.place(fragment), field)
            case Inline():
                slot = projection.place(fragment, child=Projection())
                return Nested(slot, field.kind.name, self.object(projection.child(slot), field))
            case ToOne() | ShortList():
                slot = projection.place(fragment, child=Projection())
                projection.child(slot).place(ID)
                one, length = isinstance(fragment, ToOne), 1 if isinstance(fragment, ToOne) else fragment.length
                selection = self.object(projection.child(slot), field, length)
                return (Nested if one else NestedList)(slot, field.kind.name, selection)
            case PagedList():
                return self.connection(projection, field, fragment)

    def object(self, projection: Projection, field: PlannedField, length: int = 1) -> Selection:
        """The selection of the objects of a field, `length` for each parent."""
        times = field.times * length
        self.ledger.add(field.coordinate, times * cost.OBJECT)
        selection = self.inside(projection, self.below(field.kind, field, times))
        field.below[field.kind.name] = selection
        return selection

    def column(self, slot: int, field: PlannedField) -> Getter:
        """The getter of a column, with `compute` applied."""
        self.objects(field, field.times)
        compute = field.spec.compute
        return Slot(slot) if compute is None else Computed(slot, compute, self.arguments(field))

    def connection(self, projection: Projection, field: PlannedField, connection: PagedList) -> Getter:
        """A page of a list: its arguments, and the selection of its edges and nodes."""
        arguments = self.arguments(field)
        sorts = ordering.sorts(connection, arguments.get("orderBy"))
        window = defer_cursors(paging.window(arguments, sorts, self.limits.page), field.details[0].node, sorts)
        self.plan.deferred += deferred(window)
        self.scan(field, connection, arguments)
        fields = list(self.below(field.kind, field, field.times * max(window.size, 1)))
        for each in fields:
            if each.name not in _ROWS:
                each.times = field.times
        page = ListProjection(window, sorts, filters.normalize(connection, _filter(arguments)))
        self.names(field, references.of_filter(connection, page.filter))
        # Once for a statement, however many lists it reads; a list of all papers begins with it, and so does its count.
        times = 2 if connection.whole and self.counts(field) else 1
        self.ledger.add(field.coordinate, times * filters.texts(connection, page.filter) * cost.TEXT)
        slot = projection.place(connection, repr((window, sorts, page.filter)), page)
        page = cast("ListProjection", projection.columns[slot].child)
        page.node.place(ID)
        order = order_of(sorts)
        selection = field.below[field.kind.name] = self.page(page, fields, order)
        if page.parent:
            label = "" if field.parent is self.plan.kind else field.parent.name
            papers = PaperList.of(connection, label, page.filter)
            self.ledger.add(field.coordinate, cost.WHOLE_TABLES if connection.whole else 0)
            return Connection(slot, selection, window, order, papers)
        return Connection(slot, selection, window, order)

    def names(self, field: PlannedField, named: Iterable[NodeReference]) -> None:
        """Adds references to nodes, and the work of looking them up."""
        references = list(dict.fromkeys(named))
        if references:
            self.plan.references.setdefault(field.path, []).extend(references)
            statements = {(label, each.scheme) for each in references for label in each.labels}
            self.ledger.add(field.coordinate, len(statements) * cost.STATEMENT + len(references) * cost.REFERENCE)

    def scan(self, field: PlannedField, connection: PagedList, arguments: Mapping[str, Any]) -> None:
        """Adds the work of reading the edges of a page."""
        conditions, values = filters.size(_filter(arguments))
        work = cost.LIST
        if conditions:
            scan = cost.WHOLE_SCAN if connection.whole else cost.SCAN
            if self.counts(field):
                scan += cost.WHOLE_COUNT if connection.whole else cost.COUNT
            work += scan * (3 + conditions) // 4
        elif connection.then is not None:
            # A grouped list reads all edges of its parent, and so does its count.
            is_large = connection.top is None and field.parent.name in cost.LARGE
            work += (cost.GROUPED if is_large else cost.SCAN) + (cost.COUNT if self.counts(field) else 0)
        elif not ordering.is_stored(connection, arguments.get("orderBy")):
            work += cost.WHOLE_SCAN if connection.whole else cost.SCAN
        self.ledger.add(field.coordinate, field.times * work + values * cost.FILTER_VALUE)

    def page(self, page: ListProjection, fields: list[PlannedField], order: int) -> Selection:
        """The selection of a connection."""
        selection: Selection = {}
        for each in fields:
            selection[each.key] = each
            match each.name:
                case "__typename":
                    pass
                case "totalCount":
                    page.total, each.getter = True, Total()
                case "pageInfo":
                    page.rows = page.keys = page.more = True
                    each.getter = PageInfo
                    self.objects(each, each.times)
                case "nodes":
                    page.rows = True
                    each.getter = Rows(each.kind.name, self.object(page.node, each))
                case "edges":
                    page.rows = True
                    each.getter = Rows(each.kind.name, self.edges(page, each, order))
                case _:
                    page.parent = True
                    with located(each):
                        self.plan_resolver(each)
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
                    self.plan_resolver(each)
        field.below[field.kind.name] = selection
        return selection


def _filter(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The filter, including the argument `kinds`. Raises BadInput for an empty list."""
    kinds = arguments.get("kinds")
    if kinds == []:
        raise BadInput("`kinds` is an empty list, which nothing matches: omit it, or add a value.")
    return {**(arguments.get("filter") or {}), **({} if kinds is None else {"kinds": kinds})}

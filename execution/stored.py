"""Objects of a fetch group, built from the lists of values of the store by the slots of the plan."""

from typing import TYPE_CHECKING, cast

from graphql import GraphQLObjectType

from execution.bailout import Unsupported
from execution.code import Body
from execution.values import Inner, type_of, value
from loaders import cursors
from loaders.reading import (
    Computed,
    Connection,
    EdgeCursor,
    Far,
    Nested,
    NestedList,
    Page,
    PageInfo,
    Row,
    Rows,
    Slot,
    Total,
)
from loaders.selection import PlannedField

if TYPE_CHECKING:
    from execution.compiling import Compiler


def row(to: "Compiler", kind: GraphQLObjectType, field: PlannedField) -> Inner:
    """Builds an object of a fetch group from the list of its values."""
    selection = field.below[kind.name]

    def built(body: Body, values: str) -> str:
        def read(each: PlannedField) -> str | None:
            if each.getter is None and each.spec.stored:
                raise Unsupported("a stored field outside of any fetch group")
            return None if each.getter is None else stored_value(to, body, each, values)

        source = f"{to.code.constant(Row)}({to.code.constant(kind.name)}, {to.code.constant(selection)}, {values})"
        return to.built(body, kind, selection, read, source)

    return built


def stored_value(to: "Compiler", body: Body, field: PlannedField, values: str) -> str:
    """Completes a stored value; the expression `values` reads the list that holds it."""
    kind = field.kind
    match cast("object", field.getter):
        case Slot(slot):
            return to.resolved(body, field, f"{values}[{slot}]")
        case Computed(slot, compute, arguments):
            keywords = f", **{to.code.constant(arguments)}" if arguments else ""
            return to.resolved(body, field, f"{to.code.constant(compute)}({values}[{slot}]{keywords})")
        case Nested(slot) | NestedList(slot):
            return value(body, type_of(field.defined), f"{values}[{slot}]", row(to, kind, field))
        case Connection() as connection:
            inner = page(to, kind, connection)
            return value(body, type_of(field.defined), f"{values}[{connection.slot}]", inner)
        case Far():
            return row(to, kind, field)(body, values)
        case EdgeCursor(order):
            encode = to.code.constant(cursors.encode)
            return to.resolved(body, field, f"{encode}({to.code.constant(order)}, {values}[-1])")
        case _:
            raise Unsupported("a getter that cannot be compiled")


def page(to: "Compiler", kind: GraphQLObjectType, connection: Connection) -> Inner:
    """Builds a page from `[rows, total]`, as `loaders.reading.Page` reads it."""

    def built(body: Body, values: str) -> str:
        rows = body.named(f"{to.code.constant(connection.window.cut)}({values}[0])")

        def read(field: PlannedField) -> str | None:
            return None if field.getter is None else part(to, body, field, connection, values, rows)

        return to.built(body, kind, connection.selection, read, whole_page(to, connection, values))

    return built


def part(to: "Compiler", body: Body, field: PlannedField, connection: Connection, values: str, rows: str) -> str:
    """Completes a field of a page, from its rows or from `[rows, total]`."""
    match cast("object", field.getter):
        case Rows():
            return value(body, type_of(field.defined), rows, row(to, field.kind, field))
        case Total():
            return to.resolved(body, field, f"{values}[1]")
        case _:
            return to.resolved(body, field, page_info(to, connection, values))


def page_info(to: "Compiler", connection: Connection, values: str) -> str:
    """The expression for the `pageInfo` of a page."""
    return f"{to.code.constant(PageInfo)}({whole_page(to, connection, values)})"


def whole_page(to: "Compiler", connection: Connection, values: str) -> str:
    """The expression for a page as resolvers and `pageInfo` read it."""
    constants = (connection.selection, connection.window, connection.order, connection.papers)
    selection, window, order, papers = map(to.code.constant, constants)
    return f"{to.code.constant(Page)}({selection}, {values}, {window}, {order}, {papers})"

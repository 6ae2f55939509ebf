"""Objects of a fetch group: built from the lists of values that the store answers with, by where each value stands."""

from typing import TYPE_CHECKING, cast

from graphql import GraphQLField, GraphQLObjectType

from execution.bailout import Unsupported
from execution.code import Body
from execution.selecting import Selected, below
from execution.values import Inner, type_of
from loaders import cursors
from loaders.field_spec import FieldSpec
from loaders.planning import named_type
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
    RowMapper,
    Rows,
    Slot,
    Total,
    Window,
)

if TYPE_CHECKING:
    from execution.compiling import Compiler


def row(to: "Compiler", kind: GraphQLObjectType, each: Selected, view: RowMapper) -> Inner:
    """Builds an object of a fetch group, of the list of its values."""

    def built(body: Body, values: str) -> str:
        def read(field: Selected, definition: GraphQLField) -> str | None:
            getter = view.get(field.key)
            if getter is None and FieldSpec.of(definition).stored:
                raise Unsupported("a stored field outside of any fetch group")
            return None if getter is None else stored(to, body, field, getter, values)

        source = f"{to.code.constant(Row)}({to.code.constant(kind.name)}, {to.code.constant(view)}, {values})"
        return to.built(body, kind, below(to.operation, kind, each), read, source)

    return built


def stored(to: "Compiler", body: Body, each: Selected, getter: object, values: str) -> str:
    """What is made of a stored value, in the list that the expression `values` reads."""
    kind = cast("GraphQLObjectType", named_type(each.known))
    match getter:
        case Slot(slot):
            return to.resolved(body, each, f"{values}[{slot}]")
        case Computed(slot, compute, arguments):
            given = f", **{to.code.constant(arguments)}" if arguments else ""
            return to.resolved(body, each, f"{to.code.constant(compute)}({values}[{slot}]{given})")
        case Nested(slot, _, view) | NestedList(slot, _, view):
            return to.value(body, type_of(each.known), f"{values}[{slot}]", row(to, kind, each, view))
        case Connection() as connection:
            return to.value(body, type_of(each.known), f"{values}[{connection.slot}]", page(to, kind, each, connection))
        case Far(_, view):
            return row(to, kind, each, view)(body, values)
        case EdgeCursor(order):
            encode = to.code.constant(cursors.encode)
            return to.resolved(body, each, f"{encode}({to.code.constant(order)}, {values}[-1])")
        case _:
            raise Unsupported("a getter that cannot be compiled")


def page(to: "Compiler", kind: GraphQLObjectType, each: Selected, connection: Connection) -> Inner:
    """Builds a page, of `[rows, total]`. See `loaders.reading.Page`."""

    def built(body: Body, values: str) -> str:
        rows = body.named(f"{values}[0]")
        cut(body, rows, connection.window)

        def read(field: Selected, _definition: GraphQLField) -> str | None:
            return part(to, body, field, connection, values, rows)

        return to.built(body, kind, below(to.operation, kind, each), read, values)

    return built


def cut(body: Body, rows: str, window: Window) -> None:
    """Writes what makes the rows those of the page: no more than it holds, and in the order of the list."""
    size = int(window.size)
    with body.block(f"if {rows} is None:"):
        body.line(f"{rows} = []")
    with body.block(f"elif len({rows}) > {size}:"):
        body.line(f"{rows} = {rows}[:{size}]")
    if window.backwards:
        body.line(f"{rows} = {rows}[::-1]")


def part(to: "Compiler", body: Body, each: Selected, connection: Connection, values: str, rows: str) -> str:
    """What is made of a part of a page: of its rows, or of `[rows, total]`."""
    match cast("object", connection.view[each.key]):
        case Rows(_, view):
            built = row(to, cast("GraphQLObjectType", named_type(each.known)), each, view)
            return to.value(body, type_of(each.known), rows, built)
        case Total():
            return to.resolved(body, each, f"{values}[1]")
        case _:
            return to.resolved(body, each, beyond(to, connection, values))


def beyond(to: "Compiler", connection: Connection, values: str) -> str:
    """The expression for what lies beyond a page."""
    known = (connection.view, connection.window, connection.order)
    view, window, order = (to.code.constant(each) for each in known)
    return f"{to.code.constant(PageInfo)}({to.code.constant(Page)}({view}, {values}, {window}, {order}))"

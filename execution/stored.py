"""Objects of an island: built from the lists of values that the store answers with, by where each value stands."""

from typing import TYPE_CHECKING, cast

from graphql import GraphQLField, GraphQLObjectType

from execution.selecting import Selected, below
from execution.trouble import Unplanned
from execution.values import NONE, calling, type_of
from loaders import cursors
from loaders.planning import metadata, named
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

if TYPE_CHECKING:
    from execution.compiling import Compiler


def row(to: "Compiler", kind: GraphQLObjectType, each: Selected, view: View) -> str:
    """A function that builds an object of an island, of the list of its values."""

    def read(field: Selected, definition: GraphQLField) -> str | None:
        getter = view.get(field.key)
        if getter is None and (metadata(definition).get("stored") or metadata(definition).get("part")):
            raise Unplanned("a stored field outside of any island")
        return None if getter is None else stored(to, field, getter, "s")

    row = f"{to.code.constant(Row)}({to.code.constant(kind.name)}, {to.code.constant(view)}, s)"
    return to.built(kind, below(to.operation, kind, each), read, row, NONE)


def stored(to: "Compiler", each: Selected, getter: object, values: str) -> str:
    """What is made of a stored value, in the list that the expression `values` reads."""
    kind = cast("GraphQLObjectType", named(each.known))
    match getter:
        case Slot(slot):
            return to.resolved(each, f"{values}[{slot}]")
        case Computed(slot, compute, arguments):
            given = f", **{to.code.constant(arguments)}" if arguments else ""
            return to.resolved(each, f"{to.code.constant(compute)}({values}[{slot}]{given})")
        case Nested(slot, _, view) | NestedList(slot, _, view):
            return to.value(type_of(each.known), f"{values}[{slot}]", calling(row(to, kind, each, view)))
        case Connection() as connection:
            built = calling(page(to, kind, each, connection))
            return to.value(type_of(each.known), f"{values}[{connection.slot}]", built)
        case OfEdge(inner):
            return stored(to, each, inner, f"{values}[1]")
        case EdgeCursor(order):
            encode = to.code.constant(cursors.encode)
            return to.resolved(each, f"{encode}({to.code.constant(order)}, {values}[0])")
        case _:
            raise Unplanned("a getter that cannot be compiled")


def page(to: "Compiler", kind: GraphQLObjectType, each: Selected, connection: Connection) -> str:
    """A function that builds a page, of `[rows, total]`. See `loaders.reading.Page`."""

    def read(field: Selected, _definition: GraphQLField) -> str | None:
        return part(to, field, connection.view[field.key], connection)

    window = connection.window
    rows = [f"p = s[0][:{int(window.size)}] if s[0] else []", *(["p.reverse()"] if window.backwards else [])]
    return to.built(kind, below(to.operation, kind, each), read, "s", NONE, *rows)


def part(to: "Compiler", each: Selected, getter: object, connection: Connection) -> str:
    """What is made of a part of a page: of its rows `p`, or of `[rows, total]`."""
    match getter:
        case Rows(_, view, slot):
            built = row(to, cast("GraphQLObjectType", named(each.known)), each, view)
            place = "" if slot is None else f"[{slot}]"
            return to.value(type_of(each.known), "p", lambda source: f"{built}({source}{place}, w)")
        case Total():
            return to.resolved(each, "s[1]")
        case _:
            return to.resolved(each, beyond(to, connection))


def beyond(to: "Compiler", connection: Connection) -> str:
    """The expression for what lies beyond a page."""
    known = (connection.view, connection.window, connection.order)
    view, window, order = (to.code.constant(each) for each in known)
    return f"{to.code.constant(PageInfo)}({to.code.constant(Page)}({view}, s, {window}, {order}))"

"""The work of planning a statement in Neo4j, by the parts that `graphdb.composing` writes it of."""

from collections.abc import Iterator
from typing import Final

from graphdb.fragments import Inline, PagedList, ShortList, ToOne
from graphdb.projection import ListProjection, ProjectedColumn, Projection
from loaders import filters

#: A statement with a new text; a value in it; and a subquery or a condition in it.
STATEMENT: Final = 26_000
COLUMN: Final = 250
SUBQUERY: Final = 6_000
#: A condition with a list of references, whose merged ids a subquery replaces.
LIST_CONDITION: Final = 60_000

Shape = tuple[str, tuple[object, ...]]
"""What determines the text of a statement: the label of its nodes, and its parts."""


def statement_work(projection: Projection) -> int:
    """The work of planning a new statement that reads these values."""
    return STATEMENT + _work(projection)


def shape_of(projection: Projection) -> tuple[object, ...]:
    """The parts of a statement that reads these values."""
    return tuple(_parts(projection))


def _work(projection: Projection) -> int:
    return sum(_column(column) for column in projection.columns)


def _column(column: ProjectedColumn) -> int:
    match column.fragment, column.child:
        case ToOne() | ShortList(), Projection() as child:
            return SUBQUERY + _work(child)
        case Inline(), Projection() as child:
            return COLUMN + _work(child)
        case PagedList() as connection, ListProjection() as child:
            conditions = SUBQUERY * filters.number(child.filter)
            rows = SUBQUERY + conditions + _work(child.node) if child.rows else 0
            total = SUBQUERY + conditions if child.total else 0
            # A page and its count share the lists.
            lists = LIST_CONDITION * filters.reference_lists(connection, child.filter)
            return rows + total + (lists if rows or total else 0)
        case _:
            return COLUMN


def _parts(projection: Projection) -> Iterator[object]:
    for column in projection.columns:
        yield id(column.fragment)
        match column.child:
            case Projection() as child:
                yield tuple(_parts(child))
            case ListProjection() as child:
                yield child.rows, child.total, tuple(filters.names(child.filter)), tuple(_parts(child.node))
            case None:
                pass

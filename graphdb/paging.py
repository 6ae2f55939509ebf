"""Pages of a list in Cypher: the order, the conditions of a cursor, and stored top lists."""

from collections.abc import Callable, Sequence
from typing import Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.denormalized import TOP
from graphdb.fragments import Direction, PagedList, Sort
from graphdb.projection import ListProjection, Window

_ID: Final = cypher("{m}.id")
_PAPER: Final = cypher("Paper")
_BEYOND: Final = {Direction.ASC: cypher(" > "), Direction.DESC: cypher(" < ")}
_REVERSED: Final = {Direction.ASC: Direction.DESC, Direction.DESC: Direction.ASC}


def with_id(sorts: Sequence[Sort]) -> list[Sort]:
    """The order with the id as last key, in the direction of the last key, so that it is total."""
    return [*sorts, Sort(_ID, sorts[-1].direction)]


def order(sorts: Sequence[Sort], backwards: bool) -> Cypher:
    """The `ORDER BY` of a page; a backward page is read from the end."""
    return ordered([sort.text for sort in with_id(sorts)], sorts, backwards)


def ordered(keys: Sequence[Cypher], sorts: Sequence[Sort], backwards: bool) -> Cypher:
    """As `order`, by variables that hold the keys."""
    ways = [_REVERSED[sort.direction] if backwards else sort.direction for sort in with_id(sorts)]
    parts = [key + cypher(" ") + way.value for key, way in zip(keys, ways, strict=True)]
    return cypher(" ORDER BY ") + join(", ", parts)


def present(sorts: Sequence[Sort]) -> list[Cypher]:
    """Conditions that let Neo4j read a whole label in the order of an index: the sort properties are not null. They
    never are, but the planner needs the condition."""
    properties = [sort.text for sort in with_id(sorts) if sort.text.text.startswith("{m}.")]
    return [text + cypher(" IS NOT NULL") for text in properties]


def between(sorts: Sequence[Sort], window: Window, parameter: Callable[[object], Cypher]) -> list[Cypher]:
    """The conditions for edges after one cursor and before the other."""
    total = with_id(sorts)
    reversed_order = [Sort(sort.text, _REVERSED[sort.direction]) for sort in total]
    ends = ((total, window.after), (reversed_order, window.before))
    return [_beyond(way, [parameter(value) for value in end]) for way, end in ends if end is not None]


def _beyond(sorts: Sequence[Sort], values: Sequence[Cypher]) -> Cypher:
    sort, value = sorts[0], values[0]
    further = sort.text + _BEYOND[sort.direction] + value
    if len(sorts) == 1:
        return further
    ties = _beyond(sorts[1:], values[1:])
    # The first comparison bounds the scan of the index; the second finds the start within equal keys.
    bound = sort.text + (cypher(" >= ") if sort.direction is Direction.ASC else cypher(" <= ")) + value
    return bound + cypher(" AND (") + further + cypher(" OR (") + ties + cypher("))")


def unknown_last(connection: PagedList, name: str) -> Sort:
    """The key before an ascending order: whether the value is unknown."""
    return Sort(_equal(connection.orders[name], connection.unknown[name]))


def is_sought(connection: PagedList, projection: ListProjection) -> bool:
    """Whether the page is one of a whole label in an order that an index can have, which cannot be read in one go:
    with one cursor, or with unknown values last."""
    window = projection.window
    cursors = sum(end is not None for end in (window.after, window.before))
    is_property = projection.sorts[-1].text.text.startswith("{m}.")
    if not connection.whole or cursors > 1 or not is_property:
        return False
    return len(projection.sorts) == cursors == 1 or _unknown_value(connection, projection.sorts) is not None


def sought(
    connection: PagedList,
    projection: ListProjection,
    where: Cypher,
    limit: Cypher,
    parameter: Callable[[object], Cypher],
) -> Cypher:
    """Such a page in parts, each an index seek, so that a page within many equal keys costs as much as the first one:
    nodes with the cursor's key after its id, nodes beyond its key, and those whose value is unknown."""
    sort, window = projection.sorts[-1], projection.window
    page = [where, cypher(" RETURN {m}"), order([sort], window.backwards), cypher(" LIMIT "), limit]
    ranges = _ranges(connection, projection, parameter)
    parts = [join("", [connection.match, cypher(" WHERE "), part, *page]) for part in ranges]
    return cypher("CALL (*) { ") + join(" UNION ALL ", parts) + cypher(" }")


def _ranges(connection: PagedList, projection: ListProjection, parameter: Callable[[object], Cypher]) -> list[Cypher]:
    """The conditions of the parts."""
    window, sort = projection.window, projection.sorts[-1]
    unknown = _unknown_value(connection, projection.sorts)
    known = [] if unknown is None else [sort.text + cypher(" > ") + unknown]
    end = window.after or window.before
    if end is None:
        return [*known, *([] if unknown is None else [sort.text + cypher(" = ") + unknown])]
    backwards = window.before is not None
    way = _REVERSED[sort.direction] if backwards else sort.direction
    *first, value, node = [parameter(key) for key in end]
    equal = sort.text + cypher(" = ") + value + cypher(" AND ") + _ID + _BEYOND[way] + node
    beyond = join(" AND ", [sort.text + _BEYOND[way] + value, *known, _ID + cypher(" IS NOT NULL")])
    if unknown is None:
        return [equal, beyond]
    # The first key of the cursor says whether its value is unknown; the text is the same for both.
    [at_unknown] = first
    if backwards:
        return [equal, beyond, at_unknown + cypher(" = true AND ") + known[0]]
    below = at_unknown + cypher(" = false AND ")
    return [equal, below + beyond, below + sort.text + cypher(" = ") + unknown]


def _unknown_value(connection: PagedList, sorts: Sequence[Sort]) -> Cypher | None:
    """The value that stands for an unknown one in an order that puts it last; None for other orders."""
    if len(sorts) != 2:
        return None
    first, second = sorts
    named = (value for name, value in connection.unknown.items() if connection.orders[name] == second.text)
    return next((value for value in named if first.text == _equal(second.text, value)), None)


def _equal(text: Cypher, value: Cypher) -> Cypher:
    return cypher("(") + text + cypher(" = ") + value + cypher(")")


def is_top(connection: PagedList, projection: ListProjection) -> bool:
    """Whether the page can come from the stored top list."""
    first = projection.window.begins_at_the_start and projection.window.size < TOP
    return connection.top is not None and first and not projection.filter and tuple(projection.sorts) == connection.sort


def top(connection: PagedList) -> Cypher:
    """The first `{p}` nodes of a list: from the stored ids on nodes with many edges, else from the edges."""
    stored = connection.top or cypher("null")
    if connection.numbers is not None and connection.then is not None:
        return _top_groups(connection, stored, connection.numbers, connection.then)
    listed = cypher("UNWIND coalesce(") + stored + cypher(", [])[..{p}] AS first MATCH ({m}:Paper {id: first})")
    read = connection.match + cypher(" WHERE ") + stored + cypher(" IS NULL")
    return cypher("CALL ({n}) { ") + listed + cypher(" RETURN {m} UNION ALL ") + read + cypher(" RETURN {m} }")


def _top_groups(connection: PagedList, stored: Cypher, numbers: Cypher, then: Cypher) -> Cypher:
    """As `top`, with the number of each group as `{r}`."""
    listed = [
        cypher("UNWIND range(0, size(coalesce("), stored, cypher(", [])[..{p}]) - 1) AS index MATCH ({m}:"),
        connection.top_label or _PAPER, cypher(" {id: "), stored, cypher("[index]}) RETURN {m}, "), numbers,
        cypher("[index] AS {r}"),
    ]  # fmt: skip
    read = [connection.match, cypher(" WHERE "), stored, cypher(" IS NULL "), then, cypher(" RETURN {m}, {r} }")]
    return join("", [cypher("CALL ({n}) { "), *listed, cypher(" UNION ALL "), *read])

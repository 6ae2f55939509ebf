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


def is_resumed(connection: PagedList, projection: ListProjection) -> bool:
    """Whether the page is one of a whole label with one cursor, in an order that an index can have."""
    window = projection.window
    return connection.whole and len(projection.sorts) == 1 and (window.after is None) != (window.before is None)


def resumed(
    connection: PagedList,
    projection: ListProjection,
    where: Cypher,
    limit: Cypher,
    parameter: Callable[[object], Cypher],
) -> Cypher:
    """Such a page in two parts: nodes with the cursor's key after its id, and nodes beyond its key. Each is an index
    seek, so that a page within many equal keys costs as much as the first one."""
    total = with_id(projection.sorts)
    end = projection.window.after or projection.window.before or []
    way = (
        total if projection.window.after is not None else [Sort(sort.text, _REVERSED[sort.direction]) for sort in total]
    )
    (sort, last), (value, node) = way, [parameter(key) for key in end]
    equal = sort.text + cypher(" = ") + value + cypher(" AND ") + last.text + _BEYOND[last.direction] + node
    beyond = sort.text + _BEYOND[sort.direction] + value + cypher(" AND ") + last.text + cypher(" IS NOT NULL")
    page = (
        where + cypher(" RETURN {m}") + order(projection.sorts, projection.window.backwards) + cypher(" LIMIT ") + limit
    )
    parts = [connection.match + cypher(" WHERE ") + part + page for part in (equal, beyond)]
    return cypher("CALL (*) { ") + join(" UNION ALL ", parts) + cypher(" }")


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

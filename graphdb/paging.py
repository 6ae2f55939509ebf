"""Pages of a list in Cypher: the order, what lies beyond a cursor, and stored top lists."""

from collections.abc import Callable, Sequence
from typing import Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.denormalized import TOP
from graphdb.fragments import Many, Sort, Way
from graphdb.projection import ListProjection, Window

_ID: Final = cypher("{m}.id")
_PAPER: Final = cypher("Paper")
_BEYOND: Final = {Way.ASC: cypher(" > "), Way.DESC: cypher(" < ")}
_TURNED: Final = {Way.ASC: Way.DESC, Way.DESC: Way.ASC}


def with_id(sorts: Sequence[Sort]) -> list[Sort]:
    """The order made total: nodes with equal keys stand by their ids, in the way of the last key."""
    return [*sorts, Sort(_ID, sorts[-1].way)]


def order(sorts: Sequence[Sort], backwards: bool) -> Cypher:
    """The `ORDER BY` of a page; a page that is counted from the end is read from the end."""
    return ordered([sort.text for sort in with_id(sorts)], sorts, backwards)


def ordered(keys: Sequence[Cypher], sorts: Sequence[Sort], backwards: bool) -> Cypher:
    """As `order`, by names that hold the keys."""
    ways = [_TURNED[sort.way] if backwards else sort.way for sort in with_id(sorts)]
    parts = [key + cypher(" ") + way.value for key, way in zip(keys, ways, strict=True)]
    return cypher(" ORDER BY ") + join(", ", parts)


def present(sorts: Sequence[Sort]) -> list[Cypher]:
    """What lets Neo4j read a whole label in the order of an index: that the sorted properties are there. They always
    are, but it has to be said."""
    properties = [sort.text for sort in with_id(sorts) if sort.text.text.startswith("{m}.")]
    return [text + cypher(" IS NOT NULL") for text in properties]


def between(sorts: Sequence[Sort], window: Window, parameter: Callable[[object], Cypher]) -> list[Cypher]:
    """What holds for edges after the one cursor and before the other."""
    total = with_id(sorts)
    turned = [Sort(sort.text, _TURNED[sort.way]) for sort in total]
    ends = ((total, window.after), (turned, window.before))
    return [_beyond(way, [parameter(value) for value in end]) for way, end in ends if end is not None]


def _beyond(sorts: Sequence[Sort], values: Sequence[Cypher]) -> Cypher:
    sort, value = sorts[0], values[0]
    further = sort.text + _BEYOND[sort.way] + value
    if len(sorts) == 1:
        return further
    rest = _beyond(sorts[1:], values[1:])
    # The first comparison alone bounds a scan of the index; the second says where in a run of equal keys to begin.
    bound = sort.text + (cypher(" >= ") if sort.way is Way.ASC else cypher(" <= ")) + value
    return bound + cypher(" AND (") + further + cypher(" OR (") + rest + cypher("))")


def is_resumed(many: Many, ask: ListProjection) -> bool:
    """Whether the page is one of a whole label that a cursor begins or ends, in an order that one index may have."""
    window = ask.window
    return many.whole and len(ask.sorts) == 1 and (window.after is None) != (window.before is None)


def resumed(
    many: Many, ask: ListProjection, where: Cypher, limit: Cypher, parameter: Callable[[object], Cypher]
) -> Cypher:
    """Such a page, read as two: those equal to the cursor's key, behind its id, and those beyond its key. An index
    begins each where it has to, so that a page far within a long run of equal keys costs what the first one costs."""
    total = with_id(ask.sorts)
    end = ask.window.after or ask.window.before or []
    way = total if ask.window.after is not None else [Sort(sort.text, _TURNED[sort.way]) for sort in total]
    (sort, last), (value, found) = way, [parameter(each) for each in end]
    equal = sort.text + cypher(" = ") + value + cypher(" AND ") + last.text + _BEYOND[last.way] + found
    beyond = sort.text + _BEYOND[sort.way] + value + cypher(" AND ") + last.text + cypher(" IS NOT NULL")
    rest = where + cypher(" RETURN {m}") + order(ask.sorts, ask.window.backwards) + cypher(" LIMIT ") + limit
    parts = [many.match + cypher(" WHERE ") + part + rest for part in (equal, beyond)]
    return cypher("CALL (*) { ") + join(" UNION ALL ", parts) + cypher(" }")


def is_top(many: Many, ask: ListProjection) -> bool:
    """Whether the page can come from the stored top list."""
    first = ask.window.begins_at_the_start and ask.window.size < TOP
    return many.top is not None and first and not ask.filter and tuple(ask.sorts) == many.sort


def top(many: Many) -> Cypher:
    """The first `{p}` nodes of a list: from the ids kept on nodes of many edges, from the edges elsewhere."""
    stored = many.top or cypher("null")
    if many.numbers is not None and many.then is not None:
        return _top_groups(many, stored, many.numbers, many.then)
    listed = cypher("UNWIND coalesce(") + stored + cypher(", [])[..{p}] AS first MATCH ({m}:Paper {id: first})")
    read = many.match + cypher(" WHERE ") + stored + cypher(" IS NULL")
    return cypher("CALL ({n}) { ") + listed + cypher(" RETURN {m} UNION ALL ") + read + cypher(" RETURN {m} }")


def _top_groups(many: Many, stored: Cypher, numbers: Cypher, then: Cypher) -> Cypher:
    """As `top`, with the number of each group as `{r}`."""
    listed = [
        cypher("UNWIND range(0, size(coalesce("), stored, cypher(", [])[..{p}]) - 1) AS place MATCH ({m}:"),
        many.top_label or _PAPER, cypher(" {id: "), stored, cypher("[place]}) RETURN {m}, "), numbers,
        cypher("[place] AS {r}"),
    ]  # fmt: skip
    read = [many.match, cypher(" WHERE "), stored, cypher(" IS NULL "), then, cypher(" RETURN {m}, {r} }")]
    return join("", [cypher("CALL ({n}) { "), *listed, cypher(" UNION ALL "), *read])

"""Writes the statement of a fetch group from the fragments that a selection names.

Names are numbered in order of use, so that selections of the same shape have the same text, which Neo4j plans once. The
result is one value of one record: nested lists, read by position.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, LiteralString

import orjson

from graphdb import paging, predicates
from graphdb.cypher import Cypher, cypher, join, numbered
from graphdb.fragments import Column, Inline, Lookup, PagedList, ShortList, ToOne
from graphdb.lookups import LABELS, LOOKUPS, by_scheme
from graphdb.projection import ListProjection, ProjectedColumn, Projection

_NOTHING: Final = cypher("")
_NULL: Final = cypher("null")
Bindings = Mapping[str, Cypher]
"""Variables that are bound to the value of an expression, by the text of the expression."""


@dataclass(frozen=True)
class Statement:
    """Query text and parameters. `parameters_for` adds the ids and, if the statement is `personal`, `$viewer`."""

    text: Cypher
    parameters: dict[str, Any]

    @cached_property
    def personal(self) -> bool:
        """Whether the result depends on the viewer."""
        return "$viewer" in self.text.text

    def values(self, viewer: str | None) -> dict[str, Any]:
        """The parameters for a viewer: the id of a user, or None if not signed in."""
        return {**self.parameters, "viewer": viewer} if self.personal else self.parameters

    def parameters_for(self, ids: Iterable[str], viewer: str | None = None) -> dict[str, Any]:
        """The parameters of a fetch group for the ids.

        The ids are in a map, which hides the length of the list from Neo4j's planner: it would plan the statement again
        for lists of one, up to ten and up to a hundred, and planning takes as long as hundreds of executions.
        """
        return {**self.values(viewer), "keys": {"ids": list(ids)}}

    @cached_property
    def key(self) -> tuple[str, bytes]:
        """Equal for statements with the same text and parameters, whose ids can share a round trip."""
        return self.text.text, orjson.dumps(self.parameters)


def fetch_group(projection: Projection, lookup: Lookup) -> Statement:
    """The statement that returns `[[id, [value, …]], …]` for those of `$keys.ids` that exist."""
    names = ParameterNames()
    node = names.fresh("n")
    values = _values(projection, node, _NOTHING, names)
    text = cypher("UNWIND $keys.ids AS id ") + lookup.match.fill(n=node)
    return names.statement(text + cypher(" RETURN collect([id, ") + values + cypher("]) AS result"))


def rootless(projection: Projection) -> Statement:
    """The statement of a fetch group without a start node, which returns `[value, …]`."""
    names = ParameterNames()
    values = _values(projection, _NOTHING, _NOTHING, names)
    return names.statement(cypher("RETURN ") + values + cypher(" AS result"))


@dataclass(slots=True)
class ParameterNames:
    """Generates the names of one statement: variables, parameters, and lists of ids with merged ids resolved."""

    parameters: dict[str, Any] = field(default_factory=dict[str, Any])
    _count: int = 0
    _lists: list[Cypher] = field(default_factory=list[Cypher])
    #: The variables of lists of ids, by the identity of the value in the filter: a page and its count share them.
    _bound: dict[int, tuple[object, Cypher]] = field(default_factory=dict[int, tuple[object, Cypher]])

    def fresh(self, stem: LiteralString) -> Cypher:
        """An unused name."""
        self._count += 1
        return numbered(stem, self._count)

    def parameter(self, value: object) -> Cypher:
        """A new parameter with the value."""
        name = numbered("p", len(self.parameters))
        self.parameters[name.text] = value
        return cypher("$") + name

    def ids(self, value: Sequence[str]) -> Cypher:
        """A variable with the ids of the references; a merged id becomes that of its successor."""
        if id(value) not in self._bound:
            lists = [self._resolved(scheme, keys) for scheme, keys in by_scheme(value).items()]
            self._bind(value, join(" + ", lists) if lists else cypher("[]"))
        return self._bound[id(value)][1]

    def matches(self, value: object, match: Cypher) -> Cypher:
        """A variable with the ids of the nodes that match the value."""
        if id(value) not in self._bound:
            self._bind(value, match.fill(p=self.parameter(value)))
        return self._bound[id(value)][1]

    def _bind(self, value: object, ids: Cypher) -> None:
        name = self.fresh("ids")
        self._lists.append(ids + cypher(" AS ") + name)
        self._bound[id(value)] = value, name

    def _resolved(self, scheme: str, keys: list[str]) -> Cypher:
        if scheme == "id":
            resolve = cypher(
                "COLLECT { UNWIND {p} AS id OPTIONAL MATCH (alias:Alias {id: id}) RETURN coalesce(alias.of, id) }"
            )
            return resolve.fill(p=self.parameter(keys))
        parameter, resolve = self.parameter(keys), cypher("COLLECT { UNWIND {p} AS id {m} RETURN {n}.id }")
        nodes = [(self.fresh("n"), LOOKUPS[label][scheme]) for label in LABELS[scheme]]
        return join(
            " + ", [resolve.fill(p=parameter, n=node).fill(m=lookup.match.fill(n=node)) for node, lookup in nodes]
        )

    def statement(self, text: Cypher) -> Statement:
        """The statement of the text, after the lists of ids that it uses."""
        prefix = cypher("WITH ") + join(", ", self._lists) + cypher(" ") if self._lists else _NOTHING
        return Statement(prefix + text, self.parameters)


def _values(
    projection: Projection, node: Cypher, edge: Cypher, names: ParameterNames, bindings: Bindings | None = None
) -> Cypher:
    return _list([_value(column, node, edge, names, bindings or {}) for column in projection.columns])


def _list(values: Sequence[Cypher]) -> Cypher:
    return cypher("[") + join(", ", values) + cypher("]")


def _value(column: ProjectedColumn, node: Cypher, edge: Cypher, names: ParameterNames, bindings: Bindings) -> Cypher:
    match column.fragment, column.child:
        case Column(text), _:
            value = text.fill(n=node, r=edge)
            return bindings.get(value.text, value)
        case Inline(), Projection() as child:
            return _values(child, node, edge, names, bindings)
        case ToOne(match), Projection() as child:
            return _reached(match, child, node, edge, names) + cypher("[0]")
        case ShortList(match), Projection() as child:
            return _reached(match, child, node, edge, names)
        case PagedList() as connection, ListProjection() as child:
            return _connection(connection, child, node, names)
        case _:
            raise TypeError(f"{column} cannot be composed")


def _reached(match: Cypher, projection: Projection, node: Cypher, edge: Cypher, names: ParameterNames) -> Cypher:
    far = names.fresh("n")
    pattern = match.fill(n=node, r=edge, m=far)
    return (
        cypher("COLLECT { ") + pattern + cypher(" RETURN ") + _values(projection, far, _NOTHING, names) + cypher(" }")
    )


def _connection(connection: PagedList, projection: ListProjection, node: Cypher, names: ParameterNames) -> Cypher:
    rows = _rows(connection, projection, node, names) if projection.rows else _NULL
    total = _total(connection, projection, node, names) if projection.total else _NULL
    parent = [node + cypher(".id") if node.text else _NULL] if projection.parent else []
    value = _list([rows, total, *parent])
    if connection.only is None:
        return value
    return cypher("CASE WHEN ") + connection.only.fill(n=node) + cypher(" THEN ") + value + cypher(" END")


def _rows(connection: PagedList, projection: ListProjection, node: Cypher, names: ParameterNames) -> Cypher:
    far, edge = names.fresh("n"), names.fresh("r")
    limit = names.parameter(projection.window.size + projection.more)
    holes = {"n": node, "m": far, "r": edge}
    page = _page(connection, projection, limit, names).fill(**holes)
    # The sort keys are read once: for the order, for cursors, and for fields with the same expression.
    keys = [(sort.text.fill(**holes), names.fresh("k")) for sort in paging.with_id(projection.sorts)]
    row = _row(projection, far, edge, names, keys)
    bound = [far, edge] if _mentions(row, edge) else [far]
    named = [text + cypher(" AS ") + key for text, key in keys]
    order = paging.ordered([key for _, key in keys], projection.sorts, projection.window.backwards)
    parts = [page, cypher(" WITH "), join(", ", [*bound, *named]), order, cypher(" LIMIT "), limit]
    return cypher("COLLECT { ") + join("", parts) + cypher(" RETURN ") + row + cypher(" }")


def _row(
    projection: ListProjection, far: Cypher, edge: Cypher, names: ParameterNames, keys: Sequence[tuple[Cypher, Cypher]]
) -> Cypher:
    bindings = {text.text: key for text, key in keys}
    values = [_value(column, far, edge, names, bindings) for column in projection.node.columns]
    return _list([*values, _list([key for _, key in keys])] if projection.keys else values)


def _mentions(text: Cypher, name: Cypher) -> bool:
    return re.search(rf"\b{name.text}\b", text.text) is not None


def _page(connection: PagedList, projection: ListProjection, limit: Cypher, names: ParameterNames) -> Cypher:
    if paging.is_top(connection, projection):
        return paging.top(connection).fill(p=limit)
    matched, where = predicates.matched(connection, projection.filter, names)
    if matched is connection.match and paging.is_sought(connection, projection):
        also = join("", [cypher(" AND ") + condition for condition in where])
        return paging.sought(connection, projection, also, limit, names.parameter)
    between = paging.between(projection.sorts, projection.window, names.parameter)
    if matched is connection.match and connection.whole:
        where = [*paging.present(projection.sorts), *where]
    if connection.then is None:
        return matched + predicates.where([*where, *between])
    grouped = matched + predicates.where(where) + cypher(" ") + connection.then
    return grouped + (cypher(" WITH *") + predicates.where(between) if between else _NOTHING)


def _total(connection: PagedList, projection: ListProjection, node: Cypher, names: ParameterNames) -> Cypher:
    if not projection.filter:
        return connection.total.fill(n=node)
    far = names.fresh("n")
    matched, where = predicates.matched(connection, projection.filter, names)
    counted = cypher(" RETURN {m} }") if connection.then is None else cypher(" RETURN DISTINCT {m} }")
    text = cypher("COUNT { ") + matched + predicates.where(where) + counted
    return text.fill(n=node, m=far, r=names.fresh("r"))

"""Writes the statement of a fetch group from the fragments that a selection names.

Names are numbered in the order in which they come, so that two selections of one shape give one text, and Neo4j plans
it once. Everything comes back as one value of one record: lists of lists, read by position.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, LiteralString

import orjson

from graphdb import paging, predicates
from graphdb.cypher import Cypher, cypher, join, numbered
from graphdb.fragments import Column, Every, Inline, Lookup, Many, One
from graphdb.lookups import LABELS, LOOKUPS, by_scheme
from graphdb.projection import ListProjection, ProjectedColumn, Projection

_NOTHING: Final = cypher("")
_NULL: Final = cypher("null")
Bindings = Mapping[str, Cypher]
"""Names that hold what an expression says already, by its text."""


@dataclass(frozen=True)
class Statement:
    """Query text and the values of its parameters; ids come with the call (`asking`), `$viewer` if it is `personal`."""

    text: Cypher
    parameters: dict[str, Any]

    @cached_property
    def personal(self) -> bool:
        """Whether the answer depends on who asks."""
        return "$viewer" in self.text.text

    def values(self, viewer: str | None) -> dict[str, Any]:
        """The parameters for who asks: an id, or None for anybody."""
        return {**self.parameters, "viewer": viewer} if self.personal else self.parameters

    def asking(self, ids: Iterable[str], viewer: str | None = None) -> dict[str, Any]:
        """The parameters of a fetch group that is asked for ids.

        They travel in a map, into which Neo4j's planner does not look: it plans a statement anew for a list of one, of
        up to ten and of up to a hundred, which takes as long as hundreds of answers.
        """
        return {**self.values(viewer), "asked": {"ids": list(ids)}}

    @cached_property
    def key(self) -> tuple[str, bytes]:
        """The same for statements of one text and one set of values: their ids share a round trip."""
        return self.text.text, orjson.dumps(self.parameters)


def fetch_group(ask: Projection, entry: Lookup) -> Statement:
    """The statement that answers `[[id, [value, …]], …]` for those of `$asked.ids` that are there."""
    names = ParameterNames()
    node = names.fresh("n")
    values = _values(ask, node, _NOTHING, names)
    text = cypher("UNWIND $asked.ids AS id ") + entry.match.fill(n=node)
    return names.statement(text + cypher(" RETURN collect([id, ") + values + cypher("]) AS answer"))


def rootless(ask: Projection) -> Statement:
    """The statement of a fetch group that begins at no node: `[value, …]`."""
    names = ParameterNames()
    values = _values(ask, _NOTHING, _NOTHING, names)
    return names.statement(cypher("RETURN ") + values + cypher(" AS answer"))


@dataclass(slots=True)
class ParameterNames:
    """Hands out the names of one statement: variables, parameters, and lists of ids with merged ones resolved."""

    parameters: dict[str, Any] = field(default_factory=dict[str, Any])
    _count: int = 0
    _lists: list[Cypher] = field(default_factory=list[Cypher])

    def fresh(self, stem: LiteralString) -> Cypher:
        """A name not used before."""
        self._count += 1
        return numbered(stem, self._count)

    def parameter(self, value: object) -> Cypher:
        """A parameter that holds the value."""
        name = numbered("p", len(self.parameters))
        self.parameters[name.text] = value
        return cypher("$") + name

    def ids(self, value: Sequence[str]) -> Cypher:
        """A variable that holds the ids that the references name, each merged one as its successor."""
        name = self.fresh("ids")
        lists = [self._resolved(scheme, keys) for scheme, keys in by_scheme(value).items()]
        self._lists.append((join(" + ", lists) if lists else cypher("[]")) + cypher(" AS ") + name)
        return name

    def _resolved(self, scheme: str, keys: list[str]) -> Cypher:
        if scheme == "id":
            resolve = cypher(
                "COLLECT { UNWIND {p} AS given OPTIONAL MATCH (alias:Alias {id: given})"
                " RETURN coalesce(alias.of, given) }"
            )
            return resolve.fill(p=self.parameter(keys))
        given, resolve = self.parameter(keys), cypher("COLLECT { UNWIND {p} AS id {m} RETURN {n}.id }")
        nodes = [(self.fresh("n"), LOOKUPS[label][scheme]) for label in LABELS[scheme]]
        return join(" + ", [resolve.fill(p=given, n=node).fill(m=entry.match.fill(n=node)) for node, entry in nodes])

    def statement(self, text: Cypher) -> Statement:
        """The text behind what it needs to begin with."""
        before = cypher("WITH ") + join(", ", self._lists) + cypher(" ") if self._lists else _NOTHING
        return Statement(before + text, self.parameters)


def _values(
    ask: Projection, node: Cypher, edge: Cypher, names: ParameterNames, known: Bindings | None = None
) -> Cypher:
    return _list([_value(want, node, edge, names, known or {}) for want in ask.wants])


def _list(values: Sequence[Cypher]) -> Cypher:
    return cypher("[") + join(", ", values) + cypher("]")


def _value(want: ProjectedColumn, node: Cypher, edge: Cypher, names: ParameterNames, known: Bindings) -> Cypher:
    match want.fragment, want.child:
        case Column(text), _:
            value = text.fill(n=node, r=edge)
            return known.get(value.text, value)
        case Inline(), Projection() as child:
            return _values(child, node, edge, names, known)
        case One(match), Projection() as child:
            return _reached(match, child, node, edge, names) + cypher("[0]")
        case Every(match), Projection() as child:
            return _reached(match, child, node, edge, names)
        case Many() as many, ListProjection() as child:
            return _connection(many, child, node, names)
        case _:
            raise TypeError(f"{want} cannot be composed")


def _reached(match: Cypher, ask: Projection, node: Cypher, edge: Cypher, names: ParameterNames) -> Cypher:
    far = names.fresh("n")
    pattern = match.fill(n=node, r=edge, m=far)
    return cypher("COLLECT { ") + pattern + cypher(" RETURN ") + _values(ask, far, _NOTHING, names) + cypher(" }")


def _connection(many: Many, ask: ListProjection, node: Cypher, names: ParameterNames) -> Cypher:
    rows = _rows(many, ask, node, names) if ask.rows else _NULL
    total = _total(many, ask, node, names) if ask.total else _NULL
    found = _list([rows, total])
    if many.only is None:
        return found
    return cypher("CASE WHEN ") + many.only.fill(n=node) + cypher(" THEN ") + found + cypher(" END")


def _rows(many: Many, ask: ListProjection, node: Cypher, names: ParameterNames) -> Cypher:
    far, edge = names.fresh("n"), names.fresh("r")
    limit = names.parameter(ask.window.size + ask.more)
    holes = {"n": node, "m": far, "r": edge}
    found = _page(many, ask, limit, names).fill(**holes)
    # What the list is sorted by is read once, for the order, for cursors, and for fields that are the same.
    keys = [(sort.text.fill(**holes), names.fresh("k")) for sort in paging.with_id(ask.sorts)]
    answer = _row(ask, far, edge, names, keys)
    bound = [far, edge] if _mentions(answer, edge) else [far]
    named = [text + cypher(" AS ") + key for text, key in keys]
    order = paging.ordered([key for _, key in keys], ask.sorts, ask.window.backwards)
    ended = [found, cypher(" WITH "), join(", ", [*bound, *named]), order, cypher(" LIMIT "), limit]
    return cypher("COLLECT { ") + join("", ended) + cypher(" RETURN ") + answer + cypher(" }")


def _row(
    ask: ListProjection, far: Cypher, edge: Cypher, names: ParameterNames, keys: Sequence[tuple[Cypher, Cypher]]
) -> Cypher:
    known = {text.text: key for text, key in keys}
    values = [_value(want, far, edge, names, known) for want in ask.node.wants]
    return _list([*values, _list([key for _, key in keys])] if ask.keys else values)


def _mentions(text: Cypher, name: Cypher) -> bool:
    return re.search(rf"\b{name.text}\b", text.text) is not None


def _page(many: Many, ask: ListProjection, limit: Cypher, names: ParameterNames) -> Cypher:
    if paging.is_top(many, ask):
        return paging.top(many).fill(p=limit)
    matched, where = predicates.matched(many, ask.filter, names)
    if matched is many.match and paging.is_resumed(many, ask):
        also = join("", [cypher(" AND ") + condition for condition in where])
        return paging.resumed(many, ask, also, limit, names.parameter)
    between = paging.between(ask.sorts, ask.window, names.parameter)
    if matched is many.match and many.whole:
        where = [*paging.present(ask.sorts), *where]
    if many.then is None:
        return matched + predicates.where([*where, *between])
    grouped = matched + predicates.where(where) + cypher(" ") + many.then
    return grouped + (cypher(" WITH *") + predicates.where(between) if between else _NOTHING)


def _total(many: Many, ask: ListProjection, node: Cypher, names: ParameterNames) -> Cypher:
    if not ask.filter:
        return many.total.fill(n=node)
    far = names.fresh("n")
    matched, where = predicates.matched(many, ask.filter, names)
    text = cypher("COUNT { ") + matched + predicates.where(where) + cypher(" RETURN {m} }")
    return text.fill(n=node, m=far, r=names.fresh("r"))

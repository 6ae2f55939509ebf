"""Reads the lists around the nodes of a map: one statement for any number of nodes.

The edges of a hub are not all read: its papers come from the stored top list, or from the first edges if years are
given or there is no such list.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.store import Store

#: Edges that are read of an unsorted list to find its best. The store chooses which edges these are, the only part of a
#: map that the records do not determine: any order would read all edges of a hub, and a hub's authors, or its papers of
#: some years, are in no stored list.
MAX_READ: Final = 5_000

#: By label: the label as query text, and the parameter with the ids of its nodes.
LABELS: Final = {
    "Paper": (cypher("Paper"), cypher("papers")),
    "Author": (cypher("Author"), cypher("authors")),
    "Institution": (cypher("Institution"), cypher("institutions")),
    "Topic": (cypher("Topic"), cypher("topics")),
    "Venue": (cypher("Venue"), cypher("venues")),
}
_BY_ID: Final = cypher("OPTIONAL MATCH (alias:Alias {id: id}) WITH id, coalesce(alias.of, id) AS key ")
_YEARS: Final = cypher("($since IS NULL OR m.year >= $since) AND ($until IS NULL OR m.year <= $until)")


def _short(label: str, pattern: Cypher, order: Cypher) -> tuple[str, Cypher]:
    """A list of few edges, all read: `[count, [id, …]]`."""
    return label, cypher("[COUNT { {p} }, COLLECT { MATCH {m} RETURN m.id ORDER BY {r}, m.id LIMIT $length }]").fill(
        p=pattern.fill(m=cypher("()"), r=cypher("")), m=pattern.fill(m=cypher("(m)"), r=cypher("r")), r=order
    )


def _long(label: str, pattern: Cypher, order: Cypher) -> tuple[str, Cypher]:
    """An unsorted list: the best of the first edges."""
    return label, cypher(
        "[COUNT { {p} }, COLLECT { MATCH {m} WITH m LIMIT $mostRead RETURN m.id ORDER BY {r}, m.id LIMIT $length }]"
    ).fill(p=pattern.fill(m=cypher("()")), m=pattern.fill(m=cypher("(m)")), r=order)


_CITED: Final = cypher("m.citations DESC")


def _papers(pattern: Cypher, narrowed: bool) -> tuple[str, Cypher]:
    """Papers, most cited first. With years: those among the first edges, which are also counted."""
    if narrowed:
        text = cypher(
            "coalesce(COLLECT { MATCH {m} WITH m LIMIT $mostRead WHERE {p}"
            " WITH m ORDER BY m.citations DESC, m.id DESC WITH collect(m.id) AS ids"
            " RETURN [size(ids), ids[..$length]] }[0], [0, []])"
        ).fill(p=_YEARS)
    else:
        text = cypher(
            "[COUNT { {p} }, coalesce(n.top, [])[..$length] + COLLECT { MATCH {m} WHERE n.top IS NULL"
            " RETURN m.id ORDER BY m.citations DESC, m.id DESC LIMIT $length }]"
        ).fill(p=pattern.fill(m=cypher("()")))
    return "Paper", text.fill(m=pattern.fill(m=cypher("(m)")))


def _references(narrowed: bool) -> tuple[str, Cypher]:
    """References. No top list holds them: that of a paper holds its citations."""
    pattern = cypher("(n)-[:CITES]->{m}")
    return _papers(pattern, narrowed=True) if narrowed else _short("Paper", pattern, _CITED)


def _lists(narrowed: bool) -> dict[str, tuple[tuple[str, Cypher], ...]]:
    """The lists around a node, by label: the label of their nodes, and `[count, [id, …]]`."""
    score = cypher("coalesce(r.score, 0.0) DESC")
    return {
        "Paper": (
            _references(narrowed),
            _papers(cypher("(n)<-[:CITES]-{m}"), narrowed),
            _short("Author", cypher("(n)<-[{r}:AUTHORED]-{m}"), cypher("r.position")),
            _short("Institution", cypher("(n)-[:FROM]->{m}"), cypher("m.papers DESC")),
            _short("Topic", cypher("(n)-[{r}:ABOUT]->{m}"), score),
            _short("Venue", cypher("(n)-[:PUBLISHED_IN]->{m}"), cypher("m.papers DESC")),
        ),
        "Author": (
            _papers(cypher("(n)-[:AUTHORED]->{m}"), narrowed),
            _short("Institution", cypher("(n)-[{r}:AFFILIATED_WITH]->{m}"), cypher("coalesce(r.lastYear, 0) DESC")),
        ),
        "Institution": (
            _papers(cypher("(n)<-[:FROM]-{m}"), narrowed),
            _long("Author", cypher("(n)<-[:AFFILIATED_WITH]-{m}"), _CITED),
        ),
        "Topic": (
            _papers(cypher("(n)<-[:ABOUT|WITHIN]-{m}"), narrowed),
            _short("Topic", cypher("(n)<-[:BROADER]-{m}"), cypher("m.papers DESC")),
        ),
        "Venue": (_papers(cypher("(n)<-[:PUBLISHED_IN]-{m}"), narrowed),),
    }


def _around(narrowed: bool) -> Cypher:
    parts = [
        cypher("COLLECT { UNWIND $")
        + LABELS[label][1]
        + cypher(" AS id ")
        + _BY_ID
        + cypher("MATCH (n:{label} {id: key}) RETURN [id, n.id, [").fill(label=LABELS[label][0])
        + join(",\n    ", [text for _, text in lists])
        + cypher("]] }")
        for label, lists in _lists(narrowed).items()
    ]
    return cypher("RETURN [\n  ") + join(",\n  ", parts) + cypher("\n]")


AROUND: Final = {narrowed: _around(narrowed) for narrowed in (False, True)}
_LIST_LABELS: Final = {label: tuple(listed for listed, _ in lists) for label, lists in _lists(False).items()}


@dataclass(frozen=True, slots=True)
class Around:
    """A node and the lists around it. `requested`: the id of the request; each list: label, count, and the first ids,
    best first."""

    requested: str
    id: str
    label: str
    lists: tuple[tuple[str, int, tuple[str, ...]], ...]


async def around(
    store: Store, nodes: Mapping[str, str], *, length: int, since: int | None, until: int | None
) -> list[Around]:
    """The lists around these nodes (label by id), without those that do not exist: at most `length` ids of each list,
    and only papers of the years `since` to `until`. A merged id resolves to its successor."""
    parameters = {**by_label(nodes), "length": length, "since": since, "until": until, "mostRead": MAX_READ}
    narrowed = since is not None or until is not None
    answer = await store.read(AROUND[narrowed], parameters)
    return [
        Around(
            requested,
            node,
            label,
            tuple((listed, total, tuple(ids)) for listed, (total, ids) in zip(_LIST_LABELS[label], lists, strict=True)),
        )
        for label, rows in zip(LABELS, answer, strict=True)
        for requested, node, lists in rows
    ]


def by_label(nodes: Mapping[str, str]) -> dict[str, list[str]]:
    """The parameters with the ids of the nodes (label by id)."""
    ids = defaultdict[str, list[str]](list)
    for node, label in nodes.items():
        ids[label].append(node)
    return {parameter.text: ids[label] for label, (_, parameter) in LABELS.items()}

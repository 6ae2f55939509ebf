"""What is around the nodes of a map: one statement for any number of them.

Nothing reads the edges of a hub: its papers come from the stored top list, and where years narrow them, or where there
is no such list, from the first edges alone.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graphdb.cypher import Cypher, cypher, join
from graphdb.store import Store

#: Of a list that is not kept in order, at most so many edges are read to find its best. Which ones these are of more is
#: the store's own choice, the one thing on a map that the records do not decide: any order would read all edges of a
#: hub, and a hub's authors, or its papers of some years, stand in no list.
MAX_READ: Final = 5_000

#: By label: the label in query text, and the parameter that holds the ids of its nodes.
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
    """A list of few edges, read through: `[how many, [id, …]]`."""
    return label, cypher("[COUNT { {p} }, COLLECT { MATCH {m} RETURN m.id ORDER BY {r}, m.id LIMIT $length }]").fill(
        p=pattern.fill(m=cypher("()"), r=cypher("")), m=pattern.fill(m=cypher("(m)"), r=cypher("r")), r=order
    )


def _long(label: str, pattern: Cypher, order: Cypher) -> tuple[str, Cypher]:
    """A list that nothing keeps in order: the best of the first edges."""
    return label, cypher(
        "[COUNT { {p} }, COLLECT { MATCH {m} WITH m LIMIT $mostRead RETURN m.id ORDER BY {r}, m.id LIMIT $length }]"
    ).fill(p=pattern.fill(m=cypher("()")), m=pattern.fill(m=cypher("(m)")), r=order)


_CITED: Final = cypher("m.citations DESC")


def _papers(pattern: Cypher, narrowed: bool) -> tuple[str, Cypher]:
    """Papers, most cited first. Of some years alone: those among the first edges, which are also what is counted."""
    if narrowed:
        text = cypher(
            "coalesce(COLLECT { MATCH {m} WITH m LIMIT $mostRead WHERE {p}"
            " WITH m ORDER BY m.citations DESC, m.id DESC WITH collect(m.id) AS found"
            " RETURN [size(found), found[..$length]] }[0], [0, []])"
        ).fill(p=_YEARS)
    else:
        text = cypher(
            "[COUNT { {p} }, coalesce(n.top, [])[..$length] + COLLECT { MATCH {m} WHERE n.top IS NULL"
            " RETURN m.id ORDER BY m.citations DESC, m.id DESC LIMIT $length }]"
        ).fill(p=pattern.fill(m=cypher("()")))
    return "Paper", text.fill(m=pattern.fill(m=cypher("(m)")))


def _references(narrowed: bool) -> tuple[str, Cypher]:
    """References stand in no top list: that of a paper holds its citations."""
    pattern = cypher("(n)-[:CITES]->{m}")
    return _papers(pattern, narrowed=True) if narrowed else _short("Paper", pattern, _CITED)


def _lists(narrowed: bool) -> dict[str, tuple[tuple[str, Cypher], ...]]:
    """By label, the lists around a node: what they hold, and `[how many, [id, …]]`."""
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
_MULTIPLE: Final = {label: tuple(held for held, _ in lists) for label, lists in _lists(False).items()}


@dataclass(frozen=True, slots=True)
class Around:
    """A node and the lists around it: the label that each holds, how many there are, and the first ids, best first."""

    asked: str
    id: str
    label: str
    lists: tuple[tuple[str, int, tuple[str, ...]], ...]


async def around(
    store: Store, nodes: Mapping[str, str], *, length: int, since: int | None, until: int | None
) -> list[Around]:
    """What is around these nodes, given as id and label, those that there are: at most `length` ids of each list, and
    papers of these years alone. An id that was merged away answers as its successor."""
    parameters = {**by_label(nodes), "length": length, "since": since, "until": until, "mostRead": MAX_READ}
    narrowed = since is not None or until is not None
    answer = await store.read(AROUND[narrowed], parameters)
    return [
        Around(
            asked,
            found,
            label,
            tuple((held, total, tuple(ids)) for held, (total, ids) in zip(_MULTIPLE[label], lists, strict=True)),
        )
        for label, rows in zip(LABELS, answer, strict=True)
        for asked, found, lists in rows
    ]


def by_label(nodes: Mapping[str, str]) -> dict[str, list[str]]:
    """The parameters that hold nodes, given as id and label."""
    ids = defaultdict[str, list[str]](list)
    for found, label in nodes.items():
        ids[label].append(found)
    return {parameter.text: ids[label] for label, (_, parameter) in LABELS.items()}

"""The indexes and constraints that the service needs, derived from `graphdb.model`, compared with those of the graph.

- A uniqueness constraint on `id` and on the `unique` properties of each label.
- A range index on every key, every sort key, every derived count, and `Paper.year`.
- Papers by `(citations, id)` and by `(sortYear, id)`, because thousands of papers have the same count or year, so that
  pages are read in index order. Neo4j uses such an index only if the statement says that both properties exist: on the
  first page `WHERE n.citations IS NOT NULL AND n.id IS NOT NULL`, on the next ones
  `WHERE n.citations <= $c AND n.id IS NOT NULL AND (n.citations < $c OR n.id < $id)`.
- Activities by `(paper, position)`, so that a subscription reads only new entries.
- The full-text index `peergraph_awaited` on `Paper.awaits`, a list of identifiers, each one term: it finds the papers
  whose references are resolved by a new record.
- The full-text index `peergraph_search` on the `text` properties of all research kinds. It is updated in the
  transaction of each write, so that a search finds all acknowledged writes.

Neo4j can have indexes of others, and of older versions under other names. A constraint or range index with the same
label and properties serves under any name. Full-text indexes are queried by name, so they need ours.

Neo4j's range indexes reject keys above 8 kB, so titles and sort keys are truncated before they are written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, LiteralString, cast

from errors import CannotStart
from graphdb.cypher import Cypher, cypher
from graphdb.model import NODES, PAPER, RESEARCH
from graphdb.node_kinds import NodeKind

#: Of the names of all indexes and constraints that the service creates.
PREFIX: Final = "peergraph_"
#: Derived properties that are numbers; the others are lists.
COUNTS: Final = frozenset({"citations", "papers", "authors"})
#: Sort keys of papers with so many equal values that the index includes the id.
TIED: Final = ("citations", "sortYear")
#: The analyzer of terms that are compared as a whole, and the one of words.
TERMS: Final = "keyword"
WORDS: Final = "standard-folding"

STORED: Final = cypher("""\
SHOW INDEXES
YIELD name, type, entityType, labelsOrTypes, properties, owningConstraint, options, state, populationPercent
WHERE entityType = 'NODE' AND type IN ['RANGE', 'FULLTEXT']
RETURN collect([name, type, labelsOrTypes, properties, owningConstraint IS NOT NULL,
  options.indexConfig['fulltext.analyzer'], options.indexConfig['fulltext.eventually_consistent'],
  state, populationPercent])""")
DROP: Final = "DROP INDEX {name} IF EXISTS"
UNIQUE: Final = "CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{properties} IS UNIQUE"
RANGE: Final = "CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON ({properties})"
FULLTEXT: Final = """\
CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{labels}) ON EACH [{properties}]
OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}', `fulltext.eventually_consistent`: false}}}}"""


@dataclass(frozen=True, slots=True)
class Index:
    """An index by what it is. `analyzer`: of a full-text index, else None; `unique`: it belongs to a constraint."""

    labels: frozenset[str]
    #: In the order of the index; sorted for a full-text index, whose order says nothing.
    properties: tuple[str, ...]
    analyzer: str | None = None
    unique: bool = False

    @property
    def name(self) -> str:
        """The name under which the service creates it."""
        if self.analyzer is not None:
            return SEARCH_NAME if self.analyzer == WORDS else AWAITED_NAME
        return PREFIX + "_".join((*sorted(self.labels), *self.properties))

    @property
    def where(self) -> str:
        """The labels and properties, as in a sentence."""
        return f":{'|'.join(sorted(self.labels))}({', '.join(self.properties)})"

    @property
    def creation(self) -> Cypher:
        """The statement that creates it. Names come only from the model, so that the text counts as literal."""
        labels, properties = "|".join(sorted(self.labels)), ", ".join(f"n.{each}" for each in self.properties)
        form = UNIQUE if self.unique else RANGE if self.analyzer is None else FULLTEXT
        return _literal(
            form.format(
                name=self.name, label=labels, labels=labels, analyzer=self.analyzer,
                properties=properties.removeprefix("n.") if self.unique else properties,
            )
        )  # fmt: skip


#: Names of the full-text indexes, which statements contain.
SEARCH_NAME: Final = "peergraph_search"
AWAITED_NAME: Final = "peergraph_awaited"


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """An index of the graph, its name and its state."""

    name: str
    index: Index
    state: str
    populated: float

    @classmethod
    def of(cls, row: list[Any]) -> "StoredIndex":
        """Of a row of `STORED`."""
        name, kind, labels, properties, unique, analyzer, eventual, state, populated = row
        is_text = kind == "FULLTEXT"
        analyzer = f"{analyzer}{', eventually consistent' if eventual else ''}" if is_text else None
        index = Index(frozenset(labels), tuple(sorted(properties) if is_text else properties), analyzer, unique)
        return cls(name, index, state, populated)

    def serves(self, expected: Index) -> bool:
        """Whether it does what this index would."""
        if expected.analyzer is not None:
            return self.index == expected and self.name == expected.name
        same = (self.index.labels, self.index.properties) == (expected.labels, expected.properties)
        return same and self.index.analyzer is None and self.index.unique >= expected.unique


def serving(stored: Iterable[StoredIndex], expected: Index) -> StoredIndex | None:
    """The index of the graph that serves as this one."""
    return next((each for each in stored if each.serves(expected)), None)


def outdated(stored: Iterable[StoredIndex]) -> list[StoredIndex]:
    """Our full-text indexes of an older model, which are created again."""
    expected = {each.name: each for each in required() if each.analyzer is not None}
    return [
        each
        for each in stored
        if each.name in expected and each.index.analyzer and not each.serves(expected[each.name])
    ]


def check_conflicts(stored: Iterable[StoredIndex]) -> None:
    """Raises CannotStart for an index that prevents one that the service needs."""
    by_name = {each.name: each for each in stored}
    for expected in required():
        if serving(by_name.values(), expected) is not None:
            continue
        for each in by_name.values():
            same = (each.index.labels, each.index.properties) == (expected.labels, expected.properties)
            if each.name == expected.name or (same and (each.index.analyzer is None) == (expected.analyzer is None)):
                need = "a uniqueness constraint" if expected.unique else f"the index {expected.name}"
                raise CannotStart(
                    f"The index {each.name} on {each.index.where} prevents {need} on {expected.where}, which the"
                    f" service needs: drop it (`DROP INDEX {each.name}`)."
                )


def required() -> list[Index]:
    """All indexes that the service needs."""
    return [index for group in index_groups() for index in group]


def index_groups() -> tuple[list[Index], ...]:
    """The indexes in the order of creation: constraints, range indexes, and the full-text ones, whose population takes
    longest. Neo4j populates the indexes of a group in one scan."""
    constraints = [_unique("Meta", "id")]
    ranges: list[Index] = []
    for kind in NODES:
        constraints += [_unique(kind.label, name) for name in ("id", *kind.unique)]
        ranges += [Index(frozenset({kind.label}), (name,)) for name in ranged(kind)]
    ranges += [Index(frozenset({"Paper"}), (name, "id")) for name in TIED]
    ranges.append(Index(frozenset({"Activity"}), ("paper", "position")))
    labels = frozenset(kind.label for kind in RESEARCH)
    words = tuple(sorted({name for kind in RESEARCH for name in kind.text}))
    return constraints, ranges, [Index(frozenset({"Paper"}), ("awaits",), TERMS), Index(labels, words, WORDS)]


def ranged(kind: NodeKind) -> list[str]:
    """The properties of a kind that have a range index."""
    counts = [name for name in kind.derived if name in COUNTS]
    return [*kind.keys, *kind.sort, *counts, *(["year"] if kind is PAPER else [])]


def drop(index: StoredIndex) -> Cypher:
    """The statement that drops a full-text index of ours."""
    return _literal(DROP.format(name=index.name))


def _unique(label: str, name: str) -> Index:
    return Index(frozenset({label}), (name,), unique=True)


def _literal(text: str) -> Cypher:
    return Cypher(cast("LiteralString", text))

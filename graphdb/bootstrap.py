"""Constraints and indexes, derived from `graphdb.model`: made where they are missing, versioned, never dropped.

- `id` is unique within its label, and so is what the model calls unique.
- A range index on every key, on every property that lists are ordered by, on every derived count, and on `Paper.year`.
- Papers by `(citations, id)` and by `(sortYear, id)`, where thousands are equal in the first, so that a list is read in
  order, page after page. Neo4j uses such an index only where the statement says that both are there: on the first page
  `WHERE n.citations IS NOT NULL AND n.id IS NOT NULL`, on the next
  `WHERE n.citations <= $c AND n.id IS NOT NULL AND (n.citations < $c OR n.id < $id)`.
- What happened by `(paper, position)`, so that whoever follows a paper reads what is new alone.
- The full-text index `awaited` on `Paper.awaits`, a list of identifiers, each one term: it finds the papers that wait
  for a record which has now come.
- The full-text index `search` on what people look for in every research kind. It is written in the transaction that
  writes the record, so that a search finds what was acknowledged.

Neo4j keeps no key above 8 kB in a range index, so what writes titles and sort keys cuts them shorter.
"""

from functools import partial
from typing import Final, LiteralString, cast

from errors import CannotStart, StoreError
from graphdb import denormalized, funding_migration, rollup
from graphdb.cypher import Cypher, cypher
from graphdb.model import NODES, PAPER, RESEARCH, NodeKind
from graphdb.store import Store, Transaction

#: Counted up when stored records change their meaning, so that an older service does not write beside a newer one.
VERSION: Final = 7
#: What a graph of an older version needs, by the version that it has afterwards. Each changes at most `$limit` nodes,
#: returns how many, and runs until there is none left.
MIGRATIONS: Final = {
    3: cypher("""\
MATCH (p:Paper) WHERE p.abstractKind = 'ABSTRACT'
WITH p LIMIT $limit
SET p.abstractKind = 'ORIGINAL'
RETURN count(*)"""),
    5: cypher("""\
MATCH (deleted:Deleted)
MATCH (p:Paper {id: deleted.id}) WHERE p.deletedOn IS NOT NULL
WITH p LIMIT $limit
SET p:DeletedPaper
REMOVE p:Paper
RETURN count(*)"""),
}  # fmt: skip
#: Nodes that a migration changes in one transaction.
MIGRATED: Final = 10_000
#: The first version whose papers are placed within the topics above theirs.
PLACED: Final = 4
#: The first version whose funders, awards and publishers are nodes.
FUNDED: Final = 6
#: The first version whose topics list their authors.
LISTED: Final = 7
#: Seconds that a new index on existing records may take.
POPULATION: Final = 600.0
#: Derived properties that are numbers; the others are lists.
COUNTS: Final = frozenset({"citations", "papers", "authors"})

#: Orders of papers in which so many are equal that their ids belong into the index.
TIED: Final = ("citations", "sortYear")

STATE: Final = cypher("OPTIONAL MATCH (meta:Meta {id: 'schema'}) RETURN meta.version AS version")
INDEXES: Final = cypher("SHOW INDEXES YIELD name RETURN collect(name) AS names")
MARK: Final = cypher("MERGE (meta:Meta {id: 'schema'}) SET meta.version = $version")
SEARCHES: Final = cypher(
    "SHOW INDEXES YIELD name, properties, labelsOrTypes WHERE name = 'search'"
    " RETURN collect([properties, labelsOrTypes])[0] AS found"
)
DROP_SEARCH: Final = cypher("DROP INDEX search IF EXISTS")
ONLINE: Final = cypher("CALL db.awaitIndexes($seconds)")
UNIQUE: Final = "CREATE CONSTRAINT {label}_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
RANGE: Final = "CREATE INDEX {label}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
ORDER: Final = "CREATE INDEX {label}_{name}_id IF NOT EXISTS FOR (n:{label}) ON (n.{name}, n.id)"
ACTIVITY: Final = cypher("CREATE INDEX Activity_paper_position IF NOT EXISTS FOR (n:Activity) ON (n.paper, n.position)")
AWAITED: Final = cypher("""\
CREATE FULLTEXT INDEX awaited IF NOT EXISTS FOR (n:Paper) ON EACH [n.awaits]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}}""")
SEARCH: Final = """\
CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (n:{labels}) ON EACH [{properties}]
OPTIONS {{indexConfig: {{`fulltext.analyzer`: 'standard-folding', `fulltext.eventually_consistent`: false}}}}"""


async def bootstrap(store: Store) -> None:
    """Make what is missing, all of it or nothing, and wait until it can be used; bring records of an older version up
    to date, once: placing papers within topics took 2.5 minutes for 300,000 papers on two busy cores.

    Raises CannotStart on a graph of a newer version.
    """
    version = await store.read(STATE, {})
    if version is not None and version > VERSION:
        message = f"The graph is of version {version}, this service knows {VERSION}: update the service."
        raise CannotStart(message)
    await _renew(store)
    while missing := await _missing(store):
        try:
            await store.transact(partial(_make, missing), within=POPULATION)
        except StoreError:
            if await _missing(store) == missing:  # or else another service, which starts too, makes them
                raise
        await store.read(ONLINE, {"seconds": int(POPULATION)}, within=POPULATION)
    if version is not None:
        await _migrate(store, version)
    if version != VERSION:
        await store.write(MARK, {"version": VERSION})


async def _migrate(store: Store, version: int) -> None:
    """Bring a graph of an older version up to date. A service that is ended here goes on at its next start."""
    for target, statement in MIGRATIONS.items():
        while version < target and await store.write(statement, {"limit": MIGRATED}, within=POPULATION):
            pass
    if version < PLACED:
        await rollup.migrate(store)
    if version < FUNDED:
        await funding_migration.migrate(store)
    if version < LISTED:
        await denormalized.migrate(store)


async def _renew(store: Store) -> None:
    """Drop the index that search reads where it lacks a property or a label that the model names: it is made again,
    whole."""
    read = await store.read(SEARCHES, {})
    if read is not None and (set(read[0]), set(read[1])) != (set(searched_properties()), _searched_labels()):
        await store.write(DROP_SEARCH, {})


async def _missing(store: Store) -> list[Cypher]:
    there = set[str](await store.read(INDEXES, {}))
    return [statement for name, statement in required_indexes().items() if name not in there]


async def _make(missing: list[Cypher], transaction: Transaction) -> None:
    for statement in missing:
        await transaction.run(statement, {})


def required_indexes() -> dict[str, Cypher]:
    """Every index by its name, and the statement that makes it. A constraint's index has the constraint's name."""
    statements = {"Meta_id": statement_for(UNIQUE, "Meta", "id")}
    for kind in NODES:
        statements[f"{kind.label}_id"] = statement_for(UNIQUE, kind.label, "id")
        statements |= {f"{kind.label}_{name}": statement_for(UNIQUE, kind.label, name) for name in kind.unique}
        statements |= {f"{kind.label}_{name}": statement_for(RANGE, kind.label, name) for name in ranged(kind)}
    statements |= {f"Paper_{name}_id": statement_for(ORDER, "Paper", name) for name in TIED}
    statements["Activity_paper_position"] = ACTIVITY
    return statements | {"awaited": AWAITED, "search": searched()}


def searched() -> Cypher:
    """The statement for the index that search reads."""
    properties = [f"n.{name}" for name in searched_properties()]
    text = SEARCH.format(labels="|".join(kind.label for kind in RESEARCH), properties=", ".join(properties))
    return Cypher(cast("LiteralString", text))


def _searched_labels() -> set[str]:
    return {kind.label for kind in RESEARCH}


def searched_properties() -> list[str]:
    """The properties that search reads, of all kinds together."""
    return list(dict.fromkeys(name for kind in RESEARCH for name in kind.text))


def ranged(kind: NodeKind) -> list[str]:
    """The properties of a kind that are looked up, ordered by, or asked for by range."""
    counts = [name for name in kind.derived if name in COUNTS]
    return [*kind.keys, *kind.sort, *counts, *(["year"] if kind is PAPER else [])]


def statement_for(statement: str, label: str, name: str) -> Cypher:
    """The statement for one property. Labels and names come from the model alone, so that they count as literal."""
    return Cypher(cast("LiteralString", statement.format(label=label, name=name)))

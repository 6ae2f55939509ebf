"""Constraints and indexes, derived from `graphdb.model`, and migrations of graphs of older versions.

- A uniqueness constraint on `id` and on the `unique` properties of each label.
- A range index on every key, every sort key, every derived count, and `Paper.year`.
- Papers by `(citations, id)` and by `(sortYear, id)`, because thousands of papers have the same count or year, so that
  pages are read in index order. Neo4j uses such an index only if the statement says that both properties exist: on the
  first page `WHERE n.citations IS NOT NULL AND n.id IS NOT NULL`, on the next ones
  `WHERE n.citations <= $c AND n.id IS NOT NULL AND (n.citations < $c OR n.id < $id)`.
- Activities by `(paper, position)`, so that a subscription reads only new entries.
- The full-text index `awaited` on `Paper.awaits`, a list of identifiers, each one term: it finds the papers whose
  references are resolved by a new record.
- The full-text index `search` on the `text` properties of all research kinds. It is updated in the transaction of each
  write, so that a search finds all acknowledged writes.

Neo4j's range indexes reject keys above 8 kB, so titles and sort keys are truncated before they are written.
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, LiteralString, cast

from errors import CannotStart, StoreError
from graphdb import denormalized, funding_migration, identity, topic_rollup
from graphdb.cypher import Cypher, cypher
from graphdb.model import NODES, PAPER, RESEARCH, NodeKind
from graphdb.store import Store, Transaction

#: Version of the stored graph; each migration increments it. A service does not start on a newer graph.
VERSION: Final = 8
#: Migration statements by the version that they result in. Each changes at most `$limit` nodes and returns the number
#: of changed nodes; it runs until that is 0.
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
    8: identity.MIGRATE,
}  # fmt: skip
#: Nodes that a migration statement changes in one transaction.
MIGRATED: Final = 10_000
#: The first version in which papers are WITHIN broader topics (`graphdb.topic_rollup`).
PLACED: Final = 4
#: The first version in which funders, awards and publishers are nodes.
FUNDED: Final = 6
#: The first version in which topics list their authors.
LISTED: Final = 7
#: Time limit in seconds for a statement of a migration.
MIGRATION: Final = 600.0
#: Limit in seconds for the population of indexes: none in practice. That of a large graph takes hours.
POPULATION: Final = 30 * 86_400.0
#: Seconds between two looks at the progress of the population.
INTERVAL: Final = 0.2
#: Time limit in seconds for reading the progress, which waits for locks of the creation.
LIMIT: Final = 600.0
#: Derived properties that are numbers; the others are lists.
COUNTS: Final = frozenset({"citations", "papers", "authors"})

#: Sort keys of papers with so many equal values that the index includes the id.
TIED: Final = ("citations", "sortYear")

STATE: Final = cypher("OPTIONAL MATCH (meta:Meta {id: 'schema'}) RETURN meta.version AS version")
INDEXES: Final = cypher("SHOW INDEXES YIELD name RETURN collect(name) AS names")
POPULATED: Final = cypher(
    "SHOW INDEXES YIELD name, state, populationPercent RETURN collect([name, state, populationPercent])"
)
MARK: Final = cypher("MERGE (meta:Meta {id: 'schema'}) SET meta.version = $version")
SEARCHES: Final = cypher(
    "SHOW INDEXES YIELD name, properties, labelsOrTypes WHERE name = 'search'"
    " RETURN collect([properties, labelsOrTypes])[0] AS found"
)
DROP_SEARCH: Final = cypher("DROP INDEX search IF EXISTS")
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


#: Receives the completed and the total number of indexes; a partly populated index counts as a fraction.
IndexProgress = Callable[[float, int], None]


def ignore_progress(completed: float, total: int) -> None:
    """Ignore the progress of indexes."""


async def bootstrap(store: Store, progress: IndexProgress = ignore_progress) -> None:
    """Creates missing constraints and indexes, waits until they are online, and migrates a graph of an older version.
    The migration to version 4 takes 2.5 minutes for 300,000 papers on two busy cores.

    Raises CannotStart on a graph of a newer version.
    """
    version = await store.read(STATE, {})
    if version is not None and version > VERSION:
        message = f"The graph is of version {version}, this service knows {VERSION}: update the service."
        raise CannotStart(message)
    await _drop_outdated_search_index(store)
    await _create_indexes(store, progress)
    if version is not None:
        await _migrate(store, version)
    if version != VERSION:
        await store.write(MARK, {"version": VERSION})


async def _create_indexes(store: Store, progress: IndexProgress) -> None:
    """Creates the missing constraints and indexes group by group, each group in one transaction, and waits until they
    are online: also those that an earlier start created."""
    for group in index_groups():
        while missing := await _missing(store, group):
            creation = asyncio.create_task(store.transact(partial(_create, missing), within=POPULATION))
            try:
                await _observe(store, progress, creation)
                await creation
            except StoreError:
                if await _missing(store, group) == missing:  # otherwise another service that starts now creates them
                    raise
            finally:
                creation.cancel()
        await _observe(store, progress)


async def _observe(store: Store, progress: IndexProgress, creation: asyncio.Task[None] | None = None) -> None:
    """Reports the progress until the creation is done and no index is populated any longer.

    Raises CannotStart for an index that cannot be populated.
    """
    names = required_indexes().keys()
    while True:
        created = creation is None or creation.done()
        states = [row for row in await store.read(POPULATED, {}, within=LIMIT) if row[0] in names]
        failed = [name for name, state, _ in states if state == "FAILED"]
        if failed:
            raise CannotStart(f"The index {failed[0]} cannot be populated: Neo4j's log has the reason.")
        progress(sum(percent for _, _, percent in states) / 100, len(names))
        if created and all(state == "ONLINE" for _, state, _ in states):
            return
        await asyncio.sleep(INTERVAL)


async def _migrate(store: Store, version: int) -> None:
    """Migrates a graph of an older version. If the service ends here, its next start continues."""
    for target, statement in MIGRATIONS.items():
        while version < target and await store.write(statement, {"limit": MIGRATED}, within=MIGRATION):
            pass
    if version < PLACED:
        await topic_rollup.migrate(store)
    if version < FUNDED:
        await funding_migration.migrate(store)
    if version < LISTED:
        await denormalized.migrate(store)


async def _drop_outdated_search_index(store: Store) -> None:
    """Drops the search index if its properties or labels differ from the model; `bootstrap` creates it again."""
    stored = await store.read(SEARCHES, {})
    if stored is not None and (set(stored[0]), set(stored[1])) != (set(searched_properties()), _searched_labels()):
        await store.write(DROP_SEARCH, {})


async def _missing(store: Store, group: Mapping[str, Cypher]) -> list[Cypher]:
    existing = set[str](await store.read(INDEXES, {}))
    return [statement for name, statement in group.items() if name not in existing]


async def _create(missing: list[Cypher], transaction: Transaction) -> None:
    for statement in missing:
        await transaction.run(statement, {})


def required_indexes() -> dict[str, Cypher]:
    """The name of each index and the statement that creates it. The index of a constraint has the constraint's name."""
    return {name: statement for group in index_groups() for name, statement in group.items()}


def index_groups() -> tuple[dict[str, Cypher], ...]:
    """The indexes in the order of creation: constraints, range indexes, and the full-text ones, whose population takes
    longest. Neo4j populates the indexes of a group in one scan."""
    constraints = {"Meta_id": statement_for(UNIQUE, "Meta", "id")}
    ranges: dict[str, Cypher] = {}
    for kind in NODES:
        constraints[f"{kind.label}_id"] = statement_for(UNIQUE, kind.label, "id")
        constraints |= {f"{kind.label}_{name}": statement_for(UNIQUE, kind.label, name) for name in kind.unique}
        ranges |= {f"{kind.label}_{name}": statement_for(RANGE, kind.label, name) for name in ranged(kind)}
    ranges |= {f"Paper_{name}_id": statement_for(ORDER, "Paper", name) for name in TIED}
    ranges["Activity_paper_position"] = ACTIVITY
    return constraints, ranges, {"awaited": AWAITED, "search": searched()}


def searched() -> Cypher:
    """The statement that creates the search index."""
    properties = [f"n.{name}" for name in searched_properties()]
    text = SEARCH.format(labels="|".join(kind.label for kind in RESEARCH), properties=", ".join(properties))
    return Cypher(cast("LiteralString", text))


def _searched_labels() -> set[str]:
    return {kind.label for kind in RESEARCH}


def searched_properties() -> list[str]:
    """The properties in the search index, of all kinds."""
    return list(dict.fromkeys(name for kind in RESEARCH for name in kind.text))


def ranged(kind: NodeKind) -> list[str]:
    """The properties of a kind that have a range index."""
    counts = [name for name in kind.derived if name in COUNTS]
    return [*kind.keys, *kind.sort, *counts, *(["year"] if kind is PAPER else [])]


def statement_for(statement: str, label: str, name: str) -> Cypher:
    """The statement for one property. Labels and names come only from the model, so that the text counts as literal."""
    return Cypher(cast("LiteralString", statement.format(label=label, name=name)))

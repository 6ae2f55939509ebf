"""The steps on a graph that Neo4j's import wrote, until it is the graph that ingest would have left.

Each step can be repeated, so that an interrupted completion continues.
"""

from bulk.empty_texts import empty_texts
from bulk.final_tables import Tables
from errors import PeergraphError
from graphdb import audit, import_completion
from graphdb.audit import AuditEntry
from graphdb.bootstrap import bootstrap
from graphdb.store import Store
from ingest.pipeline import Progress, ingest
from ingest.sources import Source


class CheckFailed(PeergraphError):
    """The imported graph differs from its tables or sources."""


async def complete(store: Store, tables: Tables, sample: Source, entry: AuditEntry, progress: Progress) -> None:
    """Create the indexes, set what the import drops, check the graph, and append the entry to its audit log. Raises
    CheckFailed."""
    await _create_indexes(store, progress)
    progress.stage("Checking", None)
    for label, name, ids in empty_texts(tables):
        await import_completion.fill_empty_texts(store, label, name, ids)
    await check(store, tables, sample)
    await audit.finish(store, await audit.begin(store, entry), succeeded=True)
    await import_completion.finish(store)


async def check(store: Store, tables: Tables, sample: Source) -> None:
    """Compare the counts with the tables, and some records with the sources. Raises CheckFailed."""
    differences = await import_completion.differing_counts(store, tables.nodes, tables.edges)
    if differences:
        raise CheckFailed(f"The imported graph differs from its tables: {', '.join(differences)}.")
    report = await ingest(store, [sample])
    if report.changed:
        changes = ", ".join(
            f"{number} {label} {outcome}"
            for (label, outcome), number in sorted(report.counts.items())
            if outcome in ("new", "changed") and number
        )
        raise CheckFailed(f"The imported graph differs from its sources: ingest of a sample changes it ({changes}).")


async def _create_indexes(store: Store, progress: Progress) -> None:
    """Create the indexes, with a step for each percent of an index."""
    reported = -1

    def report(completed: float, total: int) -> None:
        nonlocal reported
        if reported < 0:
            progress.stage("Creating indexes", 100 * total)
            reported = 0
        steps = int(100 * completed) - reported
        progress.step(steps, 0)
        reported += steps

    await bootstrap(store, report)

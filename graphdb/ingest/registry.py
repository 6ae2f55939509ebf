"""What a registry of organisations says of the institutions of the graph.

Institutions are found by their ROR id; the registry makes none, because only those that papers name belong to the
graph. What it says stands above what OpenAlex says of the same (`describe.by_record` leaves it), and goes when the
registry says it no longer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graphdb.cypher import cypher, join
from graphdb.ingest import describe, gate
from graphdb.ingest.rows import Batch, EntityRow, Properties
from graphdb.ingest.run import FENCE, Run

STORED: Final = cypher("""\
UNWIND $rors AS ror
OPTIONAL MATCH (alias:Alias {id: 'ror:' + ror})
CALL (ror, alias) {
  MATCH (n:Institution {ror: ror}) RETURN n
  UNION MATCH (n:Institution {id: alias.of}) RETURN n
}
RETURN collect([ror, n.id, n{.*, top: null}])""")
WRITE: Final = join("", (FENCE, cypher("""\
CALL () {
  UNWIND $rows AS row
  MATCH (n:Institution {id: row[0]})
  SET n += row[1]
}
CALL () {
  UNWIND $aliases AS row
  MERGE (alias:Alias {id: 'ror:' + row[0]})
  SET alias.of = row[1]
}
RETURN true""")))  # fmt: skip


class Organisation(NamedTuple):
    """An organisation as the registry describes it. `modified`: the day of the description. `withdrawn`: its id is no
    longer one, and the relation `successor` says which is. `relations`: ROR ids of others and the relation to each."""

    ror: str
    modified: str | None
    withdrawn: bool
    properties: Properties
    relations: Sequence[tuple[str, str]]


@dataclass(slots=True)
class Outcome:
    """Numbers of organisations: `absent` are in no paper of the graph, `older` than what is stored."""

    changed: int = 0
    unchanged: int = 0
    older: int = 0
    absent: int = 0
    withdrawn: int = 0

    def add(self, other: "Outcome") -> None:
        """Count what another batch came to."""
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.older += other.older
        self.absent += other.absent
        self.withdrawn += other.withdrawn


@dataclass(slots=True)
class _Stored:
    """Institutions by ROR id, each with its id and properties."""

    by_ror: dict[str, list[tuple[str, Properties]]] = field(default_factory=dict[str, list[tuple[str, Properties]]])

    def ids(self, ror: str) -> list[str]:
        return [found for found, _ in self.by_ror.get(ror, ())]


async def store_organisations(run: Run, organisations: Sequence[Organisation], batch: Batch) -> Outcome:
    """Write what is new of these organisations in one transaction. Values that do not fit go to `batch.rejects`."""
    named = {each.ror for each in organisations} | {other for each in organisations for other, _ in each.relations}
    stored = _Stored()
    for ror, institution, properties in await run.read(STORED, {"rors": list(named)}):
        stored.by_ror.setdefault(ror, []).append((institution, properties))
    outcome, rows, aliases = Outcome(), list[list[Any]](), list[list[str]]()
    for each in organisations:
        if each.withdrawn:
            _withdraw(each, stored, outcome, rows, aliases)
        elif each.ror not in stored.by_ror:
            outcome.absent += 1
        else:
            _describe(each, stored, outcome, rows, batch)
    if rows or aliases:
        await run.write(WRITE, {"rows": rows, "aliases": aliases})
    return outcome


def _describe(each: Organisation, stored: _Stored, outcome: Outcome, rows: list[list[Any]], batch: Batch) -> None:
    for institution, properties in stored.by_ror[each.ror]:
        before = properties.get("rorModified")
        if each.modified is not None and isinstance(before, str) and each.modified < before:
            outcome.older += 1
            continue
        row = EntityRow("Institution", institution, {**each.properties, **_relations(each, stored)}, own=True)
        checked = Batch(entities=[row], places={institution: batch.places.get(each.ror, ("", 0))})
        gate.check(checked)
        batch.rejects += checked.rejects
        changes = describe.by_registry(row.properties, properties, each.modified)
        if changes:
            rows.append([institution, changes])
        outcome.changed += bool(changes)
        outcome.unchanged += not changes


def _relations(each: Organisation, stored: _Stored) -> Mapping[str, list[str] | None]:
    """Relations to institutions of the graph. The lineage of OpenAlex, which names all levels, stays."""
    pairs = {found: relation for other, relation in each.relations for found in stored.ids(other)}
    return {"associated": list(pairs) or None, "associations": list(pairs.values()) or None, "associatedNames": None}


def _withdraw(
    each: Organisation, stored: _Stored, outcome: Outcome, rows: list[list[Any]], aliases: list[list[str]]
) -> None:
    """Its successor is found by the old id from now on; an institution that carries the old id gets the new one."""
    outcome.withdrawn += 1
    successor = next((other for other, relation in each.relations if relation == "successor"), None)
    if successor is None:
        return
    carrying = [found for found, properties in stored.by_ror.get(each.ror, ()) if properties.get("ror") == each.ror]
    rows += [[found, {"ror": successor, "rorFields": ["ror"]}] for found in carrying]
    heir = next(iter([*stored.ids(successor), *carrying]), None)
    if heir is not None and (heir in carrying or heir not in stored.ids(each.ror)):
        aliases.append([each.ror, heir])

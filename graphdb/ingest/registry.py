"""What a registry of organisations says of the institutions of the graph.

Institutions are found by their ROR id; the registry makes none, because only those that papers name belong to the
graph. What it says is a claim beside OpenAlex's (`graphdb.ingest.registry_claims`), and goes when the registry says it
no longer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graphdb.cypher import cypher, join
from graphdb.ingest import describe, gate
from graphdb.ingest.registry_claims import facts_of, restated, rows
from graphdb.ingest.rows import Batch, Claim, EntityRow, Properties
from graphdb.ingest.run import FENCE, Run
from graphdb.ingest.state import claim as stored_claim
from graphdb.sources import ROR

STORED: Final = cypher("""\
UNWIND $rors AS ror
OPTIONAL MATCH (alias:Alias {id: 'ror:' + ror})
CALL (ror, alias) {
  MATCH (n:Institution {ror: ror}) RETURN n
  UNION MATCH (n:Institution {id: alias.of}) RETURN n
}
RETURN collect([ror, n.id, n{.*, top: null},
  COLLECT { MATCH (n)<-[:DESCRIBES]-(record:SourceClaim) RETURN properties(record) }])""")
WRITE: Final = join("", (FENCE, cypher("""\
CALL () {
  UNWIND $rows AS row
  MATCH (n:Institution {id: row[0]})
  SET n += row[1]
  WITH n, row
  UNWIND row[2] AS claim
  MERGE (record:SourceClaim {id: claim[0]})
  SET record += claim[1], record.readAt = coalesce(claim[1].readAt, $now)
  MERGE (record)-[:DESCRIBES]->(n)
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
    """Institutions by ROR id, each with its id, properties and claims."""

    by_ror: dict[str, list[tuple[str, Properties, list[Claim]]]] = field(
        default_factory=dict[str, list[tuple[str, Properties, list[Claim]]]]
    )

    def ids(self, ror: str) -> list[str]:
        return [found for found, *_ in self.by_ror.get(ror, ())]


async def store_organisations(run: Run, organisations: Sequence[Organisation], batch: Batch) -> Outcome:
    """Write what is new of these organisations in one transaction. Values that do not fit go to `batch.rejects`."""
    named = {each.ror for each in organisations} | {other for each in organisations for other, _ in each.relations}
    stored = _Stored()
    for ror, institution, properties, records in await run.read(STORED, {"rors": list(named)}):
        claims = [stored_claim(record) for record in records]
        stored.by_ror.setdefault(ror, []).append((institution, properties, claims))
    outcome, written, aliases = Outcome(), list[list[Any]](), list[list[str]]()
    for each in organisations:
        if each.withdrawn:
            _withdraw(each, stored, outcome, written, aliases)
        elif each.ror not in stored.by_ror:
            outcome.absent += 1
        else:
            _describe(each, stored, outcome, written, batch)
    if written or aliases:
        await run.write(WRITE, {"rows": written, "aliases": aliases})
    return outcome


def _describe(each: Organisation, stored: _Stored, outcome: Outcome, written: list[list[Any]], batch: Batch) -> None:
    for institution, properties, claims in stored.by_ror[each.ror]:
        before = _registered(claims)
        if before is not None and before.record == each.ror and describe.is_older(each.modified, before.updated):
            outcome.older += 1
            continue
        row = EntityRow("Institution", institution, {**each.properties, **_relations(each, stored)}, own=True)
        checked = Batch(entities=[row], places={institution: batch.places.get(each.ror, ("", 0))})
        gate.check(checked)
        batch.rejects += checked.rejects
        is_changed = _state(
            institution, _claim(before, each.ror, each.modified, row.properties), properties, claims, written
        )
        outcome.changed += is_changed
        outcome.unchanged += not is_changed


def _registered(claims: Sequence[Claim]) -> Claim | None:
    """What the registry says of the institution so far."""
    return next((claim for claim in claims if claim.source == ROR.name), None)


def _claim(before: Claim | None, ror: str, modified: str | None, properties: Properties) -> Claim:
    """The registry's claim, which replaces the one before."""
    claim = before or Claim(ROR.name, ror, modified, None, {}, {})
    return restated(claim._replace(record=ror), facts_of(properties), modified)


def _state(
    institution: str, claim: Claim, properties: Properties, claims: list[Claim], written: list[list[Any]]
) -> bool:
    """Plan what the registry's claim changes; whether it changes something."""
    changes, after = describe.registered_by(institution, claim, properties, claims)
    if changes or after:
        written.append([institution, changes, rows(institution, claims, after)])
    return bool(changes or after)


def _relations(each: Organisation, stored: _Stored) -> Mapping[str, list[str] | None]:
    """Relations to institutions of the graph. The lineage of OpenAlex, which names all levels, stays."""
    pairs = {found: relation for other, relation in each.relations for found in stored.ids(other)}
    return {"associated": list(pairs) or None, "associations": list(pairs.values()) or None, "associatedNames": None}


def _withdraw(
    each: Organisation, stored: _Stored, outcome: Outcome, written: list[list[Any]], aliases: list[list[str]]
) -> None:
    """Its successor is found by the old id from now on; an institution that carries the old id gets the new one, which
    is all that the registry says of it until the successor's record comes. Without a successor, that it is withdrawn is
    all."""
    outcome.withdrawn += 1
    successor = next((other for other, relation in each.relations if relation == "successor"), None)
    carrying = [entry for entry in stored.by_ror.get(each.ror, ()) if entry[1].get("ror") == each.ror]
    for institution, properties, claims in carrying:
        content: Properties = {"status": "withdrawn"} if successor is None else {"ror": successor}
        claim = _claim(_registered(claims), successor or each.ror, None, content)
        _state(institution, claim, properties, claims, written)
    heirs = [] if successor is None else [*stored.ids(successor), *(institution for institution, *_ in carrying)]
    if heirs and (heirs[0] in [institution for institution, *_ in carrying] or heirs[0] not in stored.ids(each.ror)):
        aliases.append([each.ror, heirs[0]])

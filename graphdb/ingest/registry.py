"""Stores records of a registry of organisations (ROR) as claims about institutions.

Institutions are matched by ROR id. The registry creates none, because the graph holds only institutions that papers
name. Its claim stands beside OpenAlex's (`graphdb.ingest.registry_claims`) and follows the registry's current
record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graphdb.cypher import cypher, join
from graphdb.ingest import description, gate
from graphdb.ingest.registry_claims import facts_of, restate, rows
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
    """A record of the registry. `modified`: its day. `withdrawn`: the id is no longer valid, the relation `successor`
    names its replacement. `relations`: pairs of ROR id and relation."""

    ror: str
    modified: str | None
    withdrawn: bool
    properties: Properties
    relations: Sequence[tuple[str, str]]


@dataclass(slots=True)
class Outcome:
    """Numbers of organisations. `absent`: not in the graph; `older`: than the stored record."""

    changed: int = 0
    unchanged: int = 0
    older: int = 0
    absent: int = 0
    withdrawn: int = 0

    def add(self, other: "Outcome") -> None:
        """Add the counts of another batch."""
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.older += other.older
        self.absent += other.absent
        self.withdrawn += other.withdrawn


@dataclass(slots=True)
class _StoredInstitutions:
    """Stored institutions by ROR id, each with id, properties and claims."""

    by_ror: dict[str, list[tuple[str, Properties, list[Claim]]]] = field(
        default_factory=dict[str, list[tuple[str, Properties, list[Claim]]]]
    )

    def ids(self, ror: str) -> list[str]:
        return [institution for institution, *_ in self.by_ror.get(ror, ())]


async def store_organisations(run: Run, organisations: Sequence[Organisation], batch: Batch) -> Outcome:
    """Write the changes of these organisations in one transaction. Invalid values are added to `batch.rejects`."""
    rors = {organisation.ror for organisation in organisations}
    rors |= {ror for organisation in organisations for ror, _ in organisation.relations}
    stored = _StoredInstitutions()
    for ror, institution, properties, records in await run.read(STORED, {"rors": list(rors)}):
        claims = [stored_claim(record) for record in records]
        stored.by_ror.setdefault(ror, []).append((institution, properties, claims))
    outcome, updates, aliases = Outcome(), list[list[Any]](), list[list[str]]()
    for organisation in organisations:
        if organisation.withdrawn:
            _withdraw(organisation, stored, outcome, updates, aliases)
        elif organisation.ror not in stored.by_ror:
            outcome.absent += 1
        else:
            _describe(organisation, stored, outcome, updates, batch)
    if updates or aliases:
        await run.write(WRITE, {"rows": updates, "aliases": aliases})
    return outcome


def _describe(
    organisation: Organisation, stored: _StoredInstitutions, outcome: Outcome, updates: list[list[Any]], batch: Batch
) -> None:
    ror, modified = organisation.ror, organisation.modified
    for institution, properties, claims in stored.by_ror[ror]:
        before = _registry_claim(claims)
        if before is not None and before.record == ror and description.is_older(modified, before.updated):
            outcome.older += 1
            continue
        values = {**organisation.properties, **_relations(organisation, stored)}
        row = EntityRow("Institution", institution, values, is_record=True)
        checked = Batch(entities=[row], source_lines={institution: batch.source_lines.get(ror, ("", 0))})
        gate.check(checked)
        batch.rejects += checked.rejects
        claim = _next_claim(before, ror, modified, row.properties)
        is_changed = _plan_claim(institution, claim, properties, claims, updates)
        outcome.changed += is_changed
        outcome.unchanged += not is_changed


def _registry_claim(claims: Sequence[Claim]) -> Claim | None:
    """The registry's stored claim about the institution."""
    return next((claim for claim in claims if claim.source == ROR.name), None)


def _next_claim(before: Claim | None, ror: str, modified: str | None, properties: Properties) -> Claim:
    """The registry's new claim, which replaces `before`."""
    claim = before or Claim(ROR.name, ror, modified, None, {}, {})
    return restate(claim._replace(record=ror), facts_of(properties), modified)


def _plan_claim(
    institution: str, claim: Claim, properties: Properties, claims: list[Claim], updates: list[list[Any]]
) -> bool:
    """Add the changes of the registry's claim to `updates`; whether there are any."""
    changes, after = description.describe_from_registry(institution, claim, properties, claims)
    if changes or after:
        updates.append([institution, changes, rows(institution, claims, after)])
    return bool(changes or after)


def _relations(organisation: Organisation, stored: _StoredInstitutions) -> Mapping[str, list[str] | None]:
    """Relations to institutions of the graph. OpenAlex's lineage, which has all levels, is not changed."""
    pairs = {institution: relation for ror, relation in organisation.relations for institution in stored.ids(ror)}
    return {"associated": list(pairs) or None, "associations": list(pairs.values()) or None, "associatedNames": None}


def _withdraw(
    organisation: Organisation,
    stored: _StoredInstitutions,
    outcome: Outcome,
    updates: list[list[Any]],
    aliases: list[list[str]],
) -> None:
    """Make the withdrawn id an alias of the successor's institution. An institution with the withdrawn id gets the
    successor's id, the only content of the claim until the successor's record comes. Without a successor, the claim has
    the status only."""
    outcome.withdrawn += 1
    ror = organisation.ror
    successor = next((other for other, relation in organisation.relations if relation == "successor"), None)
    carrying = [entry for entry in stored.by_ror.get(ror, ()) if entry[1].get("ror") == ror]
    for institution, properties, claims in carrying:
        content: Properties = {"status": "withdrawn"} if successor is None else {"ror": successor}
        claim = _next_claim(_registry_claim(claims), successor or ror, None, content)
        _plan_claim(institution, claim, properties, claims, updates)
    carriers = [institution for institution, *_ in carrying]
    heirs = [] if successor is None else [*stored.ids(successor), *carriers]
    if heirs and (heirs[0] in carriers or heirs[0] not in stored.ids(ror)):
        aliases.append([ror, heirs[0]])

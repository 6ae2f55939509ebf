"""Writes one batch of records to the graph: reads the stored state, plans the changes, runs one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from graphdb import timestamps
from graphdb.denormalized import CROWDED
from graphdb.ingest import (
    bylines,
    description,
    funding,
    locations,
    membership,
    multi_source,
    papers,
    registry_claims,
    state,
)
from graphdb.ingest.resolution import rename, rename_references, resolve_papers
from graphdb.ingest.rows import Batch, Claim, EntityRow, Label, PaperRow, label_of, merge_rows
from graphdb.ingest.run import Run
from graphdb.ingest.state import StoredEntity, StoredPaper, StoredVersion
from graphdb.ingest.writes import Nodes, Writes, write

#: Properties from which aliases of a node are derived.
_NAME_SOURCES: Final = frozenset({"issn", "openalex"})
OUTCOMES: Final = ("new", "changed", "unchanged", "older", "skipped")


@dataclass(slots=True)
class Outcome:
    """The result of a batch. `counts`: records by label and outcome (`OUTCOMES`); `refused`: reason by paper id;
    `merged` and `deleted`: papers."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    refused: dict[str, str] = field(default_factory=dict[str, str])
    merged: int = 0
    deleted: int = 0
    #: Records that are older than the deletion of their work.
    withheld: int = 0

    def add(self, label: str, outcome: str) -> None:
        """Count one record."""
        self.counts[label, outcome] = self.counts.get((label, outcome), 0) + 1

    def join(self, other: "Outcome") -> None:
        """Add the counts of another batch."""
        for key, number in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + number
        self.refused |= other.refused
        self.merged += other.merged


@dataclass(slots=True)
class _Plan:
    """Papers to create and papers to update, with their changes, claims and mentioned entities."""

    created: list[PaperRow] = field(default_factory=list[PaperRow])
    existing: list[tuple[PaperRow, papers.Change]] = field(default_factory=list[tuple[PaperRow, papers.Change]])
    claims: dict[str, list[Claim]] = field(default_factory=dict[str, list[Claim]])
    mentions: dict[str, EntityRow] = field(default_factory=dict[str, EntityRow])
    #: Records of existing papers. Their mentions of other entities count even if the paper does not change.
    read: list[PaperRow] = field(default_factory=list[PaperRow])
    withdrawn: list[str] = field(default_factory=list[str])


async def combine_contested(run: Run) -> None:
    """Combine the claims of all contested papers."""
    pending = await state.contested(run)
    while pending:
        await store_batch(run, Batch())
        before, pending = pending, await state.contested(run)
        if pending >= before:
            break


async def store_batch(run: Run, batch: Batch) -> Outcome:
    """Write the changes by the papers and entities in one transaction, and return the counts."""
    outcome = Outcome()
    resolved, versions = await resolve_papers(run, batch)
    resolved_keys = {(row.id, row.digest) for row in resolved}
    rows, shared_rows = multi_source.split_rows(resolved, versions)
    candidates = [row.id for row in rows if _may_change(row, versions.by_id)]
    references = {work for row in rows if row.id in candidates for work in row.references or ()}
    aliases = await state.aliases(run, references)
    stored = await state.papers(run, candidates)
    plan = _plan(
        [rename_references(row, aliases) for row in rows] if aliases else rows, versions.by_id, stored, outcome
    )
    if shared_rows or versions.contested:
        _add_shared(await multi_source.combine(run, shared_rows, versions, batch), plan, outcome)
    plan.read += [row for row in batch.papers if (row.id, row.digest) not in resolved_keys]
    funders = _funding(batch, (*plan.created, *(row for row, _ in plan.existing), *plan.read))
    entities = _entity_rows(batch, plan, funders)
    mentions = _find_mentions(batch, plan.read, entities, funders)
    stored_entities = await state.entities(run, [*entities.values(), *mentions.values()])
    entities |= {entity: row for entity, row in mentions.items() if entity in stored_entities}
    # Only an id that is not stored can be an alias.
    unstored = [entity for entity in entities if entity not in stored_entities and not funding.is_derived(entity)]
    successors = await state.aliases(run, unstored)
    if successors:
        return await store_batch(run, rename(batch, successors))
    writes = Writes({label: Nodes() for label in (*state.LABELS, "Paper")})
    _add_nodes(entities, stored_entities, batch, plan, writes, outcome)
    _add_papers(plan, writes)
    _add_affiliations(batch, plan, stored_entities, writes)
    if writes:
        await write(run, writes)
    return outcome


def _may_change(row: PaperRow, versions: dict[str, StoredVersion]) -> bool:
    """Whether the paper exists and the record can change it: a newer record, an undated one, or an older one with a
    byline of higher rank."""
    version = versions.get(row.id)
    if version is None:
        return False
    if version.digest == row.digest and row.updated is not None:
        return False
    if description.is_older(row.updated, version.updated):
        date = version.bylines_on or version.updated
        return papers.byline_alone(row, papers.byline_rank(version.truncated, 0, date)) is not None
    return True


def _add_shared(combined: multi_source.Shared, plan: _Plan, outcome: Outcome) -> None:
    """Add the changes of papers with several sources to the plan."""
    plan.existing += combined.rows
    plan.claims |= combined.claims
    plan.read += combined.read
    plan.withdrawn += combined.withdrawn
    plan.mentions |= combined.mentions
    for result in combined.outcomes:
        outcome.add("Paper", result)


def _plan(
    rows: list[PaperRow],
    versions: dict[str, StoredVersion],
    stored: dict[str, StoredPaper],
    outcome: Outcome,
) -> _Plan:
    plan = _Plan()
    for row in rows:
        if row.id in stored:
            _change(row, versions[row.id], stored[row.id], plan, outcome)
        elif row.id in versions:
            same = versions[row.id].digest == row.digest
            outcome.add("Paper", "unchanged" if same else "older")
            if not same:
                plan.read.append(row)
        elif "title" not in row.properties:
            outcome.refused[row.id] = "the graph has no such paper, and the record has no title"
        else:
            outcome.add("Paper", "new")
            plan.created.append(row)
    return plan


def _change(row: PaperRow, version: StoredVersion, stored: StoredPaper, plan: _Plan, outcome: Outcome) -> None:
    """Plan the changes that a record makes to its paper. An older record can change the byline only."""
    update: PaperRow | None = row
    plan.read.append(row)
    if description.is_older(row.updated, version.updated):
        update = papers.byline_alone(row, papers.stored_rank(stored))
    if update is None:
        outcome.add("Paper", "older")
        return
    change = papers.diff(update, stored)
    outcome.add("Paper", "changed" if change else "unchanged")
    if change:
        plan.existing.append((update, change))


def _entity_rows(batch: Batch, plan: _Plan, funders: dict[str, EntityRow]) -> dict[str, EntityRow]:
    """The entities that the batch can change, by id: those with a record, and those that the planned papers name. A
    record takes precedence over a mention."""
    entities = {row.id: row for row in batch.entities}
    pending: list[str] = [institution for row in batch.entities for _, institution, *_ in row.affiliations]
    mentions = [batch.mentions.get(entity) for entity in entities]
    pending += [row.broader for row in (*batch.entities, *mentions) if row is not None and row.broader]
    pending += membership.ids_of(row for row in (*batch.entities, *mentions) if row is not None)
    for row in plan.created:
        pending += _entity_ids(row, papers.EVERYTHING)
        pending += locations.venues(row.properties)
    for row, change in plan.existing:
        pending += _entity_ids(row, change)
        pending += locations.venues(change.properties)
    while pending:
        entity = pending.pop()
        if entity not in entities:
            mention = (
                funders.get(entity) or batch.mentions.get(entity) or plan.mentions.get(entity) or _placeholder(entity)
            )
            entities[entity] = mention
            pending += [mention.broader] if mention.broader is not None else []
            pending += membership.ids_of([mention])
    return entities


def _find_mentions(
    batch: Batch, rows: Iterable[PaperRow], entities: dict[str, EntityRow], funders: dict[str, EntityRow]
) -> dict[str, EntityRow]:
    """Further entities that these records mention, with the entities that those mentions name in turn, by id."""
    ids = {
        entity for row in rows for entity in (*_entity_ids(row, papers.EVERYTHING), *locations.venues(row.properties))
    }
    pending, mentions = ids - entities.keys(), dict[str, EntityRow]()
    while pending:
        entity = pending.pop()
        row = funders.get(entity) or batch.mentions.get(entity)
        if entity not in entities and entity not in mentions and row is not None:
            mentions[entity] = row
            pending |= {row.broader} if row.broader is not None else set()
            pending |= set(membership.ids_of([row]))
    return mentions


def _funding(batch: Batch, rows: Iterable[PaperRow]) -> dict[str, EntityRow]:
    """Mentions of funders and awards in these records and in the batch, each fact with the date of its record."""
    mentions: dict[str, EntityRow] = {}
    for row in rows:
        for mention in funding.mentions(row.properties):
            dated = mention._replace(dates=dict.fromkeys(mention.properties, row.updated or ""))
            previous = mentions.get(mention.id) or batch.mentions.get(mention.id)
            mentions[mention.id] = dated if previous is None else merge_rows(previous, dated)
    return mentions


def _entity_ids(row: PaperRow, change: papers.Change) -> Iterable[str]:
    """The ids of the entities that the changed parts of the paper name."""
    if change.bylines:
        yield from (by[0] for by in row.bylines or ())
        yield from papers.institutions(row)
    if change.topics:
        yield from (about[0] for about in row.topics or ())
    if change.venue:
        yield from row.venues or ()
    if change.funding:
        yield from funding.funders(row.properties)
        yield from funding.awards(row.properties)


def _placeholder(entity: str) -> EntityRow:
    """An empty mention of an entity that the batch does not describe, such as the successor of an alias."""
    return EntityRow(label_of(entity), entity, {})


def _add_nodes(
    entities: dict[str, EntityRow],
    stored_entities: dict[str, StoredEntity],
    batch: Batch,
    plan: _Plan,
    writes: Writes,
    outcome: Outcome,
) -> None:
    """Plan the nodes of all entities and number them."""
    paper_counts = _paper_counts(plan)
    affected = {entity for row, change in plan.existing for entity in _entity_ids(row, change)}
    now = timestamps.to_text()
    broader_pairs: list[tuple[str, str]] = []
    claims: list[tuple[str, list[Any]]] = []
    ends: list[tuple[Label, str, str | None]] = []
    for row in entities.values():
        nodes, papers_added = writes.nodes[row.label], paper_counts.get(row.id, 0)
        stored = stored_entities.get(row.id)
        if row.is_record and not row.properties and not row.affiliations:
            outcome.add(row.label, "skipped")
            continue
        can_create = bool(papers_added) or _is_independent(row, affected)
        if stored is None and row.is_record and ("name" not in row.properties or not can_create):
            outcome.add(row.label, "skipped")
            continue
        update = description.describe(row, batch.mentions.get(row.id), stored)
        changes, broader = update.changes, update.broader
        is_moved = broader is not None and (stored is None or broader != stored.broader) and broader in entities
        if row.is_record and (changes or is_moved):
            changes["readAt"] = now
        if stored is None:
            stale = papers_added > CROWDED or row.id in affected or row.label == "Institution"
            properties = description.initial_properties(row, changes)
            nodes.created.append([row.id, properties, 0 if row.id in affected else papers_added, stale])
        else:
            nodes.existing.append([row.id, changes, papers_added > 0 or row.id in affected])
        if membership.changes(row.label, changes):
            ends.append((row.label, row.id, membership.end(row.label, changes)))
        if broader is not None and is_moved:
            broader_pairs.append((row.id, broader))
        if row.is_record:
            _count_entity(row, stored, bool(update) or is_moved, outcome)
        claims += [(row.id, claim) for claim in registry_claims.rows(row.id, (), update.claims)]
        writes.aliases += [[name, row.id] for name in row.names if stored is None or _NAME_SOURCES & changes.keys()]
    for nodes in writes.nodes.values():
        nodes.index = {row[0]: index for index, row in enumerate([*nodes.created, *nodes.existing])}
    topics, institutions = writes.nodes["Topic"].index, writes.nodes["Institution"].index
    writes.broader += [[topics[topic], topics[broader]] for topic, broader in broader_pairs]
    writes.institution_claims = [[institutions[institution], *claim] for institution, claim in claims]
    for label, entity, end in ends:
        writes.belonging.setdefault(label, []).append([writes.nodes[label].index[entity], end])


def _is_independent(row: EntityRow, affected: set[str]) -> bool:
    """Whether the node is created even if no new paper names it. Authors without an OpenAlex id exist only as long as
    a byline names them."""
    return not row.id.startswith("author:") or row.id in affected


def _count_entity(row: EntityRow, stored: StoredEntity | None, changed: bool, outcome: Outcome) -> None:
    if stored is None:
        outcome.add(row.label, "new")
    elif description.is_older(row.updated, stored.properties.get("updated")):
        outcome.add(row.label, "older")
    else:
        outcome.add(row.label, "changed" if changed else "unchanged")


def _paper_counts(plan: _Plan) -> dict[str, int]:
    """The number of new papers that name each entity."""
    counts: dict[str, int] = {}
    for row in plan.created:
        for entity in set(_entity_ids(row, papers.EVERYTHING)):
            counts[entity] = counts.get(entity, 0) + 1
    return counts


def _add_papers(plan: _Plan, writes: Writes) -> None:
    """Plan the papers and their edges."""
    nodes = writes.nodes["Paper"]
    for row in plan.created:
        nodes.created.append([row.id, papers.initial_properties(row), 0, True])
    for row, change in plan.existing:
        nodes.existing.append([row.id, change.properties, change.references])
    changes = [(row, papers.EVERYTHING) for row in plan.created] + plan.existing
    indexes = {row.id: index for index, (row, _) in enumerate(changes)}
    writes.combined += [indexes[paper] for paper in plan.claims]
    writes.withdrawn += plan.withdrawn
    writes.claims += [
        [indexes[paper], claim.id, claim.properties] for paper, claims in plan.claims.items() for claim in claims
    ]
    for index, (row, change) in enumerate(changes):
        if index >= len(plan.created):
            _add_removals(index, change, writes)
        _add_edges(index, row, change, writes)
        properties = row.properties if index < len(plan.created) else change.properties
        writes.located += locations.rows(index, row.id, properties, writes.nodes["Venue"].index)


def _add_removals(index: int, change: papers.Change, writes: Writes) -> None:
    if "locations" in change.properties:
        writes.without_locations.append(index)
    for is_replaced, indexes in (
        (change.bylines, writes.without_bylines),
        (change.topics, writes.without_topics),
        (change.venue, writes.without_venue),
        (change.funding, writes.without_funding),
    ):
        if is_replaced:
            indexes.append(index)


def _add_edges(index: int, row: PaperRow, change: papers.Change, writes: Writes) -> None:
    authors, institutions = writes.nodes["Author"].index, writes.nodes["Institution"].index
    if change.bylines:
        first, further = bylines.split(row.bylines or ())
        writes.authored += [[authors[by[0]], index, *by[1:]] for by in first]
        writes.also_authored += [[authors[by[0]], index, *by[1:]] for by in further]
        writes.origins += [[index, institutions[institution]] for institution in papers.institutions(row)]
    if change.topics:
        topics = writes.nodes["Topic"].index
        writes.about += [[index, topics[topic], score, primary] for topic, score, primary in row.topics or ()]
    if change.venue:
        writes.published += [[index, writes.nodes["Venue"].index[venue]] for venue in row.venues or ()]
    if change.funding:
        funders, awards = writes.nodes["Funder"].index, writes.nodes["Award"].index
        writes.funded += [[index, funders[funder]] for funder in funding.funders(row.properties)]
        writes.supported += [[index, awards[award]] for award in funding.awards(row.properties)]
    if change.resources:
        writes.resources += [[index, item["id"], item] for item in row.resources or ()]


def _add_affiliations(batch: Batch, plan: _Plan, stored_entities: dict[str, StoredEntity], writes: Writes) -> None:
    """Plan the affiliations of authors. The span of years only grows."""
    authors, institutions = writes.nodes["Author"], writes.nodes["Institution"]
    for author, years in _reported_years(batch, plan).items():
        if author not in authors.index:
            continue
        stored = stored_entities[author].affiliations if author in stored_entities else {}
        for institution, (first, last) in years.items():
            ends = [authors.index[author], institutions.index[institution]]
            span = stored.get(institution)
            if span is None:
                _mark_stale(institutions, institution)
                writes.first_affiliated.append([*ends, first, last])
            elif (widened := (_minimum(span[0], first), _maximum(span[1], last))) != span:
                writes.affiliated.append([*ends, *widened])


def _mark_stale(nodes: Nodes, entity: str) -> None:
    """Mark the derived properties of the node as stale."""
    index = nodes.index[entity]
    if index < len(nodes.created):
        nodes.created[index][3] = True
    else:
        nodes.existing[index - len(nodes.created)][2] = True


def _reported_years(batch: Batch, plan: _Plan) -> dict[str, dict[str, tuple[int | None, int | None]]]:
    """Author → institution → first and last year in the batch."""
    years: dict[str, dict[str, tuple[int | None, int | None]]] = {}
    for row in batch.entities:
        for author, institution, first, last in row.affiliations:
            _widen(years.setdefault(author, {}), institution, first, last)
    rows = [*plan.created, *(row for row, change in plan.existing if change.bylines)]
    for row in rows:
        year: Any = row.properties.get("year")
        for by in row.bylines or ():
            for institution in by[3]:
                _widen(years.setdefault(by[0], {}), institution, year, year)
    return years


def _widen(
    years: dict[str, tuple[int | None, int | None]], institution: str, first: int | None, last: int | None
) -> None:
    span = years.get(institution)
    years[institution] = (first, last) if span is None else (_minimum(span[0], first), _maximum(span[1], last))


def _minimum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _maximum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)

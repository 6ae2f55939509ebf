"""One batch of records into the graph: look, decide, write."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from graphdb import timestamps
from graphdb.denormalized import CROWDED
from graphdb.ingest import (
    bylines,
    describe,
    funding,
    gate,
    locations,
    membership,
    papers,
    registry_claims,
    shared,
    state,
)
from graphdb.ingest.deletions import delete, withhold
from graphdb.ingest.merges import merge
from graphdb.ingest.resolve import cited, rename, resolved
from graphdb.ingest.rows import Batch, Claim, EntityRow, Label, PaperRow, label_of, merge_rows
from graphdb.ingest.run import Run
from graphdb.ingest.state import SeenPaper, StoredEntity, StoredPaper
from graphdb.ingest.writes import Nodes, Writes, write

#: Properties that other names of a node follow from.
_NAMED_BY: Final = frozenset({"issn", "openalex"})
OUTCOMES: Final = ("new", "changed", "unchanged", "older", "skipped")


@dataclass(slots=True)
class Outcome:
    """What became of a batch: how many records of each kind were new, changed, unchanged, older than what is stored, or
    held nothing to store; and what the store refused, by paper id."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    refused: dict[str, str] = field(default_factory=dict[str, str])
    merged: int = 0
    deleted: int = 0
    #: Records of works that were deleted after their date.
    withheld: int = 0

    def add(self, label: str, outcome: str) -> None:
        """Count one record."""
        self.counts[label, outcome] = self.counts.get((label, outcome), 0) + 1

    def join(self, other: "Outcome") -> None:
        """Count what became of another batch, too."""
        for key, number in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + number
        self.refused |= other.refused
        self.merged += other.merged


@dataclass(slots=True)
class _Planned:
    """Papers to make and to change, with what to write of them."""

    fresh: list[PaperRow] = field(default_factory=list[PaperRow])
    known: list[tuple[PaperRow, papers.Change]] = field(default_factory=list[tuple[PaperRow, papers.Change]])
    claims: dict[str, list[Claim]] = field(default_factory=dict[str, list[Claim]])
    names: dict[str, EntityRow] = field(default_factory=dict[str, EntityRow])
    #: Records of papers that are there: what they say of others counts, also where it changes nothing of the paper.
    read: list[PaperRow] = field(default_factory=list[PaperRow])
    withdrawn: list[str] = field(default_factory=list[str])


async def store_batch(run: Run, batch: Batch) -> Outcome:
    """Write what the batch says and the graph does not know yet, in one transaction, and count what became of it."""
    gate.check(batch)
    merged = await merge(run, batch.merges) if batch.merges else 0
    deleted = await delete(run, batch.deletions) if batch.deletions else 0
    withheld = await withhold(run, batch)
    outcome = await _store(run, batch)
    outcome.merged, outcome.deleted, outcome.withheld = merged, deleted, withheld
    return outcome


async def settle(run: Run) -> None:
    """Combine the claims of all papers that still wait for it."""
    waiting = await state.contested(run)
    while waiting:
        await _store(run, Batch())
        before, waiting = waiting, await state.contested(run)
        if waiting >= before:
            break


async def _store(run: Run, batch: Batch) -> Outcome:
    outcome = Outcome()
    listed, seen = await resolved(run, batch)
    current = {(row.id, row.digest) for row in listed}
    rows, contested = shared.divided(listed, seen)
    unsure = [row.id for row in rows if _unsure(row, seen.papers)]
    aliases = await state.aliases(run, {cited for row in rows if row.id in unsure for cited in row.references or ()})
    stored = await state.papers(run, unsure)
    planned = _plan([cited(row, aliases) for row in rows] if aliases else rows, seen.papers, stored, outcome)
    if contested or seen.contested:
        _add(await shared.combine(run, contested, seen, batch), planned, outcome)
    planned.read += [row for row in batch.papers if (row.id, row.digest) not in current]
    funders = _funding(batch, (*planned.fresh, *(row for row, _ in planned.known), *planned.read))
    wanted = _rows_to_read(batch, planned, funders)
    mentioned = _mentioned(batch, planned.read, wanted, funders)
    there = await state.entities(run, [*wanted.values(), *mentioned.values()])
    wanted |= {found: row for found, row in mentioned.items() if found in there}
    # Only what is not there can be the old name of something else.
    absent = [found for found in wanted if found not in there and not funding.is_derived(found)]
    renamed = await state.aliases(run, absent)
    if renamed:
        return await _store(run, rename(batch, renamed))
    writes = Writes({label: Nodes() for label in (*state.LABELS, "Paper")})
    _nodes(wanted, there, batch, planned, writes, outcome)
    _papers(planned, writes)
    _affiliations(batch, planned, there, writes)
    if writes:
        await write(run, writes)
    return outcome


def _unsure(row: PaperRow, seen: dict[str, SeenPaper]) -> bool:
    """Whether the paper is there and the record is neither the one it was made of nor older; of an older one, whether
    its byline may stand."""
    there = seen.get(row.id)
    if there is None:
        return False
    if there.digest == row.digest and row.updated is not None:
        return False
    if describe.is_older(row.updated, there.updated):
        date = there.bylines_on or there.updated
        return papers.byline_alone(row, papers.byline_rank(there.truncated, 0, date)) is not None
    return True


def _add(settled: shared.Shared, planned: _Planned, outcome: Outcome) -> None:
    """Plan what changes about papers of several sources."""
    planned.known += settled.rows
    planned.claims |= settled.claims
    planned.read += settled.read
    planned.withdrawn += settled.withdrawn
    planned.names |= settled.names
    for became in settled.outcomes:
        outcome.add("Paper", became)


def _plan(
    rows: list[PaperRow],
    seen: dict[str, SeenPaper],
    stored: dict[str, StoredPaper],
    outcome: Outcome,
) -> _Planned:
    planned = _Planned()
    for row in rows:
        if row.id in stored:
            _change(row, seen[row.id], stored[row.id], planned, outcome)
        elif row.id in seen:
            same = seen[row.id].digest == row.digest
            outcome.add("Paper", "unchanged" if same else "older")
            if not same:
                planned.read.append(row)
        elif "title" not in row.properties:
            outcome.refused[row.id] = "the graph does not hold this work and the record carries no title"
        else:
            outcome.add("Paper", "new")
            planned.fresh.append(row)
    return planned


def _change(row: PaperRow, there: SeenPaper, stored: StoredPaper, planned: _Planned, outcome: Outcome) -> None:
    """Plan what a record changes of its paper; of one that is older than the paper, only the byline can stand."""
    news: PaperRow | None = row
    planned.read.append(row)
    if describe.is_older(row.updated, there.updated):
        news = papers.byline_alone(row, papers.stored_rank(stored))
    if news is None:
        outcome.add("Paper", "older")
        return
    change = papers.changed(news, stored)
    outcome.add("Paper", "changed" if change else "unchanged")
    if change:
        planned.known.append((news, change))


def _rows_to_read(batch: Batch, planned: _Planned, funders: dict[str, EntityRow]) -> dict[str, EntityRow]:
    """Everything but papers that has to be looked at: own records, and what the planned papers name. Of a thing that
    has both, the record."""
    wanted = {row.id: row for row in batch.entities}
    pending: list[str] = [at for row in batch.entities for _, at, *_ in row.affiliations]
    mentions = [batch.mentions.get(found) for found in wanted]
    pending += [row.broader for row in (*batch.entities, *mentions) if row is not None and row.broader]
    pending += membership.ids_of(row for row in (*batch.entities, *mentions) if row is not None)
    for row in planned.fresh:
        pending += _names(row, papers.EVERYTHING)
        pending += locations.venues(row.properties)
    for row, change in planned.known:
        pending += _names(row, change)
        pending += locations.venues(change.properties)
    while pending:
        found = pending.pop()
        if found not in wanted:
            mention = funders.get(found) or batch.mentions.get(found) or planned.names.get(found) or _bare(found)
            wanted[found] = mention
            pending += [mention.broader] if mention.broader is not None else []
            pending += membership.ids_of([mention])
    return wanted


def _mentioned(
    batch: Batch, rows: Iterable[PaperRow], wanted: dict[str, EntityRow], funders: dict[str, EntityRow]
) -> dict[str, EntityRow]:
    """What these records mention besides, as far as what it needs is looked at, too."""
    names = {name for row in rows for name in (*_names(row, papers.EVERYTHING), *locations.venues(row.properties))}
    pending, mentioned = names - wanted.keys(), dict[str, EntityRow]()
    while pending:
        found = pending.pop()
        row = funders.get(found) or batch.mentions.get(found)
        if found not in wanted and found not in mentioned and row is not None:
            mentioned[found] = row
            pending |= {row.broader} if row.broader is not None else set()
            pending |= set(membership.ids_of([row]))
    return mentioned


def _funding(batch: Batch, rows: Iterable[PaperRow]) -> dict[str, EntityRow]:
    """What these records and the records of awards say of funders and awards, each fact as old as its record."""
    mentions: dict[str, EntityRow] = {}
    for row in rows:
        for mention in funding.mentions(row.properties):
            dated = mention._replace(dates=dict.fromkeys(mention.properties, row.updated or ""))
            known = mentions.get(mention.id) or batch.mentions.get(mention.id)
            mentions[mention.id] = dated if known is None else merge_rows(known, dated)
    return mentions


def _names(row: PaperRow, change: papers.Change) -> Iterable[str]:
    """The ids of all that the changing parts of the paper name."""
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


def _bare(found: str) -> EntityRow:
    """What an alias led to and the batch itself does not describe."""
    return EntityRow(label_of(found), found, {})


def _nodes(
    wanted: dict[str, EntityRow],
    there: dict[str, StoredEntity],
    batch: Batch,
    planned: _Planned,
    writes: Writes,
    outcome: Outcome,
) -> None:
    """Decide about everything but papers, and give each its place."""
    papers_of = _counts(planned)
    touched = {name for row, change in planned.known for name in _names(row, change)}
    moment = timestamps.written()
    above: list[tuple[str, str]] = []
    claimed: list[tuple[str, list[Any]]] = []
    ends: list[tuple[Label, str, str | None]] = []
    for row in wanted.values():
        nodes, number = writes.nodes[row.label], papers_of.get(row.id, 0)
        stored = there.get(row.id)
        if row.own and not row.properties and not row.affiliations:
            outcome.add(row.label, "skipped")
            continue
        if stored is None and row.own and ("name" not in row.properties or not (number or _stands_alone(row, touched))):
            outcome.add(row.label, "skipped")
            continue
        description = describe.described(row, batch.mentions.get(row.id), stored)
        changes, broader = description.changes, description.broader
        is_moved = broader is not None and (stored is None or broader != stored.broader) and broader in wanted
        if row.own and (changes or is_moved):
            changes["readAt"] = moment
        if stored is None:
            stale = number > CROWDED or row.id in touched or row.label == "Institution"
            nodes.fresh.append(
                [row.id, describe.initial_properties(row, changes), 0 if row.id in touched else number, stale]
            )
        else:
            nodes.known.append([row.id, changes, number > 0 or row.id in touched])
        if membership.changes(row.label, changes):
            ends.append((row.label, row.id, membership.end(row.label, changes)))
        if broader is not None and is_moved:
            above.append((row.id, broader))
        if row.own:
            _count_entity(row, stored, bool(description) or is_moved, outcome)
        claimed += [(row.id, claim) for claim in registry_claims.rows(row.id, (), description.claims)]
        writes.aliases += [[name, row.id] for name in row.names if stored is None or _NAMED_BY & changes.keys()]
    for nodes in writes.nodes.values():
        listed = [*nodes.fresh, *nodes.known]
        nodes.place = {row[0]: place for place, row in enumerate(listed)}
    places, institutions = writes.nodes["Topic"].place, writes.nodes["Institution"].place
    writes.broader += [[places[topic], places[broader]] for topic, broader in above]
    writes.institution_claims = [[institutions[found], *claim] for found, claim in claimed]
    for label, found, end in ends:
        writes.belonging.setdefault(label, []).append([writes.nodes[label].place[found], end])


def _stands_alone(row: EntityRow, touched: set[str]) -> bool:
    """Whether the node is made though no new paper names it: people of bylines are there as long as one does."""
    return not row.id.startswith("author:") or row.id in touched


def _count_entity(row: EntityRow, stored: StoredEntity | None, changed: bool, outcome: Outcome) -> None:
    if stored is None:
        outcome.add(row.label, "new")
    elif describe.is_older(row.updated, stored.properties.get("updated")):
        outcome.add(row.label, "older")
    else:
        outcome.add(row.label, "changed" if changed else "unchanged")


def _counts(planned: _Planned) -> dict[str, int]:
    """How many of the new papers name each author, institution, topic and venue."""
    counts: dict[str, int] = {}
    for row in planned.fresh:
        for name in set(_names(row, papers.EVERYTHING)):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _papers(planned: _Planned, writes: Writes) -> None:
    """Papers and their edges."""
    nodes = writes.nodes["Paper"]
    for row in planned.fresh:
        nodes.fresh.append([row.id, papers.initial_properties(row), 0, True])
    for row, change in planned.known:
        nodes.known.append([row.id, change.properties, change.references])
    changes = [(row, papers.EVERYTHING) for row in planned.fresh] + planned.known
    places = {row.id: place for place, (row, _) in enumerate(changes)}
    writes.settled += [places[found] for found in planned.claims]
    writes.withdrawn += planned.withdrawn
    writes.claims += [
        [places[found], claim.id, claim.properties] for found, listed in planned.claims.items() for claim in listed
    ]
    for place, (row, change) in enumerate(changes):
        if place >= len(planned.fresh):
            _replaced(place, change, writes)
        _edges(place, row, change, writes)
        stored = row.properties if place < len(planned.fresh) else change.properties
        writes.located += locations.rows(place, row.id, stored, writes.nodes["Venue"].place)


def _replaced(place: int, change: papers.Change, writes: Writes) -> None:
    if "locations" in change.properties:
        writes.without_locations.append(place)
    for replaced, places in (
        (change.bylines, writes.without_bylines),
        (change.topics, writes.without_topics),
        (change.venue, writes.without_venue),
        (change.funding, writes.without_funding),
    ):
        if replaced:
            places.append(place)


def _edges(place: int, row: PaperRow, change: papers.Change, writes: Writes) -> None:
    authors, institutions = writes.nodes["Author"].place, writes.nodes["Institution"].place
    if change.bylines:
        first, others = bylines.divided(row.bylines or ())
        writes.authored += [[authors[by[0]], place, *by[1:]] for by in first]
        writes.also_authored += [[authors[by[0]], place, *by[1:]] for by in others]
        writes.origins += [[place, institutions[at]] for at in papers.institutions(row)]
    if change.topics:
        topics = writes.nodes["Topic"].place
        writes.about += [[place, topics[topic], score, primary] for topic, score, primary in row.topics or ()]
    if change.venue:
        writes.published += [[place, writes.nodes["Venue"].place[venue]] for venue in row.venues or ()]
    if change.funding:
        funders, awards = writes.nodes["Funder"].place, writes.nodes["Award"].place
        writes.funded += [[place, funders[funder]] for funder in funding.funders(row.properties)]
        writes.supported += [[place, awards[award]] for award in funding.awards(row.properties)]
    if change.resources:
        writes.resources += [[place, item["id"], item] for item in row.resources or ()]


def _affiliations(batch: Batch, planned: _Planned, there: dict[str, StoredEntity], writes: Writes) -> None:
    """Who is where, and from when to when: years only ever widen."""
    authors, institutions = writes.nodes["Author"], writes.nodes["Institution"]
    for author, years in _reported_years(batch, planned).items():
        if author not in authors.place:
            continue
        stored = there[author].affiliations if author in there else {}
        for at, (first, last) in years.items():
            ends = [authors.place[author], institutions.place[at]]
            known = stored.get(at)
            if known is None:
                _mark(institutions, at)
                writes.first_affiliated.append([*ends, first, last])
            elif (widened := (_minimum(known[0], first), _maximum(known[1], last))) != known:
                writes.affiliated.append([*ends, *widened])


def _mark(nodes: Nodes, found: str) -> None:
    """The node's summary is stale."""
    place = nodes.place[found]
    if place < len(nodes.fresh):
        nodes.fresh[place][3] = True
    else:
        nodes.known[place - len(nodes.fresh)][2] = True


def _reported_years(batch: Batch, planned: _Planned) -> dict[str, dict[str, tuple[int | None, int | None]]]:
    """Author → institution → first and last year, as the batch says."""
    years: dict[str, dict[str, tuple[int | None, int | None]]] = {}
    for row in batch.entities:
        for author, at, first, last in row.affiliations:
            _widen(years.setdefault(author, {}), at, first, last)
    rows = [*planned.fresh, *(row for row, change in planned.known if change.bylines)]
    for row in rows:
        year: Any = row.properties.get("year")
        for by in row.bylines or ():
            for at in by[3]:
                _widen(years.setdefault(by[0], {}), at, year, year)
    return years


def _widen(years: dict[str, tuple[int | None, int | None]], at: str, first: int | None, last: int | None) -> None:
    known = years.get(at)
    years[at] = (first, last) if known is None else (_minimum(known[0], first), _maximum(known[1], last))


def _minimum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _maximum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)

"""Papers that several sources describe: which records of a batch are about such papers, and what these change."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graphdb.ingest import claims, papers, state
from graphdb.ingest.describe import is_older
from graphdb.ingest.resolve import cited, renamed
from graphdb.ingest.rows import Batch, Claim, EntityRow, PaperRow, label_of
from graphdb.ingest.run import Run
from graphdb.ingest.state import StoredPaper, StoredPapers


@dataclass(slots=True)
class Shared:
    """What becomes of papers of several sources: rows to write with their changes, the claims to write by paper,
    mentions of what the claims name, and the outcome of each record."""

    rows: list[tuple[PaperRow, papers.Change]] = field(default_factory=list[tuple[PaperRow, papers.Change]])
    claims: dict[str, list[Claim]] = field(default_factory=dict[str, list[Claim]])
    names: dict[str, EntityRow] = field(default_factory=dict[str, EntityRow])
    outcomes: list[str] = field(default_factory=list[str])
    #: Records that are not the stored ones: what they say of others counts.
    read: list[PaperRow] = field(default_factory=list[PaperRow])
    #: Ids of claims that go.
    withdrawn: list[str] = field(default_factory=list[str])


def divided(rows: list[PaperRow], seen: StoredPapers) -> tuple[list[PaperRow], list[PaperRow]]:
    """The rows whose paper has no other source, and the others."""
    single: list[PaperRow] = []
    shared: list[PaperRow] = []
    contested = frozenset(seen.contested)
    for row in rows:
        there = seen.papers.get(row.id)
        alone = there is None or (
            there.sources is None and there.source in {None, claims.source_of(row)} and row.id not in contested
        )
        (single if alone else shared).append(row)
    return single, shared


async def combine(run: Run, rows: list[PaperRow], seen: StoredPapers, batch: Batch) -> Shared:
    """What these rows change, and what combining the claims of contested papers does."""
    result = Shared()
    held = await state.claims(run, {*(row.id for row in rows), *seen.contested})
    news: dict[str, list[PaperRow]] = {found: [] for found in seen.contested}
    _sort(rows, held, news, result)
    stored = await state.papers(run, news.keys())
    before = {found: held.get(found) or _implied(found, stored[found]) for found in news if found in stored}
    after = {found: _revised(_standing(before[found]), news[found]) for found in before}
    await _name(run, after, batch, result)
    named = {name for listed in after.values() for claim in listed for name in _ids(claim)}
    aliases = await state.aliases(run, named)
    for found, listed in after.items():
        row, complete = claims.combined(found, before[found], listed)
        row = cited(renamed(row, aliases), aliases)
        change = papers.changed(row, stored[found])
        changed = [claim for claim in complete if claim not in held.get(found, ())]
        result.outcomes += ["changed" if change or changed else "unchanged"] * len(news[found])
        if change or changed or found in seen.contested:
            result.rows.append((row, change))
            result.claims[found] = changed
            anew = {claim.id for claim in changed}
            result.withdrawn += [claim.id for claim in before[found] if claim.withdrawn and claim.id not in anew]
    return result


def _sort(rows: list[PaperRow], held: dict[str, list[Claim]], news: dict[str, list[PaperRow]], result: Shared) -> None:
    """Add the rows that say something new to `news`, by paper; count the others."""
    for row in rows:
        claim = _previous(held.get(row.id, ()), row)
        if claim is not None and row.updated is not None and claim.digest == row.digest:
            result.outcomes.append("unchanged")
        elif claim is not None and is_older(row.updated, claim.updated):
            result.read.append(row)
            byline = papers.byline_alone(row, claims.byline(claim))
            if byline is None:
                result.outcomes.append("older")
            else:
                news.setdefault(row.id, []).append(byline)
        else:
            result.read.append(row)
            news.setdefault(row.id, []).append(row)


def _previous(listed: Iterable[Claim], row: PaperRow) -> Claim | None:
    """What the same record said before."""
    name = claims.source_of(row), row.record or row.id
    return next((claim for claim in listed if (claim.source, claim.record) == name), None)


def _standing(listed: list[Claim]) -> list[Claim]:
    """The claims without those whose records were deleted."""
    return [claim for claim in listed if not claim.withdrawn]


def _implied(found: str, stored: StoredPaper) -> list[Claim]:
    return [claims.implied(found, stored)] if stored.properties.get("source") else []


def _revised(before: list[Claim], rows: list[PaperRow]) -> list[Claim]:
    listed = list(before)
    for row in rows:
        claim = _previous(listed, row)
        listed = [other for other in listed if other is not claim]
        listed.append(claims.revised(claim, row))
    return listed


def _ids(claim: Claim) -> set[str]:
    return claims.entity_ids(claim.content) | set(claim.content.get("references", ()))


async def _name(run: Run, after: dict[str, list[Claim]], batch: Batch, result: Shared) -> None:
    """Give every claim the names of what it names, in place, so that it can stand again when nothing else names it."""
    mentions = {**batch.mentions, **{row.id: row for row in batch.entities}}
    known = {found: row.properties.get("name") for found, row in mentions.items()}
    missing = {
        name
        for listed in after.values()
        for claim in listed
        for name in claims.entity_ids(claim.content)
        if name not in claim.names and known.get(name) is None
    }
    there = await state.entities(run, [EntityRow(label_of(name), name, {}) for name in sorted(missing)])
    known |= {name: entity.properties.get("name") for name, entity in there.items()}
    for listed in after.values():
        for place, claim in enumerate(listed):
            names = {
                name: text
                for name in sorted(claims.entity_ids(claim.content))
                if isinstance(text := claim.names.get(name) or known.get(name), str)
            }
            listed[place] = claim._replace(names=names)
            result.names |= {name: claims.mention(name, text) for name, text in names.items()}

"""Papers with several sources: selects their records in a batch and computes the changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graphdb.ingest import claims, papers, state
from graphdb.ingest.description import is_older
from graphdb.ingest.resolution import rename_entities, rename_references
from graphdb.ingest.rows import Batch, Claim, EntityRow, PaperRow, label_of
from graphdb.ingest.run import Run
from graphdb.ingest.state import StoredPaper, StoredVersions


@dataclass(slots=True)
class Shared:
    """The changes of papers with several sources: rows to write with their changes, claims to write by paper, mentions
    of entities that the claims name, and the outcome of each record."""

    rows: list[tuple[PaperRow, papers.Change]] = field(default_factory=list[tuple[PaperRow, papers.Change]])
    claims: dict[str, list[Claim]] = field(default_factory=dict[str, list[Claim]])
    mentions: dict[str, EntityRow] = field(default_factory=dict[str, EntityRow])
    outcomes: list[str] = field(default_factory=list[str])
    #: New records; their mentions of other entities count.
    read: list[PaperRow] = field(default_factory=list[PaperRow])
    #: Ids of claims to delete.
    withdrawn: list[str] = field(default_factory=list[str])


def split_rows(rows: list[PaperRow], versions: StoredVersions) -> tuple[list[PaperRow], list[PaperRow]]:
    """The rows of papers with a single source, and the rows of papers with several."""
    single: list[PaperRow] = []
    shared: list[PaperRow] = []
    contested = frozenset(versions.contested)
    for row in rows:
        version = versions.by_id.get(row.id)
        is_single = version is None or (
            version.sources is None and version.source in {None, claims.source_of(row)} and row.id not in contested
        )
        (single if is_single else shared).append(row)
    return single, shared


async def combine(run: Run, rows: list[PaperRow], versions: StoredVersions, batch: Batch) -> Shared:
    """The changes from these rows and from combining the claims of contested papers."""
    result = Shared()
    stored_claims = await state.claims(run, {*(row.id for row in rows), *versions.contested})
    news: dict[str, list[PaperRow]] = {paper: [] for paper in versions.contested}
    _sort(rows, stored_claims, news, result)
    stored = await state.papers(run, news.keys())
    before = {
        paper: stored_claims.get(paper) or _implied_claims(paper, stored[paper]) for paper in news if paper in stored
    }
    after = {paper: _revise(_not_withdrawn(before[paper]), news[paper]) for paper in before}
    await _add_names(run, after, batch, result)
    ids = {name for listed in after.values() for claim in listed for name in _ids(claim)}
    aliases = await state.aliases(run, ids)
    for paper, listed in after.items():
        row, complete = claims.combine(paper, before[paper], listed)
        row = rename_references(rename_entities(row, aliases), aliases)
        change = papers.diff(row, stored[paper])
        changed = [claim for claim in complete if claim not in stored_claims.get(paper, ())]
        result.outcomes += ["changed" if change or changed else "unchanged"] * len(news[paper])
        if change or changed or paper in versions.contested:
            result.rows.append((row, change))
            result.claims[paper] = changed
            rewritten = {claim.id for claim in changed}
            result.withdrawn += [claim.id for claim in before[paper] if claim.withdrawn and claim.id not in rewritten]
    return result


def _sort(
    rows: list[PaperRow], stored_claims: dict[str, list[Claim]], news: dict[str, list[PaperRow]], result: Shared
) -> None:
    """Add the rows with new content to `news`, by paper; count the others."""
    for row in rows:
        claim = _previous(stored_claims.get(row.id, ()), row)
        if claim is not None and row.updated is not None and claim.digest == row.digest:
            result.outcomes.append("unchanged")
        elif claim is not None and is_older(row.updated, claim.updated):
            result.read.append(row)
            byline = papers.byline_alone(row, claims.claim_byline_rank(claim))
            if byline is None:
                result.outcomes.append("older")
            else:
                news.setdefault(row.id, []).append(byline)
        else:
            result.read.append(row)
            news.setdefault(row.id, []).append(row)


def _previous(listed: Iterable[Claim], row: PaperRow) -> Claim | None:
    """The stored claim of the same record."""
    name = claims.source_of(row), row.record or row.id
    return next((claim for claim in listed if (claim.source, claim.record) == name), None)


def _not_withdrawn(listed: list[Claim]) -> list[Claim]:
    """The claims whose records are not deleted."""
    return [claim for claim in listed if not claim.withdrawn]


def _implied_claims(paper: str, stored: StoredPaper) -> list[Claim]:
    return [claims.implied_claim(paper, stored)] if stored.properties.get("source") else []


def _revise(before: list[Claim], rows: list[PaperRow]) -> list[Claim]:
    after = list(before)
    for row in rows:
        claim = _previous(after, row)
        after = [other for other in after if other is not claim]
        after.append(claims.revise(claim, row))
    return after


def _ids(claim: Claim) -> set[str]:
    return claims.entity_ids(claim.content) | set(claim.content.get("references", ()))


async def _add_names(run: Run, after: dict[str, list[Claim]], batch: Batch, result: Shared) -> None:
    """Store in every claim, in place, the names of its entities, so that they can be restored when nothing else names
    them."""
    mentions = {**batch.mentions, **{row.id: row for row in batch.entities}}
    names = {entity: row.properties.get("name") for entity, row in mentions.items()}
    missing = {
        entity
        for listed in after.values()
        for claim in listed
        for entity in claims.entity_ids(claim.content)
        if entity not in claim.names and names.get(entity) is None
    }
    stored = await state.entities(run, [EntityRow(label_of(entity), entity, {}) for entity in sorted(missing)])
    names |= {entity: node.properties.get("name") for entity, node in stored.items()}
    for listed in after.values():
        for index, claim in enumerate(listed):
            claim_names = {
                entity: name
                for entity in sorted(claims.entity_ids(claim.content))
                if isinstance(name := claim.names.get(entity) or names.get(entity), str)
            }
            listed[index] = claim._replace(names=claim_names)
            result.mentions |= {entity: claims.mention(entity, name) for entity, name in claim_names.items()}

"""Resolves records to nodes: by id, by the successor of a merged id, or by an identifier that another source gave."""

from graphdb.ingest import funding, locations, membership, state
from graphdb.ingest.bylines import distinct
from graphdb.ingest.merges import merge
from graphdb.ingest.papers import with_byline
from graphdb.ingest.rows import About, Batch, EntityRow, Merge, PaperRow, merge_rows
from graphdb.ingest.run import Run
from graphdb.ingest.state import StoredVersions


async def resolve_papers(run: Run, batch: Batch) -> tuple[list[PaperRow], StoredVersions]:
    """The papers of the batch without duplicates, under the ids of the graph, and their stored versions. Entities and
    mentions are renamed in `batch` in place.

    A paper that is stored under a DOI, arXiv or PubMed id gets its OpenAlex id here.
    """
    rows = newest(batch.papers)
    versions = await state.stored_versions(run, _ids(rows), _ids(rows))
    if versions.aliases:
        rename(batch, versions.aliases)
        rows = newest(batch.papers)
        versions = await state.stored_versions(run, _ids(rows), ())
    foreign = [row for row in rows if row.id[0] != "W"]
    if versions.strangers or foreign:
        rows, merges = await _adopt(run, rows)
        if merges:
            await merge(run, merges)
        if merges or foreign:
            versions = await state.stored_versions(run, _ids(rows), ())
    return rows, versions


def _ids(rows: list[PaperRow]) -> list[str]:
    return list(dict.fromkeys(row.id for row in rows))


def newest(rows: list[PaperRow]) -> list[PaperRow]:
    """One row for each record of a paper: the newest, the last of equally old ones, with the byline of highest rank."""
    chosen: dict[tuple[str, str | None], PaperRow] = {}
    for row in rows:
        previous = chosen.get((row.id, row.record))
        if previous is None:
            chosen[row.id, row.record] = row
        elif _age(row) >= _age(previous):
            chosen[row.id, row.record] = with_byline(row, previous)
        else:
            chosen[row.id, row.record] = with_byline(previous, row)
    return list(chosen.values())


def _age(row: PaperRow) -> str:
    """Greater for a newer record; an undated record is the newest."""
    return "~" if row.updated is None else row.updated


def rename(batch: Batch, aliases: dict[str, str]) -> Batch:
    """The batch, in place, with successors for all merged ids."""
    batch.papers = [rename_paper(row, aliases) for row in batch.papers]
    for old, new in aliases.items():
        mention = batch.mentions.pop(old, None)
        if mention is not None:
            # Mentions of the successor take precedence, whatever the dates.
            previous, renamed = batch.mentions.get(new), mention._replace(id=new, dates=None)
            batch.mentions[new] = renamed if previous is None else merge_rows(previous, renamed)
    batch.mentions = {entity: rename_parents(row, aliases) for entity, row in batch.mentions.items()}
    batch.entities = [rename_entity(row, aliases) for row in batch.entities]
    return batch


def rename_paper(row: PaperRow, aliases: dict[str, str]) -> PaperRow:
    """The row with successors for its id and for all entities that it names. A record of a merged id is older than any
    record of its successor."""
    successor = aliases.get(row.id)
    if successor is not None:
        row = _move_to_successor(row, successor)
    return rename_entities(row, aliases)


def _move_to_successor(row: PaperRow, successor: str) -> PaperRow:
    """The row under the successor's id: without a date for OpenAlex, unchanged for another source."""
    if row.id[0] != "W":
        return row._replace(id=successor, record=row.record or row.id)
    return row._replace(id=successor, updated="", properties={**row.properties, "openalex": successor})


def rename_entities(row: PaperRow, aliases: dict[str, str]) -> PaperRow:
    """The row with successors for its authors, institutions, topics, venues, funders and awards."""
    return row._replace(
        properties=funding.rename_funders(locations.rename_venues(row.properties, aliases), aliases),
        bylines=row.bylines and distinct(
            [aliases.get(by[0], by[0]), by[1], by[2], list(dict.fromkeys(aliases.get(at, at) for at in by[3])), *by[4:]]
            for by in row.bylines
        ),
        topics=row.topics and _topics(row.topics, aliases),
        venues=row.venues and [aliases.get(venue, venue) for venue in row.venues],
    )  # fmt: skip


def _topics(topics: list[About], aliases: dict[str, str]) -> list[About]:
    """The topics under their successors; merged topics get the higher score."""
    chosen: dict[str, About] = {}
    for about in topics:
        old: str = about[0]
        topic, score, primary = aliases.get(old, old), about[1], about[2]
        previous = chosen.get(topic, [topic, score, primary])
        chosen[topic] = [topic, max(previous[1], score), previous[2] or primary]
    return list(chosen.values())


def rename_parents(row: EntityRow, aliases: dict[str, str]) -> EntityRow:
    """The row with successors for its broader topic and its membership."""
    row = membership.rename_end(row, aliases)
    return row._replace(broader=aliases[row.broader]) if row.broader in aliases else row


def rename_references(row: PaperRow, aliases: dict[str, str]) -> PaperRow:
    """The row with successors for its references, without duplicates and without itself."""
    if row.references is None:
        return row
    successors = dict.fromkeys(aliases.get(work, work) for work in row.references)
    return row._replace(references=[work for work in successors if work != row.id])


def rename_entity(row: EntityRow, aliases: dict[str, str]) -> EntityRow:
    affiliations = tuple(
        (aliases.get(author, author), aliases.get(institution, institution), *years)
        for author, institution, *years in row.affiliations
    )
    successor = aliases.get(row.id)
    row = funding.rekey(rename_parents(row, aliases))
    if successor is None:
        return row._replace(affiliations=affiliations)
    return row._replace(id=successor, updated="", affiliations=affiliations)


async def _adopt(run: Run, rows: list[PaperRow]) -> tuple[list[PaperRow], list[Merge]]:
    """The rows, those of other sources under the ids of stored papers with the same identifiers; and the merges of
    papers of other sources into OpenAlex's papers."""
    ours = sorted((row for row in rows if row.id[0] == "W"), key=lambda row: row.id, reverse=True)
    theirs = [row for row in rows if row.id[0] != "W"]
    strangers = await state.strangers(run, ours) if ours else {}
    merges = {paper: row.id for row in ours for other in row.others for paper in strangers.get(other, ())}
    namesakes = await state.namesakes(run, theirs) if theirs else {}
    merged = [_adopt_row(row, namesakes) for row in theirs]
    merges |= {row.record: row.id for row in merged if row.record is not None}
    return newest([*ours, *merged]), [Merge(old, new) for old, new in merges.items()]


def _adopt_row(row: PaperRow, namesakes: dict[str, list[str]]) -> PaperRow:
    """The row under the id of the stored paper with one of its identifiers, OpenAlex ids first."""
    papers = sorted(paper for other in row.others for paper in namesakes.get(other, ()))
    return row._replace(id=papers[0], record=row.record or row.id) if papers and papers[0] != row.id else row

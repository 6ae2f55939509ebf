"""Which node a record means: the one of its id, its successor where the id was merged away, or the one that another
source named first."""

from graphdb.ingest import funding, locations, membership, state
from graphdb.ingest.bylines import distinct
from graphdb.ingest.merges import merge
from graphdb.ingest.papers import with_byline
from graphdb.ingest.rows import About, Batch, EntityRow, Merge, PaperRow, merge_rows
from graphdb.ingest.run import Run
from graphdb.ingest.state import StoredPapers


async def resolved(run: Run, batch: Batch) -> tuple[list[PaperRow], StoredPapers]:
    """The papers of the batch, each id once, under the ids that the graph has for them; `batch` in place for the rest.

    A paper that the graph knew under a DOI, arXiv or PubMed id alone gets its OpenAlex id here.
    """
    rows = newest(batch.papers)
    seen = await state.stored_papers(run, _ids(rows), _ids(rows))
    if seen.aliases:
        rename(batch, seen.aliases)
        rows = newest(batch.papers)
        seen = await state.stored_papers(run, _ids(rows), ())
    foreign = [row for row in rows if row.id[0] != "W"]
    if seen.strangers or foreign:
        rows, merges = await _adopted(run, rows)
        if merges:
            await merge(run, merges)
        if merges or foreign:
            seen = await state.stored_papers(run, _ids(rows), ())
    return rows, seen


def _ids(rows: list[PaperRow]) -> list[str]:
    return list(dict.fromkeys(row.id for row in rows))


def newest(rows: list[PaperRow]) -> list[PaperRow]:
    """One row for each record of a paper: the newest, and of equally old ones the last, with the byline that stands."""
    chosen: dict[tuple[str, str | None], PaperRow] = {}
    for row in rows:
        known = chosen.get((row.id, row.record))
        if known is None:
            chosen[row.id, row.record] = row
        elif _age(row) >= _age(known):
            chosen[row.id, row.record] = with_byline(row, known)
        else:
            chosen[row.id, row.record] = with_byline(known, row)
    return list(chosen.values())


def _age(row: PaperRow) -> str:
    """Greater for a newer record; one without a date is said now."""
    return "~" if row.updated is None else row.updated


def rename(batch: Batch, aliases: dict[str, str]) -> Batch:
    """The batch, in place, with successors for all that was merged away."""
    batch.papers = [_renamed(row, aliases) for row in batch.papers]
    for old, new in aliases.items():
        mention = batch.mentions.pop(old, None)
        if mention is not None:
            # What others call the successor stands, whatever the dates.
            known, moved = batch.mentions.get(new), mention._replace(id=new, dates=None)
            batch.mentions[new] = moved if known is None else merge_rows(known, moved)
    batch.mentions = {found: _placed(row, aliases) for found, row in batch.mentions.items()}
    batch.entities = [_movedentity(row, aliases) for row in batch.entities]
    return batch


def _renamed(row: PaperRow, aliases: dict[str, str]) -> PaperRow:
    """The row under its successor's id, and with successors for all that it names. What an old id says of its successor
    counts as older than the successor's own record."""
    successor = aliases.get(row.id)
    if successor is not None:
        row = _succeeded(row, successor)
    return renamed(row, aliases)


def _succeeded(row: PaperRow, successor: str) -> PaperRow:
    """A record of OpenAlex's as one of the successor; a record of another source says of it what it said."""
    if row.id[0] != "W":
        return row._replace(id=successor, record=row.record or row.id)
    return row._replace(id=successor, updated="", properties={**row.properties, "openalex": successor})


def renamed(row: PaperRow, aliases: dict[str, str]) -> PaperRow:
    """The row with successors for the people, institutions, topics and venues that it names."""
    return row._replace(
        properties=funding.renamed(locations.renamed(row.properties, aliases), aliases),
        bylines=row.bylines and distinct(
            [aliases.get(by[0], by[0]), by[1], by[2], list(dict.fromkeys(aliases.get(at, at) for at in by[3])), *by[4:]]
            for by in row.bylines
        ),
        topics=row.topics and _topics(row.topics, aliases),
        venues=row.venues and [aliases.get(venue, venue) for venue in row.venues],
    )  # fmt: skip


def _topics(topics: list[About], aliases: dict[str, str]) -> list[About]:
    """The topics under their successors, each once: two that are one now have the better score."""
    chosen: dict[str, About] = {}
    for about in topics:
        old: str = about[0]
        topic, score, primary = aliases.get(old, old), about[1], about[2]
        others = chosen.get(topic, [topic, score, primary])
        chosen[topic] = [topic, max(others[1], score), others[2] or primary]
    return list(chosen.values())


def _placed(row: EntityRow, aliases: dict[str, str]) -> EntityRow:
    """The row below the successor of what is above it."""
    row = membership.renamed(row, aliases)
    return row._replace(broader=aliases[row.broader]) if row.broader in aliases else row


def cited(row: PaperRow, aliases: dict[str, str]) -> PaperRow:
    """The row with successors for the works that it cites, each once, itself not among them."""
    if row.references is None:
        return row
    successors = dict.fromkeys(aliases.get(found, found) for found in row.references)
    return row._replace(references=[found for found in successors if found != row.id])


def _movedentity(row: EntityRow, aliases: dict[str, str]) -> EntityRow:
    affiliations = tuple((aliases.get(a, a), aliases.get(at, at), *years) for a, at, *years in row.affiliations)
    successor = aliases.get(row.id)
    row = funding.rekeyed(_placed(row, aliases))
    if successor is None:
        return row._replace(affiliations=affiliations)
    return row._replace(id=successor, updated="", affiliations=affiliations)


async def _adopted(run: Run, rows: list[PaperRow]) -> tuple[list[PaperRow], list[Merge]]:
    """Rows of other sources under the ids of the papers that the graph has already, and the merges that make papers of
    other sources into OpenAlex's, and their ids into names of these."""
    ours = sorted((row for row in rows if row.id[0] == "W"), key=lambda row: row.id, reverse=True)
    theirs = [row for row in rows if row.id[0] != "W"]
    known = await state.strangers(run, ours) if ours else {}
    merges = {found: row.id for row in ours for other in row.others for found in known.get(other, ())}
    namesakes = await state.namesakes(run, theirs) if theirs else {}
    merged = [_under(row, namesakes) for row in theirs]
    merges |= {row.record: row.id for row in merged if row.record is not None}
    return newest([*ours, *merged]), [Merge(old, new) for old, new in merges.items()]


def _under(row: PaperRow, namesakes: dict[str, list[str]]) -> PaperRow:
    """The row under the id of the paper that has one of its identifiers, OpenAlex's first."""
    found = sorted(found for other in row.others for found in namesakes.get(other, ()))
    return row._replace(id=found[0], record=row.record or row.id) if found and found[0] != row.id else row

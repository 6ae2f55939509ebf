"""Several records of one paper → the paper that ingest of these records, in this order, leaves in an empty graph."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from graphdb.ingest import papers
from graphdb.ingest.description import is_older
from graphdb.ingest.resolution import newest
from graphdb.ingest.rows import PaperRow
from graphdb.ingest.state import StoredPaper

#: Institution of an author, and the first and last year on a paper: author, institution, year.
Span = tuple[str, str, int | None]
REFUSED: Final = "the graph has no such paper, and the record has no title"


@dataclass(slots=True)
class FoldedPaper:
    """`row`: the paper, None if every record is refused; `spans`: the affiliations of its bylines, also replaced ones;
    `outcomes`: of each record; `refused`: records without a title."""

    row: PaperRow | None = None
    spans: list[Span] = field(default_factory=list[Span])
    outcomes: list[str] = field(default_factory=list[str])
    refused: int = 0


def fold(records: Iterable[tuple[Any, PaperRow]]) -> FoldedPaper:
    """The paper of these records of one id, each with its chunk, in the order of ingest."""
    folded = FoldedPaper()
    for _, group in groupby(records, key=lambda pair: pair[0]):
        for row in newest([row for _, row in group]):
            _add(row, folded)
    return folded


def _add(row: PaperRow, folded: FoldedPaper) -> None:
    if folded.row is None:
        if "title" not in row.properties:
            folded.refused += 1
            return
        folded.outcomes.append("new")
        folded.row = row._replace(
            properties={name: value for name, value in papers.initial_properties(row).items() if name != "unlinked"},
            bylines=row.bylines or [], topics=row.topics or [], venues=row.venues or [],
            references=row.references or [],
        )  # fmt: skip
        _add_spans(row, folded)
        return
    _change(row, folded.row, folded)


def _change(row: PaperRow, current: PaperRow, folded: FoldedPaper) -> None:
    """As `graphdb.ingest.batch` changes an existing paper."""
    version = current.properties
    if version.get("digest") == row.digest and row.updated is not None:
        folded.outcomes.append("unchanged")
        return
    stored = StoredPaper(
        {**version, "unlinked": current.references}, current.bylines or [], current.topics or [], current.venues or [],
        [], [], sorted(papers.institutions(current)),
    )  # fmt: skip
    update: PaperRow | None = row
    if is_older(row.updated, version.get("updated")):
        update = papers.byline_alone(row, papers.stored_rank(stored))
    if update is None:
        folded.outcomes.append("older")
        return
    change = papers.diff(update, stored)
    folded.outcomes.append("changed" if change else "unchanged")
    properties = {**version, **change.properties}
    properties.pop("unlinked", None)
    folded.row = current._replace(
        properties={name: value for name, value in properties.items() if value is not None},
        bylines=(update.bylines or []) if change.bylines else current.bylines,
        topics=(update.topics or []) if change.topics else current.topics,
        venues=(update.venues or []) if change.venue else current.venues,
        references=(update.references or []) if change.references else current.references,
    )
    if change.bylines:
        _add_spans(update, folded)


def _add_spans(row: PaperRow, folded: FoldedPaper) -> None:
    year: Any = row.properties.get("year")
    folded.spans += [(by[0], at, year) for by in row.bylines or () for at in by[3]]


def final_row(folded: FoldedPaper) -> PaperRow | None:
    """The paper as a row whose initial properties are those of the paper."""
    row = folded.row
    if row is None:
        return None
    properties = {**dict.fromkeys(papers.ALWAYS), **row.properties}
    return row._replace(updated=None, truncated=properties.get("truncated") is True, properties=properties)

"""Stores files of reviews in the graph, in batches.

A stored review with the same digest is skipped, so that an interrupted ingest continues when it runs again.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import orjson

from errors import CannotStart
from graphdb import timestamps
from graphdb.ingest import gate
from graphdb.ingest import review_notes as note_store
from graphdb.ingest import reviews as review_store
from graphdb.ingest.review_notes import NoteRow
from graphdb.ingest.reviews import PaperNames, ReviewRow
from graphdb.ingest.rows import Batch, Reject
from graphdb.store import Store
from ingest.chunk_parser import Chunk, decode_json, reject
from ingest.jsonl import file_source
from ingest.pipeline import NoProgress, Progress
from ingest.rejects import Rejects
from ingest.report import rate_sentence
from ingest.reviews import native, neurips, openreview
from ingest.reviews.record import NO_CONTENT, NO_POINT, ParsedNote, ParsedReview, with_digest, with_licence
from ingest.sources import Damaged
from ingest.values import Unusable

_Row = TypeVar("_Row", ReviewRow, NoteRow)
#: Reviews per statement.
BATCH: Final = 500


_CHANGES: Final = ("new", "changed", "unchanged")


@dataclass(slots=True)
class Report:
    """Numbers of `new`, `changed` and `unchanged` reviews, and of replies without content (`empty`); `notes` are the
    same numbers of decisions, meta-reviews and other notes on papers."""

    counts: Counter[str] = field(default_factory=Counter[str])
    notes: Counter[str] = field(default_factory=Counter[str])
    rejected: int = 0
    #: Rejected fields of stored reviews.
    left_out: int = 0
    rejects: Path | None = None
    #: Start of the ingest (`time.monotonic`).
    started: float = field(default_factory=time.monotonic)

    def sentences(self) -> list[str]:
        """The outcome, one sentence per result."""
        sentences = [rate_sentence(self.counts.total() - self.counts["empty"], "reviews", self.started)]
        sentences += [f"{self.counts[name]:,} {name}." for name in _CHANGES if self.counts[name]]
        if self.notes:
            listed = ", ".join(f"{self.notes[name]:,} {name}" for name in _CHANGES if self.notes[name])
            sentences.append(f"Decisions, meta-reviews and other notes: {listed}.")
        if self.counts["empty"]:
            sentences.append(f"{self.counts['empty']:,} replies without content left out.")
        if self.left_out:
            sentences.append(f"{self.left_out:,} invalid values left out: see {self.rejects}.")
        return [*sentences, f"{self.rejected:,} rejected: see {self.rejects}."] if self.rejected else sentences


@dataclass(slots=True)
class _ReviewLine:
    """A review or a note, and its line in the source."""

    chunk: Chunk
    number: int
    review: ParsedReview | ParsedNote

    def reject(self, reason: str) -> Reject:
        return reject(self.chunk.source, self.number, reason, self.chunk.lines[self.number - self.chunk.first])


async def ingest_reviews(
    store: Store,
    files: Sequence[Path],
    *,
    papers: Path | None = None,
    licence: str | None = None,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Store the reviews of the files in the graph. `papers` is a file that resolves the ids of papers in the reviews
    (JSON Lines with `id`, `title`, `year`, `doi`, `arxiv`); `licence` is that of reviews without one.

    Raises CannotStart for a file that cannot be read, StoreError or a subclass when the store fails.
    """
    progress, report = progress or NoProgress(), Report(rejects=rejects)
    sources = [file_source(path) for path in files]
    names = await _read_paper_file(papers) if papers else {}
    progress.stage("Reading reviews", sum(source.size or 0 for source in sources))
    with Rejects(rejects) as reject_file:
        writer = _Writer(store, names, reject_file, report.counts, report.notes)
        for source in sources:
            position = 0
            try:
                async for chunk in source.chunks():
                    await writer.chunk(chunk, licence)
                    progress.step(chunk.position - position, len(chunk.lines))
                    position = chunk.position
            except Damaged as error:
                reject_file.add(Reject(error.source, error.line, str(error), ""))
        report.rejected, report.left_out = reject_file.number, reject_file.fields
    return report


@dataclass(slots=True)
class _Writer:
    """Writes the reviews of one ingest. `paper_ids` caches lookups of papers; None for a missing paper."""

    store: Store
    names: dict[str, PaperNames]
    rejects: Rejects
    counts: Counter[str]
    notes: Counter[str]
    paper_ids: dict[PaperNames, str | None] = field(default_factory=dict[PaperNames, "str | None"])

    async def chunk(self, chunk: Chunk, licence: str | None) -> None:
        """Store the reviews of a chunk in batches."""
        reviews = list(self._read(chunk))
        if licence:
            reviews = [_ReviewLine(item.chunk, item.number, with_licence(item.review, licence)) for item in reviews]
        for first in range(0, len(reviews), BATCH):
            await self._store(reviews[first : first + BATCH])

    def _read(self, chunk: Chunk) -> Iterator[_ReviewLine]:
        for number, line in enumerate(chunk.lines, start=chunk.first):
            if not line or line.isspace():
                continue
            try:
                for review in _reviews(line):
                    if review is None:
                        self.counts["empty"] += 1
                    elif isinstance(review, Unusable):
                        self.rejects.add(reject(chunk.source, number, str(review), line))
                    else:
                        yield _ReviewLine(chunk, number, review)
            except Unusable as error:
                self.rejects.add(reject(chunk.source, number, str(error), line))

    async def _store(self, items: Sequence[_ReviewLine]) -> None:
        await self._find_papers([self._paper_names(item) for item in items])
        rows: dict[str, tuple[str, ReviewRow]] = {}
        notes: dict[str, tuple[str, NoteRow]] = {}
        for item in items:
            paper = self.paper_ids.get(self._paper_names(item) or PaperNames())
            row = self._valid_row(item)
            if not paper:
                self.rejects.add(item.reject(_missing_paper(paper)))
            elif fault := _fault(row):
                self.rejects.add(item.reject(fault))
            elif isinstance(row, ReviewRow):
                rows[row.id] = paper, with_digest(row)
            else:
                notes[row.id] = paper, with_digest(row)
        changed = _changed(rows, await review_store.digests(self.store, list(rows)), self.counts)
        await review_store.write(self.store, changed, timestamps.to_text())
        changed_notes = _changed(notes, await note_store.digests(self.store, list(notes)), self.notes)
        await note_store.write(self.store, changed_notes)

    def _valid_row(self, item: _ReviewLine) -> ReviewRow | NoteRow:
        """The row with valid values; invalid values become rejects of their field."""
        row = item.review.row
        batch = Batch(source_lines={row.id: (item.chunk.source, item.number)})
        for fault in item.review.faults:
            batch.leave_out(row.id, fault.field, fault.reason, fault.value)
        row = gate.review(row, batch) if isinstance(row, ReviewRow) else gate.note(row, batch)
        for rejected in () if _fault(row) else batch.rejects:
            self.rejects.add(rejected)
        return row

    def _paper_names(self, item: _ReviewLine) -> PaperNames | None:
        paper = item.review.paper
        return paper if isinstance(paper, PaperNames) else self.names.get(paper) or native.paper_names({"id": paper})

    async def _find_papers(self, papers: Sequence[PaperNames | None]) -> None:
        pending = [paper for paper in dict.fromkeys(papers) if paper is not None and paper not in self.paper_ids]
        self.paper_ids |= zip(pending, await review_store.match_papers(self.store, pending), strict=True)


def _changed(
    rows: Mapping[str, tuple[str, _Row]], stored: Mapping[str, int], counts: Counter[str]
) -> list[tuple[str, _Row]]:
    """The new and changed rows with their papers, by the stored digests; all are counted."""
    for id_, (_, row) in rows.items():
        same = stored.get(id_) == row.digest
        counts["unchanged" if same else "changed" if id_ in stored else "new"] += 1
    return [(paper, row) for id_, (paper, row) in rows.items() if stored.get(id_) != row.digest]


def _fault(row: ReviewRow | NoteRow) -> str | None:
    """Why a row with valid values alone cannot be stored."""
    if isinstance(row, ReviewRow):
        return None if row.points else NO_POINT
    return None if row.text or row.decision or row.kind == "WITHDRAWAL" else NO_CONTENT


def _reviews(line: bytes) -> Iterator[ParsedReview | ParsedNote | Unusable | None]:
    record = decode_json(line)
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    fields = cast("dict[str, Any]", record)
    if neurips.is_neurips(fields):
        yield from neurips.reviews(fields)
    elif openreview.is_openreview(fields):
        yield from openreview.reviews(fields)
    else:
        yield native.parsed(fields)


def _missing_paper(paper: str | None) -> str:
    if paper is None:
        return "its paper is not in the graph, neither by an identifier nor by title and year"
    return "two papers of the graph have the title of its paper, and it has no identifier of either"


async def _read_paper_file(path: Path) -> dict[str, PaperNames]:
    """Id → names of the paper, from a file of papers. Raises CannotStart for any other file."""
    names: dict[str, PaperNames] = {}
    try:
        async for chunk in file_source(path).chunks():
            for number, line in enumerate(chunk.lines, start=chunk.first):
                names |= _parse_paper(line, f"{path}, line {number}") if not line.isspace() else {}
    except Damaged as error:
        raise CannotStart(f"{path}, line {error.line}: {error}.") from error
    return names


def _parse_paper(line: bytes, location: str) -> dict[str, PaperNames]:
    try:
        paper: Any = orjson.loads(line)
        return {paper["id"]: native.paper_names(paper)}
    except (orjson.JSONDecodeError, Unusable, TypeError, KeyError) as error:
        raise CannotStart(f"{location} is not a record of a paper with its id ({error}).") from error

"""Stores files of reviews in the graph, in batches.

A stored review with the same digest is skipped, so that an interrupted ingest continues when it runs again.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import orjson

from errors import CannotStart
from graphdb import timestamps
from graphdb.ingest import gate
from graphdb.ingest import reviews as review_store
from graphdb.ingest.reviews import PaperNames, ReviewRow
from graphdb.ingest.rows import Batch, Reject
from graphdb.store import Store
from ingest.chunk_parser import Chunk, decode_json, reject
from ingest.jsonl import file_source
from ingest.pipeline import NoProgress, Progress
from ingest.rejects import Rejects
from ingest.report import rate_sentence
from ingest.reviews import native, neurips, openreview
from ingest.reviews.record import NO_POINT, ParsedReview, with_digest, with_licence
from ingest.sources import Damaged
from ingest.values import Unusable

#: Reviews per statement.
BATCH: Final = 500


@dataclass(slots=True)
class Report:
    """Numbers of `new`, `changed` and `unchanged` reviews, and of decisions and meta-reviews (`left out`)."""

    counts: Counter[str] = field(default_factory=Counter[str])
    rejected: int = 0
    #: Rejected fields of stored reviews.
    left_out: int = 0
    rejects: Path | None = None
    #: Start of the ingest (`time.monotonic`).
    started: float = field(default_factory=time.monotonic)

    def sentences(self) -> list[str]:
        """The outcome, one sentence per result."""
        sentences = [rate_sentence(self.counts.total(), "reviews", self.started)]
        sentences += [f"{self.counts[name]:,} {name}." for name in ("new", "changed", "unchanged") if self.counts[name]]
        if self.counts["left out"]:
            sentences.append(f"{self.counts['left out']:,} decisions and meta-reviews left out.")
        if self.left_out:
            sentences.append(f"{self.left_out:,} invalid values left out: see {self.rejects}.")
        return [*sentences, f"{self.rejected:,} rejected: see {self.rejects}."] if self.rejected else sentences


@dataclass(slots=True)
class _ReviewLine:
    """A review and its line in the source."""

    chunk: Chunk
    number: int
    review: ParsedReview

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
        writer = _Writer(store, names, reject_file, report.counts)
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
                        self.counts["left out"] += 1
                    elif isinstance(review, Unusable):
                        self.rejects.add(reject(chunk.source, number, str(review), line))
                    else:
                        yield _ReviewLine(chunk, number, review)
            except Unusable as error:
                self.rejects.add(reject(chunk.source, number, str(error), line))

    async def _store(self, items: Sequence[_ReviewLine]) -> None:
        await self._find_papers([self._paper_names(item) for item in items])
        rows: dict[str, tuple[str, ReviewRow]] = {}
        for item in items:
            paper = self.paper_ids.get(self._paper_names(item) or PaperNames())
            row = self._valid_row(item)
            if paper and row.points:
                rows[row.id] = paper, with_digest(row)
            else:
                self.rejects.add(item.reject(NO_POINT if paper else _missing_paper(paper)))
        stored_digests = await review_store.digests(self.store, list(rows))
        changed = [(paper, row) for paper, row in rows.values() if stored_digests.get(row.id) != row.digest]
        await review_store.write(self.store, changed, timestamps.to_text())
        for _, row in rows.values():
            same = stored_digests.get(row.id) == row.digest
            self.counts["unchanged" if same else "changed" if row.id in stored_digests else "new"] += 1

    def _valid_row(self, item: _ReviewLine) -> ReviewRow:
        """The row with valid values; invalid values become rejects of their field."""
        row = item.review.row
        batch = Batch(source_lines={row.id: (item.chunk.source, item.number)})
        for fault in item.review.faults:
            batch.leave_out(row.id, fault.field, fault.reason, fault.value)
        row = gate.review(row, batch)
        for rejected in batch.rejects if row.points else ():
            self.rejects.add(rejected)
        return row

    def _paper_names(self, item: _ReviewLine) -> PaperNames | None:
        paper = item.review.paper
        return paper if isinstance(paper, PaperNames) else self.names.get(paper) or native.paper_names({"id": paper})

    async def _find_papers(self, papers: Sequence[PaperNames | None]) -> None:
        pending = [paper for paper in dict.fromkeys(papers) if paper is not None and paper not in self.paper_ids]
        self.paper_ids |= zip(pending, await review_store.match_papers(self.store, pending), strict=True)


def _reviews(line: bytes) -> Iterator[ParsedReview | Unusable | None]:
    record = decode_json(line)
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    fields = cast("dict[str, Any]", record)
    if neurips.is_neurips(fields):
        yield from neurips.reviews(fields)
    elif openreview.is_openreview(fields):
        yield from openreview.reviews(fields)
    else:
        yield native.review(fields)


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

"""Files of reviews in, reviews in the graph out, some hundred records at a time.

A review that is there and says the same is left alone, so that an ingest that was ended goes on where it was when it
runs again.
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
from graphdb.ingest import reviews as stored
from graphdb.ingest.reviews import PaperNames, ReviewRow
from graphdb.ingest.rows import Batch, Reject
from graphdb.store import Store
from ingest.jsonl import file_source
from ingest.parsing import Chunk, decode_json, reject
from ingest.pipeline import Progress, Silent
from ingest.rejects import Rejects
from ingest.report import pace
from ingest.reviews import neurips, own
from ingest.reviews.record import NO_POINT, ParsedReview, digested, with_licence
from ingest.sources import Damaged
from ingest.values import Unusable

#: Reviews of one statement.
BATCH: Final = 500


@dataclass(slots=True)
class Report:
    """How many reviews were `new`, `changed`, `unchanged`, and how many records were no reviews (`left out`)."""

    counts: Counter[str] = field(default_factory=Counter[str])
    rejected: int = 0
    #: Fields of reviews that were stored without them.
    left_out: int = 0
    rejects: Path | None = None
    #: When it began (`time.monotonic`).
    began: float = field(default_factory=time.monotonic)

    def sentences(self) -> list[str]:
        """What became of the files, for people."""
        said = [pace(self.counts.total(), "reviews", self.began)]
        said += [f"{self.counts[name]:,} {name}." for name in ("new", "changed", "unchanged") if self.counts[name]]
        if self.counts["left out"]:
            said.append(f"{self.counts['left out']:,} decisions and meta-reviews left out: they are no reviews.")
        if self.left_out:
            said.append(f"{self.left_out:,} values do not fit their fields and were left out: see {self.rejects}.")
        return [*said, f"{self.rejected:,} rejected: see {self.rejects}."] if self.rejected else said


@dataclass(slots=True)
class _Placed:
    """A review and the line that it was read from."""

    chunk: Chunk
    line: int
    said: ParsedReview

    def reject(self, reason: str) -> Reject:
        return reject(self.chunk.source, self.line, reason, self.chunk.lines[self.line - self.chunk.first])


async def ingest_reviews(
    store: Store,
    files: Sequence[Path],
    *,
    papers: Path | None = None,
    licence: str | None = None,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring the reviews of the files into the graph. `papers` is a file that says what the ids of papers in them mean
    (JSON Lines with `id`, `title`, `year`, `doi`, `arxiv`); `licence` is that of reviews which say none.

    Raises CannotStart for a file that cannot be read, StoreError and its kin.
    """
    listening, report = progress or Silent(), Report(rejects=rejects)
    sources = [file_source(path) for path in files]
    names = await _names(papers) if papers else {}
    listening.stage("Reading reviews", sum(source.size or 0 for source in sources))
    with Rejects(rejects) as rejected:
        work = _Work(store, names, rejected, report.counts)
        for source in sources:
            position = 0
            try:
                async for chunk in source.chunks():
                    await work.chunk(chunk, licence)
                    listening.step(chunk.position - position, len(chunk.lines))
                    position = chunk.position
            except Damaged as error:
                rejected.add(Reject(error.source, error.line, str(error), ""))
        report.rejected, report.left_out = rejected.number, rejected.fields
    return report


@dataclass(slots=True)
class _Work:
    """What one ingest has at hand. `known` are the papers that were looked for."""

    store: Store
    names: dict[str, PaperNames]
    rejects: Rejects
    counts: Counter[str]
    known: dict[PaperNames, str | None] = field(default_factory=dict[PaperNames, "str | None"])

    async def chunk(self, chunk: Chunk, licence: str | None) -> None:
        """Stores what a chunk says, a batch at a time."""
        found = list(self._read(chunk))
        if licence:
            found = [_Placed(each.chunk, each.line, with_licence(each.said, licence)) for each in found]
        for first in range(0, len(found), BATCH):
            await self._store(found[first : first + BATCH])

    def _read(self, chunk: Chunk) -> Iterator[_Placed]:
        for number, line in enumerate(chunk.lines, start=chunk.first):
            if not line or line.isspace():
                continue
            try:
                for said in _reviews(line):
                    if said is None:
                        self.counts["left out"] += 1
                    elif isinstance(said, Unusable):
                        self.rejects.add(reject(chunk.source, number, str(said), line))
                    else:
                        yield _Placed(chunk, number, said)
            except Unusable as error:
                self.rejects.add(reject(chunk.source, number, str(error), line))

    async def _store(self, found: Sequence[_Placed]) -> None:
        await self._look([self._meant(each) for each in found])
        rows: dict[str, tuple[str, ReviewRow]] = {}
        for each in found:
            paper = self.known.get(self._meant(each) or PaperNames())
            row = self._checked(each)
            if paper and row.points:
                rows[row.id] = paper, digested(row)
            else:
                self.rejects.add(each.reject(NO_POINT if paper else _why(paper)))
        there = await stored.digests(self.store, list(rows))
        changed = [(paper, row) for paper, row in rows.values() if there.get(row.id) != row.digest]
        await stored.write(self.store, changed, timestamps.written())
        for _, row in rows.values():
            same = there.get(row.id) == row.digest
            self.counts["unchanged" if same else "changed" if row.id in there else "new"] += 1

    def _checked(self, placed: _Placed) -> ReviewRow:
        """The review as the model allows it; what is left out goes to the rejects by its field."""
        row = placed.said.row
        batch = Batch(places={row.id: (placed.chunk.source, placed.line)})
        for fault in placed.said.faults:
            batch.leave_out(row.id, fault.field, fault.reason, fault.value)
        row = gate.review(row, batch)
        for each in batch.rejects if row.points else ():
            self.rejects.add(each)
        return row

    def _meant(self, placed: _Placed) -> PaperNames | None:
        paper = placed.said.paper
        return paper if isinstance(paper, PaperNames) else self.names.get(paper) or own.paper_names({"id": paper})

    async def _look(self, papers: Sequence[PaperNames | None]) -> None:
        wanted = [paper for paper in dict.fromkeys(papers) if paper is not None and paper not in self.known]
        self.known |= zip(wanted, await stored.matched(self.store, wanted), strict=True)


def _reviews(line: bytes) -> Iterator[ParsedReview | Unusable | None]:
    record = decode_json(line)
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object")
    known = cast("dict[str, Any]", record)
    yield from neurips.reviews(known) if neurips.is_neurips(known) else [own.review(known)]


def _why(paper: str | None) -> str:
    if paper is None:
        return "its paper is not in the graph, by none of its identifiers nor by title and year"
    return "two papers of the graph have the title of its paper, and it names none of their identifiers"


async def _names(path: Path) -> dict[str, PaperNames]:
    """What each id of a file of papers means. Raises CannotStart for a file that is no such one."""
    found: dict[str, PaperNames] = {}
    try:
        async for chunk in file_source(path).chunks():
            for number, line in enumerate(chunk.lines, start=chunk.first):
                found |= _paper_names(line, f"{path}, line {number}") if not line.isspace() else {}
    except Damaged as error:
        raise CannotStart(f"{path}, line {error.line}: {error}.") from error
    return found


def _paper_names(line: bytes, place: str) -> dict[str, PaperNames]:
    try:
        paper: Any = orjson.loads(line)
        return {paper["id"]: own.paper_names(paper)}
    except (orjson.JSONDecodeError, Unusable, TypeError, KeyError) as error:
        raise CannotStart(f"{place} says of no paper what its id means ({error}).") from error

"""The outcome of an ingest: counts, and the table and sentences printed at its end."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.table import Table

from graphdb.ingest.batch import OUTCOMES, Outcome
from ingest.kinds import READERS
from ingest.manifest import Inventory

_KINDS: Final = ("Paper", "Author", "Institution", "Topic", "Venue", "Funder", "Publisher", "Award")


#: Explanation of placeholders of deleted records (`ingest.keys.TOMBSTONES`).
_PLACEHOLDERS: Final = "they stand for deleted records."


@dataclass(slots=True)
class Report:
    """Counts by kind and outcome (`graphdb.ingest.batch.OUTCOMES`), and other results."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    #: Records of entities that the graph does not store (`ingest.kinds.READERS`), by entity.
    not_stored: dict[str, int] = field(default_factory=dict[str, int])
    #: Types of works that are not in `ingest.works.KINDS` → number of works.
    unknown_kinds: dict[str, int] = field(default_factory=dict[str, int])
    #: Fields that are neither read nor documented (`ingest.unread_fields`) → number of records.
    unread: dict[str, int] = field(default_factory=dict[str, int])
    merged: int = 0
    deleted: int = 0
    withheld: int = 0
    #: Works that the filter excludes.
    excluded: int = 0
    citations: int = 0
    uncited: int = 0
    refreshed: int = 0
    rejected: int = 0
    #: Rejected fields of stored records.
    left_out: int = 0
    rejects: Path | None = None
    #: Sources that cannot be read to their end.
    damaged: int = 0
    parts_done: int = 0
    inventory: Inventory = field(default_factory=Inventory)
    #: Start of the ingest (`time.monotonic`).
    started: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome) -> None:
        """Count one batch."""
        for key, number in outcome.counts.items():
            self.counts[key] = self.counts.get(key, 0) + number
        self.merged += outcome.merged
        self.deleted += outcome.deleted
        self.withheld += outcome.withheld

    @property
    def records(self) -> int:
        """The number of valid records."""
        return sum(self.counts.values()) + sum(self.not_stored.values())

    @property
    def changed(self) -> bool:
        """Whether the ingest changed the graph."""
        kinds = ("new", "changed")
        return any(number for (_, outcome), number in self.counts.items() if outcome in kinds) or any(
            (self.merged, self.deleted, self.citations, self.uncited)
        )

    def table(self) -> Table:
        """A row per kind of record, a column per outcome."""
        table = Table(title="Ingested records", title_justify="left")
        table.add_column("kind")
        for outcome in OUTCOMES:
            table.add_column(outcome, justify="right")
        for label in _KINDS:
            numbers = [self.counts.get((label, outcome), 0) for outcome in OUTCOMES]
            if any(numbers):
                table.add_row(f"{label}s", *(f"{number:,}" for number in numbers))
        return table

    def sentences(self) -> list[str]:
        """The results that are not in the table, one sentence each."""
        sentences = [rate_sentence(self.records, "records", self.started)]
        sentences += [
            f"{number:,} {name} read: {READERS.get(name, _PLACEHOLDERS)}" for name, number in self.not_stored.items()
        ]
        facts = (
            (self.citations, "citations created."), (self.uncited, "citations removed."), (self.merged, "ids merged."),
            (self.deleted, "works removed, because OpenAlex deleted them; reviews and comments on them stay."),
            (self.withheld, "records left out, because OpenAlex deleted the works after the date of the records."),
            (self.excluded, "works left out by the filter."),
            (self.parts_done, "parts of the snapshot are already stored and were not read again."),
            (self.rejected, f"records rejected: see {self.rejects}."),
            (self.damaged, "files cannot be read to their end: get them again, then run `peergraph ingest` with them."),
            (self.left_out, f"invalid values left out: see {self.rejects}."),
        )  # fmt: skip
        sentences += [f"{number:,} {fact}" for number, fact in facts if number]
        sentences += self.inventory.sentences()
        sentences += [
            f"{number:,} works have the unknown type {name!r} and are stored as OTHER."
            for name, number in sorted(self.unknown_kinds.items())
        ]
        sentences += [
            f"{number:,} records have a field {name!r}, which is not read."
            for name, number in sorted(self.unread.items())
        ]
        return sentences if self.changed else [*sentences, "Nothing changed."]


def rate_sentence(number: int, noun: str, started: float) -> str:
    """The number of records since `started` (`time.monotonic`), the duration and the rate."""
    seconds = max(0.1, time.monotonic() - started)
    return f"{number:,} {noun} in {seconds:,.1f} s ({number / seconds:,.0f} a second)."

"""What an ingest did, as numbers and as the table that ends it."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.table import Table

from graphdb.ingest.batch import OUTCOMES, Outcome
from ingest.kinds import READERS
from ingest.manifest import Inventory

_KINDS: Final = ("Paper", "Author", "Institution", "Topic", "Venue", "Funder", "Publisher", "Award")


#: Records that stand for whatever OpenAlex has deleted (`ingest.keys.TOMBSTONES`).
_PLACEHOLDERS: Final = "they stand for deleted records."


@dataclass(slots=True)
class Report:
    """Counts by kind and outcome (`graphdb.ingest.batch.OUTCOMES`), and what happened besides."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    #: Records of entities that the graph has no place for (`ingest.kinds.READERS`), by entity.
    outside: dict[str, int] = field(default_factory=dict[str, int])
    #: Types of works that are not in `ingest.works.KINDS`, with the number of works.
    unknown_kinds: dict[str, int] = field(default_factory=dict[str, int])
    #: Fields of records that are not read and not documented either (`ingest.unread_fields`), with the number of
    #: records.
    unread: dict[str, int] = field(default_factory=dict[str, int])
    merged: int = 0
    deleted: int = 0
    withheld: int = 0
    citations: int = 0
    uncited: int = 0
    refreshed: int = 0
    rejected: int = 0
    #: Fields of records that were stored without them.
    left_out: int = 0
    rejects: Path | None = None
    parts_done: int = 0
    inventory: Inventory = field(default_factory=Inventory)
    #: When it began (`time.monotonic`).
    began: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome) -> None:
        """Count one batch."""
        for key, number in outcome.counts.items():
            self.counts[key] = self.counts.get(key, 0) + number
        self.merged += outcome.merged
        self.deleted += outcome.deleted
        self.withheld += outcome.withheld

    @property
    def records(self) -> int:
        """How many records were read and used."""
        return sum(self.counts.values()) + sum(self.outside.values())

    @property
    def changed(self) -> bool:
        """Whether the graph is another one now."""
        kinds = ("new", "changed")
        return any(number for (_, outcome), number in self.counts.items() if outcome in kinds) or any(
            (self.merged, self.deleted, self.citations, self.uncited)
        )

    def table(self) -> Table:
        """Kinds of records down, outcomes across."""
        table = Table(title="What came in", title_justify="left")
        table.add_column("records of")
        for outcome in OUTCOMES:
            table.add_column(outcome, justify="right")
        for label in _KINDS:
            numbers = [self.counts.get((label, outcome), 0) for outcome in OUTCOMES]
            if any(numbers):
                table.add_row(f"{label}s", *(f"{number:,}" for number in numbers))
        return table

    def sentences(self) -> list[str]:
        """What the table has no column for."""
        said = [pace(self.records, "records", self.began)]
        said += [f"{number:,} {name} read: {READERS.get(name, _PLACEHOLDERS)}" for name, number in self.outside.items()]
        facts = (
            (self.citations, "citations made."), (self.uncited, "citations removed."), (self.merged, "ids merged."),
            (self.deleted, "works went, because OpenAlex deleted them; what people wrote on them stays."),
            (self.withheld, "records left out, because OpenAlex deleted the works after their date."),
            (self.parts_done, "parts of the snapshot were stored before and not read again."),
            (self.rejected, f"records rejected: see {self.rejects}."),
            (self.left_out, f"values do not fit their fields and were left out: see {self.rejects}."),
        )  # fmt: skip
        said += [f"{number:,} {fact}" for number, fact in facts if number]
        said += self.inventory.sentences()
        said += [
            f"{number:,} works are of the unknown type {name!r} and stored as OTHER."
            for name, number in sorted(self.unknown_kinds.items())
        ]
        said += [
            f"{number:,} records have a field {name!r}, which is not read."
            for name, number in sorted(self.unread.items())
        ]
        return said if self.changed else [*said, "Nothing changed."]


def pace(number: int, things: str, began: float) -> str:
    """How many things came since `began`, which is of `time.monotonic`, and how many that is a second."""
    seconds = max(0.1, time.monotonic() - began)
    return f"{number:,} {things} in {seconds:,.1f} s ({number / seconds:,.0f} a second)."

"""The files of a snapshot by entity and day, and those that a graph lacks.

OpenAlex moves a record to the partition of its `updated_date` whenever it changes, so a graph with all partitions up to
a day needs only those of that day and later ones; of the day itself, because files can be added to it. Source: OpenAlex
documentation, "Snapshot", "Downloading updated entities".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ingest.manifest import Inventory
from ingest.sources import Source

#: The beginning of a partition's name.
_PREFIX: Final = "updated_date="


@dataclass(frozen=True, slots=True)
class Part:
    """One file. `day`: ISO 8601, of its partition; "" for logs without a day, which are read whenever they change.
    `source` computes the fingerprint, for which it reads the end of the file."""

    entity: str
    day: str
    source: Callable[[], Source]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a snapshot in the order of reading, and the differences from its manifests. `is_whole`: whether it
    has all partitions of its entities, and not only one."""

    name: str
    parts: list[Part]
    inventory: Inventory = field(default_factory=Inventory)
    is_whole: bool = True

    @property
    def complete(self) -> bool:
        """Whether no file is missing."""
        return self.is_whole and not self.inventory.sentences()

    def newest(self) -> dict[str, str]:
        """Entity → newest day."""
        days: dict[str, str] = {}
        for part in self.parts:
            if part.day:
                days[part.entity] = max(part.day, days.get(part.entity, ""))
        return days

    def since(self, days: Mapping[str, str], first: str = "") -> list[Part]:
        """The logs without a day, and the parts of these days and later ones; `first` for entities without one."""
        return [part for part in self.parts if not part.day or part.day >= days.get(part.entity, first)]


def day_of(partition: str) -> str:
    """The day of a partition by its name; "" for another folder."""
    return partition.removeprefix(_PREFIX) if partition.startswith(_PREFIX) else ""

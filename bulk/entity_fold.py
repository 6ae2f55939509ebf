"""The records and mentions of one entity → its properties, as ingest leaves them in an empty graph."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from graphdb.ingest import description, membership
from graphdb.ingest.rows import EntityRow, Properties
from graphdb.ingest.state import StoredEntity

#: Properties from which aliases of a node are derived.
_NAME_SOURCES: Final = frozenset({"issn", "openalex"})


@dataclass(slots=True)
class Entity:
    """An entity with its properties, the topic above a topic, and its aliases, each with the event that wrote it."""

    row: EntityRow
    properties: Properties = field(default_factory=Properties)
    broader: str | None = None
    aliases: dict[str, int] = field(default_factory=dict[str, int])
    exists: bool = False
    outcomes: list[str] = field(default_factory=list[str])

    @property
    def end(self) -> str | None:
        """The id of the topic, publisher or funder to which the entity belongs."""
        return self.broader or membership.end(self.row.label, self.properties)


def fold(events: Iterable[tuple[int, EntityRow, EntityRow | None]]) -> Entity | None:
    """The entity after these events in the order of ingest: the number of the chunk, the record or mention, and the
    mention in the same chunk as the record."""
    entity: Entity | None = None
    for sequence, row, mention in events:
        entity = entity or Entity(row)
        _apply(entity, sequence, row, mention)
    return entity


def _apply(entity: Entity, sequence: int, row: EntityRow, mention: EntityRow | None) -> None:
    stored = StoredEntity(entity.properties, entity.broader) if entity.exists else None
    if row.is_record and (
        not (row.properties or row.affiliations) or (stored is None and "name" not in row.properties)
    ):
        entity.outcomes.append("skipped")
        return
    update = description.describe(row, mention, stored)
    is_moved = update.broader is not None and update.broader != entity.broader
    if row.is_record:
        entity.outcomes.append(_outcome(row, stored, bool(update) or is_moved))
    changes = description.initial_properties(row, update.changes) if stored is None else update.changes
    entity.properties = {
        name: value for name, value in {**entity.properties, **changes}.items() if value is not None
    }  # fmt: skip
    entity.broader = update.broader
    entity.exists = True
    if stored is None or _NAME_SOURCES & update.changes.keys():
        entity.aliases |= dict.fromkeys(row.names, sequence)


def _outcome(row: EntityRow, stored: StoredEntity | None, changed: bool) -> str:
    if stored is None:
        return "new"
    if description.is_older(row.updated, stored.properties.get("updated")):
        return "older"
    return "changed" if changed else "unchanged"

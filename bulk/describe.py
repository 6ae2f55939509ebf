"""Global step, part 3: entities from their records and mentions, described by the functions of ingest."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bulk import template
from bulk.columns import FURTHER, KINDS, fact_columns
from bulk.database import Database, sql_type
from bulk.entity_fold import Entity, fold
from bulk.numbers import CODES, LABEL_BITS, number
from bulk.parquet import INTEGER, TEXT, TableFile, arrow, columns_of
from bulk.rows import entity_row, mention_row
from graphdb.ingest.newest_mention import MENTIONED_FACTS
from graphdb.ingest.resolution import rename_entity, rename_parents
from graphdb.ingest.rows import EntityRow, Label

#: Labels whose nodes can be above others; only these ids are renamed in records and mentions.
_ENDS: Final = ("Topic", "Publisher", "Funder")
#: Rows of pending output at which a row group is written.
_MAX_PENDING: Final = 20_000
#: Derived properties of a node without papers.
_ZEROS: Final = {"papers": 0, "citations": 0, "authors": 0}
Event = tuple[int, EntityRow, EntityRow | None]


@dataclass(slots=True)
class Described:
    """The counts of a label: outcomes of records, and nodes."""

    outcomes: dict[str, int] = field(default_factory=dict[str, int])
    nodes: int = 0


def node_columns(label: str) -> dict[str, Any]:
    """The columns of the final table of a label."""
    return {"nid": INTEGER, **columns_of(KINDS[label].types)}


def prepare_label(database: Database, label: Label, *, alone: bool) -> None:
    """The views `mention_…` and `record_…` with the rows of the label under final ids, and the table `named_…` of nodes
    that exist because of a record with a name, without an edge; empty unless `alone`."""
    name, facts = label.lower(), fact_columns(label)
    columns = ", ".join(f'"{column}"' for column in ("names", "sortName", "nameKey", *FURTHER.get(label, ()), *facts))
    dates = ", ".join(
        f'CASE WHEN alias.nid IS NULL THEN "{fact}On" WHEN "{fact}" IS NOT NULL THEN \'\' END AS "{fact}On"'
        for fact in facts
    )
    database.execute(f"""\
CREATE OR REPLACE VIEW mention_{name} AS
SELECT coalesce(alias.newNid, mention.nid) AS nid, coalesce(alias."of", mention.id) AS id, sequence, {columns}, {dates}
FROM (
  SELECT * EXCLUDE (part) FROM shape_mentions{label}_in_order
  UNION ALL BY NAME SELECT *, (1::BIGINT << 61) AS sequence FROM complex_mentions{label}
) AS mention LEFT JOIN alias ON alias.nid = mention.nid""")
    database.execute(f"""\
CREATE OR REPLACE VIEW record_{name} AS
SELECT coalesce(alias.newNid, record.nid) AS nid, record.id, alias."of" AS successor, sequence, "row", isNamed, record
FROM shape_entities_in_order AS record LEFT JOIN alias ON alias.nid = record.nid WHERE label = '{label}'""")
    database.step(f"named {label}", lambda: _named(database, name, alone=alone))


def _named(database: Database, name: str, *, alone: bool) -> None:
    database.execute(
        f"CREATE OR REPLACE TABLE named_{name} AS SELECT DISTINCT nid FROM record_{name} WHERE isNamed AND {alone}"
    )


class Describer:
    """Writes the final table of one label, `end_…` (number of the node and of the node above it) and its aliases."""

    def __init__(self, database: Database, label: Label, folder: Path, now: str) -> None:
        self._database = database
        self._label: Label = label
        self._now = now
        columns = node_columns(label)
        self._names = tuple(columns)[1:]
        self._nodes = TableFile(folder / "nodes.parquet", columns)
        self._ends = TableFile(folder / "ends.parquet", {"nid": INTEGER, "end": INTEGER})
        self._aliases = TableFile(folder / "aliases.parquet", {"id": TEXT, "of": TEXT, "sequence": INTEGER})
        labels = ", ".join(f"'{CODES[end]}'" for end in _ENDS)
        self._successors: dict[str, str] = dict(
            database.execute(
                f'SELECT id, "of" FROM alias WHERE nid >> {LABEL_BITS} << {LABEL_BITS} IN ({labels})'
            ).fetchall()
        )
        self.result = Described()

    def fold(self, exists: str | None, derived: str | None) -> None:
        """Combine records and mentions in a table: of the nodes of the query `exists`, or of all with a record or
        mention; `derived` is the relation of their derived properties by `nid`."""
        self._database.execute(
            f"CREATE OR REPLACE TABLE folded_{self._label.lower()} AS SELECT * {self._joined(exists, derived)}"
        )

    def run(self, exists: str | None) -> Described:
        """Describe the nodes that `fold` combined."""
        with ExitStack() as files:
            for file in (self._nodes, self._ends, self._aliases):
                files.enter_context(file)
            for row in self._database.rows(self._simple()):
                self._write(row["nid"], self._simple_events(row), row)
            for events, row in self._replayed():
                self._write(row["nid"], events, row)
            for node in (self._nodes, self._ends, self._aliases):
                node.flush()
            self._write_alike()
        self._database.execute(f"DROP TABLE folded_{self._label.lower()}")
        if exists is not None and (skipped := self._database.value(self._skipped(exists))):
            self.result.outcomes["skipped"] = self.result.outcomes.get("skipped", 0) + skipped
        return self.result

    def _skipped(self, exists: str) -> str:
        """A query of the number of records that make no node."""
        return f"""\
SELECT count(DISTINCT (nid, sequence)) FROM record_{self._label.lower()} AS record
ANTI JOIN ({exists}) AS node ON node.nid = record.nid"""

    def _folded(self) -> str:
        """Each fact of the newest mention, as `graphdb.ingest.rows.newer` orders them."""
        name, facts = self._label.lower(), fact_columns(self._label)
        columns: list[str] = []
        for fact in facts:
            size = f'length("{fact}")'
            keys = ", 'sortName': \"sortName\", 'nameKey': \"nameKey\"" if fact == "name" else ""
            columns.append(
                f"max({{'on': \"{fact}On\", 'size': {size}, 'value': \"{fact}\"{keys}}}) "
                f'FILTER (WHERE "{fact}" IS NOT NULL) AS "{fact}"'
            )

        columns += [f'any_value("{further}") AS "{further}"' for further in FURTHER.get(self._label, ())]
        return f"""\
SELECT nid, min(id) AS id, max(id) AS otherId, min(sequence) AS sequence,
  list_distinct(flatten(list(names) FILTER (WHERE len(names) > 0))) AS names,
  count(DISTINCT names) FILTER (WHERE len(names) > 0) AS lists, {", ".join(columns)}
FROM mention_{name} GROUP BY nid"""

    def _joined(self, exists: str | None, derived: str | None) -> str:
        """Nodes with folded mentions, records and derived properties."""
        name = self._label.lower()
        exists = exists or f"SELECT nid FROM mention_{name} UNION SELECT nid FROM named_{name}"
        return f"""\
FROM (SELECT DISTINCT nid FROM ({exists})) AS node
LEFT JOIN ({self._folded()}) AS mention USING (nid)
LEFT JOIN (
  SELECT nid, any_value(id) AS recordId, any_value(successor) AS successor, any_value(record) AS record,
    count(*) AS records, bool_and(isNamed) AS isNamed, min(sequence) AS recordSequence
  FROM record_{name} GROUP BY nid
) AS records USING (nid)
{f"LEFT JOIN ({derived}) AS derived USING (nid)" if derived else ""}"""

    #: Nodes whose result depends on the order of their records and mentions.
    _REPLAYED: Final = (
        "(coalesce(records, 0) > 1 OR coalesce(lists, 0) > 1 OR (NOT isNamed AND sequence < recordSequence))"
    )

    def _simple(self) -> str:
        others = f"NOT coalesce({self._REPLAYED}, false) AND NOT coalesce({template.condition(self._label)}, false)"
        return f"FROM folded_{self._label.lower()} WHERE {others}"

    def _write_alike(self) -> None:
        """Write the nodes that only works mention and that a template describes (`bulk.template`)."""
        columns = ", ".join(template.pattern_columns(self._label))
        source = (
            f"FROM folded_{self._label.lower()}"
            f" WHERE NOT coalesce({self._REPLAYED}, false) AND {template.condition(self._label)}"
        )
        for values in self._database.execute(f"SELECT DISTINCT {columns} {source}").fetchall():
            expressions = template.expressions(self._label, template.pattern_of(values))
            for name in KINDS[self._label].derived:
                expressions[name] = f"coalesce(derived_{name}, {_ZEROS[name]})" if name in _ZEROS else f"derived_{name}"
            chosen = ", ".join(
                f'({expressions.get(name, "NULL")})::{sql_type(kind)} AS "{name}"'
                for name, kind in zip(self._names, self._nodes.schema.types[1:], strict=True)
            )
            for batch in self._database.batches(f"SELECT nid, {chosen} {source} AND ({columns}) = {values!r}"):
                self._nodes.write(arrow.Table.from_batches([batch]).cast(self._nodes.schema))
                self.result.nodes += batch.num_rows

    def _simple_events(self, row: Mapping[str, Any]) -> list[Event]:
        mention = self._mention(row)
        if row["record"] is None:
            return [] if mention is None else [(row["sequence"], mention, None)]
        record = self._record(row["recordId"], row["successor"], row["record"])
        events: list[Event] = [(row["recordSequence"], record, mention)]
        if not row["isNamed"] and mention is not None:
            events.append((row["sequence"], mention, None))
        return events

    def _mention(self, row: Mapping[str, Any]) -> EntityRow | None:
        """The folded mention of a node."""
        if row["id"] is None:
            return None
        if row["id"] != row["otherId"]:
            raise ValueError(f"{row['id']} and {row['otherId']} have the same number.")
        flat: dict[str, Any] = {"id": row["id"], "names": row["names"], "sortName": None, "nameKey": None}
        flat |= {further: row[further] for further in FURTHER.get(self._label, ())}
        for fact in MENTIONED_FACTS[self._label]:
            entry: dict[str, Any] = row[fact] or {}
            flat[fact], flat[f"{fact}On"] = entry.get("value"), entry.get("on")
            if fact == "name" and entry:
                flat |= {"sortName": entry["sortName"], "nameKey": entry["nameKey"]}
        return self._renamed(mention_row(self._label, flat))

    def _renamed(self, row: EntityRow) -> EntityRow:
        return rename_parents(row, self._successors) if self._successors else row

    def _record(self, node: str, successor: str | None, content: str) -> EntityRow:
        aliases = self._successors if successor is None else {**self._successors, node: successor}
        return rename_entity(entity_row(self._label, node, content), aliases)

    def _replayed(self) -> Iterator[tuple[list[Event], Mapping[str, Any]]]:
        """The events of every other node, in the order of ingest."""
        name = self._label.lower()
        rows = {row["nid"]: row for row in self._database.rows(f"FROM folded_{name} WHERE {self._REPLAYED}")}
        if not rows:
            return
        listed = ", ".join(map(str, rows))
        records = f'SELECT * FROM record_{name} WHERE nid IN ({listed}) ORDER BY nid, sequence, "row"'
        mentions = f"SELECT * FROM mention_{name} WHERE nid IN ({listed}) ORDER BY nid, sequence"
        events: dict[int, dict[int, list[Any]]] = {nid: {} for nid in rows}
        for row in self._database.rows(records):
            # The last of several records in one chunk counts.
            events[row["nid"]].setdefault(row["sequence"], [None, None])[0] = self._record(
                row["id"], row["successor"], row["record"]
            )
        for row in self._database.rows(mentions):
            mention = self._renamed(mention_row(self._label, row))
            events[row["nid"]].setdefault(row["sequence"], [None, None])[1] = mention
        for nid, by_sequence in events.items():
            yield (
                [
                    (sequence, mention, None) if record is None else (sequence, record, mention)
                    for sequence, (record, mention) in sorted(by_sequence.items())
                ],
                rows[nid],
            )

    def _write(self, nid: int, events: list[Event], derived: Mapping[str, Any]) -> None:
        entity = fold(events)
        if entity is None:
            return
        for outcome in entity.outcomes:
            self.result.outcomes[outcome] = self.result.outcomes.get(outcome, 0) + 1
        if not entity.exists:
            return
        self._add(nid, entity, derived)
        if len(self._nodes.pending) >= _MAX_PENDING:
            for file in (self._nodes, self._ends, self._aliases):
                file.flush()

    def _add(self, nid: int, entity: Entity, derived: Mapping[str, Any]) -> None:
        properties: dict[str, Any] = {"id": entity.row.id, **entity.properties}
        for name in KINDS[self._label].derived:
            value = derived.get(f"derived_{name}")
            properties[name] = _ZEROS.get(name) if value is None else value
        if {"new", "changed"} & set(entity.outcomes):
            properties["readAt"] = self._now
        self._nodes.pending.append((nid, *map(properties.get, self._names)))
        self.result.nodes += 1
        if (end := entity.end) is not None:
            self._ends.pending.append((nid, number(end)))
        self._aliases.pending += [(alias, entity.row.id, sequence) for alias, sequence in entity.aliases.items()]

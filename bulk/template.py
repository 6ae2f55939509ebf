"""The properties of nodes that only works mention, as expressions of SQL.

One such node is described by the functions of ingest with a marker in place of each value. Where a marker is in the
result, the expression has the column. So DuckDB can describe all nodes that have the same facts.
"""

import re
from typing import Any, Final, NamedTuple

from bulk.entity_fold import fold
from graphdb.ingest.newest_mention import MENTIONED_FACTS
from graphdb.ingest.rows import EntityRow, Label

#: Labels whose facts from works are texts, and whose nodes have no alias and no node above. Most nodes are authors.
LABELS: Final[frozenset[Label]] = frozenset({"Author"})
_MARKER: Final = re.compile(r"⟦([A-Za-z]+)⟧")


class Pattern(NamedTuple):
    """What the nodes have in common: whether the id is local (`author:…`), and of each fact whether it has a value and
    whether the value has a date."""

    is_local: bool
    facts: tuple[tuple[bool, bool], ...]


def pattern_columns(label: Label) -> list[str]:
    """The expressions of a pattern: `is_local`, and two for each fact."""
    facts = MENTIONED_FACTS[label]
    pairs = ((f'"{fact}" IS NOT NULL', f"coalesce(\"{fact}\".\"on\", '') <> ''") for fact in facts)
    return ["contains(id, ':')", *(column for pair in pairs for column in pair)]


def pattern_of(values: tuple[bool, ...]) -> Pattern:
    """The pattern of the values of its expressions."""
    return Pattern(values[0], tuple(zip(values[1::2], values[2::2], strict=True)))


def condition(label: Label) -> str:
    """Whether a folded node (`bulk.describe`) has the form that a template describes."""
    return (
        "record IS NULL AND id IS NOT NULL AND id = otherId AND coalesce(lists, 0) = 0"
        ' AND ("name" IS NULL OR "name"."sortName" IS NOT NULL)'
    ) if label in LABELS else "false"  # fmt: skip


def expressions(label: Label, pattern: Pattern) -> dict[str, str]:
    """The properties of a node of the pattern."""
    node = f"{label.lower()}:⟦local⟧" if pattern.is_local else "⟦id⟧"
    facts = dict(zip(MENTIONED_FACTS[label], pattern.facts, strict=True))
    properties: dict[str, Any] = {name: f"⟦{name}⟧" if exists else None for name, (exists, _) in facts.items()}
    if properties["name"] is not None:
        properties["sortName"] = "⟦sortName⟧"
    dates = {name: f"⟦{name}On⟧" if is_dated else "" for name, (_, is_dated) in facts.items()}
    entity = fold([(0, EntityRow(label, node, properties, dates=dates), None)])
    if entity is None or entity.aliases or entity.end:
        raise ValueError(f"{label} nodes that only works mention depend on more than their facts.")
    columns = {"id": "id", "local": f"id[{len(label) + 2}:]", "sortName": '"name"."sortName"'}
    for name in facts:
        columns |= {name: f'"{name}"."value"', f"{name}On": f'"{name}"."on"'}
    return {name: _expression(value, columns) for name, value in {"id": node, **entity.properties}.items()}


def _expression(value: Any, columns: dict[str, str]) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text, so it can depend on more than one fact.")
    pieces = _MARKER.split(value)
    texts = ["'" + piece.replace("'", "''") + "'" for piece in pieces[::2]]
    markers = [columns[name] for name in pieces[1::2]]
    joined = [texts[0], *(part for pair in zip(markers, texts[1:], strict=True) for part in pair)]
    return " || ".join(part for part in joined if part != "''") or "''"

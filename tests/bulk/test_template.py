"""The expressions of `bulk.template` give what the functions of ingest give for the same values."""

from itertools import product
from typing import Any

import duckdb
import pytest

from bulk import template
from bulk.entity_fold import fold
from graphdb.ingest.rows import EntityRow, Label

NAMES = ("O'Neil “Ⅷ” ⟦id⟧", None)
ORCIDS = ("0000-0002-1825-0097", None)
DATES = ("2026-11-28", "")
LABEL: Label = "Author"


@pytest.mark.parametrize("node", ["A123", "author:w123.4"])
def test_expressions_give_the_properties_of_ingest(node: str) -> None:
    for name, orcid, name_on, orcid_on in product(NAMES, ORCIDS, DATES, DATES):
        properties: dict[str, Any] = {"name": name, "orcid": orcid}
        if name is not None:
            properties["sortName"] = "neil"
        row = EntityRow(LABEL, node, properties, dates={"name": name_on, "orcid": orcid_on})
        entity = fold([(0, row, None)])
        assert entity is not None
        assert _described(node, (name, name_on), (orcid, orcid_on)) == {"id": node, **entity.properties}


def _described(node: str, name: tuple[str | None, str], orcid: tuple[str | None, str]) -> dict[str, Any]:
    database = duckdb.connect()
    fields = 'STRUCT("on" VARCHAR, "value" VARCHAR, "sortName" VARCHAR)'
    database.execute(f'CREATE TABLE folded (id VARCHAR, "name" {fields}, "orcid" {fields})')
    structs = [None if value is None else {"on": on, "value": value, "sortName": "neil"} for value, on in (name, orcid)]
    database.execute("INSERT INTO folded VALUES (?, ?, ?)", [node, *structs])
    columns = ", ".join(template.pattern_columns(LABEL))
    pattern = template.pattern_of(database.table("folded").project(columns).fetchall()[0])
    expressions = template.expressions(LABEL, pattern)
    values = database.table("folded").project(", ".join(expressions.values())).fetchall()[0]
    return dict(zip(expressions, values, strict=True))

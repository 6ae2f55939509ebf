"""Lists of papers in CSL-JSON: one array."""

import json
from collections.abc import Sequence
from typing import Any

from exports.csl import csl_item
from exports.reference import Reference
from exports.tables import Writer


class CslWriter(Writer):
    """One item a line. The array has no place for a sentence, so it writes complete lists only."""

    def __init__(self) -> None:
        self._separator = ""

    def begin(self) -> str:
        return "["

    def page(self, rows: Sequence[Sequence[Any]]) -> str:
        return "".join(self._item(Reference.from_row(row[0])) for row in rows)

    def end(self) -> str:
        return "\n]\n"

    def _item(self, reference: Reference) -> str:
        before, self._separator = self._separator, ","
        return f"{before}\n{json.dumps(csl_item(reference), ensure_ascii=False)}"

"""The file of rejected records and fields: JSON Lines, created with the first reject."""

from pathlib import Path
from types import TracebackType
from typing import IO, Self

import orjson

from graphdb.ingest.rows import Reject


class Rejects:
    """Writes rejects to a file. `number` counts rejected records, `fields` rejected fields of stored records. Without a
    path rejects are only counted."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.number = 0
        self.fields = 0
        self._file: IO[bytes] | None = None

    def add(self, reject: Reject) -> None:
        """Write a reject: source, line, reason and the record; for a field the record's id, the field and its value."""
        if reject.field:
            self.fields += 1
        else:
            self.number += 1
        if self.path is not None:
            self._file = self._file or self.path.open("wb")
            entry: dict[str, object] = {"source": reject.source, "line": reject.line, "reason": reject.reason}
            if reject.field:
                entry |= {"id": reject.record, "field": reject.field, "value": reject.text}
            else:
                entry["record"] = reject.text
            self._file.write(orjson.dumps(entry) + b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

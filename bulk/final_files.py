"""Global step, part 4: the final tables of papers and of their edges, part by part from the shape tables."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from bulk.columns import LOCATION, PAPER
from bulk.database import Database
from bulk.parquet import (
    INTEGER,
    TEXT,
    TEXTS,
    arrow,
    compute,
    count_rows,
    read_batches,
    writer,
)

#: Parts of papers whose rows were folded (`bulk.resolve`).
COMPLEX: Final = -1
#: Shape table → type of the edge, start, end, properties, and the value of `isFurther`.
_EDGES: Final = (
    ("authored", "AUTHORED", "author", "paper",
     ("position", "corresponding", "institutions", "name", "affiliations", "countries"), False),
    ("authored", "ALSO_AUTHORED", "author", "paper",
     ("position", "corresponding", "institutions", "name", "affiliations", "countries"), True),
    ("origins", "FROM", "paper", "institution", (), None),
    ("about", "ABOUT", "paper", "topic", ("score", "primary"), None),
    ("published", "PUBLISHED_IN", "paper", "venue", (), None),
    ("funded", "FUNDED_BY", "paper", "funder", (), None),
    ("supported", "SUPPORTED_BY", "paper", "award", (), None),
    ("located", "AVAILABLE_AT", "paper", "location", ("position",), None),
    ("located", "IN", "location", "venue", (), None),
)  # fmt: skip
Table = Any


class FinalFiles:
    """Writes the final tables of one part. `folder`: of the part's shape tables; `part`: its position, or `COMPLEX`."""

    def __init__(self, folder: Path, part: int, tables: Path, complex_papers: Any) -> None:
        self._folder = folder
        self._name = "complex.parquet" if part == COMPLEX else f"part-{part:05}.parquet"
        self._tables = tables
        #: Numbers of papers whose rows are not final, as an array of Arrow; none in the folded ones.
        self._complex = None if part == COMPLEX or len(complex_papers) == 0 else complex_papers

    def papers(self, derived: Table, now: str) -> int:
        """The papers with their derived properties: `row`, `citations`, `awaits` and `top` of each final row."""
        columns = ["nid", "id", *PAPER, "citations", "awaits", "top", "readAt"]

        def complete(rows: Table) -> Table:
            first, last = rows["row"][0].as_py(), rows["row"][-1].as_py()
            within = compute.and_(
                compute.greater_equal(derived["row"], first), compute.less_equal(derived["row"], last)
            )
            values = derived.filter(within)
            rows = self._final(rows).rename_columns({"paper": "nid"})
            if values["row"].to_pylist() != rows["row"].to_pylist():
                raise ValueError(f"{self._folder} has other rows than the database.")
            for name, kind in (("citations", INTEGER), ("awaits", TEXTS), ("top", TEXTS)):
                rows = rows.append_column(arrow.field(name, kind), values[name].cast(kind))
            return rows.append_column("readAt", arrow.array([now] * len(rows), TEXT)).select(columns)

        return self._write("papers", self._tables / "nodes" / "Paper", complete)

    def locations(self) -> int:
        """The locations of the papers."""
        columns = ["nid", "id", *LOCATION]
        return self._write(
            "located", self._tables / "nodes" / "Location",
            lambda rows: self._final(rows).rename_columns({"location": "nid"}).select(columns),
        )  # fmt: skip

    def edges(self) -> dict[str, int]:
        """The edges of the papers; returns the number of each type."""
        return {edge[1]: self._edges(*edge) for edge in _EDGES}

    def _edges(
        self, table: str, kind: str, start: str, end: str, properties: tuple[str, ...], is_further: bool | None
    ) -> int:
        def complete(rows: Table) -> Table:
            rows = self._final(rows)
            if is_further is not None:
                rows = rows.filter(compute.equal(rows["isFurther"], is_further))
            rows = rows.filter(compute.is_valid(rows[end]))
            rows = rows.select([start, end, *properties])
            return rows.rename_columns(["start", "end", *properties])

        return self._write(table, self._tables / "edges" / kind, complete)

    def _final(self, rows: Table) -> Table:
        """The rows of papers that are final."""
        if self._complex is None:
            return rows
        return rows.filter(compute.invert(compute.is_in(rows["paper"], value_set=self._complex)))

    def _write(self, table: str, folder: Path, complete: Callable[[Table], Table]) -> int:
        """Write the rows of a shape table, completed, under a temporary name first; returns their number. A file that
        exists is complete."""
        path, target = self._folder / f"{table}.parquet", folder / self._name
        if target.exists():
            return count_rows(target)
        if not path.exists():
            return 0
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{self._name}.tmp"
        count, file = 0, None
        for rows in map(complete, read_batches(path)):
            if len(rows):
                file = file or writer(temporary, rows.schema)
                file.write_table(rows)
                count += len(rows)
        if file is not None:
            file.close()
            temporary.rename(target)
        return count


def query_file(database: Database, query: str, path: Path) -> int:
    """Write the result of a query to a new file; returns the number of rows."""
    if path.exists():
        return count_rows(path)
    temporary = path.with_name(f".{path.name}.tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    count, file = 0, None
    for batch in database.batches(query):
        if batch.num_rows:
            file = file or writer(temporary, batch.schema)
            file.write_batch(batch)
            count += batch.num_rows
    if file is not None:
        file.close()
        temporary.rename(path)
    return count


def paper_files(database: Database, complex_folder: Path) -> Iterator[tuple[Path, int]]:
    """The folders with papers and their positions."""
    yield from ((folder, index) for index, folder in enumerate(database.parts))
    yield complex_folder, COMPLEX

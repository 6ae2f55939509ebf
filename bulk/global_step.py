"""The global step: shape tables of all parts → the final tables, as ingest of the parts leaves them in an empty graph.

It runs in DuckDB out of core, on the numbers of nodes. Only what depends on several records passes through Python:
papers with several records, and entities. The rows of all other papers and of their edges are copied.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from bulk import derive
from bulk.database import Database
from bulk.describe import Described, Describer, node_columns, prepare_label
from bulk.final_files import COMPLEX, FinalFiles, paper_files, query_file
from bulk.final_tables import VERSION
from bulk.numbers import CODES
from bulk.parquet import TableFile, read_batches
from bulk.resolve import REJECTS, resolve
from graphdb.ingest.rows import Label

MANIFEST: Final = "manifest.json"
#: The numbers of existing nodes of a label; None: all that a record or a work names.
_EXISTS: Final[dict[Label, str | None]] = {
    "Venue": "SELECT venue AS nid FROM final_published UNION SELECT venue FROM final_located WHERE venue IS NOT NULL "
    "UNION SELECT nid FROM named_venue",
    "Award": "SELECT award AS nid FROM final_supported UNION SELECT nid FROM named_award",
    "Author": "SELECT nid FROM exists_author",
    "Institution": "SELECT institution AS nid FROM final_origins UNION SELECT institution FROM affiliation "
    "UNION SELECT nid FROM named_institution",
    "Funder": 'SELECT funder AS nid FROM final_funded UNION SELECT "end" FROM end_award '
    "UNION SELECT nid FROM named_funder",
    "Topic": None,
    "Publisher": None,
}  # fmt: skip
#: Label → type of the edge to the node above.
_ABOVE: Final[dict[Label, str]] = {
    "Topic": "BROADER", "Venue": "PUBLISHED_BY", "Publisher": "PART_OF", "Award": "GRANTED_BY",
}  # fmt: skip


@dataclass(slots=True)
class Result:
    """The numbers of rows by label and type, the outcomes of records by label, and ids that were merged and deleted."""

    nodes: dict[str, int] = field(default_factory=dict[str, int])
    edges: dict[str, int] = field(default_factory=dict[str, int])
    outcomes: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    merged: int = 0
    withheld: int = 0
    #: Records without a title of works that have no other record.
    refused: int = 0


class GlobalStep:
    """`parts`: the folders of shape tables in the order of ingest; `work`: for the database and what is derived;
    `tables`: of the final tables; `now`: when the records were read; `named_by_papers`: whether only entities that a
    paper names exist, also if others have a record."""

    def __init__(
        self, parts: Sequence[Path], work: Path, tables: Path, *, now: str, memory: str = "1GB", threads: int = 2,
        named_by_papers: bool = False,
    ) -> None:  # fmt: skip
        self._parts = list(parts)
        self._work = work
        self._tables = tables
        self._now = now
        self._memory = memory
        self._threads = threads
        self._named_by_papers = named_by_papers
        self._result = Result()

    @property
    def rejects(self) -> Path:
        """The file of records that are rejected here."""
        return self._work / "complex" / REJECTS

    def run(self, progress: Callable[[str], None] = lambda _: None) -> Result:
        """Write the final tables; `progress` receives the name of each stage."""
        with Database(self._work, self._parts, memory=self._memory, threads=self._threads) as database:
            progress("Resolving duplicates and merged ids")
            resolve(database, self._work / "complex")
            progress("Linking citations")
            derive.derive_citations(database)
            progress("Describing entities")
            self._entities(database)
            progress("Writing tables")
            self._papers(database)
            self._others(database)
            self._result.merged = database.value("SELECT count(*) FROM alias")
        return self._result

    def _entities(self, database: Database) -> None:
        for label in _EXISTS:
            prepare_label(database, label, alone=not self._named_by_papers)
        database.step("authors", lambda: self._authors(database))
        database.step("affiliations", lambda: derive.derive_affiliations(database))
        self._describe(database, "Topic", None)
        database.step("topics", lambda: derive.derive_within(database))
        for label in ("Venue", "Award", "Author", "Institution", "Funder"):
            database.step(f"counts {label}", lambda label=label: derive.derive_counts(database, label))
            self._describe(database, label, self._derived(label))
        self._describe(database, "Publisher", None)
        database.step("publishers", lambda: derive.derive_publishers(database))
        for label in ("Topic", "Publisher"):
            database.step(f"counts {label}", lambda label=label: derive.derive_counts(database, label))
        database.step("topic authors", lambda: derive.derive_topic_authors(database))
        for label in ("Topic", "Publisher"):
            self._complete(database, label)

    def _authors(self, database: Database) -> None:
        database.execute("""\
CREATE OR REPLACE TABLE exists_author AS
SELECT author AS nid FROM final_authored UNION SELECT nid FROM named_author""")

    def _derived(self, label: str) -> str:
        """The relation of the derived properties of a label."""
        name = label.lower()
        further = ""
        if label == "Institution":
            further = """
FULL JOIN (SELECT institution AS nid, count(*) AS derived_authors FROM affiliation GROUP BY institution) USING (nid)"""
        return f"""\
SELECT nid, coalesce(papers, 0) AS derived_papers, coalesce(citations, 0) AS derived_citations, top AS derived_top
{", coalesce(derived_authors, 0) AS derived_authors" if further else ""}
FROM count_{name} LEFT JOIN top_{name} USING (nid){further}"""

    def _describe(self, database: Database, label: Label, derived: str | None) -> None:
        """Describe the nodes of a label and load what depends on them."""
        folder, name = self._work / "described" / label, label.lower()

        def describer() -> Describer:
            return Describer(database, label, folder, self._now)

        def run() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            described = describer().run(_EXISTS[label])
            _load(database, f"end_{name}", folder / "ends.parquet", 'nid BIGINT, "end" BIGINT')
            _load(database, f"alias_{name}", folder / "aliases.parquet", 'id VARCHAR, "of" VARCHAR, sequence BIGINT')
            if label == "Author":
                _load(database, "author_id", folder / "nodes.parquet", "nid BIGINT, id VARCHAR")
            (folder / "described.json").write_bytes(orjson.dumps(described))

        database.step(f"fold {label}", lambda: describer().fold(_EXISTS[label], derived))
        database.step(f"describe {label}", run)
        described = Described(**orjson.loads((folder / "described.json").read_bytes()))
        self._result.outcomes[label] = described.outcomes
        if derived is not None and described.nodes:
            target = self._tables / "nodes" / label / "all.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                target.hardlink_to(folder / "nodes.parquet")
        self._result.nodes[label] = described.nodes

    def _complete(self, database: Database, label: Label) -> None:
        """Add the derived properties of the topics or publishers that exist."""
        name, target = label.lower(), self._tables / "nodes" / label / "all.parquet"
        authors = ", authorCount, authors" if label == "Topic" else ""
        join = "LEFT JOIN topic_authors USING (nid)" if label == "Topic" else ""
        query = f"""\
SELECT nid, coalesce(papers, 0) AS papers, top {authors}
FROM exists_{name} LEFT JOIN count_{name} USING (nid) LEFT JOIN top_{name} USING (nid) {join}"""
        derived = {row["nid"]: row for row in database.rows(query)}
        path = self._work / "described" / label / "nodes.parquet"
        columns = node_columns(label)
        temporary = target.with_name(f".{target.name}.tmp")
        with TableFile(temporary, columns) as file:
            described = (row for batch in (read_batches(path) if path.exists() else ()) for row in batch.to_pylist())
            for row in described:
                if row["nid"] in derived:
                    properties: dict[str, Any] = row | _flattened(derived[row["nid"]])
                    file.pending.append(tuple(map(properties.get, columns)))
        if file.rows:
            temporary.rename(target)
        self._result.nodes[label] = file.rows

    def _papers(self, database: Database) -> None:
        database.step("paper rows", lambda: _paper_rows(database))
        complex_papers = database.table("SELECT nid FROM complex")["nid"].combine_chunks()
        for folder, part in paper_files(database, self._work / "complex"):
            files = FinalFiles(folder, part, self._tables, complex_papers)
            rows = database.table(f'FROM paper_row WHERE part = {part} ORDER BY "row"')
            self._add("Paper", files.papers(rows, self._now))
            self._add("Location", files.locations())
            for kind, number in files.edges().items():
                self._result.edges[kind] = self._result.edges.get(kind, 0) + number
        outcomes = dict(database.execute("FROM paper_outcome").fetchall())
        self._result.withheld = outcomes.pop("withheld", 0)
        self._result.refused = outcomes.pop("refused", 0)
        simple = database.value("SELECT count(*) FROM shape_papers ANTI JOIN complex ON nid = paper")
        outcomes["new"] = outcomes.get("new", 0) + simple
        self._result.outcomes["Paper"] = outcomes

    def _add(self, label: str, number: int) -> None:
        self._result.nodes[label] = self._result.nodes.get(label, 0) + number

    def _others(self, database: Database) -> None:
        """Edges between papers and between entities, aliases and deletions."""
        edges = {
            "CITES": 'SELECT paper AS start, work AS "end" FROM cites',
            "WITHIN": 'SELECT paper AS start, topic AS "end" FROM within',
            "AFFILIATED_WITH": 'SELECT author AS start, institution AS "end", first AS firstYear, last AS lastYear '
            "FROM affiliation",
            **{
                kind: f'SELECT nid AS start, "end" FROM end_{label.lower()}'
                + (f" SEMI JOIN exists_{label.lower()} USING (nid)" if _EXISTS[label] is None else "")
                for label, kind in _ABOVE.items()
            },
        }
        for kind, query in edges.items():
            path = self._tables / "edges" / kind / "all.parquet"
            self._result.edges[kind] = query_file(database, query, path)
        names = " UNION ALL ".join(f"FROM alias_{label.lower()}" for label in ("Venue", "Award"))
        nodes = {
            "Alias": f"""\
SELECT {CODES["Alias"]} + row_number() OVER () AS nid, id, "of"
FROM (SELECT id, "of" FROM alias UNION ALL SELECT id, arg_max("of", sequence) FROM ({names}) GROUP BY id)""",
            "Deleted": f"""\
SELECT {CODES["Deleted"]} + row_number() OVER () AS nid, id, day AS at FROM deleted WHERE NOT isRestored""",
        }
        for label, query in nodes.items():
            path = self._tables / "nodes" / label / "all.parquet"
            self._result.nodes[label] = query_file(database, query, path)


def _load(database: Database, name: str, path: Path, columns: str) -> None:
    """A table from a file, empty if the file does not exist."""
    database.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
    if path.exists():
        names = ", ".join(column.split()[0] for column in columns.split(", "))
        database.execute(f"INSERT INTO {name} SELECT {names} FROM read_parquet(?)", [str(path)])


def _flattened(row: dict[str, Any]) -> dict[str, Any]:
    authors: list[dict[str, Any]] | None = row.pop("authors", None)
    if authors is None:
        return row
    return row | {
        "topAuthors": [author["id"] for author in authors],
        "topAuthorPapers": [author["written"] for author in authors],
    }


def _paper_rows(database: Database) -> None:
    """The derived properties of papers, by part and row."""
    database.execute(f"""\
CREATE OR REPLACE TABLE paper_row AS
SELECT place.part, place."row", coalesce(citations, 0) AS citations, awaits, top
FROM (
  SELECT part, "row", paper FROM shape_papers_in_order ANTI JOIN complex ON complex.nid = paper
  UNION ALL SELECT {COMPLEX}, "row", paper FROM complex_papers
) AS place
LEFT JOIN citation ON citation.nid = place.paper
LEFT JOIN awaiting ON awaiting.nid = place.paper
LEFT JOIN paper_top ON paper_top.nid = place.paper
ORDER BY place.part, place."row\"""")


def write_manifest(
    tables: Path, result: Result, source_parts: Sequence[str], days: Mapping[str, str], selection: str | None
) -> None:
    """Write the manifest of the final tables (`bulk.final_tables`)."""
    content = {
        "version": VERSION, "source parts": list(source_parts), "days": dict(days), "filter": selection,
        "nodes": result.nodes, "edges": result.edges,
    }  # fmt: skip
    (tables / MANIFEST).write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
